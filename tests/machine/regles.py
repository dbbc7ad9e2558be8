"""The rules of a resource's life, written from the design alone, without looking at the software. Read them beside it.

`Regles` says of each gesture whether it goes through (`None`) or why not, and what it changes. Nothing here touches
the database or the software's code: where the two disagree, one of them is wrong.
"""

from __future__ import annotations

from tests.machine.choses import (
    ABANDONNEE,
    CONCEPTION,
    INACHEVES,
    NON_VALIDEE,
    PRETE,
    PUBLIEE,
    RELECTURE,
    REVISION,
    VALIDATION,
    VALIDEE,
    Relecture,
    Remarque,
    Ressource,
    Version,
)
from tests.machine.regles_annee import Annee


class Regles(Annee):
    """The fiche, and the life of its resources."""

    def __init__(self, mandats: dict[str, set[str]], auteur: str) -> None:
        super().__init__(mandats)
        self.auteur = auteur
        self.fiche, self.fiche_avant = "retenue", "soumise"
        self.ressources: list[Ressource] = []

    # Who may see and act -------------------------------------------------------------------------------------------

    def voit(self, qui: str, r: Ressource) -> bool:
        """The pôle's people, and those who make or proofread it, whatever has become of their mandate."""
        fait = qui in r.producteurs or qui == self.auteur or any(x.qui == qui for x in r.relectures)
        return self.exerce_quelque_chose(qui) or fait

    def peut(self, geste: str, qui: str, r: Ressource) -> bool:
        produit, conduit = qui in r.producteurs, self.conduit(qui)
        permis = {
            "producteurs": {"deposer", "annuler_depot", "continuer", "accord", "repondre"},
            "coordination": {"assigner", "clore", "rouvrir", "abandonner", "reprendre", "valider_formation", "publier"}
            | {"retirer_publication", "ajouter_producteur", "scinder"},
            "les deux": {"demander", "retirer_demande"},
        }
        return self.voit(qui, r) and (
            (produit and geste in permis["producteurs"] | permis["les deux"])
            or (conduit and geste in permis["coordination"] | permis["les deux"])
            # It depends on the relecture, on the round.
            or geste in {"remarquer", "rendre", "viser", "lire", "preparer", "reconfirmer"}
        )

    def peut_sur_la_fiche(self, geste: str, qui: str) -> bool:
        if geste == "soumettre" and (qui == self.auteur or any(qui in r.producteurs for r in self.ressources)):
            return True
        return self.conduit(qui)

    # What each gesture does: a reason why not, or None ---------------------------------------------------------------

    def deposer(self, r: Ressource, qui: str, livret: bool, engage: bool = True) -> str | None:
        if self.fiche == "abandonnee" or self.arretee(r):
            return "la fiche est abandonnée, ou l'année close"
        if r.etat not in {CONCEPTION, REVISION, PRETE, VALIDEE, NON_VALIDEE, PUBLIEE}:
            return "on ne dépose pas dans cet état"
        if any(x.bloquante and x.transmise and not x.reponse for x in r.remarques):
            return "une remarque bloquante attend sa réponse"
        # Declarations: the two commitments are given anew for each version; a cancelled one's draft keeps them.
        if r.classe and not engage and r.brouillon is None:
            return "il manque les engagements"
        # A new version starts from the previous files.
        livret = livret or bool(r.brouillon if r.brouillon is not None else r.version and r.version.livret)
        nouvelle = Version((r.version.numero if r.version else 0) + 1, qui, livret, r.etat)
        r.versions.append(nouvelle)
        r.brouillon = None
        for remarque in r.remarques:
            if remarque.reponse and not remarque.portee_par:
                remarque.portee_par = nouvelle
        r.aller(RELECTURE if r.etat == CONCEPTION else PRETE)
        return None

    def annuler_depot(self, r: Ressource, qui: str) -> str | None:
        v = r.version
        if v is None or r.etat not in {RELECTURE, PRETE} or r.avant != v.avant:
            return "il n'y a pas de dépôt à annuler"
        if (
            v.lue
            or any(x.version is v for x in r.remarques)
            or any(x.version is v and x.etat == "rendue" for x in r.relectures)
        ):
            return "quelqu'un l'a ouverte"
        v.annulee = True
        r.brouillon = v.livret if r.brouillon is None else r.brouillon
        for x in r.attendues:
            x.etat = "close"
        for remarque in r.remarques:
            if remarque.portee_par is v:
                remarque.portee_par = None
        r.etat, r.avant = v.avant, r.etat
        return None

    def lire(self, r: Ressource, qui: str) -> str | None:
        """The first reader counts; a producer is none."""
        if r.version and qui not in r.producteurs:
            r.version.lue = True
        return None

    def assigner(self, r: Ressource, qui: str, a: str) -> str | None:
        if r.etat != RELECTURE:
            return "on assigne quand elle est en relecture"
        if a in r.producteurs:
            return "on ne relit pas ce que l'on produit"
        if any(x.qui == a and x.version is r.version for x in r.relectures):
            return "déjà relecteur"
        r.relectures.append(Relecture(a, r.version))
        return None

    def remarquer(self, r: Ressource, qui: str, bloquante: bool) -> str | None:
        sienne = self.relecture_de(r, qui)
        if sienne is None:
            return "pas de relecture à faire"
        r.remarques.append(Remarque(qui, sienne.version, bloquante, sienne))
        return None

    def rendre(self, r: Ressource, qui: str) -> str | None:
        sienne = self.relecture_de(r, qui)
        if sienne is None or r.etat == ABANDONNEE:
            return "rien à rendre"
        sienne.etat = "rendue"
        if r.etat == RELECTURE and not r.attendues:
            r.aller(REVISION)
        return None

    def relecture_de(self, r: Ressource, qui: str) -> Relecture | None:
        return next((x for x in r.attendues if x.qui == qui), None)

    def repondre(self, r: Ressource, qui: str, rang: int, reponse: str) -> str | None:
        remarque = r.remarques[rang]
        if not remarque.transmise or remarque.portee_par or r.etat in {CONCEPTION, VALIDATION, ABANDONNEE}:
            return "plus de réponse possible"
        remarque.reponse = reponse
        return None

    def clore(self, r: Ressource, qui: str) -> str | None:
        if r.etat != RELECTURE:
            return "rien à clore"
        for x in r.attendues:
            x.etat = "close"
        r.aller(REVISION)
        return None

    def continuer(self, r: Ressource, qui: str) -> str | None:
        if r.etat != RELECTURE:
            return "rien à passer"
        if any(x.version is r.version and x.etat != "close" for x in r.relectures):
            return "quelqu'un est assigné"
        r.aller(REVISION)
        return None

    def rouvrir(self, r: Ressource, qui: str) -> str | None:
        if r.etat != PRETE:
            return "rien à rouvrir"
        r.aller(RELECTURE)
        return None

    def accord(self, r: Ressource, qui: str) -> str | None:
        r.accords.add(qui)
        return None

    def publier(self, r: Ressource, qui: str) -> str | None:
        if r.etat not in {VALIDEE, PUBLIEE} or r.producteurs - r.accords:
            return "ni validée, ni tous les accords"
        if r.version.numero in r.publie:
            return "déjà publiée à cet endroit"
        r.publie = {r.version.numero}
        if r.etat == VALIDEE:
            r.aller(PUBLIEE)
        return None

    def retirer_publication(self, r: Ressource, qui: str) -> str | None:
        if not r.publie:
            return "rien de public"
        r.publie = set()
        # What is no longer public is never gone back to.
        for v in r.versions:
            v.avant = VALIDEE if v.avant == PUBLIEE else v.avant
        r.avant = VALIDEE if r.avant == PUBLIEE else r.avant
        if r.etat == PUBLIEE:
            r.aller(VALIDEE)
        return None

    def abandonner(self, r: Ressource, qui: str) -> str | None:
        if r.etat not in INACHEVES | {VALIDATION}:
            return "rien à abandonner"
        if r.etat == VALIDATION:
            self.retirer_demande(r, qui)
        r.aller(ABANDONNEE)
        return None

    def reprendre(self, r: Ressource, qui: str) -> str | None:
        if self.fiche == "abandonnee" or r.etat not in {ABANDONNEE, NON_VALIDEE} or self.arretee(r):
            return "rien à reprendre"
        r.etat, r.avant = (r.avant if r.etat == ABANDONNEE else REVISION), r.etat
        return None

    def ajouter_producteur(self, r: Ressource, qui: str, nouveau: str) -> str | None:
        relit = any(x.qui == nouveau and x.etat != "close" for x in r.relectures)
        vise = any(nouveau in v.engages for x in r.rondes if x.issue != "retiree" for v in x.visas.values())
        if nouveau in r.producteurs or relit or vise:
            return "on ne relit ni ne vise ce que l'on produit"
        r.producteurs.add(nouveau)
        return None

    def scinder(self, r: Ressource, qui: str, partagee: bool) -> str | None:
        """The second one starts from copies of the versions; all that judged the first stays with the first.

        `partagee`: everybody produces both; else who has deposited nothing goes with the second.
        """
        if self.fiche == "abandonnee" or r.etat in {VALIDATION, ABANDONNEE} or self.arretee(r):
            return "rien à scinder"
        versions = [v for v in r.versions if not v.annulee]
        deposants = {v.de for v in versions}
        restent = set(r.producteurs) if partagee else r.producteurs & deposants
        if not restent:
            return "chacune garde au moins une personne"
        seconde = Ressource(r.classe, set(r.producteurs), REVISION if versions else CONCEPTION, suite=r.suite)
        seconde.avant = CONCEPTION if versions else ""
        # A copy is no deposit: nobody cancels it.
        seconde.versions = [Version(v.numero, v.de, v.livret, CONCEPTION, lue=True) for v in versions]
        self.ressources.append(seconde)
        r.producteurs, r.accords = restent, r.accords & restent
        return None

    # The fiche -------------------------------------------------------------------------------------------------------

    def abandonner_fiche(self) -> str | None:
        if self.fiche == "abandonnee" or any(r.etat == VALIDATION for r in self.ressources):
            return "elle l'est déjà, ou une ressource est en validation"
        self.fiche, self.fiche_avant = "abandonnee", self.fiche
        for r in self.ressources:
            if r.etat in INACHEVES:
                r.aller(ABANDONNEE)
                self.noter_travail(r, certain=True)
        return None

    def reprendre_fiche(self) -> str | None:
        if self.fiche != "abandonnee":
            return "elle n'est pas abandonnée"
        self.fiche, self.fiche_avant = self.fiche_avant, self.fiche
        return None

    def rouvrir_fiche(self) -> str | None:
        if self.fiche != "retenue":
            return "elle n'est pas retenue"
        self.fiche, self.fiche_avant = "rouverte", self.fiche
        return None

    def soumettre_fiche(self) -> str | None:
        if self.fiche not in {"rouverte", "a_revoir"}:
            return "elle n'est pas à soumettre"
        self.fiche, self.fiche_avant = "soumise", self.fiche
        return None

    def retenir_fiche(self) -> str | None:
        if self.fiche != "soumise":
            return "elle n'est pas soumise"
        self.fiche, self.fiche_avant = "retenue", self.fiche
        return None

    def renvoyer_fiche(self) -> str | None:
        if self.fiche != "soumise":
            return "elle n'est pas soumise"
        self.fiche, self.fiche_avant = "a_revoir", self.fiche
        return None
