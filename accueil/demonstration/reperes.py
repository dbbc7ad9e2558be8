"""Finds again what an earlier scene has made: every scene reads the database, as a request would."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Model

from comptes.models import Personne
from poles.models import Campagne, Mandat
from productions.models import FicheProjet, Relecture, Ressource

from .personnes import adresse

# The year that is told; a pôle may have gone on to the next one.
ANNEE = "2026-2027"


def personne(cle: str) -> Personne:
    return Personne.objects.get(email=adresse(cle))


def campagne(pole: str) -> Campagne:
    return Campagne.objects.select_related("pole__academie", "cycle").get(pole__slug=pole, cycle__libelle=ANNEE)


def fiche(titre: str) -> FicheProjet:
    return FicheProjet.objects.select_related("campagne__pole", "campagne__cycle").get(titre=titre)


def ressource(titre: str) -> Ressource:
    return Ressource.objects.select_related("fiche", "campagne_suivi__pole", "campagne_suivi__cycle").get(titre=titre)


def relecture(titre: str, cle: str) -> Relecture:
    return Relecture.objects.select_related("version__ressource").get(
        version__ressource__titre=titre, relecteur__email=adresse(cle), etat="attendue"
    )


def mandat(cle: str, pole: str) -> Mandat:
    return Mandat.objects.get(personne__email=adresse(cle), pole__slug=pole, fin__isnull=True)


def jours(prevus: tuple[str, ...]) -> list[date | None]:
    return [date.fromisoformat(jour) if jour else None for jour in prevus]


def exiger(acteur: Personne, permission: str, objet: Model) -> None:
    """Nobody does in the demonstration what a page would refuse them."""
    if not acteur.has_perm(permission, objet):
        raise PermissionDenied(f"{acteur} n'a pas « {permission} » sur « {objet} ».")
