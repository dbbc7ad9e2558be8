"""The pages that keep a pôle's grids, as whoever leads it clicks through them."""

import pytest
from django.urls import reverse

from grilles.models import EtatVersion, Question, Usage, VersionGrille
from grilles.services import adapter_grille, ecrire_question, mettre_en_vigueur
from tests import fabrique
from tests.fabrique import MAINTENANT
from tests.grilles_du_pole import adaptee

pytestmark = pytest.mark.django_db


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def coordinateur(campagne, client):
    qui = fabrique.titulaire(campagne, "coordinateur")
    client.force_login(qui)
    return qui


def url(campagne, nom, *suite, usage="relecture"):
    args = [campagne.pole.slug, campagne.cycle.libelle]
    return reverse(f"grilles:{nom}", args=args if nom in ("grilles", "copier") else [*args, usage, *suite])


def test_d_adapter_a_mettre_en_vigueur(client, campagne, coordinateur):
    assert "La grille fournie" in client.get(url(campagne, "grilles")).content.decode()
    page = client.post(url(campagne, "adapter"), follow=True).content.decode()
    assert "La version 1 est en préparation" in page
    version = VersionGrille.objects.get(grille__campagne=campagne)
    section = version.sections.order_by("ordre").first()
    donnees = {"intitule": "Le titre est-il clair ?", "genre": "oui_non", "section": section.pk}
    page = client.post(url(campagne, "nouvelle_question", 1), donnees, follow=True).content.decode()
    assert "« Le titre est-il clair ? » est enregistrée" in page
    question = Question.objects.get(section__version=version, intitule="Le titre est-il clair ?")
    page = client.post(
        url(campagne, "deplacer", 1), {"geste": f"question-{question.pk}-haut"}, follow=True
    ).content.decode()
    assert "est montée" in page
    assert "Le titre est-il clair ?" in client.get(url(campagne, "apercu", version.pk)).content.decode()
    page = client.post(url(campagne, "en_vigueur", 1), follow=True).content.decode()
    assert "La version 1 est en vigueur. Les réponses déjà commencées gardent les questions" in page
    assert "version 1 du pôle" in page


def test_une_page_ouverte_sur_autre_chose_est_refusee(client, campagne, coordinateur):
    version = adapter_grille(campagne=campagne, usage=Usage.RELECTURE)
    question = Question.objects.filter(section__version=version, genre="texte").select_related("section").first()
    page = client.get(url(campagne, "question", 1, question.pk))
    vu = page.context["vu"]
    ecrire_question(section=question.section, genre="texte", intitule="Changée par une autre", question=question)
    donnees = {"intitule": "Ce que je tape", "genre": "texte", "section": question.section_id, "vu": vu}
    reponse = client.post(url(campagne, "question", 1, question.pk), donnees)
    assert reponse.status_code == 409
    assert "Ce que je tape" in reponse.content.decode()
    question.refresh_from_db()
    assert question.intitule == "Changée par une autre"
    # Putting in force is putting in force what one has read.
    vu = client.get(url(campagne, "en_vigueur", 1)).context["vu"]
    ecrire_question(section=question.section, genre="texte", intitule="Encore une")
    assert client.post(url(campagne, "en_vigueur", 1), {"vu": vu}).status_code == 409


def test_un_formulaire_ouvert_sur_un_brouillon_parti_dit_pourquoi(client, campagne, coordinateur):
    version = adapter_grille(campagne=campagne, usage=Usage.RELECTURE)
    section = version.sections.first()
    mettre_en_vigueur(version=version, acteur=coordinateur, maintenant=MAINTENANT)
    donnees = {"intitule": "Trop tard ?", "genre": "texte", "section": section.pk}
    page = client.post(url(campagne, "nouvelle_question", 1), donnees).content.decode()
    assert "n&#x27;est plus en préparation" in page
    assert "Trop tard ?" in page
    page = client.get(url(campagne, "brouillon", 1), follow=True).content.decode()
    assert "préparez une nouvelle version" in page


def test_revenir_puis_repartir_d_une_version(client, campagne, coordinateur):
    version = adaptee(campagne, coordinateur)
    page = client.post(url(campagne, "revenir", 1), follow=True).content.decode()
    assert "La grille fournie est de nouveau en vigueur" in page
    client.post(url(campagne, "adapter"), {"modele": version.pk})
    assert VersionGrille.objects.get(grille__campagne=campagne, etat=EtatVersion.BROUILLON).numero == 2
    assert client.post(url(campagne, "revenir", 1)).status_code == 200
    for hostile in ("x", "9" * 30, "-1"):
        assert client.post(url(campagne, "adapter"), {"modele": hostile}).status_code == 404


def test_on_retire_une_section_ou_l_on_abandonne(client, campagne, coordinateur):
    version = adapter_grille(campagne=campagne, usage=Usage.RELECTURE)
    section = version.sections.order_by("ordre").first()
    adresse = url(campagne, "retirer", 1, "section", section.pk)
    assert "avec ses 2 questions" in client.get(adresse).content.decode()
    client.post(adresse)
    assert not version.sections.filter(pk=section.pk).exists()
    assert client.get(url(campagne, "retirer", 1, "grille", 1)).status_code == 404
    page = client.post(url(campagne, "abandonner", 1), follow=True).content.decode()
    assert "Le brouillon est abandonné" in page
    assert not VersionGrille.objects.filter(pk=version.pk).exists()


def test_les_pages_coutent_le_meme_prix_quelle_que_soit_la_grille(
    client, campagne, coordinateur, django_assert_max_num_queries
):
    version = adapter_grille(campagne=campagne, usage=Usage.RELECTURE)
    section = version.sections.first()
    for n in range(20):
        ecrire_question(section=section, genre="texte", intitule=f"Question {n}")
    for adresse in (
        url(campagne, "grilles"),
        url(campagne, "grille"),
        url(campagne, "brouillon", 1),
        url(campagne, "apercu", version.pk),
    ):
        with django_assert_max_num_queries(12):
            assert client.get(adresse).status_code == 200
