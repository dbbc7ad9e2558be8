"""The same gestures on the software, as its views make them: what one sees, what one may, then the service."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection, transaction

from commun.erreurs import ActionImpossible
from comptes.models import Personne
from poles.droits import droits_de
from poles.models import Fonction
from productions import services as productions
from productions.models import FicheProjet, NaturePiece, Relecture, Remarque, Ressource
from productions.permissions import est_relecteur
from productions.services.scission import deposants
from tests import fabrique
from tests.bilans import annees
from tests.fabrique import JOUR, MAINTENANT
from tests.machine.pont_annee import GestesDeFinDAnnee
from tests.machine.pont_visas import MOTIF
from validations import services as validations
from validations.models import Publication, Seance

# Who plays, and with which mandates on the pôle. « ex » has none, « double » could give both visas.
TROUPE = {
    "coord": {Fonction.COORDINATEUR},
    "admin": {Fonction.ADMINISTRATEUR},
    "ens1": {Fonction.ENSEIGNANT},
    "ens2": {Fonction.ENSEIGNANT},
    "ens3": {Fonction.ENSEIGNANT},
    "insp": {Fonction.INSPECTEUR},
    "drane": {Fonction.DRANE},
    "double": {Fonction.INSPECTEUR, Fonction.DRANE},
    "obs": {Fonction.OBSERVATEUR},
    "ex": set(),
}
# The rule that each view asks; those who are not here ask another question (who proofreads, who signs).
PERMISSIONS = {
    "deposer": "productions.deposer_version",
    "annuler_depot": "productions.annuler_depot",
    "assigner": "productions.assigner_relecture",
    "clore": "productions.clore_relecture",
    "continuer": "productions.continuer_sans_relecture",
    "rouvrir": "productions.rouvrir_relecture",
    "demander": "validations.demander_validation",
    "retirer_demande": "validations.retirer_demande",
    "valider_formation": "validations.valider_formation",
    "accord": "productions.donner_accord",
    "publier": "validations.publier",
    "abandonner": "validations.abandonner",
    "reprendre": "productions.reprendre_ressource",
    "ajouter_producteur": "poles.reattribuer",
    "scinder": "productions.scinder_ressource",
}
# Stopped at the door: no service was called, nothing can have moved.
HORS_DE_PORTEE = {"403", "404"}
# What may leave no line in the journal: private notes, what a later gesture tells, an agreement given twice.
SANS_ECRITURE = {"lire", "preparer", "remarquer", "repondre", "accord"}


def _derniere_ecriture() -> int:
    with connection.cursor() as curseur:
        curseur.execute("SELECT max(id) FROM journal_ecriture")
        return curseur.fetchone()[0]


class Pont(GestesDeFinDAnnee):
    """The pôle and its people are made once; each run starts from there."""

    def __init__(self) -> None:
        self.campagne = fabrique.campagne()
        annees.cycle_suivant(self.campagne)
        self.pks: dict[str, int] = {}
        for nom, fonctions in TROUPE.items():
            qui = fabrique.personne(nom, "Troupe")
            self.pks[nom] = qui.pk
            for fonction in fonctions:
                self.nommer(nom, fonction, debut=JOUR - timedelta(days=100))
        self.noms = {pk: nom for nom, pk in self.pks.items()}
        self.recommencer()

    def recommencer(self) -> None:
        self.ressources: list[Ressource] = []
        self.seance: Seance | None = None
        self.pas = 0
        self.presents: dict[str, Personne] = {}

    def retenir(self) -> tuple[Any, ...]:
        """Where it stands, for several runs to start from; the rows are the transaction's."""
        return [r.pk for r in self.ressources], self.fiche.pk, self.seance and self.seance.pk, self.pas

    def remettre(self, memoire: tuple[Any, ...]) -> None:
        pks, fiche, seance, self.pas = memoire
        self.presents = {}
        self.ressources = list(Ressource.objects.filter(pk__in=pks).order_by("pk"))
        self.fiche = FicheProjet.objects.get(pk=fiche)
        self.seance = Seance.objects.get(pk=seance) if seance else None

    def personne(self, nom: str) -> Personne:
        """Rights are kept on the instance, which a request keeps; here until somebody comes, goes or lends theirs."""
        if nom not in self.presents:
            self.presents[nom] = Personne.objects.get(pk=self.pks[nom])
        return self.presents[nom]

    def moi(self, nom: str) -> Personne:
        """Enough of a person to ask what they may read."""
        return Personne(pk=self.pks[nom])

    def nommer(self, nom: str, fonction: str, **dates: Any) -> None:
        academie = fonction == Fonction.ADMINISTRATEUR
        portee = self.campagne.pole.academie if academie else self.campagne
        self.presents = {}
        fabrique.mandat(self.personne(nom), fonction, portee, **dates)

    @property
    def maintenant(self) -> Any:
        self.pas += 1
        return MAINTENANT + timedelta(seconds=self.pas)

    def creer(self, producteurs: list[str], natures: list[str]) -> None:
        """A fiche retenue, written by the first producer, and one resource of each nature."""
        gens = [self.personne(nom) for nom in producteurs]
        self.fiche = fabrique.fiche(self.campagne, gens, productions_prevues=len(natures))
        self.ressources = list(self.fiche.ressources.order_by("pk"))
        for ressource, nature in zip(self.ressources, natures, strict=True):
            Ressource.objects.filter(pk=ressource.pk).update(nature=nature)
        for geste in (productions.soumettre_fiche, productions.retenir_fiche):
            geste(fiche=self.fiche, acteur=self.personne("coord"), maintenant=self.maintenant)

    def jouer(self, geste: str, qui: str, rang: int, *valeurs: Any) -> str | None:
        """None when it went through, else why not. The journal tells each gesture, and nothing of a refused one."""
        avant = _derniere_ecriture()
        refus = self._jouer(geste, qui, rang, *valeurs)
        if refus in HORS_DE_PORTEE:
            return refus
        ecrit = _derniere_ecriture() > avant
        assert ecrit == (refus is None) or (refus is None and geste in SANS_ECRITURE), f"journal de {geste} : {refus}"
        return refus

    def _jouer(self, geste: str, qui: str, rang: int, *valeurs: Any) -> str | None:
        acteur = self.personne(qui)
        ressources = Ressource.objects.filter(pk=self.ressources[rang].pk)
        # A mandate on the pôle shows all of it, which other tests say: it is asked now and then, as the query is heavy.
        if self.pas % 4 == 0 or not droits_de(acteur).mandats:
            ressources = ressources.visibles_par(acteur)
        ressource = ressources.first()
        if ressource is None:
            return "404"
        permission = PERMISSIONS.get(geste)
        objet = ressource.campagne_suivi if permission == "poles.reattribuer" else ressource
        if permission and not acteur.has_perm(permission, objet):
            return "403"
        return self._tenter(lambda: getattr(self, geste)(ressource, acteur, *valeurs))

    @staticmethod
    def _tenter(geste: Callable[[], str | None]) -> str | None:
        try:
            with transaction.atomic():
                return geste() or None
        except ActionImpossible as refus:
            return str(refus)

    def jouer_sur_la_fiche(self, geste: str, qui: str) -> str | None:
        acteur = self.personne(qui)
        if not acteur.has_perm(f"productions.{geste}_fiche", self.fiche):
            return "403"
        motif = {} if geste in {"soumettre", "retenir"} else {"motif": MOTIF}
        service = getattr(productions, f"{geste}_fiche")
        return self._tenter(
            lambda: service(fiche=self.fiche, acteur=acteur, maintenant=self.maintenant, **motif) and None
        )

    # The gestures, by the name that the rules give them ---------------------------------------------------------------

    def deposer(self, r: Ressource, acteur: Personne, livret: bool, engage: bool = True) -> None:
        depot = productions.ouvrir_depot(ressource=r, acteur=acteur, maintenant=self.maintenant)
        natures = {p.nature for p in depot.pieces.all()}
        for nature in (NaturePiece.COURS, *([NaturePiece.LIVRET] if livret else [])):
            if nature not in natures:
                productions.ajouter_lien(depot=depot, nature=nature, lien=f"https://elea.exemple.fr/{nature}", nom="")
        if engage:
            fabrique.declarer(depot, acteur)
        productions.deposer_version(
            ressource=r, acteur=acteur, maintenant=self.maintenant, numero=r.numero_suivant, note="Une note."
        )

    def annuler_depot(self, r: Ressource, acteur: Personne) -> None:
        productions.annuler_depot(ressource=r, acteur=acteur, maintenant=self.maintenant)

    def lire(self, r: Ressource, acteur: Personne) -> None:
        if version := r.versions.filter(numero=r.numero_version, annulee_le__isnull=True).first():
            productions.marquer_ouverte(version=version, lecteur=acteur, maintenant=self.maintenant)

    def assigner(self, r: Ressource, acteur: Personne, a: str) -> None:
        productions.assigner_relecture(
            ressource=r, relecteur=self.personne(a), acteur=acteur, maintenant=self.maintenant
        )

    def _relecture(self, r: Ressource, acteur: Personne) -> Relecture | None:
        siennes = Relecture.objects.filter(version__ressource=r, etat="attendue").order_by("pk")
        return next((x for x in siennes if est_relecteur(acteur, x)), None)

    def remarquer(self, r: Ressource, acteur: Personne, bloquante: bool) -> str | None:
        if (sienne := self._relecture(r, acteur)) is None:
            return "403"
        productions.ecrire_remarque(
            relecture=sienne, texte="À revoir.", bloquante=bloquante, endroit="", maintenant=self.maintenant
        )
        return None

    def rendre(self, r: Ressource, acteur: Personne) -> str | None:
        if (sienne := self._relecture(r, acteur)) is None:
            return "403"
        productions.rendre_relecture(relecture=sienne, avis="Lu.", acteur=acteur, maintenant=self.maintenant)
        return None

    def repondre(self, r: Ressource, acteur: Personne, rang: int, reponse: str) -> str | None:
        remarque = Remarque.objects.filter(version__ressource=r).order_by("pk")[rang]
        if not acteur.has_perm("productions.repondre_remarque", remarque):
            return "403"
        productions.repondre_remarque(
            remarque=remarque, reponse=reponse, texte="C'est dit.", acteur=acteur, maintenant=self.maintenant
        )
        return None

    def clore(self, r: Ressource, acteur: Personne) -> None:
        productions.clore_relecture(ressource=r, acteur=acteur, maintenant=self.maintenant)

    def continuer(self, r: Ressource, acteur: Personne) -> None:
        productions.continuer_sans_relecture(ressource=r, acteur=acteur, maintenant=self.maintenant)

    def rouvrir(self, r: Ressource, acteur: Personne) -> None:
        productions.rouvrir_relecture(ressource=r, acteur=acteur, maintenant=self.maintenant)

    def demander(self, r: Ressource, acteur: Personne) -> None:
        validations.demander_validation(ressource=r, acteur=acteur, maintenant=self.maintenant)

    def retirer_demande(self, r: Ressource, acteur: Personne) -> None:
        validations.retirer_demande(ressource=r, motif=MOTIF, acteur=acteur, maintenant=self.maintenant)

    def valider_formation(self, r: Ressource, acteur: Personne) -> None:
        validations.valider_formation(ressource=r, acteur=acteur, maintenant=self.maintenant)

    def accord(self, r: Ressource, acteur: Personne) -> None:
        productions.donner_accord(ressource=r, acteur=acteur, maintenant=self.maintenant)

    def publier(self, r: Ressource, acteur: Personne) -> None:
        validations.publier(
            ressource=r,
            cible=Publication.Cible.SITE,
            adresse="https://pedagogie.exemple.fr/r",
            licence=Publication.Licence.CC_BY_SA,
            publiee_le=JOUR,
            acteur=acteur,
            maintenant=self.maintenant,
        )

    def retirer_publication(self, r: Ressource, acteur: Personne) -> str | None:
        publication = r.publications.filter(retiree_le__isnull=True).first()
        if publication is None or not acteur.has_perm("validations.retirer_publication", publication):
            return "403"
        validations.retirer_publication(publication=publication, motif=MOTIF, acteur=acteur, maintenant=self.maintenant)
        return None

    def abandonner(self, r: Ressource, acteur: Personne) -> None:
        validations.abandonner(ressource=r, motif=MOTIF, acteur=acteur, maintenant=self.maintenant)

    def reprendre(self, r: Ressource, acteur: Personne) -> None:
        productions.reprendre_ressource(ressource=r, motif=MOTIF, acteur=acteur, maintenant=self.maintenant)

    def ajouter_producteur(self, r: Ressource, acteur: Personne, nouveau: str) -> None:
        productions.ajouter_producteur(
            ressource=r, personne=self.personne(nouveau), acteur=acteur, maintenant=self.maintenant
        )

    def scinder(self, r: Ressource, acteur: Personne, partagee: bool) -> None:
        producteurs = [lien.personne for lien in r.liens_producteurs.select_related("personne").order_by("pk")]
        restent = producteurs if partagee else [p for p in producteurs if p.pk in deposants(r)]
        seconde = productions.scinder_ressource(
            ressource=r, titre="La suite", restent=restent, partent=producteurs, acteur=acteur,
            maintenant=self.maintenant,
        )  # fmt: skip
        self.ressources.append(seconde)
