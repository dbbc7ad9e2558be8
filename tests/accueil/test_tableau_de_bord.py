"""A pôle's dashboard: each number is the length of the list that it leads to; who may read what."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse

from accueil.queries.glissement import Glissement, Pied, glissement
from calendrier.models import Echeance
from poles.etats import EtatCycle
from poles.models import Campagne, Cycle, Fonction
from productions.etapes import Etape
from productions.etats import EtatRessource as R
from productions.models import Ressource
from tests import fabrique, tests_classe

pytestmark = pytest.mark.django_db

NOMBRE_LIE = re.compile(r'<a[^>]*href="([^"]+)"[^>]*>\s*(\d+)(?!\d)')
PLUS_TARD = fabrique.MAINTENANT + timedelta(days=60)


@pytest.fixture
def campagne():
    campagne = fabrique.campagne(avec_equipe=True)
    nadia, hugo = fabrique.enseignant(campagne), fabrique.enseignant(campagne)
    for etat in R.values:
        for gens in ([nadia], [nadia, hugo]):
            fabrique.ressource(campagne, etat, gens)
    relue = fabrique.ressource(campagne, R.EN_RELECTURE, [nadia])
    fabrique.relecture(relue, hugo, echeance=fabrique.JOUR + timedelta(days=5))
    fabrique.relecture(relue, fabrique.enseignant(campagne))
    testee = fabrique.ressource(campagne, R.PRETE_A_VALIDER, [nadia])
    tests_classe.planifier(testee, hugo, jour_prevu=fabrique.JOUR + timedelta(days=20))
    fabrique.fiche(campagne, [hugo], productions_prevues=2)
    return campagne


def adresse(campagne, **question):
    args = [campagne.pole.slug, campagne.cycle.libelle]
    return reverse("accueil:tableau_de_bord", args=args, query=question or None)


@pytest.mark.parametrize("vue", ["planche", "retards", "porteurs"])
def test_chaque_nombre_est_celui_de_sa_liste(client, horloge, campagne, vue):
    horloge(PLUS_TARD)
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    page = client.get(adresse(campagne, vue=vue)).content.decode()
    principal = page[page.index("<main") :]
    verifies = 0
    for lien, nombre in NOMBRE_LIE.findall(principal):
        if "/ressources/?" in lien or "/tests/?" in lien:
            liste = client.get(unescape(lien))
            assert liste.context["page"].paginator.count == int(nombre), lien
            assert not liste.context["filtre"].form.errors, lien
            verifies += 1
    assert verifies >= 7


def test_les_filtres_restent_et_la_planche_les_suit(client, campagne):
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    page = client.get(adresse(campagne, vue="planche", etat="en_relecture"))
    pleines = {colonne.etape: len(colonne.ressources) for colonne, _ in page.context["colonnes"] if colonne.ressources}
    assert pleines == {Etape.RELECTURE: 3}
    assert "etat=en_relecture&amp;etape=relecture" in page.content.decode()
    assert 'name="vue" value="planche"' in page.content.decode()
    en_tableau = next(o["url"] for o in page.context["onglets"] if "vue=table" in o["url"])
    lignes = client.get(adresse(campagne) + en_tableau).context["liste"].lignes
    assert {r.etat for r in lignes} == {R.EN_RELECTURE}
    assert len(lignes) == 3


def test_qui_porte_quoi_n_est_lu_que_par_qui_conduit(client, campagne):
    client.force_login(fabrique.titulaire(campagne, Fonction.ENSEIGNANT))
    page = client.get(adresse(campagne, vue="porteurs"))
    assert page.context["vue"] == "planche"
    assert "Qui porte quoi" not in page.content.decode()
    client.force_login(fabrique.titulaire(fabrique.campagne(), Fonction.COORDINATEUR))
    assert client.get(adresse(campagne)).status_code == 404


def test_le_retard_d_une_etape_va_de_sa_date_a_son_depot(campagne):
    """V1 due on the 1st of December, deposited on the 14th of January: 44 days, which are over."""
    producteur = fabrique.enseignant(campagne)
    r = fabrique.ressource(campagne, R.EN_RELECTURE, [producteur])
    r.fiche.jour_v1, r.fiche.jour_relecture = date(2026, 12, 1), date(2027, 1, 20)
    r.fiche.save()
    fabrique.relecture(r, fabrique.enseignant(campagne), echeance=date(2027, 1, 20))
    (ligne,) = glissement(campagne, Ressource.objects.filter(pk=r.pk), date(2027, 1, 25)).lignes
    cases = {c.etape: (c.jours, c.en_cours) for c in ligne.cases}
    assert cases[Etape.V1] == (44, False)
    assert cases[Etape.RELECTURE] == (5, True)
    assert cases[Etape.V2] == (0, False)


def test_les_retards_passes_d_une_fiche_et_d_un_test_se_voient(client, horloge, campagne):
    """The milestone of the fiches is before the day on which everything is retained; the test came nine days late."""
    tardive = fabrique.ressource(campagne, R.PRETE_A_VALIDER, [fabrique.enseignant(campagne)])
    prevu = fabrique.JOUR - timedelta(days=6)
    Echeance.objects.update_or_create(
        cycle=campagne.cycle, campagne=None, nature="fiches_projet", rang=1, defaults={"jour": prevu}
    )
    tardive.fiche.cree_le = fabrique.MAINTENANT - timedelta(days=20)
    tardive.fiche.save()
    test = tests_classe.planifier(tardive, jour_prevu=fabrique.JOUR + timedelta(days=1))
    tests_classe.rendre(test, maintenant=fabrique.MAINTENANT + timedelta(days=10))
    (ligne,) = glissement(campagne, Ressource.objects.filter(pk=tardive.pk), fabrique.JOUR + timedelta(20)).lignes
    cases = {c.etape: (c.jours, c.en_cours) for c in ligne.cases}
    assert cases[Etape.FICHE] == (6, False)
    assert cases[Etape.TEST] == (9, False)


def test_relancer_est_offert_quand_seul_un_visa_ou_un_test_attend(client, horloge):
    for etat in (R.EN_VALIDATION, R.PUBLIEE):
        une = fabrique.campagne(avec_equipe=True)
        r = fabrique.ressource(une, etat, [fabrique.enseignant(une)])
        if etat == R.PUBLIEE:
            tests_classe.planifier(r, fabrique.enseignant(une), jour_prevu=fabrique.JOUR + timedelta(days=1))
        client.force_login(fabrique.titulaire(une, Fonction.COORDINATEUR))
        horloge(fabrique.MAINTENANT + timedelta(days=8))
        page = client.get(adresse(une))
        assert page.context["relancer"].startswith(f"/relancer/?campagne={une.pk}&retour=")
        assert page.context["relancer"].replace("&", "&amp;") in page.content.decode()


def test_relancer_suit_le_cycle_et_non_la_preparation_de_l_annee_suivante(client, horloge):
    """A class test left in a year that was rolled over is still reminded of; the visas of a closed cycle are not."""
    une = fabrique.campagne(avec_equipe=True)
    testee = fabrique.ressource(une, R.PUBLIEE, [fabrique.enseignant(une)])
    tests_classe.planifier(testee, fabrique.enseignant(une), jour_prevu=fabrique.JOUR + timedelta(days=1))
    Campagne.objects.filter(pk=une.pk).update(close_le=fabrique.MAINTENANT)
    horloge(fabrique.MAINTENANT + timedelta(days=8))
    client.force_login(fabrique.titulaire(une, Fonction.COORDINATEUR))
    relancer = client.get(adresse(une)).context["relancer"]
    assert client.get(relancer).context["relance"].a_relancer
    autre = fabrique.campagne(avec_equipe=True)
    fabrique.ressource(autre, R.EN_VALIDATION, [fabrique.enseignant(autre)])
    client.force_login(fabrique.titulaire(autre, Fonction.COORDINATEUR))
    assert client.get(adresse(autre)).context["relancer"]
    Cycle.objects.filter(pk=autre.cycle_id).update(etat=EtatCycle.CLOS)
    assert not client.get(adresse(autre)).context["relancer"]


def test_tout_afficher_garde_la_vue(client, campagne):
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    page = client.get(adresse(campagne, vue="table", etat="en_relecture")).content.decode()
    assert f'href="{adresse(campagne, vue="table")}">Tout afficher' in page


def test_rien_n_est_coupe_au_dela_de_ce_que_la_planche_montre(client, horloge, campagne, monkeypatch):
    monkeypatch.setattr("accueil.queries.tableau.RESSOURCES_MAX", 2)
    test_chaque_nombre_est_celui_de_sa_liste(client, horloge, campagne, "retards")
    test_chaque_nombre_est_celui_de_sa_liste(client, horloge, campagne, "porteurs")


def test_sans_rien_en_main_ne_nomme_que_des_enseignants(client, campagne):
    coordination, libre = fabrique.titulaire(campagne, Fonction.COORDINATEUR), fabrique.enseignant(campagne)
    client.force_login(coordination)
    libres = client.get(adresse(campagne, vue="porteurs")).context["libres"]
    assert libre.nom_complet in libres
    assert coordination.nom_complet not in libres


def test_un_pole_sans_ressource_dit_par_ou_commencer(client):
    vide = fabrique.campagne(avec_equipe=True)
    client.force_login(fabrique.titulaire(vide, Fonction.COORDINATEUR))
    page = client.get(adresse(vide)).content.decode()
    assert "Aucune ressource pour l'instant." in page
    assert reverse("productions:fiches", args=[vide.pole.slug, vide.cycle.libelle]) in page


def test_deux_etapes_qui_retiennent_autant_se_disent_toutes_deux():
    def pires(*en_retard: int) -> list[int]:
        pieds = [Pied(etape, n, 0) for etape, n in zip(Etape, en_retard, strict=False)]
        return [pieds.index(pied) for pied in Glissement(lignes=[], pieds=pieds).pires]

    assert pires(0, 0) == []
    assert pires(1, 3, 2) == [1]
    assert pires(3, 1, 3) == [0, 2]
