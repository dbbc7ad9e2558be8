"""The list of a campaign's fiches."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from poles.models import Discipline, Fonction, Niveau
from productions import services
from productions.models import FicheProjet
from productions.services.fiches import Production
from tests import fabrique
from tests.conftest import COMPLET

pytestmark = pytest.mark.django_db


@pytest.fixture
def campagne():
    return fabrique.campagne()


@pytest.fixture
def coordinateur(campagne, client: Client):
    qui = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    client.force_login(qui)
    return qui


def adresse(campagne) -> str:
    return reverse("productions:fiches", args=[campagne.pole.slug, campagne.cycle.libelle])


def titres(reponse) -> list[str]:
    return [fiche.titre for fiche in reponse.context["page"]]


def test_vide_dit_quoi_faire(campagne, coordinateur, client: Client):
    page = client.get(adresse(campagne)).content.decode()
    assert "Pas encore de fiche-projet." in page
    assert page.count("Ajouter une fiche") == 2
    client.force_login(fabrique.titulaire(campagne, Fonction.INSPECTEUR))
    assert "Ajouter une fiche" not in client.get(adresse(campagne)).content.decode()


def test_liste_et_filtres(campagne, coordinateur, client: Client):
    maths, anglais = Discipline.objects.get(nom="Mathématiques"), Discipline.objects.get(nom="Anglais")
    sixieme, cap = Niveau.objects.get(nom="Sixième"), Niveau.objects.get(nom="CAP")
    prof = fabrique.enseignant(campagne)
    for titre, production, discipline, niveau in (
        ("Le théorème", "Une escape game", maths, sixieme),
        ("La lettre", "Les documents commerciaux", anglais, cap),
    ):
        services.enregistrer_fiche(
            fiche=FicheProjet(campagne=campagne, titre=titre, resume=f"Autour de {titre.lower()}"),
            disciplines=[discipline, Discipline.objects.get(nom="Espagnol")],
            niveaux=[niveau],
            productions=[Production(titre=production, producteurs=[prof]), Production(titre="Autre")],
            acteur=prof,
            maintenant=fabrique.MAINTENANT,
        )
    soumise = fabrique.fiche(campagne, titre="Zéro déchet", soumise=True)
    fabrique.fiche(titre="D'un autre pôle", soumise=True)

    assert titres(client.get(adresse(campagne))) == ["La lettre", "Le théorème", "Zéro déchet"]
    for filtre, attendus in {
        "etat=soumise": [soumise.titre],
        "etat=abandonnee": [],
        f"discipline={maths.pk}": ["Le théorème"],
        f"niveau={cap.pk}": ["La lettre"],
        f"discipline={anglais.pk}&niveau={sixieme.pk}": [],
        "texte=escape": ["Le théorème"],
        "texte=COMMERCIAUX documents": ["La lettre"],
        "texte=autour": ["La lettre", "Le théorème"],
        f"etat=brouillon&texte=lettre&discipline={anglais.pk}": ["La lettre"],
        # A choice that does not exist narrows nothing, and never breaks the page.
        "etat=inconnu&discipline=zzz": ["La lettre", "Le théorème", "Zéro déchet"],
    }.items():
        reponse = client.get(f"{adresse(campagne)}?{filtre}")
        assert titres(reponse) == attendus, filtre
    assert "Aucune fiche ne répond" in client.get(f"{adresse(campagne)}?etat=abandonnee").content.decode()
    page = client.get(adresse(campagne)).content.decode()
    assert page.count("On vous attend") == 1
    assert "2 productions" in page
    assert prof.nom_complet in page


def test_un_lecteur_ne_voit_pas_les_brouillons(campagne, client: Client):
    fabrique.fiche(campagne, titre="Brouillon")
    # Given up before anybody was told of it: no more theirs to read.
    services.abandonner_fiche(
        fiche=fabrique.fiche(campagne, titre="Brouillon abandonné"),
        motif="On y renonce tout de suite.",
        acteur=fabrique.titulaire(campagne, Fonction.COORDINATEUR),
        maintenant=fabrique.MAINTENANT,
    )
    soumise = fabrique.fiche(campagne, titre="Soumise", soumise=True)
    client.force_login(fabrique.titulaire(campagne, Fonction.INSPECTEUR))
    reponse = client.get(adresse(campagne))
    assert titres(reponse) == [soumise.titre]
    assert "On vous attend" not in reponse.content.decode()


def test_pagination_garde_les_filtres(campagne, coordinateur, client: Client):
    prof = fabrique.enseignant(campagne)
    for _ in range(26):
        fabrique.fiche(campagne, [prof])
    reponse = client.get(f"{adresse(campagne)}?etat=brouillon&page=2")
    assert len(titres(reponse)) == 1
    assert "etat=brouillon&amp;page=1" in reponse.content.decode()


def test_le_nombre_de_requetes_ne_depend_pas_de_la_liste(campagne, coordinateur, client: Client):
    comptes = []
    faites = 0
    for nombre in (1, 3, 50) if COMPLET else (1, 3):
        while faites < nombre:
            fabrique.fiche(campagne, [fabrique.enseignant(campagne)], productions_prevues=2, soumise=True)
            faites += 1
        with CaptureQueriesContext(
            connection,
        ) as requetes:
            assert client.get(f"{adresse(campagne)}?texte=Fiche").status_code == 200
        comptes.append(len(requetes))
    assert len(set(comptes)) == 1, comptes
    assert comptes[0] <= 12, "\n".join(r["sql"] for r in requetes.captured_queries)


def test_un_texte_sans_fin_n_est_pas_cherche(campagne, coordinateur, client: Client):
    """Each word is a search of its own: 1,500 of them would hold the database for a minute."""
    fabrique.fiche(campagne, titre="Une fiche", soumise=True)
    for page in (adresse(campagne), reverse("accueil:mes_poles")):
        with CaptureQueriesContext(connection) as requetes:
            reponse = client.get(page, {"texte": "mot " * 1500})
        assert reponse.status_code == 200
        assert "texte" in reponse.context["filtre"].form.errors
        assert not any("mot" in requete["sql"] for requete in requetes if "LIKE" in requete["sql"].upper())
