"""One resource's life, written as rows: the moves are looked up in the real transition table, the digests are real."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from journal.mouvements import trouver
from journal.services import Mouvement, composer_chaine
from productions.etats import EtatRelecture, EtatRemarque, EtatRessource
from productions.models import NaturePiece, Piece, Producteur, Relecture, Remarque, Ressource, Version
from productions.sceau import sceller
from validations.circuit import ACTION_DE, SIGNATAIRES, decider
from validations.models import Avis, DemandeValidation, Issue, NatureVisa, PointSeance, Publication, Visa

from . import noms
from .alentours import prevenir
from .lieux import Lieu
from .tampon import Tampon

COURS = "https://elea.exemple.fr/cours"
DECLARATIONS = {"sans_donnees_eleves": True, "rgpd": True, "sans_media": True}


class Histoire:
    """Each method is a step; `ressource` and its rows go to the buffer at the end, all at once."""

    def __init__(
        self, tampon: Tampon, lieu: Lieu, hasard: Random, ressource: Ressource, producteurs: list[int], livret: Piece
    ) -> None:
        self.tampon, self.lieu, self.hasard, self.livret = tampon, lieu, hasard, livret
        self.ressource, self.instant = ressource, ressource.etat_depuis
        self.producteurs = [Producteur(ressource=ressource, personne_id=pk) for pk in producteurs]
        self.version: Version | None = None
        self.a_repondre: list[Remarque] = []
        self.mouvements: list[Mouvement] = []
        self._noter("ressource.creer", producteurs[0], fiche=ressource.fiche_id)
        self._noter("ressource.producteurs", producteurs[0], ajoutes=sorted(producteurs), retires=[])

    def deposer(self) -> None:
        r, auteur = self.ressource, self._producteur()
        self._avancer()
        r.numero_version += 1
        self.version = Version(
            pk=self.tampon.numero(Version),
            ressource=r,
            numero=r.numero_version,
            deposee_par_id=auteur,
            deposee_le=self.instant,
            note="" if r.numero_version == 1 else "Consignes reprises, livret complété.",
            declarations=DECLARATIONS,
            etat_avant=r.etat,
        )
        cours = Piece(version=self.version, nature=NaturePiece.COURS, nom="Cours Éléa", lien=f"{COURS}/{r.pk}")
        livret = Piece(version=self.version, nature=NaturePiece.LIVRET, **self._du_livret())
        self.version.sceau = sceller(self.version, [cours, livret])
        self.tampon.ajouter(self.version, cours, livret)
        for remarque in self.a_repondre:
            remarque.version_reponse = self.version
        donnees = {"version": self.version.pk, "numero": self.version.numero, "sceau": self.version.sceau}
        self._bouger("deposer", auteur, **donnees)
        if r.numero_version == 1:
            self._accorder()

    def relire(self, *, rendue: bool) -> None:
        """Two people at most are asked; handed in, their remarks wait for the next version."""
        candidats = [pk for pk in self.lieu.enseignants if pk not in {p.personne_id for p in self.producteurs}]
        relectures = [self._assigner(pk) for pk in self.hasard.sample(candidats, self.hasard.randint(1, 2))]
        if rendue:
            self._avancer()
            self.version.ouverte_le = self.instant
            for relecture in relectures:
                self._rendre(relecture)
            self._bouger("rendre_relectures", relectures[-1].relecteur_id)

    def continuer(self) -> None:
        self._avancer()
        self._bouger("continuer_sans_relecture", self._producteur())

    def repondre(self) -> None:
        for remarque in self.a_repondre:
            remarque.reponse, remarque.reponse_texte = Remarque.Reponse.FAITE, "C'est repris."
            remarque.repondue_par_id, remarque.repondue_le = self._producteur(), self.instant
            avant, remarque.etat, remarque.etat_depuis = remarque.etat, EtatRemarque.REPONDUE, self.instant
            etats = {"de": avant, "vers": remarque.etat}
            donnees = {**etats, "remarque": remarque.pk, "reponse": remarque.reponse}
            self._noter("remarque.repondre", remarque.repondue_par_id, texte=remarque.reponse_texte, **donnees)

    def demander(self) -> DemandeValidation:
        self._avancer()
        demande = DemandeValidation(
            pk=self.tampon.numero(DemandeValidation),
            ressource=self.ressource,
            version=self.version,
            sceau=self.version.sceau,
            ouverte_le=self.instant,
            ouverte_par_id=self._producteur(),
        )
        self.tampon.ajouter(demande)
        scelle = {"version": demande.version_id, "numero": self.version.numero, "sceau": demande.sceau}
        self._bouger("demander_validation", demande.ouverte_par_id, demande=demande.pk, **scelle)
        for signataire in (self.lieu.inspecteur, self.lieu.drane):
            self._prevenir("visa_demande", demande.pk, signataire, "Votre visa est demandé")
        return demande

    def inscrire(self, demande: DemandeValidation) -> None:
        """On the agenda of the campaign's séance."""
        seance = self.lieu.seance
        self.tampon.ajouter(PointSeance(seance=seance, demande=demande, rang=next(self.lieu.rangs)))
        self._noter("seance.inscrire", self.lieu.coordinateur, seance=seance.pk, demande=demande.pk)

    def viser(self, demande: DemandeValidation, *avis: str) -> None:
        """The visas in the order of the natures; the second one closes the round."""
        visas = [self._viser(demande, nature, a) for nature, a in zip(SIGNATAIRES, avis, strict=False)]
        issue = decider(avis)
        if issue is None:
            return
        demande.close_le, demande.issue = self.instant, issue
        donnees = {"demande": demande.pk, "visas": {v.nature: v.avis for v in visas}}
        for visa in visas:
            if visa.motif:
                self._remarquer(visa.signataire_id, visa.motif, bloquante=True)
        self._bouger(ACTION_DE[Issue(issue)], visas[-1].signataire_id, **donnees)

    def valider_formation(self) -> None:
        self._avancer()
        self._bouger("valider_formation", self.lieu.coordinateur)

    def publier(self) -> None:
        self._avancer()
        publication = Publication(
            pk=self.tampon.numero(Publication),
            ressource=self.ressource,
            version=self.version,
            cible=Publication.Cible.SITE,
            adresse=f"https://pedagogie.exemple.fr/{self.ressource.pk}",
            publiee_le=self.instant.date(),
        )
        self.tampon.ajouter(publication)
        donnees = {"publication": publication.pk, "version": publication.version_id, "cible": publication.cible}
        self._bouger(
            "publier", self.lieu.coordinateur, texte=publication.adresse, licence=publication.licence, **donnees
        )

    def abandonner(self) -> None:
        self._avancer()
        self._bouger("abandonner", self.lieu.coordinateur, texte="La personne qui la portait a changé d'académie.")

    def reprendre(self) -> None:
        self._avancer()
        self._bouger("reprendre", self.lieu.coordinateur, texte="Une nouvelle équipe la reprend.")

    def finir(self) -> None:
        ecritures, tete = composer_chaine(self.ressource.chaine, self.mouvements, self._sel)
        self.tampon.ajouter(self.ressource, *self.producteurs, *ecritures, tete)

    def _assigner(self, relecteur: int) -> Relecture:
        relecture = Relecture(
            pk=self.tampon.numero(Relecture),
            version=self.version,
            relecteur_id=relecteur,
            assignee_par_id=self.lieu.coordinateur,
            assignee_le=self.instant,
            etat_depuis=self.instant,
            echeance=(self.instant + timedelta(days=14)).date(),
        )
        self.tampon.ajouter(relecture)
        donnees = {"relecture": relecture.pk, "relecteur": relecteur, "version": relecture.version_id}
        self._noter("relecture.assigner", self.lieu.coordinateur, **donnees)
        self._prevenir("relecture_assignee", relecture.pk, relecteur, "Une relecture vous est confiée")
        return relecture

    def _rendre(self, relecture: Relecture) -> None:
        remarques = [
            self._remarquer(relecture.relecteur_id, texte, bloquante=self.hasard.random() < 0.3, relecture=relecture)
            for texte in self.hasard.sample(noms.REMARQUES, self.hasard.randint(0, 2))
        ]
        avant, relecture.etat = relecture.etat, EtatRelecture.RENDUE
        relecture.etat_depuis, relecture.avis = self.instant, "Un travail utile à toute l'équipe."
        donnees = {"de": avant, "vers": relecture.etat, "relecture": relecture.pk, "remarques": len(remarques)}
        self._noter("relecture.rendre", relecture.relecteur_id, **donnees)

    def _remarquer(self, auteur: int, texte: str, *, bloquante: bool, relecture: Relecture | None = None) -> Remarque:
        remarque = Remarque(
            pk=self.tampon.numero(Remarque), version=self.version, relecture=relecture, auteur_id=auteur,
            texte=texte, bloquante=bloquante, cree_le=self.instant, etat_depuis=self.instant,
        )  # fmt: skip
        self.tampon.ajouter(remarque)
        self.a_repondre.append(remarque)
        donnees = {"remarque": remarque.pk, "version": remarque.version_id, "bloquante": bloquante}
        if relecture:
            donnees["relecture"] = relecture.pk
        self._noter("remarque.transmettre", auteur, texte=texte, **donnees)
        return remarque

    def _viser(self, demande: DemandeValidation, nature: str, avis: str) -> Visa:
        self._avancer()
        visa = Visa(
            pk=self.tampon.numero(Visa),
            demande=demande,
            nature=nature,
            signataire_id=self.lieu.inspecteur if nature == NatureVisa.PEDAGOGIQUE else self.lieu.drane,
            avis=avis,
            motif="" if avis == Avis.FAVORABLE else self.hasard.choice(noms.MOTIFS),
            donne_le=self.instant,
        )
        self.tampon.ajouter(visa)
        self.version.ouverte_le = self.version.ouverte_le or self.instant
        donnees = {"demande": demande.pk, "visa": visa.pk, "nature": nature, "sceau": demande.sceau}
        self._noter("visa.donner", visa.signataire_id, **donnees)
        return visa

    def _accorder(self) -> None:
        for lien in self.producteurs:
            lien.accord, lien.accord_le = Producteur.Accord.EN_LIGNE, self.instant
            self._noter("ressource.accord", lien.personne_id, producteur=lien.personne_id, accord=lien.accord)

    def _du_livret(self) -> dict[str, Any]:
        return {champ: getattr(self.livret, champ) for champ in ("fichier", "nom", "taille", "sha256")}

    def _prevenir(self, gabarit: str, cle: int, a: int, quoi: str) -> None:
        prevenir(self.tampon, self.hasard, gabarit, str(cle), a, f"{quoi} : {self.ressource.titre}", self.instant)

    def _bouger(self, action: str, acteur: int, *, texte: str = "", **donnees: Any) -> None:
        r, avant = self.ressource, self.ressource.etat
        transition = trouver(r, action)
        if transition is None:
            raise ValueError(f"« {action} » n'existe pas depuis « {avant} ».")
        r.etat, r.etat_avant, r.etat_depuis = transition.vers or r.etat_avant, avant, self.instant
        self._noter(f"ressource.{action}", acteur, texte=texte, de=avant, vers=EtatRessource(r.etat).value, **donnees)

    def _noter(self, action: str, acteur: int, *, texte: str = "", **donnees: Any) -> None:
        self.mouvements.append(Mouvement(action, acteur, self.instant, donnees, texte))

    def _avancer(self) -> None:
        """A step later; never past the end of the place's time."""
        self.instant += (self.lieu.fin - self.instant) * self.hasard.uniform(0.08, 0.2)
        self.instant: datetime = self.instant.replace(microsecond=0)

    def _producteur(self) -> int:
        return self.hasard.choice(self.producteurs).personne_id

    def _sel(self) -> str:
        return f"{self.hasard.getrandbits(128):032x}"
