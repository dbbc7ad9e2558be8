"""Seeds the days without class of an académie from the two libraries that know them; no network.

`vacances-scolaires-france` knows zones A, B and C and only the years decided so far: Corse and the overseas
académies, and later years, enter their own rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import holidays
from vacances_scolaires_france import SchoolHolidayDates, UnsupportedYearException

from poles.models import Academie
from poles.models.territoire import ZONES_METROPOLE

from .models import JourSansClasse

# Subdivisions of the `holidays` library for the académies whose public holidays differ from the mainland's.
SUBDIVISIONS = {
    "Strasbourg": "6AE",
    "Guadeloupe": "971",
    "Martinique": "972",
    "Guyane": "973",
    "La Réunion": "974",
    "Mayotte": "976",
}


def semer(academie: Academie, debut: date, fin: date) -> int:
    """Add the periods that are not there yet; returns how many. Rows edited by hand are left alone."""
    lignes = [*vacances(academie, debut, fin), *feries(academie, debut, fin)]
    connues = set(JourSansClasse.objects.filter(academie=academie).values_list("genre", "debut"))
    nouvelles = [ligne for ligne in lignes if (ligne.genre, ligne.debut) not in connues]
    JourSansClasse.objects.bulk_create(nouvelles)
    return len(nouvelles)


def vacances(academie: Academie, debut: date, fin: date) -> Iterator[JourSansClasse]:
    """The holidays that touch these days, whole: cut, a row would stay cut when the next cycle is seeded."""
    if academie.zone not in ZONES_METROPOLE:
        return
    for nom, premier, dernier in _suites(_vacances_de_la_zone(academie.zone, debut.year - 1, fin.year + 1)):
        if premier <= fin and dernier >= debut:
            yield JourSansClasse(
                academie=academie, genre=JourSansClasse.Genre.VACANCES, libelle=nom, debut=premier, fin=dernier
            )


def feries(academie: Academie, debut: date, fin: date) -> Iterator[JourSansClasse]:
    jours = holidays.country_holidays(
        "FR", subdiv=SUBDIVISIONS.get(academie.nom), years=range(debut.year, fin.year + 1), language="fr"
    )
    for jour, nom in sorted(jours.items()):
        if debut <= jour <= fin:
            yield JourSansClasse(academie=academie, genre=JourSansClasse.Genre.FERIE, libelle=nom, debut=jour, fin=jour)


def feries_communs(debut: date, fin: date) -> list[JourSansClasse]:
    """The public holidays of the whole country, for a pôle that belongs to no académie; never saved."""
    annees = range(debut.year, fin.year + 1)
    jours = holidays.country_holidays("FR", years=annees, language="fr")
    ferie = JourSansClasse.Genre.FERIE
    return [JourSansClasse(genre=ferie, libelle=nom, debut=jour, fin=jour) for jour, nom in sorted(jours.items())]


def _vacances_de_la_zone(zone: str, premiere: int, derniere: int) -> dict[date, str]:
    noms: dict[date, str] = {}
    for annee in range(premiere, derniere + 1):
        noms |= _vacances_de_l_annee(annee, zone)
    return noms


@cache
def _table() -> SchoolHolidayDates:
    """Kept: the library reads its whole table, which takes a second, each time it is made."""
    return SchoolHolidayDates()


def _vacances_de_l_annee(annee: int, zone: str) -> dict[date, str]:
    try:
        jours = _table().holidays_for_year_and_zone(annee, zone)
    except UnsupportedYearException:  # not decided yet when the library was published
        return {}
    return {jour: du_jour["nom_vacances"] for jour, du_jour in jours.items()}


def _suites(noms: dict[date, str]) -> Iterator[tuple[str, date, date]]:
    """Days in a row under one name, as (name, first, last)."""
    debut = precedent = None
    for jour in sorted(noms):
        suit = precedent is not None and jour - precedent == timedelta(days=1) and noms[jour] == noms[precedent]
        if not suit:
            if debut is not None:
                yield noms[debut], debut, precedent
            debut = jour
        precedent = jour
    if debut is not None:
        yield noms[debut], debut, precedent
