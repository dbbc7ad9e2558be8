"""What a feed answers: dates as whole days with alarms, meetings with their hours, and what it must take back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from calendrier.evenements import Evenement, Periode, evenements
from calendrier.models import Abonnement, Annonce
from calendrier.obligations import Demande, obligations
from calendrier.queries import echeances_de

PASSE, AVENIR = timedelta(days=62), timedelta(days=400)
# How long a feed says that a date is cancelled: a calendar that has not looked since has forgotten it anyway.
RETIREES = timedelta(days=30)
# A whole day begins at midnight: at nine in the morning, a week before and the day before.
ALARMES = (timedelta(days=7) - timedelta(hours=9), timedelta(hours=15))


@dataclass(frozen=True)
class DateDue:
    """A day in a feed; `cle` is stable."""

    cle: str
    titre: str
    jour: date
    url: str
    pourquoi: str = ""


def contenu(abonnement: Abonnement, jour: date, maintenant: datetime) -> list[Evenement]:
    """All of the feed, in the order of its days."""
    dues = {due.cle: due for due in dates_dues(abonnement, jour)}
    connues = {annonce.cle: annonce for annonce in abonnement.annonces.all()}
    lignes = [_de_la_date(due, connues.get(cle), maintenant) for cle, due in dues.items()]
    lignes += [
        _retiree(annonce)
        for cle, annonce in connues.items()
        if cle not in dues and (annonce.retiree_le is None or annonce.retiree_le >= jour - RETIREES)
    ]
    periode = Periode(jour - PASSE, jour + AVENIR, **_de_qui(abonnement))
    return [*evenements(periode), *sorted(lignes, key=lambda e: (e.jour, e.uid))]


def dates_dues(abonnement: Abonnement, jour: date) -> Iterator[DateDue]:
    """A person's: what they owe. A pôle's, which anybody of its team may hold: its milestones, and nobody's work."""
    if abonnement.personne:
        for o in obligations(Demande(jour, personne=abonnement.personne)):
            if o.echeance and not o.evenement:
                yield DateDue(o.cle, f"{o.phrase} {o.objet}"[:300], o.echeance, o.url, o.pourquoi)
        return
    campagne = abonnement.campagne
    for echeance in echeances_de(campagne):
        cle = f"echeance:{campagne.pk}:{echeance.nature}:{echeance.rang}"
        yield DateDue(cle, f"{echeance.libelle} : {campagne.pole}"[:300], echeance.jour, campagne.get_absolute_url())


def _de_qui(abonnement: Abonnement) -> dict[str, object]:
    if abonnement.personne:
        return {"personne": abonnement.personne}
    return {"campagnes": (abonnement.campagne_id,)}


def _de_la_date(due: DateDue, annonce: Annonce | None, maintenant: datetime) -> Evenement:
    """Moved since the feed's last round, it is already one revision further: the next round will write so."""
    sequence, modifie_le = (annonce.sequence, annonce.modifiee_le) if annonce else (0, maintenant)
    if annonce and annonce.differe(due.titre, due.jour):
        sequence, modifie_le = sequence + 1, maintenant
    return Evenement(
        uid=_uid(due.cle),
        sequence=sequence,
        titre=due.titre,
        debut=due.jour,
        fin=due.jour,
        modifie_le=modifie_le,
        url=due.url,
        description=due.pourquoi,
        alarmes=ALARMES,
        occupe=False,
    )


def _retiree(annonce: Annonce) -> Evenement:
    """Done, or asked no more: a calendar that holds it takes it out."""
    deja = annonce.retiree_le is not None
    return Evenement(
        uid=_uid(annonce.cle),
        sequence=annonce.sequence if deja else annonce.sequence + 1,
        titre=annonce.titre,
        debut=annonce.jour,
        fin=annonce.jour,
        modifie_le=annonce.modifiee_le,
        annule=True,
        occupe=False,
    )


def _uid(cle: str) -> str:
    """A key names things of ours; a digest says nothing to whoever reads the calendar."""
    return f"date-{hashlib.sha256(cle.encode()).hexdigest()[:24]}"


def a_ecrire(
    dues: Iterable[DateDue], connues: dict[str, Annonce], abonnement: Abonnement, maintenant: datetime, jour: date
) -> tuple[list[Annonce], list[Annonce]]:
    """What the round has to add and to change so that the feed's memory says what the feed says."""
    nouvelles, changees, vues = [], [], set()
    for due in dues:
        vues.add(due.cle)
        annonce = connues.get(due.cle)
        if annonce is None:
            champs = {"cle": due.cle, "titre": due.titre, "jour": due.jour, "modifiee_le": maintenant}
            nouvelles.append(Annonce(abonnement=abonnement, **champs))
        elif annonce.differe(due.titre, due.jour):
            annonce.titre, annonce.jour, annonce.retiree_le = due.titre, due.jour, None
            annonce.sequence, annonce.modifiee_le = annonce.sequence + 1, maintenant
            changees.append(annonce)
    for cle, annonce in connues.items():
        if cle not in vues and annonce.retiree_le is None:
            annonce.retiree_le, annonce.sequence, annonce.modifiee_le = jour, annonce.sequence + 1, maintenant
            changees.append(annonce)
    return nouvelles, changees
