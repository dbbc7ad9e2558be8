"""The mail of the day: what is reminded to one person, in three parts, each line saying why it is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.core import signing
from django.urls import reverse

from calendrier.models import Rappel
from calendrier.obligations import lien_de_report
from calendrier.rappels.occurrences import ESCALADE, RELANCE
from calendrier.rappels.phrases import moment, quand
from commun.courriels import adresse_absolue
from commun.models import Courriel
from commun.services.courriels import Lettre

if TYPE_CHECKING:
    from comptes.models import Personne

GABARIT = "rappels"
SEL = "calendrier.rappels.desabonnement"
# Past this the home page tells the rest: nobody reads a longer mail.
LIGNES_PAR_PARTIE = 20
# Until so many days before its date, a thing is still to come.
PRESSE = timedelta(days=3)


@dataclass(frozen=True)
class Ligne:
    titre: str
    quand: str
    pourquoi: str
    page: str
    report: str


@dataclass(frozen=True)
class Partie:
    nom: str
    lignes: Sequence[Ligne]
    reste: int


def cle_du_jour(personne: int, jour: date) -> str:
    """One mail a person and day."""
    return f"rappels:{jour}:{personne}"


def rappels_du_jour(personne: Personne, rappels: Sequence[Rappel], jour: date) -> Lettre:
    return Lettre(
        gabarit=GABARIT,
        destinataire=personne,
        cle=cle_du_jour(personne.pk, jour),
        url=reverse("accueil:accueil"),
        bouton="Ouvrir mon accueil",
        campagnes=[rappel.campagne_id for rappel in rappels],
        contexte={
            "parties": parties(rappels, jour),
            "nombre": len(rappels),
            "retards": sum(1 for rappel in rappels if rappel.echeance and rappel.echeance < jour),
            "premier": rappels[0].titre,
            "preferences": adresse_absolue(reverse("calendrier:mes_rappels")),
            "desabonnement": adresse_absolue(lien_de_desabonnement(personne.pk)),
        },
    )


def relance_de(personne: Personne, rappels: Sequence[Rappel], jour: date, par: str) -> Lettre:
    """What somebody asks for by hand. It is that day's mail: the reminders that leave by themselves then wait."""
    return Lettre(
        gabarit="relance",
        destinataire=personne,
        cle=cle_du_jour(personne.pk, jour),
        url=reverse("accueil:accueil"),
        bouton="Ouvrir mon accueil",
        campagnes=[rappel.campagne_id for rappel in rappels],
        contexte={
            "relancee_par": par,
            "parties": parties(rappels, jour),
            "nombre": len(rappels),
            "premier": min(rappels, key=lambda r: (r.echeance or date.max, r.titre)).titre,
        },
    )


def parties(rappels: Iterable[Rappel], jour: date) -> list[Partie]:
    """« À faire », « On vous attend », « À venir »: in the order of the dates, what has none last."""
    tris: dict[str, list[Rappel]] = {"À faire": [], "On vous attend": [], "À venir": []}
    for rappel in sorted(rappels, key=lambda r: (r.echeance or date.max, r.titre, r.pk or 0)):
        tris[_partie(rappel, jour)].append(rappel)
    return [
        Partie(nom, [_ligne(r, jour) for r in siens[:LIGNES_PAR_PARTIE]], max(0, len(siens) - LIGNES_PAR_PARTIE))
        for nom, siens in tris.items()
        if siens
    ]


def _partie(rappel: Rappel, jour: date) -> str:
    if rappel.occurrence == ESCALADE or (rappel.echeance and rappel.echeance <= jour + PRESSE):
        return "À faire"
    return "On vous attend" if rappel.attendue_par else "À venir"


def _ligne(rappel: Rappel, jour: date) -> Ligne:
    raisons = [rappel.pourquoi, f"Attendu par {rappel.attendue_par}." if rappel.attendue_par else ""]
    raisons.append(f"{_reglage(rappel.occurrence)} ({'obligatoire' if rappel.obligatoire else 'date indicative'}).")
    return Ligne(
        titre=rappel.titre,
        quand=quand(rappel.echeance, jour),
        pourquoi=" ".join(raison for raison in raisons if raison),
        page=adresse_absolue(rappel.url),
        report=adresse_absolue(_pour_demander(rappel)) if rappel.demander_report else "",
    )


def _pour_demander(rappel: Rappel) -> str:
    return lien_de_report(rappel.demander_report, rappel.personne_id)


def _reglage(code: str) -> str:
    """The rule, which may have been set for another day than this one: it was missed, or brought forward."""
    if code == ESCALADE:
        return "Signalé après une semaine de retard"
    if code.startswith(RELANCE):
        return "Relancé par qui suit le pôle"
    return "Récapitulatif de la semaine" if code.startswith("s") else f"Rappel prévu {moment(code)}"


def lien_de_desabonnement(personne: int) -> str:
    """Signed: it says whose mails they are, and opens nothing else. It does not expire, nor does the mail."""
    return reverse("calendrier:desabonnement", args=[signing.Signer(salt=SEL).sign(personne)])


def personne_du_lien(signature: str) -> int | None:
    try:
        return int(signing.Signer(salt=SEL).unsign(signature))
    except (signing.BadSignature, ValueError):
        return None


def entetes(courriel: Courriel) -> dict[str, str]:
    """RFC 8058: the mailbox shows its own « Se désabonner », which posts to this address."""
    if courriel.personne is None:
        return {}
    return {
        "List-Unsubscribe": f"<{adresse_absolue(lien_de_desabonnement(courriel.personne))}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
