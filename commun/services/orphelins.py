"""Stored files that no row names: what a process killed in the middle of a deposit leaves behind."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime

from django.db.models import Model

from productions.models import PhotoDeTest, Piece

logger = logging.getLogger(__name__)

# Above this share of the files, something else is wrong: a database restored without its files' rows, for example.
PART_SUSPECTE = 0.1
# Below this number, the share says nothing.
NOMBRE_SUSPECT = 20


def purger_orphelins(*, avant: datetime) -> int:
    """Let go of the files stored before `avant` (by the storage's own clock) that no row names. How many.

    Where there are suspiciously many of a kind, none goes and the log says so.
    """
    return sum(_purger(modele, avant) for modele in (Piece, PhotoDeTest))


def _purger(modele: type[Model], avant: datetime) -> int:
    stockage, dossier = modele._meta.get_field("fichier").storage, f"{modele._meta.app_label}/{modele._meta.model_name}"
    # The files first: the row of one that is stored meanwhile is found below.
    stockes = list(_fichiers(stockage, dossier))
    connus = set(modele._default_manager.exclude(fichier="").values_list("fichier", flat=True).distinct())
    orphelins = [nom for nom in stockes if nom not in connus and stockage.get_modified_time(nom) < avant]
    if len(orphelins) > max(NOMBRE_SUSPECT, PART_SUSPECTE * len(stockes)):
        logger.error(
            "%s fichiers déposés sur %s ne sont nommés par aucune pièce : rien n'est effacé, vérifiez la base.",
            len(orphelins),
            len(stockes),
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
