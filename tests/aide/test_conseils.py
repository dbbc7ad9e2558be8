"""First-visit hints: shown once, masked by whoever wants, back on demand; never to anybody else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aide.conseils import CONSEILS
from aide.services import masquer_conseil
from commun.erreurs import ActionImpossible
from comptes.models import Personne
from tests import fabrique

pytestmark = pytest.mark.django_db
ACCUEIL, CALENDRIER = reverse("accueil:accueil"), reverse("calendrier:annee")
CONSEIL = "Masquer ce conseil"


@pytest.fixture
def personne(client) -> Personne:
    personne = fabrique.enseignant(fabrique.campagne())
    client.force_login(personne, backend="django.contrib.auth.backends.ModelBackend")
    return personne


def test_un_conseil_masque_ne_revient_pas_les_autres_restent(client, personne) -> None:
    assert CONSEIL in client.get(ACCUEIL).text
    reponse = client.post(reverse("aide:masquer_conseil", args=["a_faire"]), {"retour": f"{ACCUEIL}?a=1"})
    assert reponse.url == f"{ACCUEIL}?a=1"
    page = client.get(ACCUEIL).text
    assert "Vous retrouverez les conseils dans « Mon compte »" in page
    assert CONSEIL not in page
    assert CONSEIL in client.get(CALENDRIER).text


def test_ne_plus_en_afficher_puis_les_revoir(client, personne) -> None:
    mes_conseils = reverse("aide:mes_conseils")
    client.post(mes_conseils, {"choix": "aucun", "retour": CALENDRIER})
    assert CONSEIL not in client.get(CALENDRIER).text
    assert "Aucun ne s'affiche." in client.get(reverse("comptes:mon_compte")).text.replace("&#x27;", "'")
    assert "Afficher de nouveau les conseils" in client.get(mes_conseils).text
    client.post(mes_conseils, {"choix": "tous"})
    assert CONSEIL in client.get(CALENDRIER).text
    assert CONSEIL in client.get(ACCUEIL).text


def test_chacun_les_siens_et_deux_fois_font_une(client, personne) -> None:
    for _ in range(2):
        masquer_conseil(personne=personne, code="pole")
    personne.refresh_from_db()
    assert personne.conseils_masques == ["pole"]
    assert not Personne.objects.exclude(pk=personne.pk).exclude(conseils_masques=[]).exists()
    with pytest.raises(ActionImpossible):
        masquer_conseil(personne=personne, code="inconnu")
    assert client.post(reverse("aide:masquer_conseil", args=["inconnu"])).status_code == 409


def test_pas_de_conseil_sur_une_page_d_erreur_ni_vers_ailleurs(client, personne) -> None:
    introuvable = client.get(reverse("accueil:ressource", args=[999]))
    assert introuvable.status_code == 404
    assert CONSEIL not in introuvable.text
    assert client.post(reverse("aide:masquer_conseil", args=["pole"]), {"retour": "//ailleurs.example/"}).url == "/"


def test_un_conseil_ne_coute_pas_de_requete(client, personne) -> None:
    """The list of what is masked comes with the person, whom every page loads."""
    codes = [conseil.code for conseil in CONSEILS.values()]
    assert len(codes) == len(set(codes))
    client.get(CALENDRIER)
    with CaptureQueriesContext(connection) as avec:
        client.get(CALENDRIER)
    Personne.objects.filter(pk=personne.pk).update(conseils_masques=codes)
    with CaptureQueriesContext(connection) as sans:
        client.get(CALENDRIER)
    assert len(avec) == len(sans)
