"""A year with something of everything, made through the services, for the reviews to tell."""

from __future__ import annotations

from datetime import datetime

from bilans import services
from bilans.models import Bilan
from grilles.models import Reponse
from poles.models import Campagne
from productions import services as productions
from productions.etats import EtatRessource as R
from productions.models import Constat, Ressource, TestEnClasse
from productions.services.tests_classe.reponses import ConstatSaisi
from tests import fabrique, reunions, tests_classe
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
    """A class test handed in by a colleague of the team, with a strong point and an irritant."""
    test = tests_classe.planifier(ressource, testeur=fabrique.enseignant(ressource.campagne_suivi))
    return tests_classe.rendre(
        test,
        valeurs=tests_classe.valeurs(test, "La séance 2 a plu."),
        constats=[
            ConstatSaisi(Constat.Genre.POINT_FORT, Constat.Theme.ELEVES, "Tous ont fini."),
            ConstatSaisi(Constat.Genre.IRRITANT, Constat.Theme.DUREE, "Trop long d'un quart d'heure."),
        ],
        nombre_eleves=eleves,
        maintenant=le,
    )


def ecrire(bilan: Bilan, **textes: str) -> None:
    services.enregistrer_textes(
        bilan=bilan,
        textes=textes,
        choix={
            "verbatims": Constat.objects.values_list("pk", flat=True)[:2],
            "impressions": Reponse.objects.exclude(texte="").values_list("pk", flat=True)[:1],
        }
        if bilan.campagne
        else None,
        acteur=bilan.ouvert_par,
        maintenant=MAINTENANT,
    )
