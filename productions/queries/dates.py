"""Effective days of a resource: its own (an extension granted comes there), its fiche's, its pôle's, its cycle's.

Of a resource carried over to another year, a day from before that year counts for nothing: it was planned for the
year that is over, and nobody is late for having gone on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from calendrier.queries import echeances_de, jour_de, jour_effectif
from productions.models import DatePropre, NatureReport, Report, Ressource

CHAMPS = {
    NatureReport.V1: "jour_v1",
    NatureReport.V2: "jour_v2",
    NatureReport.TEST_CLASSE: "jour_test",
    NatureReport.VALIDATION: "jour_validation",
}


def jour_en_vigueur(nature: str, ressource: str = "") -> Coalesce:
    """The day in force as a column of any record: no query of its own. `ressource` leads from it to its resource."""
    propres = DatePropre.objects.filter(ressource=OuterRef(f"{ressource}pk"), nature=nature)
    propres = propres.filter(_de_l_annee_suivie("ressource__", "jour"))
    return Coalesce(
        Subquery(propres.values("jour")[:1]),
        jour_du_plan(CHAMPS[NatureReport(nature)], ressource),
        jour_effectif(f"{ressource}campagne_suivi__", nature),
    )


def jour_du_plan(champ: str, ressource: str = "") -> Case:
    """A day of its fiche, as a column."""
    jour = f"{ressource}fiche__{champ}"
    return Case(When(_de_l_annee_suivie(ressource, jour), then=F(jour)), output_field=DateField())


def du_plan(ressource: str, jour: str) -> Case:
    """The same for any column of days; `ressource` leads to the resource of its row."""
    return Case(When(_de_l_annee_suivie(ressource, jour), then=F(jour)), output_field=DateField())


def _de_l_annee_suivie(ressource: str, jour: str) -> Q:
    """The condition on a column `jour`; `ressource` leads to its resource."""
    sur_place = Q(**{f"{ressource}campagne_suivi": F(f"{ressource}campagne_origine")})
    return sur_place | Q(**{f"{jour}__gte": F(f"{ressource}campagne_suivi__cycle__debut")})


def encore_au_plan(ressource: Ressource, jour: date | None) -> date | None:
    """The same for a day at hand; the resource comes with its cycle."""
    passe = jour and ressource.reconduite and jour < ressource.campagne_suivi.cycle.debut
    return None if passe else jour


def avec_jours(ressources: QuerySet[Ressource]) -> QuerySet[Ressource]:
    """Each with the days that are planned, past ones too: `prevu_v1`, `prevu_v2`, `prevu_v3`, `prevu_validation`."""
    natures = (NatureReport.V1, NatureReport.V2, NatureReport.VALIDATION)
    return ressources.annotate(
        **{f"prevu_{nature.value}": jour_en_vigueur(nature) for nature in natures},
        prevu_v3=jour_du_plan("jour_v3"),
    )


def jour_de_la_ressource(ressource: Ressource, nature: str) -> date | None:
    """The day in force of one resource that is read alone: one query."""
    return Ressource.objects.filter(pk=ressource.pk).values_list(jour_en_vigueur(nature), flat=True).get()


def jour_a_l_origine(nature: str) -> Coalesce:
    """The day that the year in which a resource was born holds it to, as a column: of one that has gone on since, what
    was planned for that year still counts there."""
    propres = DatePropre.objects.filter(ressource=OuterRef("pk"), nature=nature)
    return Coalesce(
        Subquery(propres.values("jour")[:1]),
        F(f"fiche__{CHAMPS[NatureReport(nature)]}"),
        jour_effectif("campagne_origine__", nature),
    )


def report_ouvert(nature: str, ressource: str = "") -> Exists:
    """Is an extension already asked for?"""
    return Exists(Report.objects.ouverts().filter(ressource=OuterRef(f"{ressource}pk"), nature=nature))


@dataclass(frozen=True)
class DateEnVigueur:
    """One line of a resource's dates: the day, and where it comes from, in words."""

    nature: NatureReport
    jour: date | None
    origine: str


def dates_en_vigueur(ressource: Ressource, dates_propres: Iterable[DatePropre]) -> list[DateEnVigueur]:
    """Every milestone that may be a resource's own, in the order of the year: one query beside its own days."""
    propres = {d.nature: d for d in dates_propres if encore_au_plan(ressource, d.jour)}
    echeances = echeances_de(ressource.campagne_suivi)
    a_soi = {e.nature for e in echeances if e.campagne_id}
    lignes = []
    for nature, champ in CHAMPS.items():
        if nature == NatureReport.TEST_CLASSE and not ressource.pour_la_classe:
            continue
        prevu = encore_au_plan(ressource, getattr(ressource.fiche, champ))
        if propre := propres.get(nature):
            origine = "report accordé" if propre.report else "date fixée pour cette ressource"
            lignes.append(DateEnVigueur(nature, propre.jour, origine))
        elif prevu:
            lignes.append(DateEnVigueur(nature, prevu, "fiche-projet"))
        else:
            jour = jour_de(echeances, nature)
            origine = "date du pôle" if nature in a_soi else "date du cycle"
            lignes.append(DateEnVigueur(nature, jour, origine if jour else ""))
    return lignes
