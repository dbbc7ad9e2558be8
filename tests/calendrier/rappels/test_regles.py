"""The rules of a pôle: seen, changed, given up; and the list of what was sent."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calendrier.models import Echeance, Rappel, ReglagesRappels, RegleRappel
from calendrier.rappels.cibles import Cible, lire
from calendrier.rappels.occurrences import Cadence
from calendrier.rappels.phrases import phrase_de
from calendrier.services import envoyer_rappels
from commun.etats import EtatCourriel
from commun.models import Courriel
from journal.models import Ecriture
from poles.models import Fonction
from tests import fabrique

pytestmark = pytest.mark.django_db


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def coordination(client: Client, campagne) -> Client:
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR), backend=BACKEND)
    return client


BACKEND = "django.contrib.auth.backends.ModelBackend"


def adresse(campagne, nom: str = "regles", *suite: str) -> str:
    return reverse(f"calendrier:{nom}", args=[campagne.pole.slug, campagne.cycle.libelle, *suite])


@pytest.mark.parametrize(
    ("cadence", "phrase"),
    [
        (Cadence((14, 3), 1, 3), "14 et 3 jours avant, le lendemain, puis chaque semaine, trois fois."),
        (Cadence((7,)), "7 jours avant."),
        (Cadence((30, 7, 1)), "30, 7 et 1 jours avant."),
        (Cadence((1,), 5), "La veille, 5 jours après."),
        (Cadence(), "Aucun rappel."),
    ],
)
def test_une_regle_se_lit(cadence, phrase):
    assert phrase_de(cadence) == phrase


def test_chaque_date_dit_ses_prochains_envois(coordination, campagne):
    page = coordination.get(adresse(campagne)).content.decode()
    # The point d'étape n° 2 of 31 March: 14 days before is Wednesday the 17th, 3 days before Sunday the 28th.
    assert "mercredi 17 mars, vendredi 26 mars, jeudi 1er avril" in page
    assert "14 et 3 jours avant, le lendemain, puis chaque semaine, trois fois." in page
    assert "Relectures et V2" in page


def test_regler_puis_revenir(coordination, campagne):
    regler = adresse(campagne, "regler", "etape-point_etape-obligatoire")
    page = coordination.get(regler)
    envoi = {"avant_1": "10", "avant_2": "", "avant_3": "2", "apres": "", "relances": "", "vu": page.context["vu"]}
    suite = coordination.post(regler, envoi, follow=True)
    assert "Point d&#x27;étape (obligatoire) : 10 et 2 jours avant." in suite.content.decode()
    assert "lundi 22 mars" not in suite.content.decode()  # 10 days before falls on Sunday the 21st
    assert "vendredi 19 mars" in suite.content.decode()
    regle = RegleRappel.objects.get()
    assert (regle.campagne, regle.avant_1, regle.avant_2, regle.apres) == (campagne, 10, 2, None)
    assert Ecriture.objects.filter(action="rappels.regler", chaine=campagne.chaine).exists()
    perime = coordination.post(regler, envoi)
    assert perime.status_code == 409
    retablir = adresse(campagne, "retablir", "etape-point_etape-obligatoire")
    assert coordination.get(retablir).status_code == 200
    assert RegleRappel.objects.exists()
    assert "14 et 3 jours avant" in coordination.post(retablir, follow=True).content.decode()
    assert not RegleRappel.objects.exists()
    assert "suivent déjà" in coordination.get(retablir).content.decode()


@pytest.mark.parametrize(
    ("saisie", "champ"),
    [
        ({"avant_1": "3", "avant_2": "3"}, "avant_2"),
        ({"avant_1": "90"}, "avant_1"),
        ({"relances": "2"}, "apres"),
        ({"apres": "40"}, "apres"),
    ],
)
def test_une_regle_impossible_est_refusee_a_son_champ(coordination, campagne, saisie, champ):
    regler = adresse(campagne, "regler", "etape-point_etape-obligatoire")
    reponse = coordination.post(regler, {"vu": coordination.get(regler).context["vu"], **saisie})
    assert reponse.status_code == 200
    assert set(reponse.context["form"].errors) == {champ}
    assert not RegleRappel.objects.exists()


def test_l_indicatif_n_a_pas_d_apres(coordination, campagne):
    page = coordination.get(adresse(campagne, "regler", "etape-v2-indicatif"))
    assert "apres" not in page.context["form"].fields
    with pytest.raises(IntegrityError), transaction.atomic():
        RegleRappel.objects.create(cycle=campagne.cycle, nature="v2", avant_1=3, apres=1)


@pytest.mark.parametrize(
    "champs",
    [
        {"avant_1": 3, "avant_2": 5},
        {"avant_2": 5},
        {"avant_1": 0},
        {"apres": 31, "obligatoire": True},
        {"relances": 1, "obligatoire": True},
        {"nature": "v2", "genre": "relecture"},
        {"nature": "inconnue"},
    ],
)
def test_la_base_refuse_une_regle_impossible(campagne, champs):
    with pytest.raises(IntegrityError), transaction.atomic():
        RegleRappel.objects.create(cycle=campagne.cycle, **champs)


def test_une_seule_regle_par_cible(campagne):
    RegleRappel.objects.create(cycle=campagne.cycle, nature="v2")
    RegleRappel.objects.create(cycle=campagne.cycle, campagne=campagne, nature="v2")
    for autre in ({}, {"campagne": campagne}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RegleRappel.objects.create(cycle=campagne.cycle, nature="v2", **autre)


@pytest.mark.parametrize("code", ["etape-inconnue-indicatif", "reste-v2-indicatif", "etape-indicatif", "n-importe"])
def test_une_adresse_qui_ne_designe_rien(coordination, campagne, code):
    assert coordination.get(adresse(campagne, "regler", code)).status_code == 404


@pytest.mark.parametrize("cible", [Cible(nature="v2"), Cible(genre="relecture", obligatoire=True), Cible()])
def test_le_code_d_une_cible_se_relit(cible):
    assert lire(cible.code) == cible


def test_la_copie_a_l_inspection(coordination, campagne):
    coordination.post(adresse(campagne), {"inspection_en_copie": "on"})
    assert ReglagesRappels.objects.get().inspection_en_copie
    coordination.post(adresse(campagne), {})
    assert not ReglagesRappels.objects.get().inspection_en_copie


def test_la_liste_dit_qui_a_ete_rappele_de_quoi(coordination, campagne):
    Echeance.objects.filter(cycle=campagne.cycle, nature="point_etape", rang=1).update(jour=date(2027, 1, 17))
    envoyer_rappels(maintenant=fabrique.MAINTENANT)
    rappel = Rappel.objects.get(etat="envoye", nature="point_etape")
    liste = adresse(campagne, "rappels")
    page = coordination.get(liste).content.decode()
    assert rappel.titre.replace("'", "&#x27;") in page
    assert rappel.personne.nom_complet in page
    for recherche, lignes in (
        ("etat=en_attente&nature=point_etape", 1),
        ("etat=envoye", 0),
        (f"personne={rappel.personne.nom}&nature=point_etape&etat=en_attente", 1),
        ("personne=introuvable", 0),
        ("du=2027-01-15", 0),
        ("nature=v2", 0),
    ):
        assert len(coordination.get(f"{liste}?{recherche}").context["lignes"]) == lignes, recherche
    Courriel.objects.update(etat=EtatCourriel.EN_COURS, reclame_le=fabrique.MAINTENANT - timedelta(hours=1))
    assert "Bloqué : peut-être parti" in coordination.get(f"{liste}?etat=en_panne").content.decode()


def test_le_compte_dit_et_change_les_rappels_voulus(client, campagne):
    client.force_login(fabrique.enseignant(campagne), backend=BACKEND)
    assert "Chaque jour utile, les dates obligatoires et les indicatives." in client.get(
        reverse("comptes:mon_compte")
    ).content.decode().replace("&#x27;", "'")
    suite = client.post(reverse("calendrier:mes_rappels"), {"rythme": "hebdomadaire"}, follow=True)
    assert "Une fois par semaine, les dates obligatoires seulement." in suite.content.decode()


def test_la_page_des_regles_coute_la_meme_chose(coordination, campagne):
    couts = []
    for combien in (1, 3):
        for _ in range(combien):
            fabrique.ressource(campagne, "en_relecture")
            fabrique.fiche(campagne)
        with CaptureQueriesContext(connection) as requetes:
            coordination.get(adresse(campagne))
        couts.append(len(requetes))
    # The registry's own dozen, and what the page adds.
    assert couts[0] == couts[1] <= 20, couts
