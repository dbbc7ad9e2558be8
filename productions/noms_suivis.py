"""A discipline or a level that gets another name, or goes: what is found by it is written anew, by a worker.

The administration of a lower room saves them, which knows nothing of search.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save, pre_delete

from commun.taches import lancer
from poles.models import Discipline, Niveau


def suivre() -> None:
    for table in (Discipline, Niveau):
        post_save.connect(_renommer, sender=table, dispatch_uid=f"mots de {table.__name__}")
        pre_delete.connect(_effacer, sender=table, dispatch_uid=f"mots effacés de {table.__name__}")


def _renommer(sender: type[Discipline | Niveau], instance: Discipline | Niveau, created: bool, **_: Any) -> None:
    if not created:
        lancer("productions.refaire_mots", sender._meta.model_name, instance.pk)


def _effacer(sender: type[Discipline | Niveau], instance: Discipline | Niveau, **_: Any) -> None:
    """Its fiches, asked for before it goes. The administration deletes none that has any."""
    fiches = list(instance.fiches.order_by("pk").values_list("pk", flat=True))
    if fiches:
        lancer("productions.tenir_mots", fiches)
