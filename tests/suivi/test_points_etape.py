"""The points d'étape: a picture that stays as it was, a list, a page."""

from datetime import timedelta

import pytest
from django.urls import reverse

from commun.models import Courriel
from poles.models import Fonction
from productions.etats import EtatRessource as R
from suivi import services
from suivi.models import EtapeTenue
from suivi.photo import lire, photographier
from tests import fabrique, reunions
from tests.fabrique import JOUR

pytestmark = pytest.mark.django_db


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


def consigner(campagne, **champs) -> EtapeTenue:
    return services.consigner_etape(
        campagne=campagne,
        acteur=fabrique.titulaire(campagne, Fonction.COORDINATEUR),
        maintenant=fabrique.MAINTENANT,
        **{"nature": "point_etape", "rang": 1, "jour": JOUR, "notes": "Deux fiches arrivent tard."} | champs,
    )


def en_retard(campagne, titre: str, jours: int = 3):
    ressource = fabrique.ressource(
        campagne, R.EN_REVISION, jour_v1=JOUR - timedelta(days=40), jour_v2=JOUR - timedelta(days=jours)
    )
    # Asked before its day: a day that had passed by then would be nobody's lateness.
    ressource.titre, ressource.etat_depuis = titre, fabrique.MAINTENANT - timedelta(days=30)
    ressource.save()
    return ressource


def test_la_photo_compte_par_etat(campagne):
    en_retard(campagne, "Facturer")
    fabrique.ressource(campagne, R.PUBLIEE)
    relue = fabrique.ressource(campagne, R.EN_RELECTURE)
    fabrique.relecture(relue, echeance=JOUR + timedelta(days=9))
    fabrique.fiche(campagne, soumise=True)
    fabrique.ressource(fabrique.campagne(), R.PUBLIEE)
    photo = lire(photographier(campagne, JOUR))
    assert {g.titre: g.phrase for g in photo.groupes} == {
        "Fiches-projet": "soumise : 1, retenue : 3",
        "Ressources": "en conception : 1, en relecture : 1, en révision : 1, publiée : 1",
        "Relectures": "attendue : 1",
    }
    assert [(r.titre, r.quoi, r.jour) for r in photo.retards] == [("Facturer", "la V2", JOUR - timedelta(days=3))]


def test_qui_est_absent_n_est_pas_en_retard(campagne):
    ressource = en_retard(campagne, "Facturer")
    fabrique.indisponibilite(ressource.liens_producteurs.get().personne)
    assert photographier(campagne, JOUR)["retards"] == []


def test_dix_retards_au_plus_les_plus_anciens(campagne):
    for n in range(12):
        en_retard(campagne, f"Ressource {n:02}", jours=n + 1)
    photo = lire(photographier(campagne, JOUR))
    assert (len(photo.retards), photo.autres_retards, photo.nombre_de_retards) == (10, 2, 12)
    assert photo.retards[0].titre == "Ressource 11"


def test_la_photo_reste_telle_qu_elle_etait(campagne, client):
    ressource = en_retard(campagne, "Facturer")
    etape = consigner(campagne)
    ressource.titre = "Un autre titre"
    ressource.save()
    fabrique.ressource(campagne, R.PUBLIEE)
    etape.refresh_from_db()
    client.force_login(fabrique.titulaire(campagne, Fonction.INSPECTEUR))
    page = client.get(etape.get_absolute_url()).content.decode()
    assert "Facturer" in page
    assert "Un autre titre" not in page
    assert "en révision : 1" in page
    assert "publiée" not in page.split("Difficultés")[0]


def test_l_inspection_et_la_drane_recoivent_la_photo(campagne):
    en_retard(campagne, "Facturer")
    consigner(campagne)
    courriels = Courriel.objects.filter(gabarit="etape_consignee")
    assert {c.personne for c in courriels} == {
        fabrique.titulaire(campagne, f).pk for f in (Fonction.INSPECTEUR, Fonction.DRANE)
    }
    texte = courriels.first().texte
    assert "Ressources : en révision : 1" in texte
    assert "En retard : 1" in texte
    assert courriels.first().url == EtapeTenue.objects.get().get_absolute_url()


def test_la_page_ou_l_on_consigne_montre_la_photo(campagne, client):
    en_retard(campagne, "Facturer")
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    adresse = reverse("suivi:consigner", args=[campagne.pole.slug, campagne.cycle.libelle, "point_etape", 1])
    assert "Facturer" in client.get(adresse).content.decode()
    assert not EtapeTenue.objects.exists()


def test_une_etape_d_avant_les_photos_se_lit_encore(campagne, client):
    etape = consigner(campagne)
    EtapeTenue.objects.update(photo={})
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    assert "avant que le service" in client.get(etape.get_absolute_url()).content.decode()


def test_la_liste_dit_ce_qui_reste(campagne, client):
    etape = consigner(campagne)
    adresse = reverse("suivi:etapes", args=[campagne.pole.slug, campagne.cycle.libelle])
    for fonction, consigne in ((Fonction.COORDINATEUR, True), (Fonction.ENSEIGNANT, False)):
        client.force_login(fabrique.titulaire(campagne, fonction))
        page = client.get(adresse).content.decode()
        assert etape.get_absolute_url() in page
        assert "Point d&#x27;étape n° 2" in page
        assert "Visio de bilan" in page
        assert ("Consigner" in page) is consigne


def test_un_etranger_ne_lit_pas(campagne, client):
    etape = consigner(campagne)
    client.force_login(fabrique.enseignant(fabrique.campagne()))
    assert client.get(etape.get_absolute_url()).status_code == 404


def test_l_administration_lit_les_reunions_et_ne_les_modifie_pas(client):
    reunion = reunions.tenue(compte_rendu="Relu.")
    reunions.decider(reunion, "Garder le thème.", None)
    client.force_login(fabrique.superutilisateur())
    assert client.get(reverse("admin:suivi_reunion_changelist"), {"q": "Pôle"}).status_code == 200
    modifier = reverse("admin:suivi_reunion_change", args=[reunion.pk])
    assert "Garder le thème." in client.get(modifier).content.decode()
    assert client.post(modifier, {"objet": "Autre"}).status_code == 403
    assert client.get(reverse("admin:suivi_reunion_add")).status_code == 403
