"""Events as iCalendar text (RFC 5545): what a mail carries, what a feed answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import icalendar
from django.conf import settings

from commun.courriels import adresse_absolue
from commun.textes import sans_invisibles

from .evenements import Evenement

# How often a client may come back for a feed.
RAFRAICHIR = timedelta(hours=4)
TYPE = "text/calendar"


@dataclass(frozen=True)
class Invite:
    """Whom an invitation is for: a mail names nobody else."""

    nom: str
    email: str


def agenda(evenements: Iterable[Evenement], *, nom: str = "") -> bytes:
    """A feed, or a file to import. `nom`: as clients show it."""
    calendrier = _calendrier()
    if nom:
        calendrier.add("name", _ligne(nom))
        calendrier.add("x-wr-calname", _ligne(nom))
        calendrier.add("refresh-interval", RAFRAICHIR, parameters={"VALUE": "DURATION"})
        calendrier.add("x-published-ttl", "PT4H")
    calendrier.add("method", "PUBLISH")
    return _ecrire(calendrier, [(e, _composant(e)) for e in evenements])


def invitation(evenement: Evenement, *, invite: Invite, organisateur: str) -> bytes:
    """For one person's mail: METHOD:REQUEST, or METHOD:CANCEL for what is cancelled.

    `organisateur` is a name; the address is the service's own, which sends the mail. No answer is asked by the
    calendar (RSVP): it would go to a mailbox that nobody reads; one answers on the page.
    """
    calendrier = _calendrier()
    calendrier.add("method", methode(evenement))
    composant = _composant(evenement)
    adresse = icalendar.vCalAddress(f"mailto:{_adresse_du_service()}")
    adresse.params["CN"] = _ligne(organisateur).replace('"', "")
    composant.add("organizer", adresse)
    convive = icalendar.vCalAddress(f"mailto:{invite.email}")
    convive.params.update(
        {"CN": _ligne(invite.nom).replace('"', ""), "ROLE": "REQ-PARTICIPANT", "RSVP": "FALSE", "CUTYPE": "INDIVIDUAL"}
    )
    composant.add("attendee", convive)
    return _ecrire(calendrier, [(evenement, composant)])


def methode(evenement: Evenement) -> str:
    """What the mail's attachment announces itself as."""
    return "CANCEL" if evenement.annule else "REQUEST"


def uid(evenement: Evenement) -> str:
    """Stable, and of this service alone: it ends with its name on the network."""
    return f"{evenement.uid}@{urlsplit(settings.URL_PUBLIQUE).hostname or 'localhost'}"


def _calendrier() -> icalendar.Calendar:
    calendrier = icalendar.Calendar()
    calendrier.add("prodid", f"-//{_ligne(settings.NOM_SERVICE)}//FR")
    calendrier.add("version", "2.0")
    calendrier.add("calscale", "GREGORIAN")
    return calendrier


def _composant(evenement: Evenement) -> icalendar.Event:
    composant = icalendar.Event()
    composant.add("uid", uid(evenement))
    composant.add("sequence", evenement.sequence)
    composant.add("dtstamp", evenement.modifie_le)
    composant.add("last-modified", evenement.modifie_le)
    composant.add("summary", _ligne(evenement.titre))
    composant.add("dtstart", _instant(evenement.debut, evenement.fuseau))
    # A day ends where the next begins.
    fin = evenement.fin if isinstance(evenement.fin, datetime) else evenement.fin + timedelta(days=1)
    composant.add("dtend", _instant(fin, evenement.fuseau))
    composant.add("status", "CANCELLED" if evenement.annule else "CONFIRMED")
    composant.add("transp", "OPAQUE" if evenement.occupe and not evenement.annule else "TRANSPARENT")
    if evenement.lieu:
        composant.add("location", _ligne(evenement.lieu))
    if evenement.url:
        composant.add("url", adresse_absolue(evenement.url))
    if evenement.description:
        composant.add("description", sans_invisibles(evenement.description).replace("\r\n", "\n"))
    for avant in () if evenement.annule else evenement.alarmes:
        composant.add_component(_alarme(evenement, avant))
    return composant


def _alarme(evenement: Evenement, avant: timedelta) -> icalendar.Alarm:
    alarme = icalendar.Alarm()
    alarme.add("action", "DISPLAY")
    alarme.add("description", _ligne(evenement.titre))
    alarme.add("trigger", -avant)
    return alarme


def _instant(quand: datetime | date, fuseau: str) -> datetime | date:
    return quand.astimezone(ZoneInfo(fuseau)) if isinstance(quand, datetime) else quand


def _ecrire(calendrier: icalendar.Calendar, lignes: list[tuple[Evenement, icalendar.Event]]) -> bytes:
    """The definition of each zone that is named comes first: without it, a client would guess."""
    annees: dict[str, list[int]] = {}
    for evenement, _ in lignes:
        if evenement.a_heures:
            annees.setdefault(evenement.fuseau, []).extend((evenement.debut.year, evenement.fin.year))
    for fuseau, siennes in sorted(annees.items()):
        calendrier.add_component(icalendar.Timezone.from_ical(_fuseau(fuseau, min(siennes), max(siennes))))
    for _, composant in lignes:
        calendrier.add_component(composant)
    return calendrier.to_ical()


@lru_cache(maxsize=64)
def _fuseau(nom: str, premiere: int, derniere: int) -> bytes:
    """The zone's changes of hour, from the year before to the year after."""
    return icalendar.Timezone.from_tzid(
        nom, first_date=date(premiere - 1, 1, 1), last_date=date(derniere + 2, 1, 1)
    ).to_ical()


def _adresse_du_service() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip("> ").strip()


def _ligne(texte: str) -> str:
    return " ".join(sans_invisibles(texte).split())
