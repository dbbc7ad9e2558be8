"""To whom something may be given: the pôle's teachers and its PREDAC/IAN, read once a campaign."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from typing import TYPE_CHECKING

from commun.templatetags.dates import jour as en_toutes_lettres
from poles.charges import LAISSER, Choix
from poles.models import Campagne, Fonction, Mandat
from poles.queries import avec_absence, personnes_exercant

if TYPE_CHECKING:
    from comptes.models import Personne


class Equipe:
    def __init__(self, mandat: Mandat, jour: date) -> None:
        self.mandat, self.jour = mandat, jour
        self._connues: dict[int, list[Personne]] = {}

    def sauf(self, campagne: Campagne, exclus: Container[int]) -> list[Personne]:
        """The team without these people, nor the one whose charges are given."""
        if campagne.pk not in self._connues:
            membres = personnes_exercant(campagne, self.jour, Fonction.ENSEIGNANT, Fonction.COORDINATEUR)
            self._connues[campagne.pk] = list(avec_absence(membres.exclude(pk=self.mandat.personne_id), self.jour))
        return [p for p in self._connues[campagne.pk] if p.pk not in exclus]

    @property
    def laisser(self) -> Choix:
        return Choix(LAISSER, f"Laisser à {self.mandat.personne.nom_complet}")


def choix_de(action: str, groupe: str, personnes: list[Personne]) -> tuple[Choix, ...]:
    return tuple(Choix(action, f"{groupe} {p.nom_complet}{_absence(p)}", p.pk, groupe) for p in personnes)


def _absence(personne: Personne) -> str:
    fin = personne.absente_jusqu_au
    return f" (indisponible jusqu'au {en_toutes_lettres(fin)})" if fin else ""
