"""What is known of the people and the establishments that a table names, read at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from importations.sortes import Ligne
from poles.models import Academie, Affectation, Campagne, Etablissement
from poles.queries import personnes_connues

if TYPE_CHECKING:
    from comptes.models import Personne

_LOT = 500


@dataclass(frozen=True)
class Equipe:
    """`fonctions`: by person, those held on the campaign, today or to come; `lieux`: where each works now."""

    personnes: dict[str, Personne]
    fonctions: dict[int, set[str]]
    lieux: dict[int, Etablissement]
    etablissements: dict[str, Etablissement]

    @classmethod
    def de(cls, campagne: Campagne, lignes: Sequence[Ligne], jour: date) -> Equipe:
        durent = Q(fin__isnull=True) | Q(fin__gte=jour)
        fonctions: dict[int, set[str]] = defaultdict(set)
        for personne, fonction in campagne.mandats.filter(durent, termine_le__isnull=True).values_list(
            "personne", "fonction"
        ):
            fonctions[personne].add(fonction)
        personnes = personnes_connues(ligne["email"] for ligne in lignes if ligne["email"])
        return cls(
            personnes,
            dict(fonctions),
            _lieux(p.pk for p in personnes.values()),
            etablissements_par_uai((ligne["uai"].upper() for ligne in lignes), campagne.pole.academie),
        )


def _lieux(personnes: Iterable[int]) -> dict[int, Etablissement]:
    courantes = Affectation.objects.filter(fin__isnull=True).select_related("etablissement")
    return {a.personne_id: a.etablissement for lot in _lots(personnes) for a in courantes.filter(personne__in=lot)}


def etablissements_par_uai(codes: Iterable[str], academie: Academie | None) -> dict[str, Etablissement]:
    """Of the académie; of all of them without one."""
    connus = Etablissement.objects.filter(academie=academie) if academie else Etablissement.objects.all()
    return {e.uai: e for lot in _lots(set(codes) - {""}) for e in connus.filter(uai__in=lot)}


def _lots(valeurs: Iterable) -> Iterable[list]:
    toutes = sorted(valeurs)
    return (toutes[debut : debut + _LOT] for debut in range(0, len(toutes), _LOT))
