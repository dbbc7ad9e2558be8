"""Dates and sizes as people say them."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format, number_format

from commun.horloge import aujourdhui

register = template.Library()
RENTREE = 9


@register.filter
def jour(valeur: date | datetime | None) -> str:
    """« jeudi 26 novembre »; the year is said when it is not the current one."""
    if not valeur:
        return ""
    ce_jour = _date(valeur)
    annee = "" if ce_jour.year == _aujourdhui().year else f" {ce_jour.year}"
    return f"{date_format(ce_jour, 'l')} {quantieme(ce_jour)}{annee}"


@register.filter
def instant(valeur: datetime | None) -> str:
    """« jeudi 26 novembre à 14 h 05 »."""
    if not valeur:
        return ""
    heure = timezone.localtime(valeur)
    return f"{jour(valeur)} à {heure.hour} h {heure:%M}"


@register.filter
def quantieme(valeur: date | datetime | None) -> str:
    """« 1er novembre »: for lists where the year and the day of the week are plain."""
    if not valeur:
        return ""
    ce_jour = _date(valeur)
    return f"{'1er' if ce_jour.day == 1 else ce_jour.day} {date_format(ce_jour, 'F')}"


@register.filter
def jour_relatif(valeur: date | datetime | None) -> str:
    """« jeudi 26 novembre (dans 4 jours) »; what is past is late, and says by how much.

    The year is said too of what falls in another school year: in May, next October's date reads as the last one's.
    """
    if not valeur:
        return ""
    ce_jour, aujourd_hui = _date(valeur), _aujourdhui()
    ecart = (ce_jour - aujourd_hui).days
    dite = jour(ce_jour)
    if ce_jour.year == aujourd_hui.year and (ce_jour.month < RENTREE) != (aujourd_hui.month < RENTREE):
        dite += f" {ce_jour.year}"
    proches = {-1: "en retard d'un jour", 0: "aujourd'hui", 1: "demain"}
    loin = f"dans {ecart} jours" if ecart > 0 else f"en retard de {-ecart} jours"
    return f"{dite} ({proches.get(ecart, loin)})"


@register.filter
def depuis(valeur: date | datetime | None) -> str:
    """« depuis 4 jours », in calendar days."""
    if not valeur:
        return ""
    jours = (_aujourdhui() - _date(valeur)).days
    return {0: "depuis aujourd'hui", 1: "depuis hier"}.get(max(jours, 0), f"depuis {jours} jours")


@register.filter
def taille(octets: int | None) -> str:
    """« 1,2 Mo »: one decimal under 10, as the limits are set (1 Mo is 1024 Ko)."""
    if octets is None:
        return ""
    valeur, unite = float(octets), "octet" if octets < 2 else "octets"
    for suivante in ("Ko", "Mo", "Go", "To"):
        if valeur < 1024:
            break
        valeur, unite = valeur / 1024, suivante
    valeur = round(valeur, 1) if valeur < 10 else round(valeur)
    return f"{number_format(valeur, 0 if valeur == int(valeur) else 1, use_l10n=True)} {unite}"


def _date(valeur: date | datetime) -> date:
    return timezone.localtime(valeur).date() if isinstance(valeur, datetime) else valeur


def _aujourdhui() -> date:
    return aujourdhui(timezone.get_current_timezone_name())
