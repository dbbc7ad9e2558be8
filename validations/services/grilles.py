"""The grid that goes with a visa: its author's alone until the visa is given, then as secret as the visa."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from grilles.models import Feuille, VersionGrille
from grilles.services import enregistrer_reponses
from validations.models import DemandeValidation, FeuillePreparee

if TYPE_CHECKING:
    from comptes.models import Personne


@dataclass(frozen=True)
class Remplie:
    """What a page sends of a grid: see `grilles.services.enregistrer_reponses`."""

    grille: VersionGrille
    valeurs: Mapping[int, int | str]


def garder_feuilles(
    demande: DemandeValidation, personne: Personne, remplies: Mapping[str, Remplie], maintenant: datetime
) -> None:
    """By nature of visa, under the resource's lock. A grid without an answer leaves nothing."""
    presentes = {p.nature: p for p in _preparees(demande, personne)}
    for nature, remplie in remplies.items():
        presente = presentes.get(nature)
        if not remplie.valeurs:
            if presente:
                _oublier(presente)
            continue
        feuille = enregistrer_reponses(
            feuille=presente.feuille if presente else None,
            grille=remplie.grille,
            valeurs=remplie.valeurs,
            maintenant=maintenant,
        )
        if not presente:
            FeuillePreparee.objects.create(demande=demande, personne=personne, nature=nature, feuille=feuille)


def prendre_feuille(demande: DemandeValidation, personne: Personne, nature: str) -> Feuille | None:
    """What goes with the visa of this nature that is being given; what was prepared for another one goes away."""
    prise = None
    for preparee in _preparees(demande, personne):
        if preparee.nature == nature:
            prise = preparee.feuille
            preparee.delete()
        else:
            _oublier(preparee)
    return prise


def oublier_feuilles(demande: DemandeValidation, personne: Personne) -> None:
    for preparee in _preparees(demande, personne):
        _oublier(preparee)


def _preparees(demande: DemandeValidation, personne: Personne) -> list[FeuillePreparee]:
    return list(FeuillePreparee.objects.filter(demande=demande, personne=personne).select_related("feuille"))


def _oublier(preparee: FeuillePreparee) -> None:
    feuille = preparee.feuille
    preparee.delete()
    feuille.delete()
