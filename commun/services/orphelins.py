"""Stored files that no row names: what a process killed between a file and its row leaves behind."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime

from django.apps import apps
from django.db.models import FileField

from commun.fichiers import chemin_opaque

logger = logging.getLogger(__name__)

# Above this share of the files, something else is wrong: a database restored without its files' rows, for example.
PART_SUSPECTE = 0.1
# Below this number, the share says nothing.
NOMBRE_SUSPECT = 20


def purger_orphelins(*, avant: datetime) -> int:
    """Let go of the files stored before `avant` (by the storage's own clock) that no row names. How many.

    Where there are suspiciously many of a kind, none goes and the log says so.
    """
    return sum(_purger(champ, avant) for champ in champs_ranges())


def champs_ranges() -> Iterator[FileField]:
    """Every column that keeps files under opaque names: each table has a folder of its own, which nothing else uses."""
    for modele in apps.get_models():
        yield from (c for c in modele._meta.local_fields if getattr(c, "upload_to", None) is chemin_opaque)


def _purger(champ: FileField, avant: datetime) -> int:
    modele, stockage = champ.model, champ.storage
    dossier = f"{modele._meta.app_label}/{modele._meta.model_name}"
    # The files first: the row of one that is stored meanwhile is found below.
    stockes = list(_fichiers(stockage, dossier))
    rangees = modele._base_manager.exclude(**{champ.name: ""})
    connus = set(rangees.order_by().values_list(champ.name, flat=True).distinct())
    orphelins = [nom for nom in stockes if nom not in connus and stockage.get_modified_time(nom) < avant]
    if len(orphelins) > max(NOMBRE_SUSPECT, PART_SUSPECTE * len(stockes)):
        logger.error(
            "%s fichiers sur %s ne sont nommés par aucune ligne de « %s » : rien n'est effacé, vérifiez la base.",
            len(orphelins),
            len(stockes),
            modele._meta.verbose_name,
        )
        return 0
    for nom in orphelins:
        stockage.delete(nom)
    return len(orphelins)


def _fichiers(stockage: object, dossier: str) -> Iterator[str]:
    try:
        lots, _ = stockage.listdir(dossier)
    except FileNotFoundError:
        return
    for lot in lots:
        yield from (f"{dossier}/{lot}/{nom}" for nom in stockage.listdir(f"{dossier}/{lot}")[1])
