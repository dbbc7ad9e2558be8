"""The deposit is sealed while a file is on its way: nothing is lost, and the page says where it is."""

import pytest
from django.test import Client
from django.urls import reverse

from productions import services
from productions.services import depots
from tests import fabrique
from tests.productions.televersement.envois import PDF, annoncer, arrive, envoyer, finir, stockes

pytestmark = pytest.mark.django_db


def test_le_depot_scelle_entre_temps_ne_fait_rien_perdre(depot, client: Client, nadia):
    """Sealed while the file was on its way: it waits, and the draft that follows takes it."""
    ressource = depot.ressource
    services.ajouter_fichier(depot=depot, nature="livret", fichier=fabrique.fichier(), maintenant=fabrique.MAINTENANT)
    envoi = annoncer(client, depot, nom="cours.pdf", nature="cours").json()
    envoyer(client, envoi, PDF[:100])
    fabrique.deposer(ressource, nadia)
    assert envoyer(client, envoi, PDF[100:], debut=100).json() == {"recus": len(PDF)}
    refus = finir(client, envoi)
    assert refus.status_code == 409
    assert "La V1 vient d'être déposée. « cours.pdf » est arrivé en entier et reste gardé" in refus.json()["erreurs"][0]
    page = client.get(reverse("productions:depot", args=[ressource.pk])).content.decode()
    assert "Arrivé en entier (7,8 Ko), pas encore dans ce dépôt." in page
    assert "Ajouter à ce dépôt" not in page
    assert annoncer(client, depot).status_code == 409
    ressource.refresh_from_db()
    services.continuer_sans_relecture(ressource=ressource, acteur=nadia, maintenant=fabrique.MAINTENANT)
    suivant = services.ouvrir_depot(ressource=ressource, acteur=nadia, maintenant=fabrique.MAINTENANT)
    assert "Ajouter à ce dépôt" in client.get(reverse("productions:depot", args=[ressource.pk])).content.decode()
    reponse = client.post(envoi["finir"], follow=True).content.decode()
    assert "au dépôt de la V2 : la version pour laquelle il partait est déjà déposée" in reponse
    assert suivant.pieces.get(nom="cours.pdf").nature == "cours"


def test_la_reponse_perdue_puis_le_depot_scelle_disent_ou_est_le_fichier(depot, client: Client, nadia):
    """It is in the version that was deposited meanwhile, not in a draft that follows."""
    envoi = arrive(client, depot)
    finir(client, envoi)
    fabrique.deposer(depot.ressource, nadia)
    assert finir(client, envoi).json()["message"] == (
        "« livret.pdf » est ajouté, et la V1 vient d'être déposée avec lui."
    )


def test_le_depot_scelle_pendant_qu_il_finit_ne_fait_rien_perdre(depot, client: Client, nadia, monkeypatch):
    """The file is stored, then the lock shows that the draft has gone."""
    services.ajouter_fichier(depot=depot, nature="livret", fichier=fabrique.fichier(), maintenant=fabrique.MAINTENANT)
    envoi, avant = arrive(client, depot, nom="cours.pdf"), stockes()
    stocker = depots._stocker

    def sceller_puis_stocker(*arguments) -> None:
        fabrique.deposer(depot.ressource, nadia)
        stocker(*arguments)

    monkeypatch.setattr(depots, "_stocker", sceller_puis_stocker)
    refus = finir(client, envoi)
    assert refus.status_code == 409
    assert "« cours.pdf » est arrivé en entier et reste gardé" in refus.json()["erreurs"][0]
    assert stockes() == avant
    assert client.get(envoi["adresse"]).json()["recus"] == len(PDF)
