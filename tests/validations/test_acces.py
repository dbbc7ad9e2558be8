"""Who may open what: 404 to a stranger, 403 to a reader who may not act, 405 to the wrong method."""

import pytest
from django.test import Client
from django.urls import reverse

from journal.models import Ecriture
from productions.etats import EtatRessource as R
from productions.models import NatureRessource
from tests import fabrique

DES_DEUX = ["demander", "retirer_demande"]
DE_LA_COORDINATION = ["valider_formation", "publier", "abandonner", "corriger_publication", "retirer_publication"]
DES_SIGNATAIRES = ["tableau", "suivante", "viser"]
PAGES = [*DES_DEUX, *DE_LA_COORDINATION, *DES_SIGNATAIRES]

REFUS = {
    "etranger": dict.fromkeys([*DES_DEUX, *DE_LA_COORDINATION, "viser"], 404) | {"tableau": 403, "suivante": 403},
    "enseignant": dict.fromkeys(PAGES, 403),
    "producteur": dict.fromkeys([*DE_LA_COORDINATION, *DES_SIGNATAIRES], 403),
    "coordinateur": dict.fromkeys(DES_SIGNATAIRES, 403),
    "administrateur": dict.fromkeys(DES_SIGNATAIRES, 403),
    "superutilisateur": dict.fromkeys(DES_SIGNATAIRES, 403),
    "inspecteur": dict.fromkeys([*DES_DEUX, *DE_LA_COORDINATION], 403),
    "drane": dict.fromkeys([*DES_DEUX, *DE_LA_COORDINATION], 403),
}


@pytest.fixture
def adresses(pole) -> dict[str, str]:
    """One page of each kind, on a resource in the state where it serves."""
    prete, en_validation = pole.ressource(R.PRETE_A_VALIDER), pole.ressource(R.EN_VALIDATION)
    validee, publiee = pole.ressource(R.VALIDEE), pole.ressource(R.PUBLIEE)
    formation = pole.ressource(R.PRETE_A_VALIDER, nature=NatureRessource.FORMATION)
    sujets = {
        "demander": prete,
        "retirer_demande": en_validation,
        "valider_formation": formation,
        "publier": validee,
        "abandonner": prete,
        "viser": en_validation.demandes.get(),
        "corriger_publication": publiee.publications.get(),
        "retirer_publication": publiee.publications.get(),
    }
    return {nom: reverse(f"validations:{nom}", args=[sujets[nom].pk] if nom in sujets else []) for nom in PAGES}


def connecte(qui: str, pole) -> Client:
    client = Client()
    client.force_login(fabrique.superutilisateur() if qui == "superutilisateur" else getattr(pole, qui))
    return client


def test_table_des_acces_et_un_get_ne_fait_rien(pole, adresses):
    avant = Ecriture.objects.count()
    for qui, refus in REFUS.items():
        client = connecte(qui, pole)
        obtenus = {nom: client.get(adresse).status_code for nom, adresse in adresses.items()}
        assert {nom: statut for nom, statut in obtenus.items() if statut >= 400} == refus, qui
        assert all(statut == 200 for nom, statut in obtenus.items() if nom not in refus and nom != "suivante"), qui
    assert Ecriture.objects.count() == avant


def test_poster_sans_droit_ne_fait_rien(pole, adresses):
    avant = Ecriture.objects.count()
    donnees = {"motif": "Un motif assez long", "avis": "favorable", "adresse": "https://exemple.fr/"}
    for qui, statut in (("etranger", 404), ("enseignant", 403), ("inspecteur", 403)):
        client = connecte(qui, pole)
        for nom in (*DES_DEUX, *DE_LA_COORDINATION):
            assert client.post(adresses[nom], donnees).status_code == statut, (qui, nom)
    assert connecte("coordinateur", pole).post(adresses["viser"], donnees).status_code == 403
    assert Ecriture.objects.count() == avant


def test_les_refus_sont_dits_la_porte_et_la_methode_gardees(pole, adresses, client):
    for adresse in adresses.values():
        assert client.get(adresse).url.startswith(reverse("account_login"))
    client.force_login(pole.enseignant)
    assert "aux producteurs de la ressource, au PREDAC ou à l&#x27;IAN" in client.get(adresses["demander"]).text
    assert "Cette action revient au PREDAC ou à l&#x27;IAN" in client.get(adresses["publier"]).text
    assert "elle revient à l&#x27;inspection et à la DRANE" in client.get(adresses["viser"]).text
    assert "la page des personnes qui donnent les visas" in client.get(adresses["tableau"]).text
    client.force_login(pole.coordinateur)
    for nom in (*DES_DEUX, *DE_LA_COORDINATION, "viser"):
        assert client.put(adresses[nom]).status_code == 405, nom
    for nom in ("tableau", "suivante"):
        assert client.post(adresses[nom]).status_code == 405, nom
