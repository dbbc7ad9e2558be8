"""Sending what is due: by batches, whoever else does the same at the same time, killed at any moment.

First the day's reminders are written as rows, under a unique key; then each person's rows become one mail of the
outbox, in one transaction under a lock on the person. What a killed run leaves undone, the next one does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import CharField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Concat

from calendrier.courriels import cle_du_jour, rappels_du_jour
from calendrier.etats import EtatRappel
from calendrier.models import Rappel
from calendrier.rappels.lot import Lot, cle, preparer
from commun.models import Courriel
from commun.services.courriels import poster_ensemble
from poles.etats import EtatCycle
from poles.models import Campagne
from poles.queries import indisponibles

# What is held in memory at once.
CAMPAGNES_PAR_LOT, PERSONNES_PAR_LOT, RAPPELS_PAR_ECRITURE = 10, 50, 1000
# Hours of the académie's clocks between which reminders leave.
MATIN, SOIR = 7, 20
SANS_ACADEMIE = "Europe/Paris"


# Long enough for whoever looks back on the year; far past the window in which one could be sent again.
CONSERVATION = timedelta(days=366)


@dataclass
class Bilan:
    prepares: int = 0
    sautes: int = 0
    courriels: int = 0

    def __str__(self) -> str:
        return f"{self.prepares} rappels préparés, {self.sautes} sautés, {self.courriels} courriels écrits."


def envoyer_rappels(*, maintenant: datetime, jour: date | None = None) -> Bilan:
    """What beat does every hour; `jour` stands for the day of every académie, whatever its hour."""
    bilan, jours = Bilan(), set()
    for campagnes, du_jour in lots_du_jour(maintenant, jour):
        jours.add(du_jour)
        lot = preparer(campagnes, du_jour)
        _ecrire(lot, campagnes, du_jour)
        bilan.prepares += len(lot.a_envoyer)
        bilan.sautes += len(lot.sautes)
    for du_jour in sorted(jours):
        bilan.courriels += _poster(du_jour, maintenant)
    return bilan


def lots_du_jour(maintenant: datetime, jour: date | None = None) -> Iterator[tuple[list[Campagne], date]]:
    """The campaigns whose morning has come, a few at a time, each with the day it is there."""
    # The late class tests of a closed cycle run until the end of its last calendar year; in a cycle that is being
    # prepared, what was carried over goes on (`rappels.cycles`).
    annee = (jour or maintenant.date()).year
    vivantes = Campagne.objects.filter(
        Q(cycle__etat__in=[EtatCycle.OUVERT, EtatCycle.PREPARE])
        | Q(cycle__etat=EtatCycle.CLOS, cycle__fin__year__gte=annee)
    )
    fuseaux = vivantes.order_by().values_list("pole__academie__fuseau", flat=True).distinct()
    for fuseau in sorted({fuseau or SANS_ACADEMIE for fuseau in fuseaux}):
        ici = maintenant.astimezone(ZoneInfo(fuseau))
        if jour is None and not MATIN <= ici.hour < SOIR:
            continue
        du_fuseau = Q(pole__academie__fuseau=fuseau)
        if fuseau == SANS_ACADEMIE:
            du_fuseau |= Q(pole__academie__isnull=True)
        dernier = 0
        while lot := list(
            vivantes.filter(du_fuseau, pk__gt=dernier)
            .select_related("cycle", "pole__academie")
            .order_by("pk")[:CAMPAGNES_PAR_LOT]
        ):
            yield lot, jour or ici.date()
            dernier = lot[-1].pk


def _ecrire(lot: Lot, campagnes: Sequence[Campagne], jour: date) -> None:
    """The rows that are there already stay; of those that an interrupted run left, the ones no longer right go."""
    Rappel.objects.bulk_create([*lot.sautes, *lot.a_envoyer], batch_size=RAPPELS_PAR_ECRITURE, ignore_conflicts=True)
    restes = list(Rappel.objects.filter(campagne__in=campagnes, etat=EtatRappel.A_ENVOYER))
    anciens = Rappel.objects.filter(etat=EtatRappel.A_ENVOYER)
    a_envoyer, vivants = {cle(r) for r in lot.a_envoyer}, lot.vivants
    sautes = {cle(r) for r in lot.sautes}
    anciens.filter(pk__in=[r.pk for r in restes if r.jour != jour and cle(r) in a_envoyer]).update(jour=jour)
    anciens.filter(pk__in=[r.pk for r in restes if cle(r) in sautes]).update(jour=jour, etat=EtatRappel.SAUTE)
    anciens.filter(pk__in=[r.pk for r in restes if cle(r) not in vivants | sautes]).delete()


def _poster(jour: date, maintenant: datetime) -> int:
    """One mail for each person who has reminders of that day to be sent."""
    a_envoyer = Rappel.objects.filter(etat=EtatRappel.A_ENVOYER, jour=jour)
    dernier, ecrits = 0, 0
    while personnes := list(
        a_envoyer.filter(personne__gt=dernier)
        .order_by("personne")
        .values_list("personne", flat=True)
        .distinct()[:PERSONNES_PAR_LOT]
    ):
        ecrits += _poster_lot(personnes, jour, maintenant)
        dernier = personnes[-1]
    return ecrits


@transaction.atomic
def _poster_lot(personnes: Sequence[int], jour: date, maintenant: datetime) -> int:
    """Whoever another run is writing to is left to it."""
    tenues = get_user_model().objects.select_for_update(no_key=True, skip_locked=True).filter(pk__in=personnes)
    par_id = {personne.pk: personne for personne in tenues.order_by("pk")}
    deja = Courriel.objects.filter(cle__in=[cle_du_jour(personne, jour) for personne in par_id])
    exclues = set(deja.values_list("personne", flat=True)) | set(indisponibles(jour, par_id))
    exclues |= {pk for pk, personne in par_id.items() if not (personne.is_active and personne.email)}
    rappels = Rappel.objects.filter(etat=EtatRappel.A_ENVOYER, jour=jour, personne__in=set(par_id) - exclues)
    par_personne: dict[int, list[Rappel]] = defaultdict(list)
    # Held: another run that finds one of them pointless waits, then sees that it was sent.
    for rappel in rappels.select_for_update(no_key=True).order_by("pk"):
        par_personne[rappel.personne_id].append(rappel)
    lettres = [rappels_du_jour(par_id[personne], siens, jour) for personne, siens in par_personne.items()]
    courriels = poster_ensemble(lettres, maintenant)
    du_jour = Concat(Value(cle_du_jour(0, jour)[:-1]), Cast(OuterRef("personne_id"), CharField()))
    Rappel.objects.filter(pk__in=[r.pk for siens in par_personne.values() for r in siens]).update(
        etat=EtatRappel.ENVOYE, courriel=Subquery(Courriel.objects.filter(cle=du_jour).values("pk"))
    )
    return len(courriels)


def purger_rappels(*, jour: date) -> int:
    """Forget those of more than a year ago; returns how many. Their mails are the outbox's matter."""
    return Rappel.objects.filter(jour__lt=jour - CONSERVATION).delete()[0]
