"""Class tests as the other tests start from: planned by the services, with or without an account, handed in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from commun.models import Courriel
from comptes.models import Personne
from grilles.etats import GenreQuestion, Usage
from grilles.queries import grille_en_vigueur
from poles.models import Fonction, Niveau
from productions.etats import EtatRessource as R
from productions.images import Image
from productions.models import Constat, Ressource, TestEnClasse
from productions.services import tests_classe as services
from productions.services.tests_classe.planification import Seance
from productions.services.tests_classe.reponses import ConstatSaisi
from tests import fabrique
from tests.fabrique import JOUR, MAINTENANT
from tests.fabrique.rejeu import rejouable

if TYPE_CHECKING:
    from tests.monde import Monde

SANS_COMPTE = {"testeur_nom": "Inès Roux", "testeur_courriel": "ines.roux@exemple.fr"}
DANS_UN_MOIS = JOUR + timedelta(days=30)


def seance(**champs: Any) -> Seance:
    defauts = {
        "niveau": Niveau.objects.first(),
        "etablissement": "Collège Marie-Curie, Muret",
        "jour_prevu": DANS_UN_MOIS,
    }
    return Seance(**(defauts | champs))


@rejouable
def planifier(ressource: Ressource | None = None, testeur: Personne | None = None, **champs: Any) -> TestEnClasse:
    """By the PREDAC, of a colleague without an account unless one is given."""
    ressource = ressource or fabrique.ressource(etat=R.EN_REVISION)
    qui = {nom: champs.pop(nom) for nom in SANS_COMPTE if nom in champs}
    return services.planifier_test(
        ressource=ressource,
        seance=seance(**champs),
        acteur=fabrique.titulaire(ressource.campagne_suivi, Fonction.COORDINATEUR),
        maintenant=MAINTENANT,
        **({"testeur": testeur} if testeur else SANS_COMPTE | qui),
    )


def lien_de(test: TestEnClasse) -> str:
    """The secret of the last mail that this test's tester was sent."""
    courriel = Courriel.objects.filter(cle__startswith=f"test:{test.pk}:lien:").latest("pk")
    return courriel.url.rstrip("/").split("/")[-1]


def valeurs(test: TestEnClasse, texte: str = "Les élèves ont aimé la séance 2.") -> dict[int, int | str]:
    """An answer to each question of the grid: the first one that is offered."""
    grille = grille_en_vigueur(test.version.ressource.campagne_suivi, Usage.TEST)
    questions = [q for section in grille.sections.all() for q in section.questions.all()]
    return {q.pk: texte if q.genre == GenreQuestion.TEXTE else 1 for q in questions}


@rejouable
def rendre(test: TestEnClasse, **champs: Any) -> TestEnClasse:
    constats = [
        ConstatSaisi(Constat.Genre.POINT_FORT, Constat.Theme.ELEVES, "Tous ont fini la première activité."),
        ConstatSaisi(Constat.Genre.IRRITANT, Constat.Theme.CONSIGNES, "La consigne de l'étape 3 se lit mal."),
    ]
    return services.rendre_test(
        test=test,
        grille=grille_en_vigueur(test.version.ressource.campagne_suivi, Usage.TEST),
        acteur=test.testeur,
        **(
            {
                "valeurs": valeurs(test),
                "constats": constats,
                "nombre_eleves": 24,
                "fait_le": JOUR,
                "maintenant": MAINTENANT,
            }
            | champs
        ),
    )


def peupler(monde: Monde) -> dict[str, TestEnClasse]:
    """On a resource of their own: one of each state, without an account; two by a teacher of the team."""
    r = fabrique.ressource(monde.campagne, R.PRETE_A_VALIDER, monde.producteurs, titre="Ressource testée")
    monde.ressources["testee"] = r
    autre = fabrique.ressource(monde.campagne, R.PRETE_A_VALIDER, monde.producteurs, titre="Ressource testée deux fois")
    relecteur, conduite = monde.roles["relecteur"], {"acteur": monde.roles["coordination"], "maintenant": MAINTENANT}
    tests = {
        nom: planifier(r, testeur_nom=f"Ada {nom}", testeur_courriel=f"{nom}@exemple.fr")
        for nom in ("planifie", "rendu", "annule", "decline", "expire")
    }
    tests["confirme"] = planifier(r, relecteur, jour_prevu=JOUR)
    services.confirmer_date(test=tests["confirme"], jour=JOUR, motif_tardif="", acteur=relecteur, maintenant=MAINTENANT)
    monde.liens |= {f"test:{nom}": lien_de(test) for nom, test in tests.items() if test.testeur is None}
    tests["expire"].liens.update(expire_le=MAINTENANT)
    rendre(tests["rendu"])
    tests["rendu_avec_compte"] = rendre(planifier(autre, relecteur))
    for nom in ("rendu", "rendu_avec_compte"):
        services.ajouter_photo(test=tests[nom], image=Image(b"", 8, 8), sans_eleve=True, maintenant=MAINTENANT)
    services.decliner_test(test=tests["decline"], motif="", acteur=None, maintenant=MAINTENANT)
    services.annuler_test(test=tests["annule"], motif="La classe est en stage.", **conduite)
    return {nom: TestEnClasse.objects.get(pk=test.pk) for nom, test in tests.items()}
