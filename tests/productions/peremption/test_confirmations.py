"""A confirmation page whose action is not possible, or no more: it says why, and keeps what was typed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from poles.models import Fonction
from productions import services
from productions.etats import EtatRessource as R
from tests import fabrique
from tests.fabrique import MAINTENANT
from tests.productions.peremption.pages import MOTIF, ouvrir, redeposer
from validations import services as validations

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("etat", "page", "geste", "phrase"),
    [
        (R.EN_VALIDATION, "validations:retirer_demande", "retirer", "a demandé la validation de la V2"),
        (R.PRETE_A_VALIDER, "validations:abandonner", "redeposer", "a déposé la V3"),
        (R.PRETE_A_VALIDER, "productions:rouvrir_relecture", "redeposer", "a déposé la V3"),
        (R.EN_RELECTURE, "productions:clore_relecture", "assigner", "a assigné une relecture"),
        (R.NON_VALIDEE, "productions:reprendre", "abandonner", "a abandonné la ressource"),
    ],
)
def test_une_page_de_confirmation_perimee(campagne, claire, nadia, client: Client, etat, page, geste, phrase):
    """The action is still possible, but it would be another one than the page said."""
    ressource = fabrique.ressource(campagne, etat)
    url = reverse(page, args=[ressource.pk])
    vu = ouvrir(client, url)
    conduite = {"acteur": claire, "maintenant": MAINTENANT + timedelta(minutes=5)}
    if geste == "redeposer":
        redeposer(ressource)
    elif geste == "assigner":
        fabrique.relecture(ressource)
    elif geste == "retirer":
        validations.retirer_demande(ressource=ressource, motif=MOTIF, **conduite)
        conduite["maintenant"] += timedelta(minutes=1)
        validations.demander_validation(ressource=ressource, **conduite)
    else:
        services.reprendre_ressource(ressource=ressource, motif=MOTIF, **conduite)
        validations.abandonner(ressource=ressource, motif=MOTIF, **conduite)
    ressource.refresh_from_db()
    avant = ressource.etat
    reponse = client.post(url, {"motif": "Ce que j'avais tapé, mot pour mot.", "vu": vu})
    lue = reponse.content.decode()
    assert reponse.status_code == 409
    assert phrase in lue
    assert "avais tapé, mot pour mot." in lue or "clore" in page or "rouvrir" in page
    ressource.refresh_from_db()
    assert ressource.etat == avant


def test_une_action_devenue_impossible_montre_ce_qui_etait_ecrit(campagne, claire, nadia, client: Client):
    ressource = fabrique.ressource(campagne, R.PRETE_A_VALIDER)
    url = reverse("validations:abandonner", args=[ressource.pk])
    vu = ouvrir(client, url)
    validations.abandonner(ressource=ressource, motif=MOTIF, acteur=claire, maintenant=MAINTENANT + timedelta(hours=1))
    reponse = client.post(url, {"motif": "Ce que j'avais tapé.", "vu": vu})
    page = reponse.content.decode()
    assert reponse.status_code == 409
    assert "Claire Moreau a abandonné la ressource" in page
    assert "avais tapé." in page
    assert '<form method="post" novalidate>' not in page


def test_une_page_que_l_etat_refuse_ne_montre_pas_son_formulaire(campagne, nadia, client: Client):
    ressource = fabrique.ressource(campagne, R.EN_RELECTURE)
    refusees = ["productions:rouvrir_relecture", "productions:reprendre", "validations:retirer_demande"]
    for nom in [*refusees, "validations:valider_formation"]:
        page = client.get(reverse(nom, args=[ressource.pk])).content.decode()
        assert "Ce n&#x27;est pas possible" in page or "Ce n'est pas possible" in page, nom
        assert 'class="fr-btn">' not in page.split("<main", 1)[1], nom


@pytest.mark.parametrize("vu", ["forgé", "é" * 5000, "2027", "<b>"])
def test_un_temoin_forge_est_une_page_perimee(campagne, nadia, client: Client, vu):
    ressource = fabrique.ressource(campagne, R.PRETE_A_VALIDER)
    assert client.post(reverse("validations:demander", args=[ressource.pk]), {"vu": vu}).status_code == 409


def test_les_pages_disent_ce_qu_on_ne_peut_pas(campagne, client: Client):
    fiche = fabrique.fiche(campagne, retenue=True)
    observateur = fabrique.personne()
    fabrique.mandat(observateur, Fonction.OBSERVATEUR, campagne)
    client.force_login(observateur)
    page = client.get(fiche.get_absolute_url()).content.decode()
    assert "Ce que je ne peux pas faire" in page
    assert "Revient au PREDAC ou à l&#x27;IAN du pôle : rouvrir la fiche, abandonner la fiche." in page
    page = client.get(campagne.get_absolute_url()).content.decode()
    assert "inviter dans l&#x27;équipe" in page
    client.force_login(fiche.redigee_par)
    page = client.get(fiche.get_absolute_url()).content.decode()
    assert "elle est retenue. Le PREDAC ou l&#x27;IAN du pôle peut la renvoyer ou la rouvrir." in page
    ressource = fabrique.ressource(campagne, R.EN_RELECTURE)
    relecture = fabrique.relecture(ressource)
    client.force_login(relecture.relecteur)
    url = reverse("productions:relecture", args=[relecture.pk])
    assert "Lire les remarques des autres" in client.get(url).content.decode()
    coordination = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    services.clore_relecture(ressource=ressource, acteur=coordination, maintenant=MAINTENANT)
    assert f"{coordination.nom_complet} a clos une relecture" in client.get(url).content.decode()
