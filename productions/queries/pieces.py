"""Which files a person may download."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from commun.ensembles import Parmi
from poles.droits import droits_de
from poles.models import Fonction
from productions.models import NaturePiece, Piece, Producteur, Ressource, Version

if TYPE_CHECKING:
    from comptes.models import Personne


def pieces_lisibles(personne: Personne) -> QuerySet[Piece]:
    """Those of the versions in force that the person may see; drafts and cancelled versions are read by the
    producers and whoever leads the pôle."""
    if droits_de(personne).tous:
        return Piece.objects.all()
    return Piece.objects.filter(
        Q(Parmi("version", versions_lisibles(personne).values("pk")))
        | Q(Parmi("depot__ressource", ressources_suivies(personne).values("pk")))
        | Q(Parmi("version__ressource", ressources_suivies(personne).values("pk")))
    )


def dans_l_ordre(pieces: Iterable[Piece]) -> list[Piece]:
    """As one reads a version: the course, the livret, then the annexes."""
    return sorted(pieces, key=lambda p: (NaturePiece.values.index(p.nature), p.nom.lower(), p.pk))


def versions_lisibles(personne: Personne) -> QuerySet[Version]:
    versions = Version.objects.filter(annulee_le__isnull=True)
    if droits_de(personne).tous:
        return versions
    return versions.filter(Parmi("ressource", Ressource.objects.visibles_par(personne).values("pk")))


def ressources_suivies(personne: Personne) -> QuerySet[Ressource]:
    """Those whose drafts the person may read: what they produce, what they lead."""
    droits = droits_de(personne)
    if droits.tous:
        return Ressource.objects.all()
    return Ressource.objects.filter(
        droits.q("campagne_suivi__", Fonction.COORDINATEUR, Fonction.ADMINISTRATEUR)
        | Q(Parmi("pk", Producteur.objects.filter(personne=personne).values("ressource")))
    )
