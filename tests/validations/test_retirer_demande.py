"""« Retirer la demande »."""

from django.urls import reverse

from commun.models import Courriel
from journal.models import Ecriture
from productions.etats import EtatRessource as R
from tests import fabrique
from validations.models import Avis, Issue, NatureVisa, Visa

MOTIF = {"motif": "Nous avons oublié une annexe."}


def adresse(ressource) -> str:
    return reverse("validations:retirer_demande", args=[ressource.pk])


def test_un_producteur_retire_et_chacun_l_apprend(pole, client):
    ressource = pole.ressource(R.EN_VALIDATION)
    fabrique.visa(ressource.demandes.get(), NatureVisa.NUMERIQUE)
    client.force_login(pole.producteur)
    assert "redevient prête à valider" in client.get(adresse(ressource)).text
    assert "La demande est retirée" in client.post(adresse(ressource), MOTIF, follow=True).text
    ressource.refresh_from_db()
    demande = ressource.demandes.get()
    assert (ressource.etat, demande.issue) == (R.PRETE_A_VALIDER, Issue.RETIREE)
    # Who was awaited, and who had signed for nothing; not the one who withdraws.
    avertis = {c.personne for c in Courriel.objects.filter(gabarit="demande_retiree")}
    assert avertis == {pole.inspecteur.pk, pole.drane.pk, pole.coordinateur.pk}


def test_retirer_deux_fois_ne_fait_rien_de_plus(pole, client):
    ressource = pole.ressource(R.EN_VALIDATION)
    client.force_login(pole.coordinateur)
    client.post(adresse(ressource), MOTIF)
    ecrites = Ecriture.objects.count()
    reponse = client.post(adresse(ressource), MOTIF)
    assert "n&#x27;est pas possible maintenant" in reponse.text
    assert MOTIF["motif"] in reponse.text
    assert Ecriture.objects.count() == ecrites


def test_il_faut_dire_pourquoi(pole, client):
    ressource = pole.ressource(R.EN_VALIDATION)
    client.force_login(pole.coordinateur)
    assert "Dites pourquoi" in client.post(adresse(ressource), {"motif": ""}).text
    assert ressource.demandes.get().ouverte


def test_un_visa_retire_reste_a_son_auteur_et_ne_compte_plus(pole):
    ressource = pole.ressource(R.EN_VALIDATION)
    fabrique.visa(ressource.demandes.get(), NatureVisa.NUMERIQUE, Avis.DEFAVORABLE)
    from validations import services

    services.retirer_demande(ressource=ressource, **MOTIF, acteur=pole.producteur, maintenant=fabrique.MAINTENANT)
    ressource.refresh_from_db()
    premier = Visa.objects.get()
    nouvelle = fabrique.demande(ressource)
    fabrique.visa(nouvelle, NatureVisa.PEDAGOGIQUE)
    # The other signatory judges the same version again without having read the first opinion.
    premier.refresh_from_db()
    assert premier.lisible_par(pole.drane)
    assert not premier.lisible_par(pole.inspecteur)
    assert nouvelle.visas.count() == 1
    ressource.refresh_from_db()
    assert ressource.etat == R.EN_VALIDATION
