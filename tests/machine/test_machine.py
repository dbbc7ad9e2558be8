"""Random people make random gestures; the software and the rules must agree at each, and nothing is ever lost.

The same draws in every `make test` (derandomize); each run is taken back whole by its transaction.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.conftest import COMPLET
from tests.machine import constat
from tests.machine.pont import HORS_DE_PORTEE, TROUPE, Pont
from tests.machine.regles import Regles, Ressource

TOUS = sorted(TROUPE)
# Half of the time somebody whose gesture it is, else anybody.
QUI = st.sampled_from(TOUS)
PRODUIT, CONDUIT = (st.sampled_from(noms) | QUI for noms in (["ens1", "ens2"], ["coord", "admin"]))
RELIT, SIGNE = (st.sampled_from(noms) | QUI for noms in (["ens3", "coord"], ["insp", "drane", "double", "ens3"]))
# 0 is for the classroom, 1 for in-service training, 2 and 3 are born of those that were split.
RANG = st.sampled_from([0, 0, 0, 0, 1, 2, 3])
SIGNATAIRES = st.sampled_from(["inspecteur", "drane"])
AVIS = st.sampled_from(["favorable", "favorable", "reprise", "defavorable"])
FONCTIONS = st.sampled_from(["enseignant", "inspecteur", "drane", "coordinateur"])
RESSOURCES_MAX = 4
NATURES = st.sampled_from(["pedagogique", "numerique"])

# Where a run starts, so that its few gestures reach the end of the life as often as its beginning.
_V2 = [("deposer", "ens1", True), ("continuer", "ens1"), ("deposer", "ens1", False)]
_DEMANDE = [*_V2, ("demander", "coord")]
_VALIDEE = [*_DEMANDE, ("viser", "insp", "pedagogique", "favorable"), ("viser", "drane", "numerique", "favorable")]
SUR_LE_POLE = {"deleguer", "ouvrir_seance"}
DEPARTS: list[list[tuple[Any, ...]]] = [
    [],
    [("deposer", "ens1", True)],
    [("deposer", "ens1", True), ("assigner", "coord", "ens3"), ("remarquer", "ens3", True)],
    _V2,
    _DEMANDE,
    [*_DEMANDE, ("viser", "insp", "pedagogique", "favorable"), ("viser", "drane", "numerique", "reprise")],
    [*_DEMANDE, ("deleguer", "insp", "inspecteur", "ens3")],
    [*_DEMANDE, ("deleguer", "double", "drane", "ens3"), ("preparer", "drane", "reprise"), ("ouvrir_seance", "coord")],
    _VALIDEE,
    [*_VALIDEE, ("accord", "ens1"), ("accord", "ens2"), ("publier", "coord")],
]


class Vie(RuleBasedStateMachine):
    pont: Pont

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.pont.recommencer()
        self.regles = Regles({nom: set(fonctions) for nom, fonctions in TROUPE.items()}, auteur="ens1")

    @initialize(
        depart=st.sampled_from(DEPARTS), produisent=st.sampled_from([["ens1"], ["ens1", "ens2"], ["ens1", "insp"]])
    )
    def commencer(self, depart: list[tuple[Any, ...]], produisent: list[str]) -> None:
        self.pont.creer(produisent, ["classe", "formation"])
        self.regles.ressources = [Ressource(True, set(produisent)), Ressource(False, set(produisent))]
        for geste, qui, *valeurs in depart:
            if geste in SUR_LE_POLE:
                self.agir_sur_le_pole(geste, qui, *valeurs)
            else:
                self.agir(geste, qui, 0, *valeurs)

    def agir(self, geste: str, qui: str, rang: int, *valeurs: Any) -> None:
        """The gesture in the software, then in the rules: both let it through, or neither; then what it touched."""
        rang %= len(self.regles.ressources)
        refus = self.pont.jouer(geste, qui, rang, *valeurs)
        r = self.regles.ressources[rang]
        attendu = getattr(self.regles, geste)(r, qui, *valeurs) if self.regles.peut(geste, qui, r) else "pas le droit"
        self.accorder(refus, attendu, qui, geste, *valeurs)
        if refus not in HORS_DE_PORTEE:
            self.constater(rang)

    def agir_sur_le_pole(self, geste: str, *valeurs: Any) -> None:
        self.accorder(getattr(self.pont, geste)(*valeurs), getattr(self.regles, geste)(*valeurs), geste, *valeurs)

    @staticmethod
    def accorder(refus: str | None, attendu: str | None, *quoi: Any) -> None:
        assert (refus is None) == (attendu is None), (
            f"{quoi} : le logiciel dit « {refus or 'oui'} », les règles « {attendu or 'oui'} »"
        )

    def constater(self, *rangs: int) -> None:
        for rang in rangs:
            constat.comparer(self.pont, self.pont.ressources[rang], self.regles.ressources[rang])
            constat.independance(self.pont, self.regles.ressources[rang])
        constat.secret(self.pont, [self.pont.ressources[rang] for rang in rangs])

    def tout_constater(self) -> None:
        self.constater(*range(len(self.regles.ressources)))

    @rule(qui=PRODUIT, rang=RANG, livret=st.booleans(), engage=st.sampled_from([True, True, True, False]))
    def deposer(self, qui: str, rang: int, livret: bool, engage: bool) -> None:
        self.agir("deposer", qui, rang, livret, engage)

    @rule(qui=PRODUIT, rang=RANG, geste=st.sampled_from(["annuler_depot", "continuer", "accord"]))
    def geste_de_producteur(self, geste: str, qui: str, rang: int) -> None:
        self.agir(geste, qui, rang)

    @rule(qui=PRODUIT | CONDUIT, rang=RANG, geste=st.sampled_from(["demander", "demander", "retirer_demande"]))
    def geste_de_validation(self, geste: str, qui: str, rang: int) -> None:
        self.agir(geste, qui, rang)

    @rule(qui=CONDUIT, rang=RANG, geste=st.sampled_from(["clore", "rouvrir", "valider_formation", "publier"]))
    def geste_de_coordination(self, geste: str, qui: str, rang: int) -> None:
        self.agir(geste, qui, rang)

    @rule(
        qui=CONDUIT, rang=RANG, geste=st.sampled_from(["retirer_publication", "abandonner", "reprendre", "reprendre"])
    )
    def geste_grave(self, geste: str, qui: str, rang: int) -> None:
        self.agir(geste, qui, rang)

    @rule(qui=CONDUIT, rang=RANG, a=RELIT)
    def assigner(self, qui: str, rang: int, a: str) -> None:
        self.agir("assigner", qui, rang, a)

    @rule(qui=CONDUIT, rang=RANG, nouveau=QUI)
    def ajouter_producteur(self, qui: str, rang: int, nouveau: str) -> None:
        self.agir("ajouter_producteur", qui, rang, nouveau)

    @rule(qui=RELIT, rang=RANG, bloquante=st.booleans())
    def remarquer(self, qui: str, rang: int, bloquante: bool) -> None:
        self.agir("remarquer", qui, rang, bloquante)

    @rule(qui=RELIT, rang=RANG, geste=st.sampled_from(["rendre", "rendre", "lire"]))
    def rendre_ou_lire(self, geste: str, qui: str, rang: int) -> None:
        self.agir(geste, qui, rang)

    @rule(qui=PRODUIT, rang=RANG, laquelle=st.integers(0, 9), reponse=st.sampled_from(["faite", "declinee"]))
    def repondre(self, qui: str, rang: int, laquelle: int, reponse: str) -> None:
        rang %= len(self.regles.ressources)
        if remarques := self.regles.ressources[rang].remarques:
            self.agir("repondre", qui, rang, laquelle % len(remarques), reponse)

    @rule(qui=SIGNE, rang=RANG, nature=NATURES, avis=AVIS)
    def viser(self, qui: str, rang: int, nature: str, avis: str) -> None:
        self.agir("viser", qui, rang, nature, avis)

    @rule(
        qui=PRODUIT | CONDUIT,
        geste=st.sampled_from(["rouvrir", "soumettre", "retenir", "renvoyer", "abandonner", "reprendre"]),
    )
    def geste_sur_la_fiche(self, geste: str, qui: str) -> None:
        refus = self.pont.jouer_sur_la_fiche(geste, qui)
        permis = self.regles.peut_sur_la_fiche(geste, qui)
        attendu = getattr(self.regles, f"{geste}_fiche")() if permis else "pas le droit"
        self.accorder(refus, attendu, qui, geste, "la fiche")
        self.tout_constater()

    @rule(qui=CONDUIT, rang=RANG, partagee=st.booleans())
    def scinder(self, qui: str, rang: int, partagee: bool) -> None:
        if len(self.regles.ressources) < RESSOURCES_MAX:
            self.agir("scinder", qui, rang, partagee)
            self.constater(len(self.regles.ressources) - 1)

    # Who comes and goes -----------------------------------------------------------------------------------------------

    @rule(qui=CONDUIT, de=QUI, fonction=FONCTIONS)
    def terminer_mandat(self, qui: str, de: str, fonction: str) -> None:
        self.agir_sur_le_pole("terminer_mandat", qui, de, fonction)

    @rule(qui=st.just("admin") | QUI, de=SIGNE, fonction=FONCTIONS, par=QUI)
    def remplacer(self, qui: str, de: str, fonction: str, par: str) -> None:
        self.agir_sur_le_pole("remplacer", qui, de, fonction, par)

    @rule(qui=QUI, fonction=FONCTIONS)
    def nommer(self, qui: str, fonction: str) -> None:
        """The administration's gesture: it brings back what ended mandates take away."""
        if self.regles.nommer(qui, fonction) is None:
            self.pont.nommer(qui, fonction, debut=constat.JOUR)

    @rule(qui=SIGNE, fonction=SIGNATAIRES, a=RELIT)
    def deleguer(self, qui: str, fonction: str, a: str) -> None:
        self.agir_sur_le_pole("deleguer", qui, fonction, a)

    @rule(qui=SIGNE | CONDUIT, de=SIGNE, fonction=SIGNATAIRES)
    def revoquer(self, qui: str, de: str, fonction: str) -> None:
        self.agir_sur_le_pole("revoquer", qui, de, fonction)

    # Opinions, and the séance -----------------------------------------------------------------------------------------

    @rule(qui=SIGNE, rang=RANG, avis=AVIS)
    def preparer(self, qui: str, rang: int, avis: str) -> None:
        self.agir("preparer", qui, rang, avis)

    @rule(qui=SIGNE, rang=RANG)
    def reconfirmer(self, qui: str, rang: int) -> None:
        self.agir("reconfirmer", qui, rang)

    @rule(qui=CONDUIT, nom=SIGNE, geste=st.sampled_from(["ouvrir", "ouvrir", "bouger", "clore"]))
    def tenir_une_seance(self, qui: str, nom: str, geste: str) -> None:
        if self.regles.seance is None:
            if any(r.ronde for r in self.regles.ressources):
                self.agir_sur_le_pole("ouvrir_seance", qui)
        elif geste == "clore":
            self.agir_sur_le_pole("clore_seance", qui)
            self.tout_constater()
        elif geste == "bouger":
            self.agir_sur_le_pole("partir_ou_revenir", qui, nom)
            self.tout_constater()

    @rule(qui=SIGNE | CONDUIT, rang=RANG, de=SIGNE, le_sien=st.booleans(), nature=NATURES, avis=AVIS)
    def poser(self, qui: str, rang: int, de: str, le_sien: bool, nature: str, avis: str) -> None:
        if self.regles.seance is not None:
            rang %= len(self.regles.ressources)
            self.agir_sur_le_pole("poser", qui, rang, qui if le_sien else de, nature, avis)
            self.constater(rang)

    @rule(qui=SIGNE, rang=RANG)
    def reprendre_son_avis(self, qui: str, rang: int) -> None:
        if self.regles.seance is not None:
            rang %= len(self.regles.ressources)
            self.agir_sur_le_pole("reprendre_avis", qui, rang)
            self.constater(rang)

    @rule(qui=SIGNE)
    def signer_tout(self, qui: str) -> None:
        if self.regles.seance is not None:
            self.agir_sur_le_pole("signer_tout", qui)
            self.tout_constater()

    def teardown(self) -> None:
        try:
            self.tout_constater()
            constat.qui_peut_viser(self.pont, self.regles)
            constat.journal(self.pont)
        finally:
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)


@pytest.mark.long
@pytest.mark.django_db
def test_personne_ne_sort_des_regles() -> None:
    reglages = settings(
        max_examples=500 if COMPLET else 30,
        stateful_step_count=60 if COMPLET else 30,
        derandomize=not COMPLET,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    Vie.pont = Pont()
    run_state_machine_as_test(Vie, settings=reglages)
