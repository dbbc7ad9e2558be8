"""The list of a campaign's resources: where each stands, who is awaited, until when."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from poles.models import Fonction
from productions import services
from productions.etats import EtatFiche
from productions.etats import EtatRessource as R
from productions.models import NatureRessource, Version
from productions.parcours import points, situer
from productions.queries.ressources import pour_liste
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
    return reverse("productions:ressources", args=[campagne.pole.slug, campagne.cycle.libelle])


def test_vide_dit_quoi_faire(campagne, coordinateur, client: Client):
    page = client.get(adresse(campagne)).content.decode()
    assert "Aucune ressource pour le moment." in page
    assert "Écrire une fiche-projet" in page
    client.force_login(fabrique.titulaire(campagne, Fonction.INSPECTEUR))
    assert "Écrire une fiche-projet" not in client.get(adresse(campagne)).content.decode()


@pytest.mark.parametrize(
    ("etat", "rang", "attente"),
    [
        (R.EN_CONCEPTION, 0, "Nadia Benali, pour la V1"),
        (R.EN_RELECTURE, 1, "le PREDAC ou l'IAN, pour désigner des relecteurs"),
        (R.EN_REVISION, 2, "Nadia Benali, pour la V2"),
        (R.PRETE_A_VALIDER, 3, "Nadia Benali et le PREDAC ou l'IAN, pour demander la validation"),
        (R.EN_VALIDATION, 3, "l'inspection et la DRANE, pour viser"),
        (R.VALIDEE, 4, "le PREDAC ou l'IAN, pour publier"),
        (R.NON_VALIDEE, 3, ""),
        (R.PUBLIEE, 5, ""),
        (R.ABANDONNEE, 0, ""),
    ],
)
def test_la_situation_de_chaque_etat(campagne, etat, rang, attente):
    producteur = fabrique.personne("Nadia", "Benali")
    ressource = fabrique.ressource(campagne, etat, [producteur], jour_v1=date(2026, 12, 10), jour_v2=date(2027, 1, 28))
    situation = situer(lue(ressource))
    du_cycle = date(2027, 5, 15) if etat in (R.PRETE_A_VALIDER, R.EN_VALIDATION) else None
    assert (situation.rang, situation.attente) == (rang, attente)
    assert situation.arret == (etat in (R.NON_VALIDEE, R.ABANDONNEE))
    assert situation.jour == {R.EN_CONCEPTION: date(2026, 12, 10), R.EN_REVISION: date(2027, 1, 28)}.get(etat, du_cycle)
    assert sum(p["etat"] == "fait" for p in points(ressource)) == rang


def lue(ressource):
    """As a page reads it, with its days in force."""
    return pour_liste(ressource._meta.model.objects.filter(pk=ressource.pk)).get()


def test_une_fiche_soumise_attend_sa_decision(campagne):
    ressource = lue(fabrique.ressource(campagne, R.EN_CONCEPTION))
    ressource.fiche.etat = EtatFiche.SOUMISE
    assert situer(ressource).attente == "le PREDAC ou l'IAN, pour décider de la fiche-projet"


def test_les_relecteurs_attendus_sont_nommes_avec_leur_premiere_date(campagne, coordinateur, client: Client):
    ressource = fabrique.ressource(campagne, R.EN_RELECTURE)
    for prenom, jours in (("Léa", 20), ("Omar", 10)):
        qui = fabrique.personne(prenom, "Roy")
        fabrique.mandat(qui, Fonction.ENSEIGNANT, campagne)
        fabrique.relecture(ressource, qui, echeance=fabrique.JOUR + timedelta(days=jours))
    (ligne,) = client.get(adresse(campagne)).context["ressources"]
    assert ligne.situation.attente == "Léa Roy et Omar Roy, pour relire"
    assert ligne.situation.jour == fabrique.JOUR + timedelta(days=10)


def test_ce_qui_est_abandonne_garde_le_chemin_fait(campagne):
    ressource = fabrique.ressource(campagne, R.PRETE_A_VALIDER)
    services.abandonner_ressource(
        ressource=ressource, motif="Plus le temps.", acteur=fabrique.personne(), maintenant=fabrique.MAINTENANT
    )
    ressource.refresh_from_db()
    assert situer(lue(ressource)).rang == 3
    assert [p["etat"] for p in points(ressource, relue=False)] == ["fait", "passe", "fait", "a_venir", "a_venir"]


def test_liste_et_filtres(campagne, coordinateur, client: Client):
    nadia = fabrique.enseignant(campagne)
    a = fabrique.ressource(campagne, R.EN_REVISION, [nadia])
    b = fabrique.ressource(campagne, producteurs=[nadia, fabrique.enseignant(campagne)])
    c = fabrique.ressource(campagne, nature=NatureRessource.FORMATION)
    fabrique.ressource()  # of another pôle
    for filtre, attendues in {
        "": {a, b, c},
        "etat=en_revision": {a},
        "etat=publiee": set(),
        "nature=formation": {c},
        f"producteur={nadia.pk}": {a, b},
        f"producteur={nadia.pk}&etat=en_conception": {b},
        f"texte={b.titre}": {b},
        "producteur=zzz&etat=inconnu": {a, b, c},
    }.items():
        reponse = client.get(f"{adresse(campagne)}?{filtre}")
        assert set(reponse.context["ressources"]) == attendues, filtre
    assert "Aucune ressource ne correspond" in client.get(f"{adresse(campagne)}?etat=publiee").content.decode()


def test_le_nombre_de_requetes_ne_depend_pas_de_la_liste(campagne, coordinateur, client: Client):
    comptes, faites = [], 0
    for nombre in (1, 3, 50) if COMPLET else (1, 3):
        while faites < nombre:
            ressource = fabrique.ressource(campagne, R.EN_RELECTURE)
            if faites % 2 == 0:
                fabrique.relecture(ressource)
            faites += 1
        with CaptureQueriesContext(connection) as requetes:
            assert client.get(f"{adresse(campagne)}?texte=Ressource").status_code == 200
        comptes.append(len(requetes))
    assert len(set(comptes)) == 1, comptes
    assert comptes[0] <= 12, "\n".join(r["sql"] for r in requetes.captured_queries)


def test_le_numero_de_version_se_recalcule(campagne):
    """The column that lists sort by is what the versions say, through deposits and a cancellation."""
    ressources = [fabrique.ressource(campagne, etat) for etat in R.values]
    annulee = fabrique.ressource(campagne, R.PRETE_A_VALIDER)
    services.annuler_depot(
        ressource=annulee, acteur=annulee.liens_producteurs.get().personne, maintenant=fabrique.MAINTENANT
    )
    for ressource in [*ressources, annulee]:
        ressource.refresh_from_db()
        en_vigueur = Version.objects.filter(ressource=ressource, annulee_le__isnull=True)
        numeros = sorted(en_vigueur.values_list("numero", flat=True))
        assert ressource.numero_version == max(numeros, default=0)
        assert numeros == list(range(1, ressource.numero_version + 1))
    assert annulee.numero_version == 1


def test_reprendre(campagne, coordinateur, client: Client, django_capture_on_commit_callbacks):
    ressource = fabrique.ressource(campagne, R.NON_VALIDEE)
    page = reverse("productions:reprendre", args=[ressource.pk])
    assert "repart en révision" in client.get(page).content.decode()
    assert "Dites pourquoi" in client.post(page, {"motif": ""}).content.decode()
    assert client.post(page, {"motif": "Le pôle y tient encore."}).url == ressource.get_absolute_url()
    ressource.refresh_from_db()
    assert ressource.etat == R.EN_REVISION
    # Again: it says why, and changes nothing.
    assert "n&#x27;est pas possible" in client.post(page, {"motif": "Le pôle y tient encore."}).content.decode()


@pytest.mark.parametrize(("ecart", "gardee"), [(-1, False), (0, True)])
def test_une_date_deja_passee_quand_la_validation_s_attend_n_est_pas_un_retard(campagne, ecart, gardee):
    jour = fabrique.JOUR + timedelta(days=ecart)
    ressource = fabrique.ressource(campagne, R.PRETE_A_VALIDER, jour_validation=jour)
    assert situer(lue(ressource)).jour == (jour if gardee else None)
