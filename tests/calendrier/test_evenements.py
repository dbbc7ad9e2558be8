"""The registry of events, and what it says to calendars: read back with the same library that clients may use."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest

from calendrier import evenements as registre
from calendrier import ics
from calendrier.evenements import Evenement, Periode, enregistrer, evenements

PARIS = ZoneInfo("Europe/Paris")


def evenement(**champs) -> Evenement:
    debut = champs.pop("debut", datetime(2027, 1, 20, 9, 0, tzinfo=PARIS))
    return Evenement(
        **{
            "uid": "reunion-12",
            "sequence": 0,
            "titre": "Réunion du pôle",
            "debut": debut,
            "fin": debut + timedelta(hours=2),
            "modifie_le": datetime(2027, 1, 14, 9, 0, tzinfo=UTC),
        }
        | champs
    )


def relu(texte: bytes) -> icalendar.Event:
    (seul,) = icalendar.Calendar.from_ical(texte).walk("VEVENT")
    return seul


def invitation(e: Evenement, **champs) -> bytes:
    invite = champs.pop("invite", ics.Invite("Claire Moreau", "claire.moreau@exemple.fr"))
    return ics.invitation(e, invite=invite, organisateur="Nadia Benali")


def test_le_registre_trie_par_date_et_se_remplace(monkeypatch):
    monkeypatch.setattr(registre, "_fournisseurs", {})
    jour = evenement(uid="jour", debut=date(2027, 1, 20), fin=date(2027, 1, 20))
    tot = evenement(uid="tot", debut=datetime(2027, 1, 19, 8, 0, tzinfo=PARIS))
    enregistrer("une", lambda periode: [evenement(), jour])
    enregistrer("autre", lambda periode: [evenement(uid="oublie")])
    enregistrer("autre", lambda periode: [tot])
    periode = Periode(date(2027, 1, 1), date(2027, 1, 31))
    assert [e.uid for e in evenements(periode)] == ["tot", "jour", "reunion-12"]


def test_une_periode_tient_les_jours_de_partout():
    debut, fin = Periode(date(2027, 1, 1), date(2027, 1, 31)).bornes()
    for fuseau in ("Pacific/Noumea", "Pacific/Tahiti", "Indian/Reunion"):
        zone = ZoneInfo(fuseau)
        assert debut <= datetime(2027, 1, 1, tzinfo=zone)
        assert fin >= datetime(2027, 2, 1, tzinfo=zone)


def test_ce_qui_est_ecrit_se_relit():
    e = evenement(lieu="Salle 12, Rodez", url="/reunions/12/", description="1. Les V1\n2. La suite ; fin, vraiment")
    lu = relu(ics.agenda([e], nom="Mon calendrier"))
    assert str(lu["UID"]) == ics.uid(e)
    assert lu["UID"].startswith("reunion-12@")
    assert (lu["SEQUENCE"], lu["STATUS"], lu["TRANSP"]) == (0, "CONFIRMED", "OPAQUE")
    assert (lu.start, lu.end) == (e.debut, e.fin)
    assert str(lu["LOCATION"]) == e.lieu
    assert str(lu["DESCRIPTION"]) == e.description
    assert str(lu["URL"]).startswith("http")
    assert lu["DTSTAMP"].dt == e.modifie_le


def test_l_adresse_unique_ne_change_pas_quand_le_reste_change():
    avant, apres = evenement(), evenement(sequence=1, titre="Autre", debut=datetime(2027, 2, 1, 9, 0, tzinfo=PARIS))
    assert ics.uid(avant) == ics.uid(apres)
    assert relu(invitation(apres))["SEQUENCE"] == 1
    # The same event gives the same text: a feed that has not changed compares equal.
    assert ics.agenda([avant, apres]) == ics.agenda([avant, apres])


def test_une_annulation_retire():
    annule = evenement(annule=True, sequence=2, alarmes=(timedelta(hours=1),))
    lu = icalendar.Calendar.from_ical(invitation(annule))
    assert lu["METHOD"] == "CANCEL"
    seul = relu(invitation(annule))
    assert (seul["STATUS"], seul["SEQUENCE"], seul["TRANSP"]) == ("CANCELLED", 2, "TRANSPARENT")
    assert not seul.walk("VALARM")
    assert icalendar.Calendar.from_ical(invitation(evenement()))["METHOD"] == "REQUEST"


def test_une_invitation_ne_nomme_que_son_destinataire():
    lu = relu(invitation(evenement(), invite=ics.Invite('Zoé "Z" Roux', "zoe@exemple.fr")))
    assert lu["ATTENDEE"] == "mailto:zoe@exemple.fr"
    assert lu["ATTENDEE"].params["RSVP"] == "FALSE"
    assert lu["ORGANIZER"].params["CN"] == "Nadia Benali"
    assert "@" in lu["ORGANIZER"]
    assert "<" not in lu["ORGANIZER"]


@pytest.mark.parametrize(
    ("fuseau", "debut", "ecrit", "utc"),
    [
        # The night of 28 March 2027 the clocks of Paris jump from 2 to 3; overseas they do not.
        ("Europe/Paris", datetime(2027, 3, 27, 9, 0), "20270327T090000", datetime(2027, 3, 27, 8, 0)),
        ("Europe/Paris", datetime(2027, 3, 28, 9, 0), "20270328T090000", datetime(2027, 3, 28, 7, 0)),
        ("Europe/Paris", datetime(2026, 10, 25, 9, 0), "20261025T090000", datetime(2026, 10, 25, 8, 0)),
        ("Indian/Reunion", datetime(2027, 3, 28, 9, 0), "20270328T090000", datetime(2027, 3, 28, 5, 0)),
        ("America/Guadeloupe", datetime(2027, 3, 28, 20, 0), "20270328T200000", datetime(2027, 3, 29, 0, 0)),
    ],
)
def test_l_heure_est_celle_des_gens(fuseau, debut, ecrit, utc):
    aware = debut.replace(tzinfo=ZoneInfo(fuseau))
    e = evenement(debut=aware.astimezone(UTC), fuseau=fuseau)
    texte = ics.agenda([e])
    assert f"DTSTART;TZID={fuseau}:{ecrit}".encode() in texte
    assert relu(texte).start.astimezone(UTC) == utc.replace(tzinfo=UTC) == e.debut
    (zone,) = icalendar.Calendar.from_ical(texte).timezones
    assert str(zone["TZID"]) == fuseau
    # What a client that knows no zone makes of the definition that comes along.
    assert aware.replace(tzinfo=zone.to_tz(lookup_tzid=False)).astimezone(UTC) == e.debut
    assert e.quand == debut


def test_une_reunion_a_cheval_sur_le_changement_d_heure():
    debut = datetime(2026, 10, 24, 23, 0, tzinfo=UTC)
    lu = relu(ics.agenda([evenement(debut=debut, fin=debut + timedelta(hours=3))]))
    assert lu.end.astimezone(UTC) - lu.start.astimezone(UTC) == timedelta(hours=3)


def test_un_jour_entier_n_a_ni_heure_ni_fuseau():
    jour = date(2028, 2, 29)
    texte = ics.agenda([evenement(debut=jour, fin=jour, occupe=False, alarmes=(timedelta(days=7),))])
    assert b"DTSTART;VALUE=DATE:20280229" in texte
    assert b"DTEND;VALUE=DATE:20280301" in texte
    assert b"VTIMEZONE" not in texte
    lu = relu(texte)
    assert lu["TRANSP"] == "TRANSPARENT"
    assert lu.walk("VALARM")[0]["TRIGGER"].dt == timedelta(days=-7)


def test_ce_qui_est_tape_ne_fait_pas_de_ligne():
    e = evenement(
        titre="Réunion\r\nATTENDEE:mailto:autre@exemple.fr", description="x" * 300 + "\r\nEND:VEVENT", lieu="é" * 90
    )
    texte = ics.agenda([e], nom="Le\r\npôle")
    assert not [ligne for ligne in texte.split(b"\r\n") if ligne.startswith(b"ATTENDEE") or len(ligne) > 75]
    lu = relu(texte)
    assert str(lu["SUMMARY"]) == "Réunion ATTENDEE:mailto:autre@exemple.fr"
    assert str(lu["DESCRIPTION"]).endswith("\nEND:VEVENT")


def test_plusieurs_fuseaux_chacun_defini_une_fois():
    ailleurs = evenement(uid="b", fuseau="Indian/Reunion")
    lu = icalendar.Calendar.from_ical(ics.agenda([evenement(), ailleurs, evenement(uid="c")]))
    assert [str(z["TZID"]) for z in lu.timezones] == ["Europe/Paris", "Indian/Reunion"]
    assert len(lu.walk("VEVENT")) == 3
    assert not lu.errors
