"""Fiches, drafts, versions, relectures."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from commun.models import Televersement
from commun.services.televersements import recevoir as recevoir_blocs
from comptes.models import Personne
from poles.models import (
    Campagne,
    Discipline,
    Fonction,
    Niveau,
)
from productions import services as productions
from productions.models import Depot, FicheProjet, NaturePiece, NatureRessource, Relecture, Ressource, Version
from productions.services.fiches import Production
from tests.fabrique.gens import MAINTENANT, NUMEROS, campagne, enseignant, titulaire
from tests.fabrique.rejeu import rejouable


@rejouable
def fiche(
    portee: Campagne | None = None,
    producteurs: list[Personne] | None = None,
    *,
    soumise: bool = False,
    retenue: bool = False,
    productions_prevues: int = 1,
    nature: str = NatureRessource.CLASSE,
    **champs: Any,
) -> FicheProjet:
    portee = portee or campagne()
    producteurs = producteurs or [enseignant(portee)]
    nouvelle = _enregistrer(portee, producteurs, productions_prevues, nature, champs)
    if soumise or retenue:
        nouvelle = _soumettre(nouvelle, producteurs[0])
    return _retenir(nouvelle) if retenue else nouvelle


@rejouable
def _enregistrer(
    portee: Campagne, producteurs: list[Personne], combien: int, nature: str, champs: dict[str, Any]
) -> FicheProjet:
    n = next(NUMEROS)
    return productions.enregistrer_fiche(
        fiche=FicheProjet(campagne=portee, **({"titre": f"Fiche {n}"} | champs)),
        disciplines=Discipline.objects.all()[:1],
        niveaux=Niveau.objects.all()[:1],
        productions=[
            Production(titre=f"Ressource {n}.{i}", nature=nature, producteurs=producteurs)
            for i in range(1, combien + 1)
        ],
        acteur=producteurs[0],
        maintenant=MAINTENANT,
    )


@rejouable
def _soumettre(nouvelle: FicheProjet, acteur: Personne) -> FicheProjet:
    return productions.soumettre_fiche(fiche=nouvelle, acteur=acteur, maintenant=MAINTENANT)


@rejouable
def _retenir(nouvelle: FicheProjet) -> FicheProjet:
    coordinateur = titulaire(nouvelle.campagne, Fonction.COORDINATEUR)
    return productions.retenir_fiche(fiche=nouvelle, acteur=coordinateur, maintenant=MAINTENANT)


def fichier(nom: str = "livret.pdf", contenu: bytes = b"%PDF-1.4\n%%EOF\n") -> SimpleUploadedFile:
    return SimpleUploadedFile(nom, contenu)


# What a depositor declares of a classroom resource.
DECLARATIONS: dict[str, Any] = {
    "sans_donnees_eleves": True,
    "rgpd": True,
    "precisions": "Les élèves travaillent sans compte.",
    "sans_media": True,
    "outils": [{"nom": "Éléa", "genre": "institution", "motif": ""}],
    "medias": [],
}


@rejouable
def declarer(depot: Depot, qui: Personne | None = None, **champs: Any) -> Depot:
    """Fill the draft's grid, so that nothing of it prevents the deposit."""
    return productions.noter_depot(
        depot=depot,
        acteur=qui or depot.ouvert_par,
        maintenant=MAINTENANT,
        declarations=DECLARATIONS | depot.declarations | {"sans_donnees_eleves": True, "rgpd": True} | champs,
    )


def televersement(
    de: Ressource, qui: Personne | None = None, contenu: bytes = b"%PDF-1.4\n%%EOF\n", **champs: Any
) -> Televersement:
    """A file announced for the resource's draft, which is opened if need be; none of it has arrived."""
    qui = qui or de.liens_producteurs.first().personne
    productions.ouvrir_depot(ressource=de, acteur=qui, maintenant=MAINTENANT)
    annonce = {"nom": "livret.pdf", "taille": len(contenu), "modifie_le": 0, "nature": "livret", "remplace": None}
    return productions.commencer_televersement(ressource=de, acteur=qui, maintenant=MAINTENANT, **(annonce | champs))


def recevoir(envoi: Televersement, contenu: bytes, debut: int = 0) -> int:
    return recevoir_blocs(televersement=envoi, debut=debut, blocs=[contenu], maintenant=MAINTENANT)


@rejouable
def deposer(ressource_: Ressource, qui: Personne | None = None, *, livret: bool = True, **champs: Any) -> Version:
    """The next version, with a course link and, unless told otherwise, a livret."""
    qui = qui or ressource_.liens_producteurs.first().personne
    depot = productions.ouvrir_depot(ressource=ressource_, acteur=qui, maintenant=MAINTENANT)
    if not depot.pieces.exists():
        productions.ajouter_lien(
            depot=depot, nature=NaturePiece.COURS, lien="https://elea.exemple.fr/cours/1", nom="Cours Éléa"
        )
        if livret:
            productions.ajouter_fichier(
                depot=depot, nature=NaturePiece.LIVRET, fichier=fichier(), maintenant=MAINTENANT
            )
    declarer(depot, qui)
    ressource_.refresh_from_db()
    return productions.deposer_version(
        ressource=ressource_, acteur=qui, maintenant=MAINTENANT, numero=ressource_.numero_suivant, **champs
    )


@rejouable
def relecture(de: Ressource, relecteur: Personne | None = None, **champs: Any) -> Relecture:
    return productions.assigner_relecture(
        ressource=de,
        relecteur=relecteur or enseignant(de.campagne_suivi),
        acteur=titulaire(de.campagne_suivi, Fonction.COORDINATEUR),
        maintenant=MAINTENANT,
        **champs,
    )
