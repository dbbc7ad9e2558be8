"""Days with and without class, in one académie."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from commun.templatetags.dates import jour as en_toutes_lettres

from .models import JourSansClasse

UN_JOUR = timedelta(days=1)
# In days: past this, the periods entered cannot be right.
SANS_FIN = 366


def empechement(jour: date, periodes: Iterable[JourSansClasse]) -> str | None:
    """Why there is no class on that day, as the end of a sentence; None on a working day."""
    for periode in periodes:
        if periode.debut <= jour <= periode.fin:
            if periode.genre == JourSansClasse.Genre.FERIE:
                return f"est un jour férié ({periode.libelle})"
            return f"tombe pendant les vacances scolaires ({periode.libelle})"
    if jour.weekday() >= 5:
        return "tombe un week-end"
    return None


def jour_ouvre_precedent(jour: date, periodes: Iterable[JourSansClasse]) -> date:
    """The day itself when it is a working day, else the last one before it."""
    return _premier_ouvre(jour, list(periodes), -UN_JOUR)


def jour_ouvre_suivant(jour: date, periodes: Iterable[JourSansClasse]) -> date:
    """The day itself when it is a working day, else the first one after it."""
    return _premier_ouvre(jour, list(periodes), UN_JOUR)


def _premier_ouvre(jour: date, periodes: list[JourSansClasse], pas: timedelta) -> date:
    candidat = jour
    for _ in range(SANS_FIN):
        if empechement(candidat, periodes) is None:
            return candidat
        candidat += pas
    # Nobody means a year without a working day: the rows are wrong, and must not silence everything.
    return jour


def avertissement(quoi: str, jour: date, periodes: Iterable[JourSansClasse]) -> str | None:
    raison = empechement(jour, periodes)
    return f"{quoi} : le {en_toutes_lettres(jour)} {raison}." if raison else None


def semaines_de_classe(debut: date, fin: date, periodes: Iterable[JourSansClasse]) -> float:
    """The number of school weeks between two days, both counted, a week being five days of class."""
    periodes = list(periodes)
    jours = (debut + timedelta(n) for n in range((fin - debut).days + 1))
    return sum(1 for j in jours if empechement(j, periodes) is None) / 5


def avancer(jour: date, nombre: int, periodes: Iterable[JourSansClasse]) -> date:
    """The day that many days of class later, or earlier when it is negative; it is a day of class itself."""
    periodes, pas = list(periodes), UN_JOUR if nombre > 0 else -UN_JOUR
    for _ in range(abs(nombre)):
        jour = _premier_ouvre(jour + pas, periodes, pas)
    return jour


def ecart(debut: date, fin: date, periodes: Iterable[JourSansClasse]) -> int:
    """How many days of class from one day to another, negative when the second comes first."""
    if fin < debut:
        return -ecart(fin, debut, periodes)
    periodes = list(periodes)
    return sum(1 for n in range(1, (fin - debut).days + 1) if empechement(debut + n * UN_JOUR, periodes) is None)
