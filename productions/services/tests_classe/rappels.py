"""Reminders of who tests without an account: the pôle's own rules, by a mail that opens their test and nothing else.

Who has an account is reminded with everything else (calendrier/rappels). A reminder sent is the row of its link.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Prefetch

from calendrier.models import NatureEcheance
from calendrier.rappels.cibles import Cible
from calendrier.rappels.cycles import se_rappelle
from calendrier.rappels.lot import jours_de
from calendrier.rappels.occurrences import Jours, Occurrence, choisir, debut_de_fenetre, occurrences
from calendrier.rappels.regles import Regles
from calendrier.services.rappels import lots_du_jour
from poles.models import Campagne
from productions.models import LienDeTest, TestEnClasse

from .liens import envoyer_lien
from .verrou import verrouiller_test

# What a class test is, for the rules: a milestone that binds nobody.
CIBLE = Cible(nature=NatureEcheance.TEST_CLASSE)


def rappeler_testeurs(*, maintenant: datetime, jour: date | None = None) -> int:
    """What beat does every hour, at the hours and on the days of the other reminders; how many mails were written."""
    return sum(_rappeler(campagnes, du_jour, maintenant) for campagnes, du_jour in lots_du_jour(maintenant, jour))


def _rappeler(campagnes: Sequence[Campagne], jour: date, maintenant: datetime) -> int:
    jours, regles, envoyes = jours_de(campagnes, jour), Regles(campagnes), 0
    par_pk = {c.pk: c for c in campagnes if jours[c.pk].ouvre(jour)}
    tests = (
        TestEnClasse.objects.demandes()
        .sans_compte()
        .filter(version__ressource__campagne_suivi__in=par_pk, acces_ferme_le__isnull=True)
        .select_related("version__ressource")
        .prefetch_related(Prefetch("liens", LienDeTest.objects.exclude(occurrence="")))
    )
    for test in tests.iterator(100):
        campagne = par_pk[test.version.ressource.campagne_suivi_id]
        if not se_rappelle(campagne.cycle, test.jour_prevu, NatureEcheance.TEST_CLASSE):
            continue
        prevues = occurrences(test.jour_prevu, regles.cadence(campagne.pk, CIBLE), jours[campagne.pk])
        if occurrence := _due(test, prevues, jour, jours[campagne.pk]):
            envoyes += _envoyer(test, occurrence, maintenant)
    return envoyes


def _due(test: TestEnClasse, prevues: list[Occurrence], jour: date, jours: Jours) -> Occurrence | None:
    dits = [lien.prevu_le for lien in test.liens.all() if lien.echeance == test.jour_prevu]
    choisie, _ = choisir(
        prevues,
        jour,
        fenetre=debut_de_fenetre(jour, jours),
        depuis=test.planifie_le.date(),
        dernier=max(dits, default=None),
    )
    # What is indicative is told before its date, or not at all.
    return choisie if choisie and jour <= test.jour_prevu else None


@transaction.atomic
def _envoyer(test: TestEnClasse, occurrence: Occurrence, maintenant: datetime) -> int:
    """Once: whoever else sweeps at the same instant waits for the row, then finds the reminder sent."""
    frais = verrouiller_test(test)
    rappel = {"echeance": test.jour_prevu, "occurrence": occurrence.code}
    if not frais.attendu or frais.jour_prevu != test.jour_prevu or frais.liens.filter(**rappel).exists():
        return 0
    envoyer_lien(frais, "test_rappel", maintenant=maintenant, prevu_le=occurrence.prevu_le, **rappel)
    return 1
