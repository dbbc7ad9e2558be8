"""After a rework, the one who was favourable says so again in one click, seeing what changed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from commun.erreurs import ActionImpossible
from commun.models import Courriel
from journal.models import Ecriture
from productions import services as productions
from productions.etats import EtatRessource as R
from productions.models import NaturePiece, Remarque
from tests import fabrique
from validations import services
from validations.models import Avis, Issue, NatureVisa

M = fabrique.MAINTENANT
MOTIF = "Dites où vont les enregistrements."


@pytest.fixture
def demande(pole):
    """The inspector was favourable to the V2, the DRANE asked for a rework; the V3 waits for both."""
    ressource = pole.ressource(R.EN_VALIDATION)
    premiere = ressource.demandes.get()
    fabrique.visa(premiere, NatureVisa.PEDAGOGIQUE)
    fabrique.visa(premiere, NatureVisa.NUMERIQUE, Avis.REPRISE, MOTIF)
    productions.repondre_remarque(
        remarque=Remarque.objects.get(),
        reponse="faite",
        texte="Dans le livret, page 2.",
        acteur=pole.producteur,
        maintenant=M,
    )
    ressource.refresh_from_db()
    depot = productions.ouvrir_depot(ressource=ressource, acteur=pole.producteur, maintenant=M)
    productions.ajouter_fichier(
        depot=depot,
        nature=NaturePiece.ANNEXE,
        fichier=SimpleUploadedFile("charte.pdf", b"%PDF-1.4\n%%EOF\n"),
        maintenant=M,
    )
    fabrique.deposer(ressource, note="Durée de conservation ajoutée.")
    ressource.refresh_from_db()
    return fabrique.demande(ressource)


def adresse(demande) -> str:
    return reverse("validations:reconfirmer_visa", args=[demande.pk])


def test_la_page_montre_ce_qui_a_change_puis_un_clic_suffit(pole, demande, client):
    client.force_login(pole.inspecteur)
    assert "à reconfirmer en un clic" in client.get(reverse("validations:tableau")).text
    page = client.get(demande.get_absolute_url()).text
    for attendu in (
        "Depuis votre visa favorable sur la V2",
        "Ajouté : charte.pdf",
        "2 fichiers ou liens inchangés",
        "Durée de conservation ajoutée.",
        "1 remarque a reçu sa réponse",
        "Dans le livret, page 2.",
    ):
        assert attendu in page, attendu
    assert '?avant=2&amp;apres=3">Ce qui a changé depuis votre visa sur la V2' in page
    reponse = client.post(adresse(demande), follow=True)
    assert "Votre visa est donné." in reponse.text
    visa = demande.visas.get()
    assert (visa.avis, visa.nature, visa.signataire) == (Avis.FAVORABLE, NatureVisa.PEDAGOGIQUE, pole.inspecteur)
    assert visa.reconfirme.demande.version.numero == 2
    # An ordinary visa: journal, news, and the round stays open.
    assert Ecriture.objects.filter(action="visa.donner", donnees__visa=visa.pk).count() == 1
    assert Courriel.objects.filter(gabarit="visa_donne", personne=pole.coordinateur.pk).count() == 2
    fabrique.visa(demande, NatureVisa.NUMERIQUE)
    demande.refresh_from_db()
    assert demande.issue == Issue.VALIDEE
    assert "reconfirmé après la reprise" in client.get(demande.get_absolute_url()).text


def test_recommencer_ne_fait_rien_de_plus(pole, demande, client):
    client.force_login(pole.inspecteur)
    client.post(adresse(demande))
    reponse = client.post(adresse(demande), follow=True)
    assert "Vous avez déjà donné votre visa" in reponse.text
    assert demande.visas.count() == 1
    assert client.get(adresse(demande)).status_code == 405


def test_qui_demandait_la_reprise_ne_reconfirme_rien(pole, demande, client):
    client.force_login(pole.drane)
    page = client.get(demande.get_absolute_url()).text
    assert "Reconfirmer" not in page
    assert "Ce qui a changé depuis votre visa sur la V2" in page
    assert "reconfirmer" not in client.get(reverse("validations:tableau")).text
    assert "pas de visa favorable à reconfirmer" in client.post(adresse(demande), follow=True).text
    client.force_login(pole.coordinateur)
    assert client.post(adresse(demande)).status_code == 403
    assert not demande.visas.exists()


def test_devenu_producteur_ou_sans_mandat_on_ne_reconfirme_pas(pole, demande):
    demande.ressource.liens_producteurs.create(personne=pole.inspecteur)
    with pytest.raises(ActionImpossible, match="producteur"):
        services.reconfirmer_visa(demande=demande, acteur=pole.inspecteur, maintenant=M)
    demande.ressource.liens_producteurs.filter(personne=pole.inspecteur).delete()
    pole.inspecteur.mandats.update(fin="2027-01-01")
    sans_mandat = fabrique.Personne.objects.get(pk=pole.inspecteur.pk)
    with pytest.raises(ActionImpossible, match="inspection et à la DRANE"):
        services.reconfirmer_visa(demande=demande, acteur=sans_mandat, maintenant=M)
    assert not demande.visas.exists()


def test_l_autre_ne_devine_pas_qu_il_est_reconfirme(pole, demande, client):
    """A visa said again is a favourable one: nobody but its author may tell it from another."""
    client.force_login(pole.drane)
    services.reconfirmer_visa(demande=demande, acteur=pole.inspecteur, maintenant=M)
    pages = (demande.get_absolute_url(), demande.ressource.get_absolute_url())
    reconfirme = [client.get(page).text for page in pages]
    assert not any("reconfirmé" in texte for texte in reconfirme)
    administrateur = fabrique.superutilisateur()
    client.force_login(administrateur)
    detail = client.get(reverse("admin:validations_visa_change", args=[demande.visas.get().pk]))
    assert "Reconfirmé après une reprise" in detail.text
    assert ">oui<" not in detail.text
    liste = reverse("admin:validations_visa_changelist")
    for question in ("reconfirme__isnull=False", "reconfirme=1"):
        assert client.get(f"{liste}?{question}").status_code == 400
