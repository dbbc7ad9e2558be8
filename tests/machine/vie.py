"""Random gestures of random people: three times out of four of those whose gesture it is, when it is its time."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from typing import Any

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from tests.machine import constat
from tests.machine.choses import (
    ABANDONNEE,
    CONCEPTION,
    NON_VALIDEE,
    PRETE,
    PUBLIEE,
    RELECTURE,
    REVISION,
    VALIDATION,
    VALIDEE,
    Ressource,
)
from tests.machine.hasard import TOUS, N, parmi
from tests.machine.partie import Debut
from tests.machine.pont import TROUPE
from tests.machine.regles_gens import DELEGABLES, REMPLACABLES
from tests.machine.regles_visas import SIGNATAIRE_DE
from tests.machine.vie_annee import FinDAnnee, annee_ouverte

FONCTIONS = ["coordinateur", "drane", "enseignant", "inspecteur"]
AVIS = st.sampled_from(["favorable", "favorable", "reprise", "defavorable"])
NATURES = st.sampled_from(sorted(SIGNATAIRE_DE))
# 0 is for the classroom, 1 for in-service training, the others are born of those that were split.
RESSOURCES_MAX, PRODUCTEURS_MAX = 4, 4
# Enough people stay, and few are new: a replacement takes effect on the morrow of an appointment.
MANDATS_MIN, DU_JOUR_MAX = 9, 3
DEPOSABLES = (CONCEPTION, REVISION, PRETE, VALIDEE, NON_VALIDEE, PUBLIEE)
# What each state of the fiche waits for.
SUR_LA_FICHE = {
    "retenue": ["rouvrir", "rouvrir", "rouvrir", "abandonner"],
    "rouverte": ["soumettre"],
    "a_revoir": ["soumettre", "soumettre", "abandonner"],
    "soumise": ["retenir", "renvoyer"],
    "abandonnee": ["reprendre"],
}
SANS_VALEUR = ["annuler_depot", "continuer", "demander", "retirer_demande", "clore", "rouvrir", "valider_formation"]
SANS_VALEUR += ["publier", "retirer_publication", "abandonner", "reprendre", "rendre", "reconfirmer"]


def quand(*etats: str) -> Callable[[Any], Any]:
    """A resource is in one of these states."""
    return precondition(lambda self: any(r.etat in etats for r in self.regles.ressources))


class Vie(FinDAnnee, RuleBasedStateMachine):
    debut: Debut

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.pont, self.regles = self.debut.pont, self.debut.reprendre()

    @rule()
    def attendre(self) -> None:
        """Nothing happens: the simplest run is made of it, and costs nothing."""

    # Who, and which --------------------------------------------------------------------------------------------------

    def une(self, n: int, *etats: str) -> tuple[int, Ressource]:
        return self.celle(n, lambda r: r.etat in etats)

    def celle(self, n: int, bonne: Callable[[Ressource], Any]) -> tuple[int, Ressource]:
        ressources = self.regles.ressources
        rang = parmi(n, [i for i, r in enumerate(ressources) if bonne(r)], list(range(len(ressources))))
        return rang, ressources[rang]

    def qui(self, n: int, bons: Iterable[str]) -> str:
        return parmi(n, bons, TOUS)

    @property
    def conduite(self) -> list[str]:
        return [nom for nom in TOUS if self.regles.conduit(nom)]

    def signataires(self, *natures: str) -> list[str]:
        """By their fonction alone, or lent to them: the rest is for the rules to say."""
        return [nom for nom in TOUS if self.regles.a(nom, *(SIGNATAIRE_DE[n] for n in natures or SIGNATAIRE_DE))]

    def un_mandat(self, n: int, fonctions: Iterable[str], sauf: Container[tuple[str, str]] = ()) -> tuple[str, str]:
        tenus = [mandat for mandat in self.regles.mandats if mandat[1] in fonctions and mandat not in sauf]
        return parmi(n, tenus, [(qui, fonction) for qui in TOUS for fonction in FONCTIONS])

    # The resource's life ---------------------------------------------------------------------------------------------

    @rule(geste=st.sampled_from(SANS_VALEUR), q=N, n=N)
    def a_contretemps(self, geste: str, q: int, n: int) -> None:
        """Whatever the moment."""
        rang, r = self.une(n)
        self.agir(geste, self.qui(q, {*r.producteurs, *self.conduite}), rang)

    @quand(*DEPOSABLES)
    @rule(q=N, n=N, livret=st.booleans(), engage=st.sampled_from([True, True, True, False]))
    def deposer(self, q: int, n: int, livret: bool, engage: bool) -> None:
        rang, r = self.une(n, *DEPOSABLES)
        self.agir("deposer", self.qui(q, r.producteurs), rang, livret, engage)

    @quand(RELECTURE, PRETE)
    @rule(geste=st.sampled_from(["annuler_depot", "continuer", "clore", "rouvrir", "rouvrir"]), q=N, n=N)
    def avant_la_validation(self, geste: str, q: int, n: int) -> None:
        etats = {"annuler_depot": (RELECTURE, PRETE), "rouvrir": (PRETE,)}.get(geste, (RELECTURE,))
        rang, r = self.une(n, *etats)
        self.agir(geste, self.qui(q, self.conduite if geste in {"clore", "rouvrir"} else r.producteurs), rang)

    @quand(RELECTURE)
    @rule(q=N, n=N, a=N)
    def assigner(self, q: int, n: int, a: int) -> None:
        """Often somebody who produces it, who may not."""
        rang, r = self.une(n, RELECTURE)
        self.agir("assigner", self.qui(q, self.conduite), rang, self.qui(a, {*r.producteurs, "ens3"}))

    @precondition(lambda self: any(r.attendues for r in self.regles.ressources))
    @rule(geste=st.sampled_from(["remarquer", "rendre"]), q=N, n=N, bloquante=st.booleans())
    def relire(self, geste: str, q: int, n: int, bloquante: bool) -> None:
        rang, r = self.celle(n, lambda r: r.attendues)
        relecteur = self.qui(q, {x.qui for x in r.attendues})
        self.agir(geste, relecteur, rang, *([bloquante] if geste == "remarquer" else []))

    @rule(geste=st.sampled_from(["lire", "accord"]), q=N, n=N)
    def lire_ou_consentir(self, geste: str, q: int, n: int) -> None:
        rang, r = self.une(n)
        self.agir(geste, self.qui(q, r.producteurs - r.accords if geste == "accord" else ()), rang)

    @precondition(lambda self: any(r.remarques for r in self.regles.ressources))
    @rule(q=N, n=N, laquelle=st.integers(0, 9), reponse=st.sampled_from(["faite", "declinee"]))
    def repondre(self, q: int, n: int, laquelle: int, reponse: str) -> None:
        rang, r = next((i, r) for i, r in enumerate(self.regles.ressources) if r.remarques)
        self.agir("repondre", self.qui(q, r.producteurs), rang, laquelle % len(r.remarques), reponse)

    @precondition(lambda self: min(len(r.producteurs) for r in self.regles.ressources) < PRODUCTEURS_MAX)
    @rule(q=N, n=N, nouveau=N)
    def ajouter_producteur(self, q: int, n: int, nouveau: int) -> None:
        """Often somebody who has proofread or signed, who may not."""
        rang, r = self.celle(n, lambda r: len(r.producteurs) < PRODUCTEURS_MAX)
        mains = {x.qui for x in r.relectures}.union(*(v.engages for x in r.rondes for v in x.visas.values()))
        self.agir("ajouter_producteur", self.qui(q, self.conduite), rang, self.qui(nouveau, {*mains, "ens2"}))

    @quand(VALIDEE, PUBLIEE)
    @rule(geste=st.sampled_from(["publier", "publier", "retirer_publication"]), q=N, n=N)
    def mettre_en_ligne(self, geste: str, q: int, n: int) -> None:
        rang, r = self.une(n, VALIDEE, PUBLIEE)
        # Who publishes has asked for the agreements.
        for nom in sorted(r.producteurs - r.accords):
            self.agir("accord", nom, rang)
        self.agir(geste, self.qui(q, self.conduite), rang)

    @rule(q=N, n=N)
    def abandonner_ou_reprendre(self, q: int, n: int) -> None:
        rang, r = self.une(n, ABANDONNEE, NON_VALIDEE)
        geste = "reprendre" if r.etat in {ABANDONNEE, NON_VALIDEE} else "abandonner"
        self.agir(geste, self.qui(q, self.conduite), rang)

    @rule(geste=st.sampled_from(["rouvrir", "soumettre", "retenir", "renvoyer", "abandonner", "reprendre"]), q=N, n=N)
    def sur_la_fiche(self, geste: str, q: int, n: int) -> None:
        self.agir_sur_la_fiche(parmi(n, SUR_LA_FICHE[self.regles.fiche], [geste]), self.qui(q, self.conduite))

    @precondition(lambda self: len(self.regles.ressources) < RESSOURCES_MAX)
    @rule(q=N, n=N, partagee=st.booleans())
    def scinder(self, q: int, n: int, partagee: bool) -> None:
        avant = len(self.regles.ressources)
        self.agir("scinder", self.qui(q, self.conduite), self.une(n, *DEPOSABLES)[0], partagee)
        self.constater(*range(avant, len(self.regles.ressources)))

    # Who comes and goes ----------------------------------------------------------------------------------------------

    @annee_ouverte
    @rule(q=N, lequel=N, par=N)
    def finir_ou_remplacer(self, q: int, lequel: int, par: int) -> None:
        qui = self.qui(q, {"admin"})
        if len(self.regles.mandats) >= MANDATS_MIN and par % 2:
            self.agir_sur_le_pole("terminer_mandat", qui, *self.un_mandat(lequel, FONCTIONS))
        elif len(self.regles.du_jour) < DU_JOUR_MAX:
            de, fonction = self.un_mandat(lequel, REMPLACABLES, self.regles.du_jour)
            self.agir_sur_le_pole("remplacer", qui, de, fonction, TOUS[par // 8])

    @annee_ouverte
    @rule(lequel=N)
    def nommer(self, lequel: int) -> None:
        """The administration's gesture: it brings back what ended mandates take away."""
        partis = {(q, str(f)) for q, fonctions in TROUPE.items() for f in fonctions} - set(self.regles.mandats)
        qui, fonction = parmi(lequel, partis, [(qui, fonction) for qui in TOUS for fonction in FONCTIONS])
        if self.regles.nommer(qui, fonction) is None:
            self.pont.nommer(qui, fonction, debut=constat.JOUR)

    @annee_ouverte
    @rule(lequel=N, a=N)
    def deleguer(self, lequel: int, a: int) -> None:
        qui, fonction = self.un_mandat(lequel, DELEGABLES, self.regles.delegations)
        libres = [nom for nom in TOUS if not self.regles.siege(nom)]
        self.agir_sur_le_pole("deleguer", qui, fonction, self.qui(a, libres))

    @precondition(lambda self: self.regles.delegations)
    @rule(q=N, laquelle=N)
    def revoquer(self, q: int, laquelle: int) -> None:
        de, fonction = parmi(laquelle, self.regles.delegations, [(nom, f) for nom in TOUS for f in sorted(DELEGABLES)])
        self.agir_sur_le_pole("revoquer", self.qui(q, {de, "admin"}), de, fonction)

    # Visas -----------------------------------------------------------------------------------------------------------

    @quand(PRETE, VALIDATION)
    @rule(geste=st.sampled_from(["demander", "demander", "demander", "retirer_demande"]), q=N, n=N)
    def demander(self, geste: str, q: int, n: int) -> None:
        rang, r = self.une(n, PRETE if geste == "demander" else VALIDATION)
        if geste == "demander" and not r.classe:
            geste = "valider_formation"
        self.agir(geste, self.qui(q, self.conduite), rang)

    @quand(VALIDATION)
    @rule(q=N, n=N, nature=NATURES, avis=AVIS)
    def viser(self, q: int, n: int, nature: str, avis: str) -> None:
        self.agir("viser", self.qui(q, self.signataires(nature)), self.une(n, VALIDATION)[0], nature, avis)

    @quand(VALIDATION)
    @rule(q=N, n=N, avis=AVIS)
    def preparer(self, q: int, n: int, avis: str) -> None:
        self.agir("preparer", self.qui(q, self.signataires()), self.une(n, VALIDATION)[0], avis)

    @precondition(lambda self: any(r.ronde and len(r.rondes) > 1 for r in self.regles.ressources))
    @rule(q=N, n=N)
    def reconfirmer(self, q: int, n: int) -> None:
        rang, r = self.celle(n, lambda r: r.ronde and len(r.rondes) > 1)
        favorables = {v.qui for x in r.rondes for v in x.visas.values() if v.avis == "favorable"}
        self.agir("reconfirmer", self.qui(q, favorables), rang)

    # The séance ------------------------------------------------------------------------------------------------------

    @precondition(
        lambda self: self.regles.seance is None and any(r.ronde and not r.suite for r in self.regles.ressources)
    )
    @rule(q=N)
    def ouvrir_seance(self, q: int) -> None:
        self.agir_sur_le_pole("ouvrir_seance", self.qui(q, self.conduite))

    @precondition(lambda self: self.regles.seance)
    @rule(geste=st.sampled_from(["partir_ou_revenir", "partir_ou_revenir", "clore_seance"]), q=N, nom=N)
    def tenir_la_seance(self, geste: str, q: int, nom: int) -> None:
        qui = self.qui(q, self.conduite)
        nom_ = [self.qui(nom, self.regles.seance.invites)] if geste == "partir_ou_revenir" else []
        if self.agir_sur_le_pole(geste, qui, *nom_):
            self.tout_constater()

    @precondition(lambda self: self.regles.seance)
    @rule(q=N, n=N, de=N, le_sien=st.booleans(), nature=NATURES, avis=AVIS)
    def poser(self, q: int, n: int, de: int, le_sien: bool, nature: str, avis: str) -> None:
        seance = self.regles.seance
        rang, _ = self.celle(n, lambda r: r.ronde in seance.rondes)
        qui = self.qui(q, seance.presents.intersection(self.conduite))
        de = self.qui(de, seance.presents.intersection(self.signataires(nature)))
        if self.agir_sur_le_pole("poser", de if le_sien else qui, rang, de, nature, avis):
            self.constater(rang)

    @precondition(lambda self: self.regles.seance and any(x.prepares for x in self.regles.seance.rondes))
    @rule(q=N, n=N)
    def reprendre_avis(self, q: int, n: int) -> None:
        rang, r = self.une(n, VALIDATION)
        if self.agir_sur_le_pole("reprendre_avis", self.qui(q, r.ronde.prepares if r.ronde else ()), rang):
            self.constater(rang)

    @precondition(lambda self: self.regles.seance and any(x.table for x in self.regles.seance.rondes))
    @rule(q=N)
    def signer_tout(self, q: int) -> None:
        poses = {pose.qui for ronde in self.regles.seance.rondes for pose in ronde.table.values()}
        if self.agir_sur_le_pole("signer_tout", self.qui(q, poses)):
            self.tout_constater()

    def teardown(self) -> None:
        try:
            if self.gestes:
                self.tout_constater()
                constat.annee(self.pont, self.regles)
                constat.qui_peut_viser(self.pont, self.regles)
                constat.journal(self.pont)
        finally:
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)
