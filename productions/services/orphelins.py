"""Stored files that no piece names: what a process killed in the middle of a deposit leaves behind."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime

from productions.models import Piece

logger = logging.getLogger(__name__)

# Above this share of the files, something else is wrong: a database restored without its files' rows, for example.
PART_SUSPECTE = 0.1
# Below this number, the share says nothing.
NOMBRE_SUSPECT = 20


def purger_orphelins(*, avant: datetime) -> int:
    """Let go of the files stored before `avant` (by the storage's own clock) that no piece names. How many.

    Where there are suspiciously many, none goes and the log says so.
    """
    stockage, dossier = Piece._meta.get_field("fichier").storage, f"{Piece._meta.app_label}/{Piece._meta.model_name}"
    # The files first: the row of one that is stored meanwhile is found below.
    stockes = list(_fichiers(stockage, dossier))
    connus = set(Piece.objects.exclude(fichier="").values_list("fichier", flat=True).distinct())
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
