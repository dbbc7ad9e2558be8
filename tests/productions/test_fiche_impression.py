"""Fiches on paper: the page to print, the pôle's fiches as one PDF."""

import io

import pytest
from django.test import Client
from django.urls import reverse

from commun.erreurs import ActionImpossible
from commun.models import Travail
from poles.models import Fonction
from productions import services
from productions.tasks import _fabriquer, pdf_fiches
from tests import fabrique

pytestmark = pytest.mark.django_db


@pytest.fixture
def campagne():
    campagne = fabrique.campagne()
    campagne.pole.nom = "Pôle d'économie-gestion"
    campagne.pole.save()
    return campagne


def adresse(campagne) -> str:
    return reverse("productions:pdf_fiches", args=[campagne.pole.slug, campagne.cycle.libelle])


def fabriquer(client: Client, url: str, taches_lancees, callbacks) -> Travail:
    """Ask for the PDF, then let the background work happen."""
    with callbacks(execute=True):
        reponse = client.post(url)
    travail = Travail.objects.get()
    assert reponse.url == travail.get_absolute_url()
    taches_lancees.jouer()
    travail.refresh_from_db()
    return travail


def lire_pdf(travail: Travail) -> list[str]:
    pypdf = pytest.importorskip("pypdf")
    if "bibliothèques" in travail.erreur:
        pytest.skip("Pango manque sur cette machine.")
    assert travail.etat == "reussi", travail.erreur
    with travail.resultat.open("rb") as fichier:
        return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(fichier.read())).pages]


def test_toutes_les_fiches_en_un_pdf(campagne, client, taches_lancees, django_capture_on_commit_callbacks):
    auteur = fabrique.enseignant(campagne)
    fabrique.fiche(campagne, [auteur], titre="Les documents commerciaux", soumise=True, resume="Un jeu d'évasion.")
    fabrique.fiche(campagne, [auteur], titre="La trésorerie", retenue=True)
    fabrique.fiche(campagne, [auteur], titre="Brouillon secret")
    abandonnee = fabrique.fiche(campagne, [auteur], titre="Oubliée", soumise=True)
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    services.abandonner_fiche(
        fiche=abandonnee, motif="Plus personne.", acteur=coordinateur, maintenant=fabrique.MAINTENANT
    )
    client.force_login(coordinateur)
    travail = fabriquer(client, adresse(campagne), taches_lancees, django_capture_on_commit_callbacks)
    pages = lire_pdf(travail)
    # Cover, contents, one page a fiche.
    assert len(pages) == 4
    assert "Fiches-projet" in pages[0]
    assert "Pôle d'économie-gestion" in pages[0]
    assert "Sommaire" in pages[1]
    assert "Les documents commerciaux" in pages[1]
    assert "La trésorerie" in pages[2]
    assert "Un jeu d'évasion." in pages[3]
    assert auteur.nom_complet in pages[3]
    assert not any(titre in page for page in pages for titre in ("Brouillon secret", "Oubliée"))
    assert travail.nom_resultat == f"Fiches-projet Pôle d'économie-gestion {campagne.cycle.libelle}.pdf"
    telecharge = client.get(reverse("commun:resultat_travail", args=[travail.pk]))
    assert telecharge["Content-Type"] == "application/pdf"
    assert telecharge["Content-Disposition"].startswith("attachment")
    assert telecharge.getvalue().startswith(b"%PDF")
    client.force_login(auteur)
    assert client.get(reverse("commun:resultat_travail", args=[travail.pk])).status_code == 404


def test_rejouer_le_travail_ne_change_rien(campagne, client, taches_lancees, django_capture_on_commit_callbacks):
    fabrique.fiche(campagne, soumise=True)
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    travail = fabriquer(client, adresse(campagne), taches_lancees, django_capture_on_commit_callbacks)
    avant = (travail.etat, travail.resultat.name, travail.essais)
    pdf_fiches(str(travail.pk))
    travail.refresh_from_db()
    assert (travail.etat, travail.resultat.name, travail.essais) == avant


def test_sans_fiche_a_reunir_rien_n_est_demande(campagne, client: Client):
    fabrique.fiche(campagne)
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    page = client.post(adresse(campagne), follow=True).content.decode()
    assert "pas encore de fiche à réunir" in page
    assert not Travail.objects.exists()


def test_qui_a_perdu_ses_droits_entre_temps_n_obtient_rien(campagne):
    """The job reads with the rights of the moment it runs."""
    fabrique.fiche(campagne, soumise=True)
    travail = Travail(demandeur=fabrique.personne().pk, parametres={"campagne": campagne.pk}, titre="Fiches")

    class Muet:
        def etape(self, *args: object) -> None: ...

    with pytest.raises(ActionImpossible, match="Aucune fiche"):
        _fabriquer(travail, Muet())


def test_la_page_a_imprimer(campagne, client: Client):
    fiche = fabrique.fiche(campagne, soumise=True, resume="Un <b>jeu</b>.")
    client.force_login(fiche.redigee_par)
    page = client.get(reverse("productions:imprimer_fiche", args=[fiche.pk])).content.decode()
    assert page.count("<h1") == 1
    assert fiche.titre in page
    assert "Un &lt;b&gt;jeu&lt;/b&gt;." in page
    assert "Calendrier prévu" in page


def test_une_fiche_seule_en_pdf(campagne, client, taches_lancees, django_capture_on_commit_callbacks):
    fiche = fabrique.fiche(campagne, titre="La trésorerie")
    client.force_login(fiche.redigee_par)
    url = reverse("productions:pdf_fiche", args=[fiche.pk])
    travail = fabriquer(client, url, taches_lancees, django_capture_on_commit_callbacks)
    pages = lire_pdf(travail)
    assert len(pages) == 1
    assert "La trésorerie" in pages[0]
    assert travail.nom_resultat == "Fiche-projet La trésorerie.pdf"
