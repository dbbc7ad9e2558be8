"""The story of one resource: proofreading, visas and publication. The deposits are in `depots.py`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from accueil.demonstration import reperes
from productions import services
from productions.models import Relecture, Remarque, Ressource
from productions.services.verrous import derniere_version
from validations import services as validations
from validations.models import Avis, Publication
from validations.permissions import natures_signables

from .depots import Depots

Note = tuple[bool, str, str]  # (blocking, place, text)
FAITE, DECLINEE = Remarque.Reponse.FAITE, Remarque.Reponse.DECLINEE
SITE, ESPACE = Publication.Cible.SITE, Publication.Cible.ESPACE


def bloquante(endroit: str, texte: str) -> Note:
    return True, endroit, texte


def simple(endroit: str, texte: str) -> Note:
    return False, endroit, texte


class Parcours(Depots):
    def assigner(self, jour: str, *relecteurs: str, avant: str) -> None:
        def action(maintenant: datetime) -> None:
            acteur, ressource = self.coordination("productions.assigner_relecture")
            services.marquer_ouverte(version=derniere_version(ressource), lecteur=acteur, maintenant=maintenant)
            services.assigner_relectures(
                ressource=ressource,
                relecteurs=[reperes.personne(cle) for cle in relecteurs],
                echeance=date.fromisoformat(avant),
                acteur=acteur,
                maintenant=maintenant,
            )

        self.noter(jour, "assigner une relecture", action)

    def annoter(self, jour: str, cle: str, *notes: Note) -> None:
        """The proofreader's remarks, not handed in yet."""

        def action(maintenant: datetime) -> None:
            self._ecrire(reperes.relecture(self.titre, cle), notes, maintenant)

        self.noter(jour, f"annoter par {cle}", action)

    def relire(self, jour: str, cle: str, avis: str, *notes: Note) -> None:
        """Hand in, with these last remarks."""

        def action(maintenant: datetime) -> None:
            relecture, acteur = reperes.relecture(self.titre, cle), reperes.personne(cle)
            reperes.exiger(acteur, "productions.rendre_relecture", relecture)
            services.marquer_ouverte(version=relecture.version, lecteur=acteur, maintenant=maintenant)
            self._ecrire(relecture, notes, maintenant)
            services.rendre_relecture(relecture=relecture, avis=avis, acteur=acteur, maintenant=maintenant)

        self.noter(jour, f"rendre la relecture de {cle}", action)

    def _ecrire(self, relecture: Relecture, notes: tuple[Note, ...], maintenant: datetime) -> None:
        for est_bloquante, endroit, texte in notes:
            services.ecrire_remarque(
                relecture=relecture, texte=texte, bloquante=est_bloquante, endroit=endroit, maintenant=maintenant
            )

    def repondre(self, jour: str, *reponses: tuple[str, str], par: str = "") -> None:
        """Answer the remarks that wait, the oldest first: (FAITE or DECLINEE, the explanation)."""

        def action(maintenant: datetime) -> None:
            acteur = reperes.personne(par or self.producteurs[0])
            attendues = Remarque.objects.filter(version__ressource=self.ressource()).a_traiter().order_by("pk")
            for remarque, (reponse, texte) in zip(list(attendues)[: len(reponses)], reponses, strict=True):
                reperes.exiger(acteur, "productions.repondre_remarque", remarque)
                services.repondre_remarque(
                    remarque=remarque, reponse=reponse, texte=texte, acteur=acteur, maintenant=maintenant
                )

        self.noter(jour, "répondre aux remarques", action)

    def demander_report(self, jour: str, nature: str, voulu: str, motif: str) -> None:
        def action(maintenant: datetime) -> None:
            acteur, ressource = self.producteur("productions.demander_report")
            services.demander_report(
                ressource=ressource,
                nature=nature,
                jour=date.fromisoformat(voulu),
                motif=motif,
                acteur=acteur,
                maintenant=maintenant,
            )

        self.noter(jour, "demander un report", action)

    def accorder_report(self, jour: str) -> None:
        def action(maintenant: datetime) -> None:
            acteur, report = reperes.personne(self.projet.coordination), self.ressource().reports.ouverts().get()
            reperes.exiger(acteur, "productions.repondre_report", report)
            services.accorder_report(report=report, acteur=acteur, maintenant=maintenant)

        self.noter(jour, "accorder le report", action)

    def clore_relecture(self, jour: str) -> None:
        self._conduire(jour, services.clore_relecture, "productions.clore_relecture")

    def continuer_sans_relecture(self, jour: str) -> None:
        def action(maintenant: datetime) -> None:
            acteur, ressource = self.producteur("productions.continuer_sans_relecture")
            services.continuer_sans_relecture(ressource=ressource, acteur=acteur, maintenant=maintenant)

        self.noter(jour, "continuer sans relecture", action)

    def demander(self, jour: str, message: str = "", par_la_coordination: bool = False) -> None:
        def action(maintenant: datetime) -> None:
            permission = "validations.demander_validation"
            acteur, ressource = (self.coordination if par_la_coordination else self.producteur)(permission)
            validations.demander_validation(ressource=ressource, acteur=acteur, message=message, maintenant=maintenant)

        self.noter(jour, "demander la validation", action)

    def viser(self, jour: str, cle: str, avis: str = Avis.FAVORABLE, motif: str = "") -> None:
        def action(maintenant: datetime) -> None:
            acteur, demande = reperes.personne(cle), self.ressource().demandes.get(close_le__isnull=True)
            reperes.exiger(acteur, "validations.donner_visa", demande)
            services.marquer_ouverte(version=demande.version, lecteur=acteur, maintenant=maintenant)
            nature = natures_signables(acteur, demande)[0]
            validations.donner_visa(
                demande=demande, nature=nature, avis=avis, motif=motif, acteur=acteur, maintenant=maintenant
            )

        self.noter(jour, f"viser par {cle}", action)

    def valider_formation(self, jour: str) -> None:
        self._conduire(jour, validations.valider_formation, "validations.valider_formation")

    def publier(self, jour: str, cible: str, adresse: str, licence: str = Publication.Licence.CC_BY_SA) -> None:
        options = {"cible": cible, "adresse": adresse, "licence": licence, "publiee_le": date.fromisoformat(jour)}
        self._conduire(jour, validations.publier, "validations.publier", **options)

    def corriger_adresse(self, jour: str, cible: str, adresse: str) -> None:
        def action(maintenant: datetime) -> None:
            publication, acteur = self._publication(cible), reperes.personne(self.projet.coordination)
            reperes.exiger(acteur, "validations.corriger_publication", publication)
            validations.corriger_publication(
                publication=publication,
                adresse=adresse,
                licence=publication.licence,
                licence_autre=publication.licence_autre,
                acteur=acteur,
                maintenant=maintenant,
            )

        self.noter(jour, "corriger l'adresse", action)

    def retirer_publication(self, jour: str, cible: str, motif: str) -> None:
        def action(maintenant: datetime) -> None:
            publication, acteur = self._publication(cible), reperes.personne(self.projet.coordination)
            reperes.exiger(acteur, "validations.retirer_publication", publication)
            validations.retirer_publication(publication=publication, motif=motif, acteur=acteur, maintenant=maintenant)

        self.noter(jour, "retirer la publication", action)

    def _publication(self, cible: str) -> Publication:
        return Publication.objects.select_related("ressource__campagne_suivi__pole").get(
            ressource__titre=self.titre, cible=cible, retiree_le__isnull=True
        )

    def abandonner(self, jour: str, motif: str) -> None:
        self._conduire(jour, validations.abandonner, "validations.abandonner", motif=motif)

    def reprendre(self, jour: str, motif: str) -> None:
        self._conduire(jour, services.reprendre_ressource, "productions.reprendre_ressource", motif=motif)

    def accord_ecrit(self, jour: str, cle: str, reference: str) -> None:
        def action(maintenant: datetime) -> None:
            acteur, ressource = self.coordination("productions.enregistrer_accord_ecrit")
            lien = ressource.liens_producteurs.get(personne=reperes.personne(cle))
            services.enregistrer_accord_ecrit(
                producteur=lien, reference=reference, acteur=acteur, maintenant=maintenant
            )

        self.noter(jour, f"accord écrit de {cle}", action)

    def _conduire(self, jour: str, service: Callable[..., Ressource], permission: str, **options: Any) -> None:
        """One of the coordinator's buttons on the resource."""

        def action(maintenant: datetime) -> None:
            acteur, ressource = self.coordination(permission)
            service(ressource=ressource, acteur=acteur, maintenant=maintenant, **options)

        self.noter(jour, permission.split(".")[1].replace("_", " "), action)
