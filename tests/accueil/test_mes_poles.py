"""The list of one's pôles."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calendrier.services import clore_cycle
from poles.models import Fonction, Pole
from tests import fabrique

pytestmark = pytest.mark.django_db
ADRESSE = "/poles/"


def noms(client, filtre: str = "") -> list[str]:
    return [ligne["titre"] for ligne in client.get(ADRESSE + filtre).context["lignes"]]


def test_les_siens_seulement_du_plus_recent_au_plus_ancien(client):
    ancien = fabrique.cycle(libelle="2025-2026", debut=date(2025, 9, 1), fin=date(2026, 8, 31))
    avant = fabrique.campagne(cycle=ancien)
    campagne = fabrique.campagne(pole=avant.pole)
    fabrique.campagne()
    qui = fabrique.personne()
    fabrique.mandat(qui, Fonction.ENSEIGNANT, avant.pole)
    client.force_login(qui)
    lignes = client.get(ADRESSE).context["lignes"]
    assert [ligne["campagne"] for ligne in lignes] == [campagne, avant]
    clore_cycle(cycle=ancien, acteur=None, maintenant=fabrique.MAINTENANT)
    assert "Année close" in client.get(ADRESSE).content.decode()


def test_une_ligne_dit_le_role_et_qui_conduit(client):
    campagne = fabrique.campagne()
    predac, ian = fabrique.personne("Claire", "Moreau"), fabrique.personne("Marc", "Roux")
    fabrique.mandat(predac, Fonction.COORDINATEUR, campagne)
    fabrique.mandat(ian, Fonction.COORDINATEUR, campagne.pole, titre="ian")
    ancien = fabrique.personne("Anne", "Partie")
    fabrique.mandat(ancien, Fonction.COORDINATEUR, campagne, fin=date(2026, 10, 1))
    client.force_login(predac)
    contenu = client.get(ADRESSE).content.decode()
    assert "Claire Moreau, Marc Roux" in contenu
    assert ">PREDAC</td>" in contenu
    assert "Anne Partie" not in contenu
    assert predac.email not in contenu


def test_les_filtres(client):
    langues = fabrique.campagne(theme="L'oral")
    maths = fabrique.campagne(theme="Manipuler")
    Pole.objects.filter(pk=maths.pole_id).update(genre=Pole.Genre.APPUI)
    client.force_login(fabrique.superutilisateur())
    assert len(noms(client)) == 2
    assert noms(client, "?texte=oral") == [langues.pole.nom]
    assert noms(client, f"?texte={maths.pole.nom}") == [maths.pole.nom]
    assert noms(client, "?genre=appui") == [maths.pole.nom]
    assert noms(client, f"?cycle={langues.cycle.libelle}") == [langues.pole.nom]
    reponse = client.get(f"{ADRESSE}?texte=zzz")
    assert "Aucun pôle ne correspond." in reponse.content.decode()


def test_la_page_vide_dit_que_faire(client):
    client.force_login(fabrique.personne())
    contenu = client.get(ADRESSE).content.decode()
    assert "Vous ne faites partie d'aucun pôle" in contenu
    assert "Filtrer" not in contenu


def test_au_plus_douze_requetes_et_autant_avec_1_3_ou_50_poles(client):
    cycle = fabrique.cycle()
    qui = fabrique.personne()
    fabrique.mandat(qui, Fonction.INSPECTEUR, cycle.academie)
    client.force_login(qui)
    comptes = []
    for nombre in (1, 2, 47):
        for n in range(nombre):
            campagne = fabrique.campagne(cycle=cycle)
            if n < 3:
                fabrique.titulaire(campagne, Fonction.COORDINATEUR)
                fabrique.ressource(campagne)
        with CaptureQueriesContext(connection) as requetes:
            reponse = client.get(ADRESSE)
        comptes.append(len(requetes))
    assert len(reponse.context["lignes"]) == 25
    assert len(reponse.content) < 60_000
    assert comptes[0] <= 12
    assert comptes[0] == comptes[1] == comptes[2]


def test_il_faut_etre_connecte(client):
    assert reverse("account_login") in client.get(ADRESSE).url
