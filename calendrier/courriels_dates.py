"""Dates that have moved, said to those whom they bind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.urls import reverse

from calendrier.annee import Cle, dans_l_ordre, libelle
from commun.services.diffusion import diffuser
from commun.templatetags.dates import quantieme
from poles.models import Campagne, Cycle, Fonction
from poles.queries import personnes_exercant

if TYPE_CHECKING:
    from comptes.models import Personne

_EQUIPE = (Fonction.ENSEIGNANT, Fonction.COORDINATEUR, Fonction.INSPECTEUR, Fonction.DRANE)


def dates_du_pole(
    campagne: Campagne, changees: Mapping[Cle, date | None], *, acteur: Personne, maintenant: datetime
) -> None:
    """To the pôle's people: which of its dates have moved."""
    jour = maintenant.astimezone(ZoneInfo(campagne.fuseau)).date()
    diffuser(
        personnes_exercant(campagne, jour, *_EQUIPE),
        gabarit="dates_du_pole",
        objet=campagne.chaine,
        url=campagne.get_absolute_url(),
        bouton="Voir le calendrier du pôle",
        maintenant=maintenant,
        sauf=acteur,
        nouvelle=True,
        campagne=campagne,
        acteur=acteur,
        lignes=lignes(changees),
    )


def dates_du_cycle(
    cycle: Cycle, changees: Mapping[Cle, date | None], *, acteur: Personne, maintenant: datetime
) -> None:
    """To those who lead its pôles: they may keep a date of their own, and tell their team."""
    for campagne in cycle.campagnes.select_related("pole__academie", "cycle"):
        jour = maintenant.astimezone(ZoneInfo(campagne.fuseau)).date()
        diffuser(
            personnes_exercant(campagne, jour, Fonction.COORDINATEUR),
            gabarit="dates_du_cycle",
            objet=f"{cycle.chaine}:{campagne.pk}",
            url=reverse("calendrier:dates_du_pole", args=[campagne.pole.slug, cycle.libelle]),
            bouton="Voir les dates du pôle",
            maintenant=maintenant,
            sauf=acteur,
            nouvelle=True,
            campagne=campagne,
            acteur=acteur,
            lignes=lignes(changees),
        )


def lignes(changees: Mapping[Cle, date | None]) -> list[str]:
    """« Point d'étape n° 1 : 11 décembre 2026 »."""
    return [f"{libelle(cle)} : {_en_clair(changees[cle])}" for cle in dans_l_ordre(changees)]


def enoncer(changees: Mapping[Cle, date | None]) -> str:
    return " ; ".join(lignes(changees))


def _en_clair(jour: date | None) -> str:
    return f"{quantieme(jour)} {jour.year}" if jour else "plus de date"
