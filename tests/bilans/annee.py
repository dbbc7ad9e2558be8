"""A year with something of everything, made through the services, for the reviews to tell."""

from __future__ import annotations

from datetime import datetime

from bilans import services
from bilans.models import Bilan
from grilles.etats import GenreQuestion, Usage
from grilles.queries import grille_en_vigueur
from grilles.services import enregistrer_reponses
from poles.models import Campagne, Fonction, Niveau
from productions import services as productions
from productions.etats import EtatRessource as R
from productions.etats import EtatTest
from productions.models import Constat, Ressource, TestEnClasse
from tests import fabrique, reunions
from tests.fabrique import MAINTENANT

ETATS = (R.EN_CONCEPTION, R.EN_RELECTURE, R.PRETE_A_VALIDER, R.VALIDEE, R.PUBLIEE, R.ABANDONNEE)


def vivre(campagne: Campagne) -> list[Ressource]:
    """One resource a state, a relecture with its remark, a class test, a meeting with its minutes."""
    ressources = [fabrique.ressource(campagne, etat, titre=f"Ressource {R(etat).label}") for etat in ETATS]
    relire(ressources[1], "La durée manque.")
    essayer(ressources[2])
    reunions.tenue(campagne, "Trois V2 sont prêtes.")
    return ressources


def relire(ressource: Ressource, *textes: str) -> None:
    relecture = fabrique.relecture(ressource)
    for texte in textes:
        productions.ecrire_remarque(
            relecture=relecture, texte=texte, bloquante=False, endroit="", maintenant=MAINTENANT
        )
    productions.rendre_relecture(relecture=relecture, avis="", acteur=relecture.relecteur, maintenant=MAINTENANT)


def essayer(ressource: Ressource, eleves: int | None = 24, le: datetime = MAINTENANT) -> TestEnClasse:
    """A class test that was handed in, with a strong point and an irritant."""
    grille = grille_en_vigueur(ressource.campagne_suivi, Usage.TEST)
    questions = [q for section in grille.sections.all() for q in section.questions.all()]
    valeurs = {q.pk: "La séance 2 a plu." if q.genre == GenreQuestion.TEXTE else 1 for q in questions}
    test = TestEnClasse.objects.create(
        version=ressource.versions.latest("numero"),
        niveau=Niveau.objects.first(),
        etablissement="Collège Marie-Curie, Muret",
        jour_prevu=le.date(),
        nombre_eleves=eleves,
        testeur=fabrique.enseignant(ressource.campagne_suivi),
        planifie_par=fabrique.titulaire(ressource.campagne_suivi, Fonction.COORDINATEUR),
        planifie_le=MAINTENANT,
        etat=EtatTest.RENDU,
        etat_depuis=le,
        rendu_le=le,
        feuille=enregistrer_reponses(feuille=None, grille=grille, valeurs=valeurs, maintenant=le),
    )
    Constat.objects.create(test=test, genre="point_fort", theme="eleves", texte="Tous ont fini.")
    Constat.objects.create(test=test, genre="irritant", theme="duree", texte="Trop long d'un quart d'heure.")
    return test


def ecrire(bilan: Bilan, **textes: str) -> None:
    services.enregistrer_textes(
        bilan=bilan,
        textes=textes,
        choix={"verbatims": Constat.objects.values_list("pk", flat=True)[:2]} if bilan.campagne else None,
        acteur=bilan.ouvert_par,
        maintenant=MAINTENANT,
    )
