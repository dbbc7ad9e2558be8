"""Archives that people deposit, read as a stream: nothing is extracted, and no announcement is believed."""

from __future__ import annotations

import io
from collections.abc import Iterator

from django.core.files import File

from .budget import MO, Budget, Limites
from .gzip import GZIP, FluxGzip
from .membre import Membre
from .refus import ArchiveRefusee
from .tar import membres_tar
from .zip import ZIP, membres_zip, sommaire

__all__ = ["ArchiveRefusee", "Budget", "Limites", "Membre", "contenant", "parcourir", "sommaire"]

# An archive within an archive is never opened by anybody here; looked into all the same, as long as it is small.
EMBOITEE_MAX = 8 * MO
PROFONDEUR_MAX = 3


def contenant(f: File) -> str:
    """« zip » or « tgz », told by the first bytes and never by the name; refused when it is neither."""
    f.seek(0)
    tete = f.read(4)
    f.seek(0)
    if tete == ZIP:
        return "zip"
    if tete.startswith(GZIP):
        return "tgz"
    raise ArchiveRefusee("abimee")


def parcourir(f: File, budget: Budget, profondeur: int = 0) -> Iterator[Membre]:
    """Every file of the archive, in its order; each is read to its end, so that whatever is wrong shows.

    Raises ArchiveRefusee.
    """
    membres = membres_zip(f, budget) if contenant(f) == "zip" else membres_tar(FluxGzip(f, budget), budget)
    for membre in membres:
        yield membre
        if not membre.commence:
            _regarder(membre, budget, profondeur)


def _regarder(membre: Membre, budget: Budget, profondeur: int) -> None:
    """What nobody asked for may be an archive itself."""
    premier = next(membre.blocs(), b"")
    if not premier.startswith((ZIP, GZIP)) or membre.taille > EMBOITEE_MAX:
        return
    if profondeur >= PROFONDEUR_MAX:
        raise ArchiveRefusee("emboitee")
    contenu = io.BytesIO(premier)
    contenu.seek(0, io.SEEK_END)
    contenu.writelines(membre.blocs())
    _parcourir_emboitee(contenu, membre.taille, budget, profondeur + 1)


def _parcourir_emboitee(contenu: io.BytesIO, poids: int, budget: Budget, profondeur: int) -> None:
    """Counted with the outer archive as well; what is merely unreadable in it is not our business."""
    dedans = Budget(poids, budget.limites, parent=budget)
    try:
        if contenant(File(contenu)) == "tgz":
            FluxGzip(File(contenu), dedans).epuiser()
        else:
            for _ in parcourir(File(contenu), dedans, profondeur):
                pass
    except ArchiveRefusee as refus:
        if refus.raison in {"bombe", "emboitee", "duree", "nombre"}:
            raise
