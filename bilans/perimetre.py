"""What a review is about: which campaigns, which year, as of which day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from poles.models import Campagne

from .models import Bilan


@dataclass(frozen=True)
class Perimetre:
    sujet: str  # « Économie-gestion », « académie de Toulouse »
    academie: str  # « académie de Toulouse »; empty without one
    annee: str
    campagnes: tuple[Campagne, ...]  # by the pôles' names
    instant: datetime
    fuseau: str
    d_un_pole: bool

    @cached_property
    def pks(self) -> tuple[int, ...]:
        return tuple(campagne.pk for campagne in self.campagnes)

    @property
    def jour(self) -> date:
        return self.instant.astimezone(ZoneInfo(self.fuseau)).date()

    @property
    def debut(self) -> date:
        return min((c.cycle.debut for c in self.campagnes), default=self.jour)

    @property
    def fin(self) -> date:
        return max((c.cycle.fin for c in self.campagnes), default=self.jour)

    @property
    def campagne(self) -> Campagne | None:
        """The one campaign of a pôle's review; None for an académie's."""
        return self.campagnes[0] if self.d_un_pole else None

    def jour_de(self, instant: datetime) -> date:
        """The day of an instant, on the académie's clocks."""
        return instant.astimezone(ZoneInfo(self.fuseau)).date()


def perimetre_de(bilan: Bilan, maintenant: datetime) -> Perimetre:
    """One query, none for a pôle whose campaign is at hand."""
    if bilan.campagne:
        academie = bilan.campagne.pole.academie
        campagnes: Iterable[Campagne] = [bilan.campagne]
    else:
        academie = bilan.academie
        campagnes = campagnes_d_academie(bilan)
    return Perimetre(
        sujet=bilan.sujet,
        academie=academie.nom_entier if academie else "",
        annee=bilan.annee,
        campagnes=tuple(campagnes),
        instant=maintenant,
        fuseau=bilan.fuseau,
        d_un_pole=bilan.campagne is not None,
    )


def campagnes_d_academie(bilan: Bilan) -> Iterable[Campagne]:
    return (
        Campagne.objects.filter(pole__academie=bilan.academie_id, cycle__libelle=bilan.annee)
        .select_related("pole__academie", "cycle")
        .order_by("pole__nom", "pk")
    )


def annee_precedente(perimetre: Perimetre) -> tuple[Campagne, ...]:
    """The same pôles the year before: of each, its last campaign that began earlier. One query."""
    debuts = {c.pole_id: c.cycle.debut for c in perimetre.campagnes}
    trouvees: dict[int, Campagne] = {}
    lignes = Campagne.objects.filter(pole__in=debuts).select_related("pole", "cycle").order_by("cycle__debut", "pk")
    for campagne in lignes:
        if campagne.cycle.debut < debuts[campagne.pole_id]:
            trouvees[campagne.pole_id] = campagne
    return tuple(trouvees.values())
