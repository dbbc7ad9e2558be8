"""Two clicks at once: one draft, one version in force, one sheet for a relecture."""

from collections.abc import Callable

import pytest

from commun.erreurs import ActionImpossible
from grilles.models import EtatVersion, Feuille, Question, Usage, VersionGrille
from grilles.queries import grille_en_vigueur
from grilles.services import adapter_grille, ecrire_question, mettre_en_vigueur
from journal.models import Ecriture
from poles.models import Fonction
from productions.etats import EtatRessource as R
from productions.services.grilles import remplir_grille
from tests import fabrique
from tests.commun.test_concurrence import ensemble
from tests.fabrique import MAINTENANT

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def issue(action: Callable[[], object]) -> Callable[[], str]:
    """« fait », or « refus » when a rule says no."""

    def essayer() -> str:
        try:
            action()
        except ActionImpossible:
            return "refus"
        return "fait"

    return essayer


def test_adapter_a_quatre_donne_un_brouillon_et_une_version_en_vigueur() -> None:
    campagne = fabrique.campagne(avec_equipe=True)
    acteur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    ensemble(lambda: adapter_grille(campagne=campagne, usage=Usage.RELECTURE), 4)
    version = VersionGrille.objects.get(grille__campagne=campagne)
    section = version.sections.first()
    gestes = [issue(lambda: mettre_en_vigueur(version=version, acteur=acteur, maintenant=MAINTENANT))] * 2
    gestes += [issue(lambda: ecrire_question(section=section, genre="texte", intitule="Et puis ?"))] * 2
    rendus = ensemble(lambda: gestes.pop()(), 4)
    # Either a question came before, or it was refused: never in a version that is in force.
    ajoutees = Question.objects.filter(section__version=version, intitule="Et puis ?").count()
    assert rendus.count("fait") == 1 + ajoutees
    version.refresh_from_db()
    assert version.etat == EtatVersion.EN_VIGUEUR
    assert Ecriture.objects.filter(action="versiongrille.mettre_en_vigueur").count() == 1


def test_deux_enregistrements_d_une_grille_donnent_une_feuille() -> None:
    relecture = fabrique.relecture(fabrique.ressource(etat=R.EN_RELECTURE))
    grille = grille_en_vigueur(relecture.version.ressource.campagne_suivi, Usage.RELECTURE)
    question = Question.objects.filter(section__version=grille, genre="texte").first()
    ensemble(
        lambda: remplir_grille(
            relecture=relecture, grille=grille, valeurs={question.pk: "Un mot."}, maintenant=MAINTENANT
        ),
        4,
    )
    assert Feuille.objects.count() == 1
    relecture.refresh_from_db()
    assert [r.texte for r in relecture.feuille.reponses.all()] == ["Un mot."]
