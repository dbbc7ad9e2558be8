"""Fonctions that change hands in the year: an inspector replaced, visas lent for a week."""

from __future__ import annotations

from datetime import date, datetime

from poles.services import deleguer, remplacer

from .agenda import Agenda, Fil
from .reperes import exiger, mandat, personne


def inscrire(agenda: Agenda) -> None:
    fil = Fil("passages")
    agenda.noter(fil.instant("2026-11-12"), "remplacer l'inspecteur de mathématiques", _remplacement)
    agenda.noter(fil.instant("2027-02-23"), "déléguer les visas d'économie-gestion", _delegation)


def _remplacement(maintenant: datetime) -> None:
    ancien, acteur = mandat("francois-xavier", "mathematiques"), personne("beatrice")
    exiger(acteur, "poles.remplacer", ancien)
    remplacer(
        mandat=ancien,
        personne=personne("helene"),
        debut=date(2026, 11, 16),
        motif="Nouvelle répartition des pôles entre les inspecteurs.",
        acteur=acteur,
        maintenant=maintenant,
    )


def _delegation(maintenant: datetime) -> None:
    """She is on a mission for the week: the first visa of « Les documents commerciaux » is signed in her name."""
    sien, acteur = mandat("helene", "economie-gestion"), personne("helene")
    exiger(acteur, "poles.deleguer", sien)
    deleguer(
        mandat=sien,
        delegataire=personne("francois-xavier"),
        debut=date(2027, 2, 23),
        fin=date(2027, 2, 26),
        acteur=acteur,
        maintenant=maintenant,
        jour=date(2027, 2, 23),
    )
