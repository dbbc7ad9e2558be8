"""Writing a fiche-projet: what it needs, what it fills in by itself, what it says of its dates."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from commun.models import Courriel
from poles.models import Fonction
from productions.etats import EtatFiche
from productions.models import FicheProjet
from tests import fabrique
from tests.productions.fiche_saisie.formulaire import complete, lignes_de, modifier, nouvelle, rang, saisie

pytestmark = pytest.mark.django_db


def test_un_brouillon_n_a_besoin_que_d_un_titre(campagne, prof, client: Client):
    reponse = client.post(nouvelle(campagne), saisie({}), follow=True)
    fiche = FicheProjet.objects.get()
    assert reponse.redirect_chain == [(fiche.get_absolute_url(), 302)]
    assert (fiche.etat, fiche.redigee_par, fiche.campagne) == (EtatFiche.BROUILLON, prof, campagne)
    # One production, which takes the fiche's own title.
    assert fiche.ressources.get().titre == "Les documents commerciaux"
    assert "La fiche est enregistrée." in reponse.content.decode()
    assert not Courriel.objects.exists()


def test_sans_titre_rien_n_est_cree_et_rien_n_est_perdu(campagne, prof, client: Client):
    page = client.post(nouvelle(campagne), saisie({"titre": "Un jeu"}, titre="", resume="Mon résumé")).content.decode()
    assert not FicheProjet.objects.exists()
    assert "Donnez un titre à la fiche." in page
    assert "Mon résumé" in page
    assert 'value="Un jeu"' in page
    assert "<title>Erreur : " in page


def test_les_echeances_du_pole_remplissent_les_dates(campagne, prof, client: Client, horloge):
    horloge(datetime(2026, 11, 10, 9, tzinfo=UTC))
    page = client.get(nouvelle(campagne)).content.decode()
    # 31 January 2027 is a Sunday, 15 May a Saturday: the last day of class before them.
    assert 'value="2027-01-29"' in page
    assert 'value="2027-05-14"' in page
    assert "Échéance du pôle : dimanche 31 janvier 2027." in page


def test_un_enseignant_est_son_premier_producteur_pas_le_predac(campagne, prof, client: Client):
    coche = f'value="{prof.pk}" id="id_productions-0-producteurs_0" checked'
    assert coche in client.get(nouvelle(campagne)).content.decode()
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    page = client.get(nouvelle(campagne)).content.decode()
    assert "checked" not in page.split("Qui la produit")[1].split("Retirer")[0]
    assert "saisir pour quelqu’un d’autre" in page


def test_le_predac_saisit_pour_un_autre(campagne, prof, client: Client):
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    client.post(nouvelle(campagne), complete(prof))
    fiche = FicheProjet.objects.get()
    assert [lien.personne for lien in fiche.ressources.get().liens_producteurs.all()] == [prof]
    client.force_login(prof)
    assert client.get(modifier(fiche)).status_code == 200


def test_on_ne_choisit_que_dans_l_equipe(campagne, prof, client: Client):
    etranger = fabrique.enseignant(fabrique.campagne())
    inspecteur = fabrique.titulaire(campagne, Fonction.INSPECTEUR)
    page = client.get(nouvelle(campagne)).content.decode()
    assert etranger.nom_complet not in page
    assert inspecteur.nom_complet not in page
    client.post(nouvelle(campagne), saisie({"producteurs": [etranger.pk]}))
    assert not FicheProjet.objects.exists()


def test_soumettre_exige_les_champs_et_dit_lesquels(campagne, prof, client: Client):
    page = client.post(nouvelle(campagne), saisie({}, bouton="soumettre")).content.decode()
    for manque in ("Cochez au moins une discipline.", "Cochez au moins un niveau.", "Cochez au moins une personne."):
        assert manque in page
    assert not FicheProjet.objects.exists()


def test_enregistrer_et_soumettre(campagne, prof, client: Client):
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    donnees = complete(prof, soumettre="oui")
    page = client.post(nouvelle(campagne), donnees, follow=True).content.decode()
    fiche = FicheProjet.objects.get()
    assert fiche.etat == EtatFiche.SOUMISE
    assert f"{coordinateur.nom_complet} (PREDAC) en décide" in page
    courriel = Courriel.objects.get()
    assert (courriel.gabarit, courriel.personne) == ("fiche_a_decider", coordinateur.pk)


@pytest.mark.parametrize("jour", ["0001-01-01", "0207-01-29", "2024-12-31", "2029-01-01", "9999-12-31"])
def test_une_annee_de_travers_est_dite_a_cote_de_sa_date(campagne, prof, client: Client, jour: str):
    page = client.post(nouvelle(campagne), saisie({}, jour_test=jour)).content.decode()
    assert not FicheProjet.objects.exists()
    assert f"Vérifiez l&#x27;année : cette date est trop loin de {campagne.cycle}." in page
    assert f'value="{jour}"' in page


@pytest.mark.parametrize("etat", ["soumise", "retenue"])
def test_ce_qui_ne_se_modifie_plus_le_dit(campagne, prof, client: Client, etat: str):
    fiche = fabrique.fiche(campagne, [prof], **{etat: True})
    for appel in (client.get, client.post):
        page = appel(modifier(fiche), follow=True).content.decode()
        assert "elle ne se modifie plus" in page
    fiche.refresh_from_db()
    assert fiche.etat == etat


def test_qui_quitte_la_fiche_et_le_pole_revient_a_l_accueil(campagne, prof, client: Client):
    parti = fabrique.personne()
    fiche = fabrique.fiche(campagne, [prof, parti])
    client.force_login(parti)
    ligne = lignes_de(fiche)[0] | {"producteurs": [prof.pk]}
    reponse = client.post(modifier(fiche), saisie(ligne, initiales=1, lu=rang(fiche)), follow=True)
    assert reponse.redirect_chain == [(reverse("accueil:accueil"), 302)]
    assert [lien.personne for lien in fiche.ressources.get().liens_producteurs.all()] == [prof]


def test_les_dates_a_regarder_sont_dites_apres_l_enregistrement(campagne, prof, client: Client):
    page = client.post(nouvelle(campagne), saisie({}, jour_v2="2027-01-31"), follow=True).content.decode()
    assert "À regarder dans le calendrier : « V2 déposée »." in page
    assert "tombe un week-end" in page
    sage = client.post(nouvelle(campagne), saisie({}, jour_v2="2027-01-29"), follow=True).content.decode()
    assert "À regarder dans le calendrier" not in sage
