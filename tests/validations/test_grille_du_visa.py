"""The grid beside a visa: optional, prepared with the opinion, given with the visa, read when the visa is."""

import pytest
from django.urls import reverse

from grilles.models import Feuille, Question, Usage
from grilles.queries import grille_en_vigueur
from productions.etats import EtatRessource as R
from tests import fabrique
from tests.fabrique import MAINTENANT
from tests.grilles_du_pole import adaptee
from validations import services
from validations.models import Avis, AvisPrepare, FeuillePreparee, NatureVisa, Visa
from validations.services import seances
from validations.services.grilles import Remplie

MOTS = "Un exemple par niveau aiderait."


@pytest.fixture
def demande(pole):
    return pole.ressource(R.EN_VALIDATION).demandes.get()


def texte_de(usage, campagne):
    grille = grille_en_vigueur(campagne, usage)
    return grille, Question.objects.filter(section__version=grille, genre="texte").first()


def envoi(pole, nature=NatureVisa.PEDAGOGIQUE, mots=MOTS, **autres):
    usage = Usage.VISA_PEDAGOGIQUE if nature == NatureVisa.PEDAGOGIQUE else Usage.VISA_NUMERIQUE
    grille, question = texte_de(usage, pole.campagne)
    prefixe = f"grille-{nature}"
    return {
        "avis": Avis.FAVORABLE,
        f"{prefixe}-version": grille.pk,
        f"{prefixe}-q{question.pk}": mots,
        **autres,
    }


def test_le_visa_se_donne_avec_ou_sans_grille(pole, demande, client):
    client.force_login(pole.inspecteur)
    page = client.get(demande.get_absolute_url()).text
    assert "La grille (facultative)" in page
    client.post(demande.get_absolute_url(), envoi(pole))
    visa = demande.visas.get()
    assert [r.texte for r in visa.feuille.reponses.all()] == [MOTS]
    assert MOTS in client.get(demande.get_absolute_url()).text
    fabrique.visa(demande, NatureVisa.NUMERIQUE)
    assert demande.visas.get(nature=NatureVisa.NUMERIQUE).feuille is None


def test_la_grille_se_lit_quand_le_visa_se_lit(pole, demande, client):
    client.force_login(pole.inspecteur)
    client.post(demande.get_absolute_url(), envoi(pole))
    lecteurs = (pole.producteur, pole.coordinateur, pole.drane)
    histoire = demande.ressource.get_absolute_url()
    grilles = reverse("grilles:grilles", args=[pole.campagne.pole.slug, pole.campagne.cycle.libelle])
    for lecteur in lecteurs:
        client.force_login(lecteur)
        assert MOTS not in client.get(histoire).text
    client.force_login(pole.coordinateur)
    assert "1 feuille rendue" not in client.get(grilles).text
    fabrique.visa(demande, NatureVisa.NUMERIQUE)
    for lecteur in lecteurs:
        client.force_login(lecteur)
        assert MOTS in client.get(histoire).text
    client.force_login(pole.coordinateur)
    assert "1 feuille rendue" in client.get(grilles).text


def test_un_avis_prepare_garde_sa_grille_puis_la_donne(pole, demande, client):
    client.force_login(pole.inspecteur)
    preparer = reverse("validations:preparer_avis", args=[demande.pk])
    client.post(preparer, envoi(pole))
    assert AvisPrepare.objects.filter(demande=demande).exists()
    assert MOTS in client.get(demande.get_absolute_url()).text
    client.post(preparer, envoi(pole, mots="Deux exemples."))
    assert [r.texte for r in Feuille.objects.get().reponses.all()] == ["Deux exemples."]
    # A visa given elsewhere than on this page takes what was prepared.
    fabrique.visa(demande, NatureVisa.PEDAGOGIQUE)
    assert [r.texte for r in demande.visas.get().feuille.reponses.all()] == ["Deux exemples."]
    assert not FeuillePreparee.objects.exists()


def test_supprimer_l_avis_prepare_supprime_la_grille(pole, demande, client):
    client.force_login(pole.inspecteur)
    client.post(reverse("validations:preparer_avis", args=[demande.pk]), envoi(pole))
    client.post(reverse("validations:supprimer_avis_prepare", args=[demande.pk]))
    assert not Feuille.objects.exists()


def test_une_grille_sans_reponse_ne_laisse_rien(pole, demande, client):
    client.force_login(pole.inspecteur)
    client.post(demande.get_absolute_url(), envoi(pole, mots=" "))
    assert demande.visas.get().feuille is None
    assert not Feuille.objects.exists()


def test_un_visa_refuse_garde_ce_qui_est_tape(pole, demande, client):
    client.force_login(pole.inspecteur)
    page = client.post(demande.get_absolute_url(), envoi(pole, avis=Avis.DEFAVORABLE, motif="")).text
    assert MOTS in page
    assert not Visa.objects.exists()
    trop = client.post(demande.get_absolute_url(), envoi(pole, mots="x" * 4001))
    assert not Visa.objects.exists()
    assert "4000" in trop.text


def test_une_grille_remplacee_pendant_que_la_page_est_ouverte_ne_perd_rien(pole, demande, client):
    donnees = envoi(pole)
    adaptee(pole.campagne, pole.coordinateur, Usage.VISA_PEDAGOGIQUE)
    client.force_login(pole.inspecteur)
    client.post(demande.get_absolute_url(), donnees)
    assert [r.texte for r in demande.visas.get().feuille.reponses.all()] == [MOTS]


def test_en_seance_on_signe_avec_la_grille_que_l_on_a_relue(pole, demande, client):
    seance = fabrique.seance(pole.campagne, ouverte=True, presents=[pole.inspecteur, pole.drane])
    point = seance.points.get(demande=demande)
    grille, question = texte_de(Usage.VISA_PEDAGOGIQUE, pole.campagne)

    def preparer(mots, quand):
        services.preparer_avis(
            demande=demande,
            avis=Avis.FAVORABLE,
            motif="",
            notes="",
            acteur=pole.inspecteur,
            maintenant=quand,
            remplies={NatureVisa.PEDAGOGIQUE: Remplie(grille, {question.pk: mots})},
        )

    preparer(MOTS, MAINTENANT)
    seances.reprendre_avis_prepare(
        point=point, nature=NatureVisa.PEDAGOGIQUE, acteur=pole.inspecteur, maintenant=MAINTENANT
    )
    client.force_login(pole.inspecteur)
    adresse = reverse("validations:signer_seance", args=[seance.pk])
    page = client.get(adresse)
    assert "avec les réponses à la grille" in page.text
    assert MOTS not in client.get(seance.get_absolute_url()).text
    contenu = page.context["form"]["contenu"].value()
    preparer("Autre chose.", MAINTENANT.replace(minute=30))
    client.post(adresse, {"contenu": contenu})
    assert not Visa.objects.exists()
    contenu = client.get(adresse).context["form"]["contenu"].value()
    client.post(adresse, {"contenu": contenu})
    assert [r.texte for r in Visa.objects.get().feuille.reponses.all()] == ["Autre chose."]
