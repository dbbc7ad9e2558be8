"""Shipped grids, the form they make, the sheet it leaves, and what sheets add up to."""

import pytest

from commun.erreurs import ActionImpossible
from grilles.forms import FeuilleForm
from grilles.models import Feuille, Reponse, Usage
from grilles.queries import grille_a_remplir, grille_en_vigueur, sommes, verbatims
from grilles.services import enregistrer_reponses
from tests import fabrique

pytestmark = pytest.mark.django_db


@pytest.fixture
def campagne():
    return fabrique.campagne()


def remplir(grille, donnees, feuille=None, **options):
    form = FeuilleForm(donnees, grille=grille, feuille=feuille, **options)
    assert form.is_valid(), form.errors
    return enregistrer_reponses(feuille=feuille, grille=grille, valeurs=form.valeurs, maintenant=fabrique.MAINTENANT)


def noms_de(grille, genre):
    return [f"grille-q{q.pk}" for s in grille.sections.all() for q in s.questions.all() if q.genre == genre]


@pytest.mark.parametrize("usage", Usage.values)
def test_une_grille_est_fournie_pour_chaque_usage(campagne, usage, django_assert_num_queries):
    with django_assert_num_queries(2):
        grille = grille_en_vigueur(campagne, usage)
        form = FeuilleForm(grille=grille)
    assert grille.grille.fournie
    assert len(form.questions) >= 5
    # Only a class test asks for answers: its impressions, and whether one would use it again.
    assert [c.label for c in form.obligatoires()] == (
        ["Quelles sont vos impressions après ce test en classe ?", "Utiliseriez-vous de nouveau cette ressource ?"]
        if usage == Usage.TEST
        else []
    )
    assert len(form.obligatoires()) + len(form.facultatifs()) == len(form.questions)
    assert sum(len(champs) for _, champs in form.parties()) == len(form.questions)


def test_les_reponses_demandees_le_sont_sauf_dans_un_brouillon(campagne):
    grille = grille_en_vigueur(campagne, Usage.TEST)
    form = FeuilleForm({}, grille=grille)
    assert not form.is_valid()
    assert set(form.errors) == {champ.name for champ in form.obligatoires()}
    assert FeuilleForm({}, grille=grille, brouillon=True).is_valid()


def test_une_feuille_dit_ce_qui_est_repondu_et_rien_d_autre(campagne):
    grille = grille_en_vigueur(campagne, Usage.RELECTURE)
    echelle, texte = noms_de(grille, "echelle")[0], noms_de(grille, "texte")[0]
    feuille = remplir(grille, {echelle: "4", texte: " Un sommaire. "})
    assert {(r.valeur, r.texte) for r in feuille.reponses.all()} == {(4, "Tout à fait"), (None, "Un sommaire.")}
    relu = FeuilleForm(grille=grille, feuille=Feuille.objects.avec_reponses().get())
    assert relu[echelle.removeprefix("grille-")].value() == 4
    remplir(grille, {echelle: "", texte: "Un sommaire, et une page de moins."}, feuille)
    assert [r.texte for r in feuille.reponses.all()] == ["Un sommaire, et une page de moins."]
    assert Feuille.objects.count() == 1


def test_ce_qui_n_est_pas_de_la_grille_est_refuse(campagne):
    relecture, autre = (grille_en_vigueur(campagne, usage) for usage in (Usage.RELECTURE, Usage.TEST))
    question = next(iter(FeuilleForm(grille=autre).questions.values()))
    with pytest.raises(ActionImpossible, match="autre grille"):
        enregistrer_reponses(feuille=None, grille=relecture, valeurs={question.pk: "x"}, maintenant=fabrique.MAINTENANT)
    assert not FeuilleForm({noms_de(relecture, "echelle")[0]: "9"}, grille=relecture).is_valid()


def test_la_page_ouverte_garde_sa_grille(campagne):
    """The number that the form carries is taken only where it names a grid of this use that this pôle may answer."""
    relecture = grille_en_vigueur(campagne, Usage.RELECTURE)
    assert grille_a_remplir(campagne, Usage.RELECTURE, donnees={"grille-version": str(relecture.pk)}) == relecture
    for hostile in (str(grille_en_vigueur(campagne, Usage.TEST).pk), "0", "-1", "x", "9" * 40, "²"):
        assert grille_a_remplir(campagne, Usage.RELECTURE, donnees={"grille-version": hostile}) == relecture


def test_les_sommes_comptent_chaque_reponse_possible(campagne, django_assert_num_queries):
    grille = grille_en_vigueur(campagne, Usage.TEST)
    echelle, choix, texte = (noms_de(grille, genre)[0] for genre in ("echelle", "choix", "texte"))
    for rang in ("1", "1", "3"):
        remplir(grille, {choix: rang, texte: f"Impression {rang}", echelle: "2"})
    with django_assert_num_queries(2):
        reprise, efficacite = sommes(Feuille.objects.all())
    assert reprise.comptes == (("Oui, telle quelle", 2), ("Oui, en l'adaptant", 0), ("Plutôt non", 1), ("Non", 0))
    assert (reprise.total, efficacite.comptes[1]) == (3, ("Plutôt non", 3))
    assert [r.texte for r in verbatims(Feuille.objects.all())] == ["Impression 1", "Impression 1", "Impression 3"]
    assert Reponse.objects.count() == 9
