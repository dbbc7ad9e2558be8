"""Rounds, visas, séances: who may sign what, and what their sum decides; from the design alone."""

from __future__ import annotations

from tests.machine.choses import (
    NON_VALIDEE,
    PRETE,
    REVISION,
    VALIDATION,
    VALIDEE,
    Pose,
    Remarque,
    Ressource,
    Ronde,
    Seance,
    Signe,
)
from tests.machine.regles_gens import Gens

# Each visa is one fonction's.
SIGNATAIRE_DE = {"pedagogique": "inspecteur", "numerique": "drane"}


class Visas(Gens):
    ressources: list[Ressource]
    seance: Seance | None = None  # the one that is open

    # Who may sign -----------------------------------------------------------------------------------------------------

    def titre(self, r: Ressource, ronde: Ronde, qui: str, nature: str) -> str | None:
        """In whose name this person may give that visa: their own first.

        Nobody visas what they produce and nobody gives both, in person or through somebody else: neither who signs nor
        in whose name has a hand in the resource or in a visa of the round.
        """
        engages = r.producteurs.union(*(visa.engages for visa in ronde.visas.values()))
        if nature in ronde.visas or qui in engages:
            return None
        return next((de for de in self.titulaires(qui, SIGNATAIRE_DE[nature]) if de not in engages), None)

    def peut_viser(self, r: Ressource, qui: str) -> list[str]:
        """The visas that this person may give on the open round."""
        return [n for n in SIGNATAIRE_DE if r.ronde and self.titre(r, r.ronde, qui, n)]

    # The round --------------------------------------------------------------------------------------------------------

    def demander(self, r: Ressource, qui: str) -> str | None:
        if not r.classe:
            return "la formation continue se passe de visas"
        if r.etat != PRETE or r.version.numero < 2 or not r.version.livret:
            return "pas prête"
        r.rondes.append(Ronde(r.version))
        r.aller(VALIDATION)
        return None

    def retirer_demande(self, r: Ressource, qui: str) -> str | None:
        if r.ronde is None:
            return "pas de demande ouverte"
        r.ronde.rendre()
        r.ronde.issue = "retiree"
        r.aller(PRETE)
        return None

    def viser(self, r: Ressource, qui: str, nature: str, avis: str) -> str | None:
        ronde = r.ronde
        if ronde is None:
            return "pas de demande ouverte"
        de = self.titre(r, ronde, qui, nature)
        if de is None:
            return "ce visa n'est pas à donner par cette personne"
        ronde.visas[nature] = Signe(qui, avis, "" if de == qui else de)
        # It takes the place of what its author had prepared, and of what lay on the table for it.
        ronde.prepares.pop(qui, None)
        ronde.table = {n: pose for n, pose in ronde.table.items() if n != nature and pose.qui != qui}
        # Who signs has read.
        ronde.version.lue = True
        if len(ronde.visas) == len(SIGNATAIRE_DE):
            self._decider(r, ronde)
        return None

    def _decider(self, r: Ressource, ronde: Ronde) -> None:
        tous = {visa.avis for visa in ronde.visas.values()}
        ronde.issue, etat = (
            ("non_validee", NON_VALIDEE)
            if "defavorable" in tous
            else ("reprise", REVISION)
            if "reprise" in tous
            else ("validee", VALIDEE)
        )
        r.aller(etat)
        # The reasons become remarks.
        r.remarques += [Remarque(v.qui, ronde.version, True) for v in ronde.visas.values() if v.avis != "favorable"]

    def preparer(self, r: Ressource, qui: str, avis: str) -> str | None:
        if not self.peut_viser(r, qui):
            return "pas de visa à donner"
        r.ronde.prepares[qui] = avis
        return None

    def reconfirmer(self, r: Ressource, qui: str) -> str | None:
        """After a rework was asked, by who was favourable in that round."""
        derniere = next((x for x in reversed(r.rondes) if x.decidee), None)
        if derniere is None or derniere.issue != "reprise":
            return "pas de reprise"
        favorables = [n for n, visa in derniere.visas.items() if (visa.qui, visa.avis) == (qui, "favorable")]
        return self.viser(r, qui, favorables[0], "favorable") if favorables else "pas de visa favorable"

    def valider_formation(self, r: Ressource, qui: str) -> str | None:
        if r.classe or r.etat != PRETE:
            return "une ressource de formation, prête"
        r.aller(VALIDEE)
        return None

    # The séance -------------------------------------------------------------------------------------------------------

    def ouvrir_seance(self, qui: str) -> str | None:
        """With every open round of the year, and everybody who signs or coordinates; they all come."""
        if not self.conduit(qui):
            return "c'est à la conduite du pôle"
        invites = {nom for nom in self.gens if self.siege(nom) or self.a(nom, "coordinateur")} | {qui}
        self.seance = Seance([r.ronde for r in self.ressources if r.ronde and not r.suite], invites, set(invites))
        return None

    def partir_ou_revenir(self, qui: str, nom: str) -> str | None:
        """Who leaves takes their opinions along."""
        if not self.conduit(qui) or nom not in self.seance.invites:
            return "c'est à la conduite du pôle, pour qui est invité"
        if nom in self.seance.presents:
            for ronde in self.seance.rondes:
                ronde.rendre(nom)
        self.seance.presents ^= {nom}
        return None

    def poser(self, qui: str, rang: int, de: str, nature: str, avis: str) -> str | None:
        """One's own opinion, or, for who holds the shared screen, the one that is said aloud: both are there."""
        ronde, conduit = self._point(rang), self.conduit(qui)
        if ronde is None or not (conduit or (self.siege(qui) and qui == de)) or not {qui, de} <= self.seance.presents:
            return "pas à l'ordre du jour, ou pas par cette personne"
        r = self.ressources[rang]
        pris = ronde.table.get(nature)
        if ronde is not r.ronde or nature not in self.peut_viser(r, de) or (pris and pris.qui != de):
            return "ce visa n'est pas à donner par cette personne"
        ronde.table = {n: pose for n, pose in ronde.table.items() if pose.qui != de} | {nature: Pose(de, avis, qui)}
        return None

    def reprendre_avis(self, qui: str, rang: int) -> str | None:
        ronde = self._point(rang)
        if ronde is None or not self.siege(qui) or qui not in ronde.prepares:
            return "rien de préparé"
        natures = self.peut_viser(self.ressources[rang], qui)
        return self.poser(qui, rang, qui, natures[0], ronde.prepares[qui]) if natures else "plus de visa à donner"

    def _point(self, rang: int) -> Ronde | None:
        """The round of this resource on the agenda."""
        return next((x for x in self.seance.rondes if x in self.ressources[rang].rondes), None)

    def signer_tout(self, qui: str) -> str | None:
        """A refusal on one loses none of the others."""
        a_signer = [
            (r, nature, pose.avis)
            for r in self.ressources
            if r.ronde and r.ronde in self.seance.rondes
            for nature, pose in r.ronde.table.items()
            if pose.qui == qui
        ]
        if not self.siege(qui) or qui not in self.seance.presents or not a_signer:
            return "rien à signer, ou pas là"
        for r, nature, avis in a_signer:
            self.viser(r, qui, nature, avis)
        return None

    def clore_seance(self, qui: str) -> str | None:
        """What was not signed is its author's again."""
        if not self.conduit(qui):
            return "c'est à la conduite du pôle"
        for ronde in self.seance.rondes:
            ronde.rendre()
        self.seance = None
        return None
