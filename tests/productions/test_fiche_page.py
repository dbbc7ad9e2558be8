"""A fiche's page: everything about it, and what I can do said in words."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from poles.models import Fonction
from productions import services
from tests import fabrique

pytestmark = pytest.mark.django_db
MOTIF = "Précisez le niveau visé."


@pytest.fixture
def campagne():
    return fabrique.campagne()


def lire(client: Client, qui, fiche) -> str:
    client.force_login(qui)
    return client.get(fiche.get_absolute_url()).content.decode()


def test_tout_y_est(campagne, client: Client):
    auteur, collegue = fabrique.enseignant(campagne), fabrique.enseignant(campagne)
    fiche = fabrique.fiche(
        campagne,
        [auteur, collegue],
        productions_prevues=2,
        soumise=True,
        resume="Un jeu d'évasion.",
        objectifs="Lire une facture.",
        outils="Éléa",
        jour_v2=date(2027, 1, 31),
        jour_test=date(2027, 3, 30),
    )
    page = lire(client, auteur, fiche)
    assert page.count("<h1") == 1
    for attendu in (
        fiche.titre,
        "Un jeu d&#x27;évasion.",
        "Lire une facture.",
        "Éléa",
        fiche.disciplines.get().nom,
        fiche.niveaux.get().nom,
        f"{auteur.nom_complet}, {collegue.nom_complet}",
        "Le dimanche 31 janvier tombe un week-end",
        "mardi 30 mars",
        "Les 2 productions",
        f"{auteur.nom_complet} a soumis la fiche",
        f"{auteur.nom_complet} a commencé la fiche",
    ):
        assert attendu in page, attendu
    for ressource in fiche.ressources.all():
        assert f'href="{ressource.get_absolute_url()}"' in page


def test_une_fiche_sans_date_n_a_pas_de_dessin(campagne, client: Client):
    fiche = fabrique.fiche(campagne)
    page = lire(client, fiche.redigee_par, fiche)
    assert "<svg" not in page
    assert "pas de date" in page
    assert "Pas de test en classe prévu." in page


def test_le_motif_se_lit_tant_qu_il_vaut(campagne, client: Client):
    fiche = fabrique.fiche(campagne, soumise=True)
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    champs = {"acteur": coordinateur, "maintenant": fabrique.MAINTENANT}
    fiche = services.renvoyer_fiche(fiche=fiche, motif=MOTIF, **champs)
    page = lire(client, fiche.redigee_par, fiche)
    assert "À reprendre : pourquoi" in page
    assert MOTIF in page
    assert f"{coordinateur.nom_complet}, " in page
    fiche = services.soumettre_fiche(fiche=fiche, acteur=fiche.redigee_par, maintenant=fabrique.MAINTENANT)
    assert "pourquoi</p>" not in lire(client, fiche.redigee_par, fiche)


def boutons(page: str) -> set[str]:
    barre = page.partition('aria-label="Décision"')[2]
    mots = ("Soumettre la fiche", "Compléter la fiche", ">Retenir<", "Renvoyer", "Rouvrir la", "Reprendre la fiche<")
    return {mot.strip("<>") for mot in (*mots, "Abandonner la") if mot in barre}


def test_ce_que_chacun_peut_faire(campagne, client: Client):
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    lecteur, collegue = fabrique.titulaire(campagne, Fonction.OBSERVATEUR), fabrique.enseignant(campagne)
    champs = {"acteur": coordinateur, "maintenant": fabrique.MAINTENANT}
    nom = f"{coordinateur.nom_complet} (PREDAC)"

    fiche = fabrique.fiche(campagne)
    auteur = fiche.redigee_par
    assert boutons(lire(client, auteur, fiche)) == {"Soumettre la fiche"}
    assert boutons(lire(client, coordinateur, fiche)) == {"Soumettre la fiche", "Abandonner la"}
    assert boutons(lire(client, collegue, fiche)) == set()
    fiche.niveaux.clear()
    page = lire(client, auteur, fiche)
    assert boutons(page) == {"Compléter la fiche"}
    assert "il manque encore : un niveau" in page

    fiche = fabrique.fiche(campagne, [auteur], soumise=True)
    page = lire(client, auteur, fiche)
    assert boutons(page) == set()
    assert f"{nom} doit décider" in page
    assert "Elle ne se modifie pas" in page
    page = lire(client, coordinateur, fiche)
    assert boutons(page) == {"Retenir", "Renvoyer", "Abandonner la"}
    assert "La décision vous revient" in page
    assert f"en décider à {nom}" in lire(client, lecteur, fiche)

    fiche = services.retenir_fiche(fiche=fiche, **champs)
    assert f"demandez à {nom} de la rouvrir" in lire(client, auteur, fiche)
    assert boutons(lire(client, coordinateur, fiche)) == {"Rouvrir la", "Abandonner la"}
    fiche = services.abandonner_fiche(fiche=fiche, motif=MOTIF, **champs)
    assert boutons(lire(client, coordinateur, fiche)) == {"Reprendre la fiche"}
    assert boutons(lire(client, auteur, fiche)) == set()


def test_le_nombre_de_requetes_ne_depend_pas_de_la_fiche(campagne, client: Client):
    comptes = []
    for nombre in (1, 3, 12):
        equipe = [fabrique.enseignant(campagne) for _ in range(nombre)]
        fiche = fabrique.fiche(campagne, equipe, productions_prevues=nombre, soumise=True)
        client.force_login(equipe[0])
        with CaptureQueriesContext(connection) as requetes:
            assert client.get(fiche.get_absolute_url()).status_code == 200
        comptes.append(len(requetes))
    assert len(set(comptes)) == 1, comptes
