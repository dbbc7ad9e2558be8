"""Writing a draft: sections, questions, their order, their limits."""

import pytest

from commun.erreurs import ActionImpossible
from grilles.forms import QuestionForm
from grilles.models import Question, Usage
from grilles.services import adapter_grille, deplacer, ecrire_question, ecrire_section, retirer_de_la_grille
from grilles.services.redaction import QUESTIONS_MAX, SECTIONS_MAX
from tests import fabrique

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return adapter_grille(campagne=fabrique.campagne(), usage=Usage.TEST)


def intitules(section):
    return [q.intitule for q in section.questions.order_by("ordre", "pk")]


def test_on_ajoute_on_deplace_on_retire(version):
    section = ecrire_section(version=version, titre="Le matériel", aide="")
    for intitule in ("A", "B", "C"):
        ecrire_question(section=section, genre="oui_non", intitule=intitule)
    milieu = section.questions.get(intitule="B")
    assert deplacer(chose=milieu, sens="haut")
    assert intitules(section) == ["B", "A", "C"]
    assert not deplacer(chose=milieu, sens="haut")
    assert deplacer(chose=section, sens="haut")
    assert [s.titre for s in version.sections.order_by("ordre")][-2:] == [
        "Le matériel",
        "Si vous avez deux minutes de plus",
    ]
    retirer_de_la_grille(chose=milieu)
    assert intitules(section) == ["A", "C"]
    retirer_de_la_grille(chose=section)
    assert not Question.objects.filter(intitule="A").exists()
    with pytest.raises(ActionImpossible, match="retirée"):
        deplacer(chose=section, sens="bas")


def test_une_question_change_de_section_et_de_genre(version):
    de, vers = version.sections.order_by("ordre")
    question = de.questions.get(genre="choix")
    ecrire_question(section=vers, genre="texte", intitule="Pourquoi ?", choix=["x", "y"], question=question)
    question.refresh_from_db()
    assert (question.section, question.choix, question.obligatoire) == (vers, [], False)
    assert intitules(vers)[-1] == "Pourquoi ?"


def test_seul_un_test_oblige():
    relecture = adapter_grille(campagne=fabrique.campagne(), usage=Usage.RELECTURE)
    question = ecrire_question(section=relecture.sections.first(), genre="texte", intitule="Oui ?", obligatoire=True)
    assert not question.obligatoire
    assert "obligatoire" not in QuestionForm(sections=relecture.sections.all(), oblige=relecture.grille.oblige).fields


@pytest.mark.parametrize(
    ("tape", "erreur"),
    [
        ("Oui", "de 2 à 10"),
        ("", "de 2 à 10"),
        ("a\n" * 2, "les mêmes"),
        ("a\nb" * 40, "de 2 à 10"),
        ("a\n" + "b" * 81, "80"),
    ],
)
def test_les_reponses_possibles_se_verifient(version, tape, erreur):
    section = version.sections.first()
    donnees = {"intitule": "Combien ?", "genre": "choix", "choix": tape, "section": section.pk}
    form = QuestionForm(donnees, sections=version.sections.all(), oblige=True)
    assert not form.is_valid()
    assert erreur in form.errors["choix"][0]


def test_une_echelle_laissee_vide_est_l_echelle_usuelle(version):
    donnees = {"intitule": "Clair ?", "genre": "echelle", "choix": "", "section": version.sections.first().pk}
    form = QuestionForm(donnees, sections=version.sections.all(), oblige=True)
    assert form.is_valid()
    assert form.cleaned_data["choix"] == ["Pas du tout", "Plutôt non", "Plutôt oui", "Tout à fait"]


def test_une_grille_a_une_longueur_raisonnable(version):
    section = version.sections.first()
    for n in range(QUESTIONS_MAX - Question.objects.filter(section__version=version).count()):
        ecrire_question(section=section, genre="texte", intitule=f"Question {n}")
    with pytest.raises(ActionImpossible, match=str(QUESTIONS_MAX)):
        ecrire_question(section=section, genre="texte", intitule="Une de trop")
    for n in range(SECTIONS_MAX - version.sections.count()):
        ecrire_section(version=version, titre=f"Section {n}", aide="")
    with pytest.raises(ActionImpossible, match=str(SECTIONS_MAX)):
        ecrire_section(version=version, titre="Une de trop", aide="")
