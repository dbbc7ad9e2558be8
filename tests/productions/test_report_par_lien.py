"""« Demander un report » from the mail: without signing in, for whom the mail was written, and nothing else."""

from datetime import timedelta

import pytest
from django.core import signing
from django.urls import reverse

from commun.models import Courriel
from poles.models import Fonction
from productions.etats import EtatRessource as R
from productions.liens_reports import SEL, VALIDITE, lien_personnel_de
from productions.models import Report
from tests import fabrique

pytestmark = pytest.mark.django_db
DEMANDE = {"jour": "2027-03-01", "motif": "Le laboratoire est fermé en janvier."}


@pytest.fixture
def ressource():
    return fabrique.ressource(fabrique.campagne(avec_equipe=True), R.EN_REVISION)


@pytest.fixture
def producteur(ressource):
    return ressource.liens_producteurs.get().personne


def lien(ressource, personne) -> str:
    return lien_personnel_de(reverse("productions:demander_report", args=[ressource.pk, "v2"]), personne.pk)


def test_lire_ne_fait_rien_envoyer_demande_au_nom_de_la_personne(ressource, producteur, client) -> None:
    adresse = lien(ressource, producteur)
    page = client.get(adresse).text
    assert producteur.nom_complet in page
    assert "aucun motif médical" in page
    coordinateur = fabrique.titulaire(ressource.campagne_suivi, Fonction.COORDINATEUR)
    assert coordinateur.nom_complet in page
    assert not Report.objects.exists()
    faite = client.post(adresse, DEMANDE, follow=True).text
    assert "Votre demande est partie" in faite
    assert "Un report est demandé" in faite
    report = Report.objects.get()
    assert (report.demande_par, report.nature, report.ressource) == (producteur, "v2", ressource)
    assert Courriel.objects.filter(gabarit="report_demande", personne=coordinateur.pk).count() == 1
    # Nobody is signed in by it, and a second click asks for nothing more.
    assert client.get(reverse("accueil:accueil")).status_code == 302
    encore = client.post(adresse, DEMANDE).text
    assert "Un report est demandé" in encore
    assert DEMANDE["motif"] in encore
    assert Report.objects.count() == 1


def test_ce_qui_manque_se_dit_et_ce_qui_est_tape_reste(ressource, producteur, client) -> None:
    page = client.post(lien(ressource, producteur), {"jour": "", "motif": DEMANDE["motif"]}).text
    assert "Dites quelle date vous convient." in page
    assert DEMANDE["motif"] in page
    assert (
        "demandez un jour plus tard" in client.post(lien(ressource, producteur), DEMANDE | {"jour": "2027-01-02"}).text
    )
    assert not Report.objects.exists()


def test_un_lien_qui_ne_vaut_rien_le_dit(ressource, producteur, client, horloge, monkeypatch) -> None:
    bon = lien(ressource, producteur)
    forge = reverse(
        "productions:demander_report_par_lien", args=[signing.dumps([producteur.pk, ressource.pk, "v2"], salt="autre")]
    )
    etrangere = lien(ressource, fabrique.enseignant(ressource.campagne_suivi))
    for adresse in (forge, etrangere, bon[:-5] + "/"):
        reponse = client.post(adresse, DEMANDE)
        assert reponse.status_code == 404
        assert "Ce lien ne sert plus" in reponse.text
    monkeypatch.setattr("productions.liens_reports.VALIDITE", timedelta(seconds=-1))
    assert client.get(bon).status_code == 404
    assert timedelta(days=30) < VALIDITE
    assert SEL
    assert not Report.objects.exists()


def test_un_compte_ferme_ne_demande_rien(ressource, producteur, client) -> None:
    producteur.is_active = False
    producteur.save()
    assert client.get(lien(ressource, producteur)).status_code == 404
