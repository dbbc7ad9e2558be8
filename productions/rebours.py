"""Backward planning: from a wished publication day to each step before it, and what moves when one of them moves.

Lengths are in days of class, five a week, so that holidays never shorten a step. The order and the steps are those of
« Présentation du pôle de compétences »; between V2 and the class test stand the four school weeks under which a tester
has already planned their lessons (avertissements.SEMAINES_POUR_TESTER).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from calendrier.jours import avancer, ecart, jour_ouvre_precedent
from calendrier.models import JourSansClasse

from .planning import JOURS, Planning

SEMAINE = 5
# From each step back to the one before: visas, V3, class test, V2, relectures, V1.
AVEC_TEST = (
    ("jour_validation", 1 * SEMAINE),
    ("jour_v3", 2 * SEMAINE),
    ("jour_test", 2 * SEMAINE),
    ("jour_v2", 4 * SEMAINE),
    ("jour_relecture", 2 * SEMAINE),
    ("jour_v1", 4 * SEMAINE),
)
# Formation continue is neither tested nor taken up again after a test.
SANS_TEST = (
    ("jour_validation", 1 * SEMAINE),
    ("jour_v2", 2 * SEMAINE),
    ("jour_relecture", 2 * SEMAINE),
    ("jour_v1", 4 * SEMAINE),
)


def a_rebours(publication: date, periodes: Iterable[JourSansClasse], *, pour_la_classe: bool) -> Planning:
    """The days of the steps that lead to that publication, each a day of class; the publication as it was wished."""
    periodes = list(periodes)
    jour, proposes = jour_ouvre_precedent(publication, periodes), {"jour_publication": publication}
    for champ, recul in AVEC_TEST if pour_la_classe else SANS_TEST:
        proposes[champ] = jour = avancer(jour, -recul, periodes)
    return Planning(**proposes)


def au_plus_tot(depuis: date, periodes: Iterable[JourSansClasse], *, pour_la_classe: bool) -> date:
    """The first publication that a V1 deposited on that day allows."""
    etapes = AVEC_TEST if pour_la_classe else SANS_TEST
    return avancer(depuis, sum(recul for _, recul in etapes), periodes)


def decaler(montre: Planning, tape: Planning, periodes: Iterable[JourSansClasse]) -> Planning:
    """What follows a day that was changed moves by as many days of class; what comes before stays.

    `montre`: as the page showed it; `tape`: as it came back. A day that was changed is taken as typed, and those
    after it follow that one.
    """
    periodes, decalage, resultat = list(periodes), 0, tape
    for champ in JOURS:
        avant, apres = getattr(montre, champ), getattr(tape, champ)
        if apres != avant:
            decalage = ecart(avant, apres, periodes) if avant and apres else decalage
        elif apres and decalage:
            resultat = replace(resultat, **{champ: avancer(apres, decalage, periodes)})
    return resultat
