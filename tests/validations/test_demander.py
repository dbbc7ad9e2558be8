"""« Demander la validation »."""

import pytest
from django.urls import reverse

from commun.erreurs import ActionImpossible
from commun.models import Courriel
from journal.models import Ecriture
from poles.models import Fonction
from poles.services import terminer_mandat
from productions import services as productions
from productions.etats import EtatRessource as R
from productions.models import NaturePiece, NatureRessource
from tests import fabrique
from validations import services
from validations.models import DemandeValidation


def adresse(ressource) -> str:
    return reverse("validations:demander", args=[ressource.pk])


def test_un_producteur_demande_et_les_signataires_sont_prevenus(pole, client):
    ressource = pole.ressource(R.PRETE_A_VALIDER)
    client.force_login(pole.producteur)
    page = client.get(adresse(ressource)).text
    assert pole.inspecteur.nom_complet in page
    assert pole.drane.nom_complet in page
    reponse = client.post(adresse(ressource), {"message": "Avant les vacances, si possible."}, follow=True)
    assert "La validation est demandée" in reponse.text
    ressource.refresh_from_db()
    assert ressource.etat == R.EN_VALIDATION
    demande = DemandeValidation.objects.get()
    assert (demande.ouverte_par, demande.version.numero, demande.sceau) == (
        pole.producteur,
        2,
        demande.version.sceau,
    )
    courriels = Courriel.objects.filter(gabarit="visa_demande")
    assert {c.personne for c in courriels} == {pole.inspecteur.pk, pole.drane.pk}
    textes = {c.personne: c.texte for c in courriels}
    assert "validation pédagogique" in textes[pole.inspecteur.pk]
    assert "usage responsable des outils numériques" in textes[pole.drane.pk]
    assert all("Avant les vacances" in texte for texte in textes.values())
    assert all(c.url == demande.get_absolute_url() for c in courriels)


def test_demander_deux_fois_ne_fait_qu_une_demande(pole, client):
    ressource = pole.ressource(R.PRETE_A_VALIDER)
    client.force_login(pole.coordinateur)
    client.post(adresse(ressource), {})
    ecrites = Ecriture.objects.count()
    reponse = client.post(adresse(ressource), {"message": "Encore ?"})
    assert "n&#x27;est pas possible maintenant" in reponse.text
    assert "Encore ?" in reponse.text
    assert (DemandeValidation.objects.count(), Ecriture.objects.count()) == (1, ecrites)


def test_ce_qui_manque_est_dit_avant_de_demander(pole, client):
    ressource = pole.ressource(R.EN_REVISION)
    depot = productions.ouvrir_depot(ressource=ressource, acteur=pole.producteur, maintenant=fabrique.MAINTENANT)
    depot.pieces.filter(nature=NaturePiece.LIVRET).delete()
    fabrique.deposer(ressource)
    client.force_login(pole.producteur)
    page = client.get(adresse(ressource)).text
    assert "n&#x27;a pas de livret d&#x27;utilisation" in page
    assert "<textarea" not in page
    with pytest.raises(ActionImpossible, match="livret"):
        services.demander_validation(ressource=ressource, acteur=pole.producteur, maintenant=fabrique.MAINTENANT)


def test_une_formation_continue_ne_demande_pas_de_visa(pole, client):
    ressource = pole.ressource(R.PRETE_A_VALIDER, nature=NatureRessource.FORMATION)
    client.force_login(pole.producteur)
    assert "n&#x27;a pas besoin de visa" in client.get(adresse(ressource)).text
    client.post(adresse(ressource), {})
    assert not DemandeValidation.objects.exists()


def test_sans_inspecteur_la_demande_part_et_l_administration_est_prevenue(pole, client):
    mandat = pole.campagne.mandats.get(fonction=Fonction.INSPECTEUR)
    hier = fabrique.JOUR.replace(day=fabrique.JOUR.day - 1)
    terminer_mandat(mandat=mandat, fin=hier, acteur=None, maintenant=fabrique.MAINTENANT)
    ressource = pole.ressource(R.PRETE_A_VALIDER)
    client.force_login(pole.producteur)
    assert "Personne ne peut encore donner : validation pédagogique." in client.get(adresse(ressource)).text
    client.post(adresse(ressource), {})
    courriel = Courriel.objects.get(gabarit="signataire_manquant")
    assert courriel.personne == pole.administrateur.pk
    assert "validation pédagogique" in courriel.texte
    assert "outils numériques" not in courriel.texte


def test_l_inspecteur_qui_produit_ne_compte_pas(pole):
    """Nobody visas what they produce: the pôle's only inspector cannot, so somebody must be appointed."""
    ressource = pole.ressource(R.PRETE_A_VALIDER, producteurs=[pole.producteur, pole.inspecteur])
    services.demander_validation(ressource=ressource, acteur=pole.producteur, maintenant=fabrique.MAINTENANT)
    assert Courriel.objects.filter(gabarit="signataire_manquant").exists()
    assert {c.personne for c in Courriel.objects.filter(gabarit="visa_demande")} == {pole.drane.pk}
