"""Each gesture in the software, then in the rules: both let it through, or neither; then what it touched."""

from __future__ import annotations

import copy
from collections import Counter
from typing import Any

from tests.machine import constat
from tests.machine.choses import Ressource
from tests.machine.departs import depuis
from tests.machine.pont import SANS_ECRITURE, TROUPE, Pont
from tests.machine.regles import Regles


class Partie:
    pont: Pont
    regles: Regles
    passes: Counter[str]  # how many times each gesture went through, in the whole round
    gestes = 0  # how many were tried

    def agir(self, geste: str, qui: str, rang: int, *valeurs: Any) -> None:
        refus = self.pont.jouer(geste, qui, rang, *valeurs)
        r = self.regles.ressources[rang]
        attendu = getattr(self.regles, geste)(r, qui, *valeurs) if self.regles.peut(geste, qui, r) else "pas le droit"
        if self.accorder(refus, attendu, geste, qui, *valeurs):
            self.regles.noter_travail(r, certain=geste not in SANS_ECRITURE)
            self.constater(rang)

    def agir_sur_le_pole(self, geste: str, *valeurs: Any) -> bool:
        refus = getattr(self.pont, geste)(*valeurs)
        return self.accorder(refus, getattr(self.regles, geste)(*valeurs), geste, *valeurs)

    def agir_sur_la_fiche(self, geste: str, qui: str) -> None:
        refus = self.pont.jouer_sur_la_fiche(geste, qui)
        permis = self.regles.peut_sur_la_fiche(geste, qui)
        attendu = getattr(self.regles, f"{geste}_fiche")() if permis else "pas le droit"
        if self.accorder(refus, attendu, f"{geste}_fiche", qui):
            self.regles.travail |= self.regles.fiche_suite
            self.tout_constater()

    def accorder(self, refus: str | None, attendu: str | None, geste: str, *quoi: Any) -> bool:
        """Did it go through? What was refused has moved nothing, which is seen at the next gesture or at the end."""
        assert (refus is None) == (attendu is None), (
            f"{geste} {quoi} : le logiciel dit « {refus or 'oui'} », les règles « {attendu or 'oui'} »"
        )
        self.gestes += 1
        self.passes[geste] += refus is None
        return refus is None

    def constater(self, *rangs: int) -> None:
        for rang in rangs:
            constat.comparer(self.pont, self.pont.ressources[rang], self.regles.ressources[rang])
            constat.independance(self.pont, self.regles.ressources[rang])
        visees = [self.pont.ressources[rang] for rang in rangs if self.regles.ressources[rang].rondes]
        if visees:
            constat.secret(self.pont, visees)

    def tout_constater(self) -> None:
        self.constater(*range(len(self.regles.ressources)))


class Debut(Partie):
    """A start, played once: the runs from there take it up as it was."""

    def __init__(self, pont: Pont, nom: str, equipe: list[str]) -> None:
        self.pont, self.passes = pont, Counter()
        self.regles = Regles({qui: set(fonctions) for qui, fonctions in TROUPE.items()}, auteur="ens1")
        pont.recommencer()
        pont.creer(equipe, ["classe", "formation"])
        self.regles.ressources = [Ressource(True, set(equipe)), Ressource(False, set(equipe))]
        for rang, geste, qui, *valeurs in depuis(nom, equipe):
            if rang is None:
                self.agir_sur_le_pole(geste, qui, *valeurs)
            else:
                self.agir(geste, qui, rang, *valeurs)
        self.memoire = pont.retenir()

    def reprendre(self) -> Regles:
        self.pont.remettre(self.memoire)
        return copy.deepcopy(self.regles)
