"""A pôle's own grid, from draft to former version; and what was answered, whatever becomes of the questions."""

import pytest

from commun.erreurs import ActionImpossible
from grilles.forms import FeuilleForm
from grilles.models import EtatVersion, Feuille, Question, Usage, VersionGrille
from grilles.queries import grille_a_remplir, grille_en_vigueur
from grilles.services import (
    abandonner_brouillon,
    adapter_grille,
    ecrire_question,
    ecrire_section,
    enregistrer_reponses,
    mettre_en_vigueur,
    revenir_a_la_grille_fournie,
)
from journal.models import Ecriture
from journal.verification import verifier
from tests import fabrique
from tests.fabrique import MAINTENANT
from tests.grilles_du_pole import adaptee

pytestmark = pytest.mark.django_db


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def qui(campagne):
    return {"acteur": fabrique.titulaire(campagne, "coordinateur"), "maintenant": MAINTENANT}


def demandes(version):
    return list(
        Question.objects.filter(section__version=version)
        .order_by("section__ordre", "ordre")
        .values_list("section__titre", "genre", "intitule", "aide", "choix", "obligatoire")
    )


def test_adapter_part_de_la_grille_fournie_et_ne_change_rien(campagne):
    fournie = grille_en_vigueur(campagne, Usage.TEST)
    version = adapter_grille(campagne=campagne, usage=Usage.TEST)
    assert demandes(version) == demandes(fournie) != []
    assert (version.numero, version.etat) == (1, EtatVersion.BROUILLON)
    assert grille_en_vigueur(campagne, Usage.TEST) == fournie
    # A second click finds the same draft; another model would throw it away.
    assert adapter_grille(campagne=campagne, usage=Usage.TEST) == version
    with pytest.raises(ActionImpossible, match="déjà en préparation"):
        adapter_grille(campagne=campagne, usage=Usage.TEST, modele=fournie)


def test_chaque_version_remplace_la_precedente(campagne, qui):
    premiere, seconde = (adaptee(campagne, qui["acteur"]) for _ in range(2))
    assert [(v.numero, v.etat) for v in premiere.grille.versions.order_by("numero")] == [
        (1, EtatVersion.ANCIENNE),
        (2, EtatVersion.EN_VIGUEUR),
    ]
    assert grille_en_vigueur(campagne, Usage.RELECTURE) == seconde
    revenir_a_la_grille_fournie(version=seconde, **qui)
    assert grille_en_vigueur(campagne, Usage.RELECTURE).grille.fournie
    assert adapter_grille(campagne=campagne, usage=Usage.RELECTURE, modele=premiere).numero == 3
    actions = list(Ecriture.objects.filter(chaine=campagne.chaine, action__startswith="versiongrille"))
    assert [e.action.partition(".")[2] for e in actions] == [
        "mettre_en_vigueur", "remplacer", "mettre_en_vigueur", "revenir",
    ]  # fmt: skip
    assert list(verifier()) == []


def test_un_autre_pole_garde_la_grille_fournie(campagne, qui):
    adaptee(campagne, qui["acteur"])
    assert grille_en_vigueur(fabrique.campagne(), Usage.RELECTURE).grille.fournie


def test_ce_qui_est_en_vigueur_ne_se_modifie_plus(campagne, qui):
    version = adaptee(campagne, qui["acteur"])
    section = version.sections.first()
    avant = demandes(version)
    with pytest.raises(ActionImpossible, match="plus en préparation"):
        ecrire_section(version=version, titre="Autre", aide="", section=section)
    with pytest.raises(ActionImpossible, match="plus en préparation"):
        ecrire_question(section=section, genre="texte", intitule="Et encore ?")
    with pytest.raises(ActionImpossible, match="plus en préparation"):
        abandonner_brouillon(version=version)
    with pytest.raises(ActionImpossible):
        mettre_en_vigueur(version=version, **qui)
    with pytest.raises(ActionImpossible, match="n'est pas en vigueur"):
        revenir_a_la_grille_fournie(version=grille_en_vigueur(campagne, Usage.TEST), **qui)
    assert demandes(version) == avant


def test_une_grille_vide_n_entre_pas_en_vigueur(campagne, qui):
    version = adapter_grille(campagne=campagne, usage=Usage.RELECTURE)
    version.sections.all().delete()
    with pytest.raises(ActionImpossible, match="aucune question"):
        mettre_en_vigueur(version=version, **qui)
    abandonner_brouillon(version=version)
    assert not VersionGrille.objects.filter(pk=version.pk).exists()
    with pytest.raises(ActionImpossible, match="n'existe plus"):
        mettre_en_vigueur(version=version, **qui)


def test_apres_dix_versions_chaque_reponse_montre_sa_question(campagne, qui):
    """Each version rewords every question; a sheet is filled in along each; the draft of the last is never answered."""
    attendues = {}
    for tour in range(10):
        version = adapter_grille(campagne=campagne, usage=Usage.RELECTURE)
        for question in Question.objects.filter(section__version=version).select_related("section__version"):
            choix = [f"{mots} ({tour})" for mots in question.choix]
            ecrire_question(
                section=question.section,
                genre=question.genre,
                intitule=f"Tour {tour} : {question.intitule}"[:250],
                choix=choix,
                question=question,
            )
        mettre_en_vigueur(version=version, **qui)
        grille = grille_en_vigueur(campagne, Usage.RELECTURE)
        questions = FeuilleForm(grille=grille).questions.values()
        valeurs = {q.pk: 1 if q.options else f"Réponse {tour}" for q in questions}
        feuille = enregistrer_reponses(feuille=None, grille=grille, valeurs=valeurs, maintenant=MAINTENANT)
        attendues[feuille.pk] = {(q.intitule, q.options[0] if q.options else f"Réponse {tour}") for q in questions}
    assert len(attendues) == 10
    for feuille in Feuille.objects.avec_reponses():
        assert {(r.intitule, r.texte) for r in feuille.reponses.all()} == attendues[feuille.pk]
        # What one corrects is still what one was asked.
        a_corriger = grille_a_remplir(campagne, Usage.RELECTURE, feuille)
        assert {q.intitule for q in FeuilleForm(grille=a_corriger).questions.values()} == {
            intitule for intitule, _ in attendues[feuille.pk]
        }


def test_on_ne_repond_pas_a_un_brouillon(campagne):
    version = adapter_grille(campagne=campagne, usage=Usage.RELECTURE)
    with pytest.raises(ActionImpossible, match="en préparation"):
        enregistrer_reponses(feuille=None, grille=version, valeurs={}, maintenant=MAINTENANT)
    numero = {"grille-version": str(version.pk)}
    assert grille_a_remplir(campagne, Usage.RELECTURE, donnees=numero).grille.fournie
