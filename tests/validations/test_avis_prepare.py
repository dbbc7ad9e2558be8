"""An opinion prepared before signing: kept for its author, changed, deleted, consumed by the visa."""

import pytest
from django.urls import reverse

from commun.models import Courriel
from journal.models import Ecriture
from productions.etats import EtatRessource as R
from tests import fabrique
from validations import services
from validations.models import Avis, AvisPrepare, DemandeValidation, NatureVisa, Visa

REPRISE = {"avis": "reprise", "motif": "Le livret ne dit pas la durée.", "notes": "En parler avec la DRANE."}


@pytest.fixture
def demande(pole) -> DemandeValidation:
    return pole.ressource(R.EN_VALIDATION).demandes.get()


@pytest.fixture
def adresse(demande) -> str:
    return reverse("validations:preparer_avis", args=[demande.pk])


def test_il_se_garde_se_retrouve_et_se_change(pole, demande, adresse, client):
    client.force_login(pole.inspecteur)
    ecrites, ecrits = Ecriture.objects.count(), Courriel.objects.count()
    reponse = client.post(adresse, REPRISE, follow=True)
    assert "Vous seul pouvez le lire ; rien n&#x27;est signé" in reponse.text
    for mot in (REPRISE["motif"], REPRISE["notes"], "Supprimer mon avis préparé"):
        assert mot in reponse.text, mot
    assert reponse.context["form"]["avis"].value() == "reprise"
    client.post(adresse, REPRISE | {"avis": "favorable"})
    client.post(adresse, REPRISE | {"avis": "favorable"})
    assert AvisPrepare.objects.get().avis == Avis.FAVORABLE
    assert not Visa.objects.exists()
    # Its author's alone: nothing in the journal, nothing in the outbox.
    assert (Ecriture.objects.count(), Courriel.objects.count()) == (ecrites, ecrits)
    assert "Avis préparé, pas encore signé." in client.get(reverse("validations:tableau")).text


def test_sans_motif_il_se_prepare_mais_ne_se_signe_pas(pole, demande, adresse, client):
    client.force_login(pole.inspecteur)
    client.post(adresse, {"avis": "defavorable", "motif": ""})
    assert AvisPrepare.objects.get().motif == ""
    reponse = client.post(demande.get_absolute_url(), {"avis": "defavorable", "motif": ""})
    assert "Dites pourquoi" in reponse.text
    assert not Visa.objects.exists()


def test_sans_avis_rien_n_est_perdu_de_ce_qui_est_tape(pole, adresse, client):
    client.force_login(pole.inspecteur)
    reponse = client.post(adresse, {"motif": "À voir.", "notes": "Page 3."})
    assert "Choisissez un avis." in reponse.text
    assert "À voir." in reponse.text
    assert "Page 3." in reponse.text
    assert not AvisPrepare.objects.exists()


def test_signer_le_consomme(pole, demande, adresse, client):
    client.force_login(pole.inspecteur)
    client.post(adresse, REPRISE)
    client.post(demande.get_absolute_url(), {"avis": "favorable", "motif": "", "notes": REPRISE["notes"]})
    assert not AvisPrepare.objects.exists()
    assert Visa.objects.get().avis == Avis.FAVORABLE
    reponse = client.post(adresse, REPRISE)
    assert "Vous avez déjà donné votre visa" in reponse.text
    assert not AvisPrepare.objects.exists()


def test_il_se_supprime_et_un_autre_n_y_peut_rien(pole, demande, adresse, client):
    services.preparer_avis(demande=demande, acteur=pole.inspecteur, maintenant=fabrique.MAINTENANT, **REPRISE)
    supprimer = reverse("validations:supprimer_avis_prepare", args=[demande.pk])
    client.force_login(pole.drane)
    client.post(supprimer)
    assert AvisPrepare.objects.count() == 1
    client.force_login(pole.inspecteur)
    for _ in range(2):
        assert "est supprimé" in client.post(supprimer, follow=True).text
    assert not AvisPrepare.objects.exists()


def test_qui_produit_ou_ne_signe_pas_n_en_prepare_pas(pole, adresse, client):
    for qui, statut in ((pole.coordinateur, 403), (pole.producteur, 403), (pole.etranger, 404)):
        client.force_login(qui)
        assert client.post(adresse, REPRISE).status_code == statut
    produite = fabrique.demande(pole.ressource(R.PRETE_A_VALIDER, producteurs=[pole.producteur, pole.inspecteur]))
    client.force_login(pole.inspecteur)
    reponse = client.post(reverse("validations:preparer_avis", args=[produite.pk]), REPRISE)
    assert "vous êtes producteur" in reponse.text
    assert not AvisPrepare.objects.exists()
    assert client.get(adresse).status_code == 405


def test_il_survit_au_retrait_de_la_demande_sans_etre_lu(pole, demande, client):
    services.preparer_avis(demande=demande, acteur=pole.inspecteur, maintenant=fabrique.MAINTENANT, **REPRISE)
    services.retirer_demande(
        ressource=demande.ressource, motif="Une annexe.", acteur=pole.producteur, maintenant=fabrique.MAINTENANT
    )
    assert AvisPrepare.objects.get().personne == pole.inspecteur
    nouvelle = fabrique.demande(demande.ressource)
    client.force_login(pole.drane)
    assert REPRISE["motif"] not in client.get(nouvelle.get_absolute_url()).text
    fabrique.visa(nouvelle, NatureVisa.PEDAGOGIQUE)
    assert AvisPrepare.objects.count() == 1
