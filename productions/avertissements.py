"""What deserves a second look in a fiche's dates. A warning never refuses: people know their classes.

From « Présentation du pôle de compétences » (step 1: « Plus la production arrive tard, plus il sera difficile
d'organiser les tests en classe »; step 3 bis: tests in the second semester, until the end of the calendar year
where the programme justifies it). Only a resource for the class is tested: formation continue is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.formats import number_format

from calendrier.jours import empechement, semaines_de_classe
from calendrier.models import JourSansClasse
from commun.templatetags.dates import jour as en_toutes_lettres

from .models import FicheProjet
from .planning import JOURS, Planning

# Below this number of school weeks, the teachers who would test have already planned their lessons.
SEMAINES_POUR_TESTER = 4
LIBELLES = {champ: str(FicheProjet._meta.get_field(champ).verbose_name) for champ in JOURS}


@dataclass(frozen=True)
class Avertissement:
    """`champ` names the date it stands beside; a `remarque` is gentler: nothing is wrong, something is missing."""

    champ: str
    texte: str
    remarque: bool = False


def avertissements(
    planning: Planning, periodes: Iterable[JourSansClasse], *, annee_de_fin: int, pour_la_classe: bool
) -> list[Avertissement]:
    """All the warnings, in the order of the dates. `annee_de_fin` is the year in which the cycle ends."""
    periodes = list(periodes)
    trouves = [*_jours_sans_classe(planning, periodes), *_ordre(planning)]
    if pour_la_classe:
        trouves += [*_v1_tardive(planning, annee_de_fin), *_test(planning, periodes, annee_de_fin)]
    else:
        trouves = [a for a in trouves if a.champ != "jour_test"]
    return sorted(trouves, key=lambda a: JOURS.index(a.champ))


def avertissements_de(fiche: FicheProjet, periodes: Iterable[JourSansClasse]) -> list[Avertissement]:
    """Those of a fiche; reads its resources and its campaign's cycle."""
    return avertissements(
        Planning.de(fiche),
        periodes,
        annee_de_fin=fiche.campagne.cycle.fin.year,
        pour_la_classe=any(r.pour_la_classe for r in fiche.ressources.all()),
    )


def _jours_sans_classe(planning: Planning, periodes: list[JourSansClasse]) -> Iterator[Avertissement]:
    for champ in JOURS:
        jour = getattr(planning, champ)
        if jour and (raison := empechement(jour, periodes)):
            yield Avertissement(champ, f"Le {en_toutes_lettres(jour)} {raison}.")


def _ordre(planning: Planning) -> Iterator[Avertissement]:
    prevus = [(champ, jour) for champ in JOURS if champ != "jour_test" and (jour := getattr(planning, champ))]
    for (avant, jour_avant), (champ, jour) in pairwise(prevus):
        if jour < jour_avant:
            yield Avertissement(
                champ,
                f"Cette date vient avant « {LIBELLES[avant]} » ({en_toutes_lettres(jour_avant)}).",
            )


def _v1_tardive(planning: Planning, annee: int) -> Iterator[Avertissement]:
    if planning.jour_v1 and planning.jour_v1 > date(annee, 1, 31):
        yield Avertissement(
            "jour_v1",
            "La V1 est prévue après la fin janvier. Plus la production arrive tard, plus il sera difficile "
            "d'organiser les tests en classe.",
        )


def _test(planning: Planning, periodes: list[JourSansClasse], annee: int) -> Iterator[Avertissement]:
    fin_mai, fin_tests = date(annee, 5, 31), date(annee, 12, 31)
    version = "V2" if planning.jour_v2 else "V1"
    deposee, test = planning.jour_v2 or planning.jour_v1, planning.jour_test
    if test is None:
        yield _sans_date(version, deposee, periodes, fin_mai)
        return
    if test > fin_tests:
        yield Avertissement(
            "jour_test", f"Le test est prévu après le 31 décembre {annee}, dernier jour prévu pour les tests tardifs."
        )
    elif test > fin_mai:
        yield Avertissement(
            "jour_test",
            f"Le test est prévu après la fin mai. C'est possible jusqu'au 31 décembre {annee} si la progression dans "
            "les programmes le justifie : dites-le dans le résumé.",
        )
    elif planning.jour_validation and test > planning.jour_validation:
        yield Avertissement("jour_test", "Le test est prévu après la validation, qui ne pourra pas en tenir compte.")
    if deposee and test < deposee:
        yield Avertissement("jour_test", f"Le test est prévu avant la {version} : il sera difficile à placer.")
    elif deposee and (semaines := semaines_de_classe(deposee, test, periodes)) < SEMAINES_POUR_TESTER:
        yield Avertissement("jour_test", f"{_il_y_a(semaines)} entre la {version} et le test, {_MOINS_DE_QUATRE}")


_MOINS_DE_QUATRE = f"moins de {SEMAINES_POUR_TESTER} : le test en classe sera difficile à placer."


def _sans_date(version: str, deposee: date | None, periodes: list[JourSansClasse], fin_mai: date) -> Avertissement:
    if deposee and deposee > fin_mai:
        texte = f"La {version} est prévue après la fin mai : le test en classe sera difficile à placer."
    elif deposee and (semaines := semaines_de_classe(deposee, fin_mai, periodes)) < SEMAINES_POUR_TESTER:
        texte = f"{_il_y_a(semaines)} entre la {version} et la fin mai, {_MOINS_DE_QUATRE}"
    else:
        texte = "Pas de test en classe prévu. Il n'est pas obligatoire ; s'il a lieu, le plus tôt est le plus simple."
        return Avertissement("jour_test", texte, remarque=True)
    return Avertissement("jour_test", texte)


def _il_y_a(semaines: float) -> str:
    pluriel = "s" if semaines >= 2 else ""
    return f"Il y a {number_format(semaines, None if semaines % 1 else 0, use_l10n=True)} semaine{pluriel} de classe"
