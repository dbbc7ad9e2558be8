"""The producers' agreement to publication: each their own, once; a written one by the coordinator."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from commun.erreurs import ActionImpossible
from journal.models import Ecriture
from poles.models import Fonction
from productions import services
from productions.etats import EtatRessource as R
from tests import fabrique

pytestmark = pytest.mark.django_db


@pytest.fixture
def ressource():
    campagne = fabrique.campagne()
    gens = [fabrique.enseignant(campagne) for _ in range(2)]
    return fabrique.ressource(campagne, R.EN_RELECTURE, gens)


def aller(nom: str, quoi) -> str:
    return reverse(f"productions:{nom}", args=[quoi.pk])


def test_donner_mon_accord_deux_fois_n_ecrit_qu_une_ligne(ressource, client: Client):
    lien, autre = ressource.liens_producteurs.all()
    client.force_login(lien.personne)
    page = aller("donner_accord", ressource)
    assert "CC BY-SA 4.0" in client.get(page).content.decode()
    for _ in range(2):
        assert client.post(page).url == ressource.get_absolute_url()
    lien.refresh_from_db()
    autre.refresh_from_db()
    assert (lien.accord, autre.accord) == ("en_ligne", "")
    assert Ecriture.objects.filter(action="ressource.accord").count() == 1
    reponse = client.get(page)
    assert "déjà" in " ".join(str(m) for m in get_messages(reponse.wsgi_request))


def test_un_accord_ecrit(ressource, client: Client):
    lien, autre = ressource.liens_producteurs.all()
    client.force_login(fabrique.titulaire(ressource.campagne_suivi, Fonction.COORDINATEUR))
    page, donnees = aller("accord_ecrit", ressource), {"producteur": lien.pk, "reference": "Courriel du 12 mars"}
    etranger = fabrique.ressource().liens_producteurs.get()
    for forge in ({"producteur": etranger.pk}, {"producteur": ""}, {"reference": ""}, {"reference": "x" * 300}):
        assert "<title>Erreur" in client.post(page, donnees | forge).content.decode()
    assert client.post(page, donnees).status_code == 302
    lien.refresh_from_db()
    assert (lien.accord, lien.accord_reference) == ("ecrit", "Courriel du 12 mars")
    # Again: that person is no longer among the choices.
    assert "<title>Erreur" in client.post(page, donnees).content.decode()
    client.post(page, donnees | {"producteur": autre.pk})
    assert client.get(page).url == ressource.get_absolute_url()


def test_les_refus_du_service(ressource):
    lien = ressource.liens_producteurs.first()
    with pytest.raises(ActionImpossible, match="Seul un producteur"):
        services.donner_accord(ressource=ressource, acteur=fabrique.personne(), maintenant=fabrique.MAINTENANT)
    champs = {"reference": "Lettre", "acteur": fabrique.personne(), "maintenant": fabrique.MAINTENANT}
    services.enregistrer_accord_ecrit(producteur=lien, **champs)
    with pytest.raises(ActionImpossible, match="déjà enregistré"):
        services.enregistrer_accord_ecrit(producteur=lien, **champs)
    parti = ressource.liens_producteurs.last()
    ressource.liens_producteurs.filter(pk=parti.pk).delete()
    with pytest.raises(ActionImpossible, match="ne produit plus"):
        services.enregistrer_accord_ecrit(producteur=parti, **champs)
