"""The milestones of a cycle before it is open: the usual ones, where they fall, and where they had better fall."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from calendrier import semis
from poles.models import Cycle

from .frise import Frise, dessiner
from .jours import empechement, jour_ouvre_precedent
from .models import Echeance, JalonUsuel, JourSansClasse, NatureEcheance

Cle = tuple[str, int]  # the nature of a milestone and its number


@dataclass(frozen=True)
class DateDeFrise:
    jour: date
    titre: str
    genre: str  # « obligatoire », « indicative »


def cle_de(echeance: Echeance) -> Cle:
    return echeance.nature, echeance.rang


def usuelles(cycle: Cycle) -> dict[Cle, date]:
    """The usual milestones, dated in this cycle."""
    return {(j.nature, j.rang): j.jour(cycle.debut, cycle.fin) for j in JalonUsuel.objects.all()}


def obligations_usuelles() -> dict[str, bool]:
    """By nature, whether the usual milestones bind. A point d'étape more than usual binds as the others."""
    return dict(JalonUsuel.objects.order_by("rang").values_list("nature", "obligatoire"))


def dernier_jour(cycle: Cycle) -> date:
    """A cycle's dates end with the late class tests: 31 December of the year in which it ends."""
    return date(cycle.fin.year, 12, 31)


def jours_sans_classe(cycle: Cycle) -> list[JourSansClasse]:
    """Of the cycle's académie: those entered, and before it is open those that opening it will add. Writes nothing."""
    if cycle.academie is None:
        return []
    debut, fin = cycle.debut, dernier_jour(cycle)
    connus = list(JourSansClasse.objects.filter(academie=cycle.academie, fin__gte=debut, debut__lte=fin))
    presents = {(p.genre, p.debut) for p in connus}
    calcules = [*semis.vacances(cycle.academie, debut, fin), *semis.feries(cycle.academie, debut, fin)]
    connus += [p for p in calcules if (p.genre, p.debut) not in presents]
    return sorted(connus, key=lambda p: (p.debut, p.genre))


def sans_vacances(periodes: Iterable[JourSansClasse]) -> bool:
    """True where no school holiday is known: Corse, overseas, years that are not decided yet."""
    return all(p.genre != JourSansClasse.Genre.VACANCES for p in periodes)


@dataclass(frozen=True)
class Proposition:
    raison: str  # « tombe pendant les vacances scolaires (Vacances de Noël) »
    jour: date


def proposition(jour: date, periodes: Sequence[JourSansClasse]) -> Proposition | None:
    """For a day without class, the last one with class before it; None for a day that stands."""
    raison = empechement(jour, periodes)
    return Proposition(raison, jour_ouvre_precedent(jour, periodes)) if raison else None


def libelle(cle: Cle) -> str:
    return Echeance(nature=cle[0], rang=cle[1]).libelle


def frise_du_cycle(
    cycle: Cycle,
    jours: Mapping[Cle, date],
    engagent: Mapping[Cle, bool],
    periodes: Iterable[JourSansClasse],
    aujourdhui: date,
) -> Frise:
    dates = [
        DateDeFrise(jour, libelle(cle), "obligatoire" if engagent.get(cle) else "indicative")
        for cle, jour in jours.items()
    ]
    return dessiner(cycle.debut, dernier_jour(cycle), dates, periodes, aujourdhui)


def dans_l_ordre(cles: Iterable[Cle]) -> list[Cle]:
    """In the order of the trade, the points d'étape together."""
    natures = list(NatureEcheance.values)
    return sorted(cles, key=lambda cle: (natures.index(cle[0]), cle[1]))
