"""A discipline or a level that gets another name: what is found by it is written anew, by a worker.

The administration of a lower room saves them, which knows nothing of search.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save

from commun.taches import lancer
from poles.models import Discipline, Niveau


def suivre() -> None:
    for table in (Discipline, Niveau):
        post_save.connect(_renommer, sender=table, dispatch_uid=f"mots de {table.__name__}")


def _renommer(sender: type[Discipline | Niveau], instance: Discipline | Niveau, created: bool, **_: Any) -> None:
    if not created:
        lancer("productions.refaire_mots", sender._meta.model_name, instance.pk)
