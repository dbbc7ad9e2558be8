"""A job's page: its own person's, and nobody else's."""

import pytest
from django.core.files.base import ContentFile

from commun.etats import EtatTravail
from commun.models import Travail

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def travail(personne, instant) -> Travail:
    return Travail.objects.create(
        genre="essai",
        titre="Les fiches du pôle",
        demandeur=personne.pk,
        tache="essai",
        etat=EtatTravail.EN_COURS,
        etape="Mise en page",
        avancement=40,
        cree_le=instant,
        battement=instant,
    )


@pytest.fixture
def fini(travail) -> Travail:
    travail.resultat.save("x", ContentFile(b"%PDF-1.7"), save=False)
    travail.etat, travail.nom_resultat, travail.type_resultat = EtatTravail.REUSSI, "Fiches été.pdf", "application/pdf"
    travail.save()
    return travail


def test_l_avancement_se_lit_et_se_rafraichit(connectee, travail) -> None:
    page = connectee.get(travail.get_absolute_url()).content.decode()
    for attendu in ("<h1>Les fiches du pôle", "Mise en page", "40 %", "Actualiser", "Annuler ce travail"):
        assert attendu in page
    fragment = connectee.get(travail.get_absolute_url(), **HTMX).content.decode()
    assert "Mise en page" in fragment
    assert "<html" not in fragment


def test_le_resultat_se_telecharge(connectee, fini) -> None:
    assert "Fiches été.pdf" in connectee.get(fini.get_absolute_url()).content.decode()
    reponse = connectee.get(f"{fini.get_absolute_url()}resultat/")
    assert b"".join(reponse.streaming_content) == b"%PDF-1.7"
    assert reponse["Content-Type"] == "application/pdf"
    assert reponse["Content-Disposition"] == "attachment; filename*=utf-8''Fiches%20%C3%A9t%C3%A9.pdf"
    assert reponse["X-Content-Type-Options"] == "nosniff"


def test_on_revient_d_ou_l_on_vient(connectee, fini) -> None:
    page = fini.get_absolute_url()
    retour = "Revenir à la page précédente"
    depuis = connectee.get(page, headers={"Referer": "http://testserver/seances/2/?page=1"}).text
    assert retour in depuis
    assert 'href="/seances/2/?page=1"' in depuis
    assert 'href="/bilans/3/"' in connectee.get(f"{page}?retour=/bilans/3/", headers={"Referer": depuis}).text
    assert retour not in connectee.get(f"{page}?retour=//exemple.fr/").text
    for ailleurs in ("", "https://exemple.fr/seances/2/", f"http://testserver{page}", "http://testserver.exemple.fr/"):
        assert retour not in connectee.get(page, headers={"Referer": ailleurs}).text


def test_pas_de_resultat_avant_la_fin(connectee, travail) -> None:
    assert connectee.get(f"{travail.get_absolute_url()}resultat/").status_code == 404


def test_annuler(connectee, travail) -> None:
    adresse = f"{travail.get_absolute_url()}annuler/"
    assert connectee.get(adresse).status_code == 405
    page = connectee.post(adresse, follow=True).content.decode()
    assert "est annulé" in page
    travail.refresh_from_db()
    assert travail.etat == EtatTravail.ANNULE
    # Once more does no harm, and says why nothing happens.
    assert "déjà fini" in connectee.post(adresse, follow=True).content.decode()


@pytest.mark.parametrize("suite", ["", "resultat/", "annuler/"])
def test_un_autre_ne_voit_rien(client, creer_personne, fini, suite: str) -> None:
    client.force_login(creer_personne("Yann", "Le-Goff", is_staff=True, is_superuser=True))
    methode = client.post if suite == "annuler/" else client.get
    assert methode(f"{fini.get_absolute_url()}{suite}").status_code == 404


def test_un_inconnu_doit_se_connecter(client, travail) -> None:
    reponse = client.get(travail.get_absolute_url())
    assert reponse.status_code == 302
    assert reponse.url.startswith("/compte/")


@pytest.mark.parametrize("etat", [EtatTravail.ANNULE, EtatTravail.ECHOUE, EtatTravail.EN_ATTENTE])
def test_chaque_etat_a_ses_mots(connectee, travail, etat: str) -> None:
    Travail.objects.update(etat=etat, etape="", erreur="Aucune fiche retenue." if etat == "echoue" else "")
    attendu = {"annule": "annulé", "echoue": "Aucune fiche retenue.", "en_attente": "attend son tour"}[etat]
    assert attendu in connectee.get(travail.get_absolute_url()).content.decode()
