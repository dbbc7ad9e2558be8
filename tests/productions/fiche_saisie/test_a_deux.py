"""The same page sent twice, and two people on one fiche."""

import pytest
from django.test import Client

from productions.models import FicheProjet
from tests import fabrique
from tests.productions.fiche_saisie.formulaire import lignes_de, modifier, nouvelle, rang, saisie

pytestmark = pytest.mark.django_db


def test_deux_envois_de_la_meme_page_ne_creent_qu_une_fiche(campagne, prof, client: Client):
    donnees = saisie({}, envoi="abc")
    client.post(nouvelle(campagne), donnees)
    page = client.post(nouvelle(campagne), donnees, follow=True).content.decode()
    assert FicheProjet.objects.count() == 1
    assert "rien n&#x27;a été créé deux fois" in page
    # A refused page can be corrected and sent again.
    client.post(nouvelle(campagne), saisie({}, envoi="def", titre=""))
    client.post(nouvelle(campagne), saisie({}, envoi="def", titre="Corrigée"))
    assert FicheProjet.objects.filter(titre="Corrigée").exists()


def test_deux_personnes_sur_une_fiche(campagne, prof, client: Client):
    collegue = fabrique.enseignant(campagne)
    fiche = fabrique.fiche(campagne, [prof, collegue])
    donnees = saisie(lignes_de(fiche)[0], initiales=1, lu=rang(fiche), titre="Le mien")
    client.force_login(collegue)
    client.post(modifier(fiche), donnees | {"titre": "Le sien"})
    client.force_login(prof)
    reponse = client.post(modifier(fiche), donnees)
    page = reponse.content.decode()
    assert reponse.status_code == 409
    assert f"{collegue.nom_complet} a modifié cette fiche" in page
    assert 'value="Le mien"' in page
    fiche.refresh_from_db()
    assert fiche.titre == "Le sien"
    # Knowing it, saving again is allowed.
    assert f'name="lu" value="{rang(fiche)}"' in page
    assert client.post(modifier(fiche), donnees | {"lu": rang(fiche)}).status_code == 302
    fiche.refresh_from_db()
    assert fiche.titre == "Le mien"


def test_mon_dernier_enregistrement_ne_cache_pas_celui_d_un_autre(campagne, prof, client: Client):
    collegue = fabrique.enseignant(campagne)
    fiche = fabrique.fiche(campagne, [prof, collegue])
    ouverte = saisie(lignes_de(fiche)[0], initiales=1, lu=rang(fiche), titre="Tapé dans un vieil onglet")
    for qui, titre in ((collegue, "Le sien"), (prof, "Le mien, vu le sien")):
        client.force_login(qui)
        client.post(modifier(fiche), ouverte | {"titre": titre, "lu": rang(fiche)})
    assert client.post(modifier(fiche), ouverte).status_code == 409
    fiche.refresh_from_db()
    assert fiche.titre == "Le mien, vu le sien"


def test_une_page_qui_a_echoue_peut_etre_renvoyee(campagne, prof, client: Client, monkeypatch):
    donnees = saisie({}, envoi="abc")
    with monkeypatch.context() as panne:
        panne.setattr("productions.services.fiches.ecrire", lambda **_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            client.post(nouvelle(campagne), donnees)
    assert client.post(nouvelle(campagne), donnees).status_code == 302
    assert FicheProjet.objects.count() == 1
