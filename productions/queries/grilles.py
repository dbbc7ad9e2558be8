"""The sheets filled in beside relectures: who may read them, and how many a pôle has received."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from grilles.models import Feuille
from poles.models import Campagne
from productions.etats import EtatRelecture, EtatTest
from productions.models import Relecture, TestEnClasse, Version

if TYPE_CHECKING:
    from comptes.models import Personne


def feuilles_par_numero(numeros: Iterable[int | None]) -> dict[int, Feuille]:
    """With their answers: two queries, none where nobody has filled in a grid."""
    voulues = [numero for numero in numeros if numero]
    return Feuille.objects.avec_reponses().in_bulk(voulues) if voulues else {}


def lit_la_relecture(relecture: Relecture, version: Version, personne: Personne) -> bool:
    """Its author always; others once it is handed in, but not while they owe a relecture of the same version.

    `version` holds its relectures.
    """
    if relecture.relecteur_id == personne.pk:
        return True
    attendues = (r.relecteur_id for r in version.relectures.all() if r.etat == EtatRelecture.ATTENDUE)
    return relecture.etat == EtatRelecture.RENDUE and personne.pk not in attendues


def rendues_avec_grille(une: Relecture) -> list[Relecture]:
    """The other relectures of the same version that were handed in with answers; to show once one's own is."""
    rendues = Relecture.objects.filter(version=une.version_id, etat=EtatRelecture.RENDUE, feuille__isnull=False)
    autres = list(rendues.exclude(pk=une.pk).select_related("relecteur"))
    feuilles = feuilles_par_numero(r.feuille_id for r in autres)
    for relecture in autres:
        relecture.feuille = feuilles[relecture.feuille_id]
    return autres


def feuilles_de_relecture(campagne: Campagne) -> QuerySet:
    """Of the relectures handed in to this pôle: see `grilles.remises`."""
    rendues = Relecture.objects.filter(version__ressource__campagne_suivi=campagne, etat=EtatRelecture.RENDUE)
    return rendues.filter(feuille__isnull=False).values("feuille")


def feuilles_de_test(campagne: Campagne) -> QuerySet:
    """The same, of its class tests."""
    rendus = TestEnClasse.objects.filter(version__ressource__campagne_suivi=campagne, etat=EtatTest.RENDU)
    return rendus.filter(feuille__isnull=False).values("feuille")
