"""What concerns mandates, visas and séances, as the views do it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from comptes.models import Personne
from poles import services as poles
from poles.models import Campagne, Delegation, Mandat
from productions.models import Ressource
from tests.fabrique import JOUR, MAINTENANT
from validations import services as validations
from validations.models import DemandeValidation, PointSeance, Presence, Seance
from validations.ordre_du_jour import a_signer, inscriptibles, invitables
from validations.permissions import natures_a_donner, natures_signables
from validations.services import seances
from validations.services.seances.signature import empreinte_de

MOTIF = "Un motif assez long pour être lu."


def motif_de(avis: str) -> str:
    return "" if avis == "favorable" else MOTIF


class GestesDeValidation:
    campagne: Campagne
    seance: Seance | None
    ressources: list[Ressource]
    pks: dict[str, int]
    presents: dict[str, Personne]

    # Mandates ---------------------------------------------------------------------------------------------------------

    def _mandat(self, de: str, fonction: str) -> Mandat | None:
        return Mandat.objects.filter(personne=self.pks[de], fonction=fonction).order_by("-debut", "-pk").first()

    def _sur_le_mandat(self, qui: str, de: str, fonction: str, permission: str, service: Any, **donnees: Any) -> Any:
        acteur, mandat = self.personne(qui), self._mandat(de, fonction)
        if mandat is None or not acteur.has_perm(permission, mandat):
            return "403"
        fait = {"mandat": mandat, "acteur": acteur, "maintenant": self.maintenant}
        self.presents = {}
        return self._tenter(lambda: service(**fait, **donnees) and None)

    def terminer_mandat(self, qui: str, de: str, fonction: str) -> str | None:
        fin = {"fin": JOUR, "sur_le_champ": True, "motif": MOTIF}
        return self._sur_le_mandat(qui, de, fonction, "poles.terminer_mandat", poles.terminer_mandat, **fin)

    def remplacer(self, qui: str, de: str, fonction: str, par: str) -> str | None:
        vers = {"personne": self.personne(par), "debut": JOUR, "motif": MOTIF}
        return self._sur_le_mandat(qui, de, fonction, "poles.remplacer", poles.remplacer, **vers)

    def deleguer(self, qui: str, fonction: str, a: str) -> str | None:
        vers = {"delegataire": self.personne(a), "debut": JOUR, "fin": JOUR + timedelta(days=30), "jour": JOUR}
        return self._sur_le_mandat(qui, qui, fonction, "poles.deleguer", poles.deleguer, **vers)

    def revoquer(self, qui: str, de: str, fonction: str) -> str | None:
        acteur, mandat = self.personne(qui), self._mandat(de, fonction)
        vivantes = Delegation.objects.filter(mandat=mandat, revoquee_le__isnull=True)
        # What ended with its mandate is nobody's to take back.
        delegation = vivantes.first() if mandat and mandat in Mandat.objects.actifs(JOUR) else None
        if delegation is None or not acteur.has_perm("poles.revoquer_delegation", delegation):
            return "403"
        self.presents = {}
        return self._tenter(
            lambda: (
                poles.revoquer_delegation(
                    delegation=delegation, motif=MOTIF, acteur=acteur, maintenant=self.maintenant, jour=JOUR
                )
                and None
            )
        )

    # Visas ------------------------------------------------------------------------------------------------------------

    @staticmethod
    def _demande(r: Ressource, acteur: Personne) -> DemandeValidation | None:
        """The last round, for who opens its page."""
        demande = DemandeValidation.objects.filter(ressource=r).order_by("-pk").first()
        if demande and (natures_signables(acteur, demande) or demande.visas.filter(signataire=acteur).exists()):
            return demande
        return None

    def viser(self, r: Ressource, acteur: Personne, nature: str, avis: str) -> str | None:
        if (demande := self._demande(r, acteur)) is None:
            return "403"
        fait = {"acteur": acteur, "maintenant": self.maintenant}
        validations.donner_visa(demande=demande, nature=nature, avis=avis, motif=motif_de(avis), **fait)
        return None

    def preparer(self, r: Ressource, acteur: Personne, avis: str) -> str | None:
        if (demande := self._demande(r, acteur)) is None:
            return "403"
        fait = {"acteur": acteur, "maintenant": self.maintenant}
        validations.preparer_avis(demande=demande, avis=avis, motif=motif_de(avis), notes="Mes notes.", **fait)
        return None

    def reconfirmer(self, r: Ressource, acteur: Personne) -> str | None:
        if (demande := self._demande(r, acteur)) is None:
            return "403"
        validations.reconfirmer_visa(demande=demande, acteur=acteur, maintenant=self.maintenant)
        return None

    # The séance -------------------------------------------------------------------------------------------------------

    def _en_seance(self, qui: str, permission: str, geste: Any) -> str | None:
        acteur = self.personne(qui)
        if not acteur.has_perm(f"validations.{permission}", self.seance):
            return "403"
        return self._tenter(lambda: geste(acteur) and None)

    def ouvrir_seance(self, qui: str) -> str | None:
        acteur = self.personne(qui)
        if not acteur.has_perm("validations.preparer_seance", self.campagne):
            return "403"

        def ouvrir() -> None:
            self.seance = seances.preparer_seance(
                campagne=self.campagne,
                prevue_le=MAINTENANT + timedelta(days=7),
                lieu="Salle 12",
                lien="",
                demandes=inscriptibles(self.campagne),
                invites=invitables(self.campagne, JOUR),
                acteur=acteur,
                maintenant=self.maintenant,
            )
            seances.ouvrir_seance(seance=self.seance, acteur=acteur, maintenant=self.maintenant)
            self._noter(acteur, {p.pk: Presence.PRESENTE for p in self.seance.presences.all()})

        return self._tenter(ouvrir)

    def _noter(self, acteur: Personne, presences: dict[int, str]) -> None:
        seances.noter_presences(seance=self.seance, presences=presences, acteur=acteur, maintenant=self.maintenant)

    def partir_ou_revenir(self, qui: str, nom: str) -> str | None:
        ligne = self.seance.presences.filter(personne=self.pks[nom]).first()
        if ligne is None:
            return "404"
        autre = Presence.EXCUSEE if ligne.presence == Presence.PRESENTE else Presence.PRESENTE
        return self._en_seance(qui, "conduire_seance", lambda acteur: self._noter(acteur, {ligne.pk: autre}))

    def _point(self, rang: int) -> PointSeance | None:
        return PointSeance.objects.filter(seance=self.seance, demande__ressource=self.ressources[rang]).first()

    def poser(self, qui: str, rang: int, de: str, nature: str, avis: str) -> str | None:
        point = self._point(rang)
        pour_un_autre = de != qui and not self.personne(qui).has_perm("validations.conduire_seance", self.seance)
        if point is None or pour_un_autre:
            return "403"
        dit = {"nature": nature, "avis": avis, "motif": motif_de(avis), "signataire": self.personne(de)}
        return self._en_seance(
            qui,
            "voir_seance",
            lambda acteur: seances.poser_avis(point=point, acteur=acteur, maintenant=self.maintenant, **dit),
        )

    def reprendre_avis(self, qui: str, rang: int) -> str | None:
        if (point := self._point(rang)) is None:
            return "404"

        def reprendre(acteur: Personne) -> None:
            natures = natures_a_donner(acteur, point.demande)
            seances.reprendre_avis_prepare(
                point=point, nature=natures[0] if natures else "", acteur=acteur, maintenant=self.maintenant
            )

        return self._en_seance(qui, "signer_en_seance", reprendre)

    def signer_tout(self, qui: str) -> str | None:
        def signer(acteur: Personne) -> None:
            contenu = empreinte_de(self.seance, acteur, a_signer(self.seance, acteur))
            seances.signer_visas(seance=self.seance, acteur=acteur, contenu=contenu, maintenant=self.maintenant)

        return self._en_seance(qui, "signer_en_seance", signer)

    def clore_seance(self, qui: str) -> str | None:
        def clore(acteur: Personne) -> None:
            seances.clore_seance(seance=self.seance, acteur=acteur, maintenant=self.maintenant)
            self.seance = None

        return self._en_seance(qui, "conduire_seance", clore)
