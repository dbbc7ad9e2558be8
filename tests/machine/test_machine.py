"""Random people make random gestures; the software and the rules must agree at each, and nothing is ever lost.

The same draws in every `make test` (derandomize); each run is taken back whole by its transaction.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from journal.verification import verifier
from productions.models import Version
from productions.sceau import sceller
from tests.conftest import COMPLET
from tests.machine import constat
from tests.machine.pont import TROUPE, Pont
from tests.machine.regles import Regles, Ressource

TOUS = sorted(TROUPE)
# Half of the time somebody whose gesture it is, else anybody.
QUI = st.sampled_from(TOUS)
PRODUIT, CONDUIT = (st.sampled_from(noms) | QUI for noms in (["ens1", "ens2"], ["coord", "admin"]))
RELIT, SIGNE = (st.sampled_from(noms) | QUI for noms in (["ens3", "coord"], ["insp", "drane", "double"]))
RANG = st.sampled_from([0, 0, 0, 1])  # 0 is for the classroom, 1 for in-service training
AVIS = st.sampled_from(["favorable", "favorable", "reprise", "defavorable"])
NATURES = st.sampled_from(["pedagogique", "numerique"])

# Where a run starts, so that its few gestures reach the end of the life as often as its beginning.
_V2 = [("deposer", "ens1", True), ("continuer", "ens1"), ("deposer", "ens1", False)]
_DEMANDE = [*_V2, ("demander", "coord")]
_VALIDEE = [*_DEMANDE, ("viser", "insp", "pedagogique", "favorable"), ("viser", "drane", "numerique", "favorable")]
DEPARTS: list[list[tuple[Any, ...]]] = [
    [],
    [("deposer", "ens1", True)],
    [("deposer", "ens1", True), ("assigner", "coord", "ens3"), ("remarquer", "ens3", True)],
    _V2,
    _DEMANDE,
    [*_DEMANDE, ("viser", "drane", "numerique", "reprise")],
    _VALIDEE,
    [*_VALIDEE, ("accord", "ens1"), ("accord", "ens2"), ("publier", "coord")],
]


class Vie(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.pont = Pont()
        self.regles = Regles({nom: set(fonctions) for nom, fonctions in TROUPE.items()}, auteur="ens1")

    @initialize(
        depart=st.sampled_from(DEPARTS), produisent=st.sampled_from([["ens1"], ["ens1", "ens2"], ["ens1", "insp"]])
    )
    def commencer(self, depart: list[tuple[Any, ...]], produisent: list[str]) -> None:
        self.pont.creer(produisent, ["classe", "formation"])
        self.regles.ressources = [Ressource(True, set(produisent)), Ressource(False, set(produisent))]
        for geste, qui, *valeurs in depart:
            self.agir(geste, qui, 0, *valeurs)

    def agir(self, geste: str, qui: str, rang: int, *valeurs: Any) -> None:
        """The gesture in the software, then in the rules: both let it through, or neither."""
        refus = self.pont.jouer(geste, qui, rang, *valeurs)
        r = self.regles.ressources[rang]
        attendu = getattr(self.regles, geste)(r, qui, *valeurs) if self.regles.peut(geste, qui, r) else "pas le droit"
        assert (refus is None) == (attendu is None), (
            f"{qui}, {geste}{valeurs} : le logiciel dit « {refus or 'oui'} », les règles « {attendu or 'oui'} »"
        )

    @rule(qui=PRODUIT, rang=RANG, livret=st.booleans())
    def deposer(self, qui: str, rang: int, livret: bool) -> None:
        self.agir("deposer", qui, rang, livret)

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
        assert (refus is None) == (attendu is None), f"{qui}, {geste} la fiche : « {refus} », les règles « {attendu} »"

    @rule(qui=CONDUIT, de=QUI, fonction=st.sampled_from(["enseignant", "inspecteur", "drane", "coordinateur"]))
    def terminer_mandat(self, qui: str, de: str, fonction: str) -> None:
        refus = self.pont.terminer_mandat(qui, de, fonction)
        attendu = self.regles.terminer_mandat(qui, de, fonction)
        assert (refus is None) == (attendu is None), f"{qui} finit {fonction} de {de} : « {refus} », « {attendu} »"

    @rule(qui=QUI, fonction=st.sampled_from(["enseignant", "inspecteur", "drane", "coordinateur"]))
    def nommer(self, qui: str, fonction: str) -> None:
        """The administration's gesture: it brings back what ended mandates take away."""
        if fonction not in self.regles.mandats[qui]:
            self.pont.nommer(qui, fonction, debut=constat.JOUR)
            self.regles.mandats[qui] = self.regles.mandats[qui] | {fonction}

    @invariant()
    def le_logiciel_est_comme_les_regles(self) -> None:
        for ligne, ressource in zip(self.pont.ressources, self.regles.ressources, strict=True):
            constat.comparer(self.pont, ligne, ressource)
        constat.independance(self.pont, self.regles)

    def teardown(self) -> None:
        try:
            assert list(verifier()) == []
            for version in Version.objects.prefetch_related("pieces"):
                assert version.annulee_le or version.sceau == sceller(version, version.pieces.all())
        finally:
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)


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
    run_state_machine_as_test(Vie, settings=reglages)
