"""A page about a version, a publication or a visa, while another comes: refused, with who did what and when."""

import pytest
from django.test import Client
from django.urls import reverse

from commun.erreurs import ActionImpossible
from poles.models import Fonction
from productions import services
from productions.etats import EtatRessource as R
from productions.models import NatureRessource, Relecture
from tests import fabrique
from tests.fabrique import MAINTENANT
from tests.productions.peremption.pages import LE_14, MOTIF, ouvrir, redeposer
from validations import services as validations
from validations.models import Avis, NatureVisa

pytestmark = pytest.mark.django_db


def test_le_refus_dit_qui_a_fait_quoi_et_quand(campagne, claire):
    ressource = fabrique.ressource(campagne, R.EN_RELECTURE, [claire])
    with pytest.raises(ActionImpossible) as refus:
        services.rouvrir_relecture(ressource=ressource, acteur=claire, maintenant=MAINTENANT)
    assert f"Claire Moreau a déposé la V1 {LE_14}." in str(refus.value)


def test_le_refus_ne_dit_ni_le_motif_ni_ce_que_dit_un_visa(campagne, claire):
    ressource = fabrique.ressource(campagne, R.EN_VALIDATION)
    fabrique.visa(ressource.demandes.get(), NatureVisa.PEDAGOGIQUE, Avis.DEFAVORABLE, "SECRET DU VISA")
    with pytest.raises(ActionImpossible) as refus:
        services.rouvrir_relecture(ressource=ressource, acteur=claire, maintenant=MAINTENANT)
    assert "SECRET" not in str(refus.value)
    assert "a demandé la validation de la V2" in str(refus.value), "un visa donné ne bouge pas l'état"
    validations.abandonner(ressource=ressource, motif="MOTIF DE L'ABANDON", acteur=claire, maintenant=MAINTENANT)
    ressource.refresh_from_db()
    with pytest.raises(ActionImpossible) as refus:
        services.rouvrir_relecture(ressource=ressource, acteur=claire, maintenant=MAINTENANT)
    assert f"Claire Moreau a abandonné la ressource {LE_14}." in str(refus.value)


def test_demander_la_validation_de_la_v2_pendant_que_la_v3_arrive(campagne, nadia, client: Client):
    ressource = fabrique.ressource(campagne, R.PRETE_A_VALIDER)
    url = reverse("validations:demander", args=[ressource.pk])
    vu = ouvrir(client, url)
    redeposer(ressource)
    reponse = client.post(url, {"message": "Mon message", "vu": vu})
    page = reponse.content.decode()
    assert reponse.status_code == 409
    assert "a déposé la V3 le jeudi 14 janvier à 10 h 05, après l&#x27;ouverture" in page
    assert "Mon message" in page
    assert not ressource.demandes.exists()
    # Once it is known, the same button does it: the page now shows the V3.
    assert client.post(url, {"message": "Mon message", "vu": ouvrir(client, url)}).status_code == 302
    assert ressource.demandes.get().version.numero == 3


def test_publier_la_v2_pendant_que_la_v3_est_validee(campagne, nadia, client: Client):
    ressource = fabrique.ressource(campagne, R.VALIDEE)
    for lien in ressource.liens_producteurs.all():
        services.donner_accord(ressource=ressource, acteur=lien.personne, maintenant=MAINTENANT)
    url = reverse("validations:publier", args=[ressource.pk])
    vu = ouvrir(client, url)
    redeposer(ressource)
    ressource.refresh_from_db()
    demande = fabrique.demande(ressource)
    for nature, avis in ((NatureVisa.PEDAGOGIQUE, Avis.FAVORABLE), (NatureVisa.NUMERIQUE, Avis.FAVORABLE)):
        fabrique.visa(demande, nature, avis)
    saisie = {
        "cible": "site",
        "adresse": "https://pedagogie.exemple.fr/ma-page",
        "licence": "cc-by-sa-4.0",
        "publiee_le": MAINTENANT.date().isoformat(),
    }
    reponse = client.post(url, saisie | {"vu": vu})
    page = reponse.content.decode()
    assert reponse.status_code == 409
    assert f"a donné le dernier visa {LE_14}, après" in page
    assert "https://pedagogie.exemple.fr/ma-page" in page
    assert not ressource.publications.exists()


def test_annuler_le_depot_de_la_v2_pendant_que_la_v3_arrive(campagne, client: Client):
    ressource = fabrique.ressource(campagne, R.PRETE_A_VALIDER)
    qui = ressource.liens_producteurs.get().personne
    client.force_login(qui)
    url = reverse("productions:annuler_depot", args=[ressource.pk])
    vu = ouvrir(client, url)
    redeposer(ressource)
    assert client.post(url, {"vu": vu}).status_code == 409
    ressource.refresh_from_db()
    assert ressource.numero_version == 3


def test_deux_producteurs_repondent_a_la_meme_remarque(campagne, client: Client):
    gens = [fabrique.enseignant(campagne), fabrique.personne("Hugo", "Petit")]
    ressource = fabrique.ressource(campagne, R.EN_RELECTURE, gens)
    relecture = fabrique.relecture(ressource)
    remarque = services.ecrire_remarque(
        relecture=relecture, texte="Trop long.", bloquante=True, endroit="", maintenant=MAINTENANT
    )
    services.rendre_relecture(relecture=relecture, avis="", acteur=relecture.relecteur, maintenant=MAINTENANT)
    client.force_login(gens[0])
    url = reverse("productions:repondre_remarque", args=[remarque.pk])
    vu = ouvrir(client, url)
    services.repondre_remarque(
        remarque=remarque, reponse="faite", texte="La sienne", acteur=gens[1], maintenant=MAINTENANT
    )
    reponse = client.post(url, {"reponse": "declinee", "texte": "La mienne", "vu": vu})
    page = reponse.content.decode()
    assert reponse.status_code == 409
    assert f"Hugo Petit a répondu à une remarque {LE_14}" in page
    assert "La mienne" in page
    remarque.refresh_from_db()
    assert remarque.reponse_texte == "La sienne"
    assert client.post(url, {"reponse": "declinee", "texte": "La mienne", "vu": ouvrir(client, url)}).status_code == 302


def test_deux_coordinateurs_designent_la_meme_personne(campagne, claire, nadia, client: Client):
    ressource = fabrique.ressource(campagne, R.EN_RELECTURE)
    relecteur = fabrique.enseignant(campagne)
    services.assigner_relecture(ressource=ressource, relecteur=relecteur, acteur=claire, maintenant=MAINTENANT)
    with pytest.raises(ActionImpossible, match=f"Claire Moreau lui a confié cette relecture {LE_14}"):
        services.assigner_relecture(ressource=ressource, relecteur=relecteur, acteur=nadia, maintenant=MAINTENANT)
    assert Relecture.objects.count() == 1


def test_scinder_pendant_qu_une_relecture_est_confiee_dit_par_qui(campagne, claire, nadia, client: Client):
    ressource = fabrique.ressource(campagne, R.EN_RELECTURE)
    url = reverse("productions:scinder_ressource", args=[ressource.pk])
    vu = ouvrir(client, url)
    services.assigner_relecture(
        ressource=ressource, relecteur=fabrique.enseignant(campagne), acteur=claire, maintenant=MAINTENANT
    )
    page = client.post(url, {"titre": "La seconde", "vu": vu}).content.decode()
    assert f"Claire Moreau a assigné une relecture {LE_14}" in page


def test_deux_personnes_corrigent_la_meme_publication(campagne, claire, nadia, client: Client):
    ressource = fabrique.ressource(campagne, R.PUBLIEE)
    publication = ressource.publications.get()
    url = reverse("validations:corriger_publication", args=[publication.pk])
    vu = ouvrir(client, url)
    saisie = {"adresse": "https://exemple.fr/la-mienne", "licence": "cc-by-sa-4.0", "licence_autre": ""}
    validations.corriger_publication(
        publication=publication,
        **saisie | {"adresse": "https://exemple.fr/la-sienne"},
        acteur=claire,
        maintenant=MAINTENANT,
    )
    reponse = client.post(url, saisie | {"vu": vu})
    assert reponse.status_code == 409
    assert f"Claire Moreau a corrigé la publication {LE_14}" in reponse.content.decode()
    validations.retirer_publication(publication=publication, motif=MOTIF, acteur=claire, maintenant=MAINTENANT)
    page = client.get(url).content.decode()
    assert "Cette publication est retirée (Claire Moreau a retiré la publication" in page


def test_viser_une_demande_retiree_dit_par_qui(campagne, claire, client: Client):
    ressource = fabrique.ressource(campagne, R.EN_VALIDATION)
    demande = ressource.demandes.get()
    validations.retirer_demande(ressource=ressource, motif=MOTIF, acteur=claire, maintenant=MAINTENANT)
    client.force_login(fabrique.titulaire(campagne, Fonction.INSPECTEUR))
    page = client.post(demande.get_absolute_url(), {"avis": "favorable", "motif": "Mon avis"}).content.decode()
    assert f"Claire Moreau a retiré la demande de validation {LE_14}." in page
    assert "Mon avis" in page


def test_valider_une_formation_deja_validee_dit_par_qui(campagne, claire, nadia, client: Client):
    ressource = fabrique.ressource(campagne, R.PRETE_A_VALIDER, nature=NatureRessource.FORMATION)
    validations.valider_formation(ressource=ressource, acteur=claire, maintenant=MAINTENANT)
    page = client.get(reverse("validations:valider_formation", args=[ressource.pk])).content.decode()
    assert "Claire Moreau a validé la ressource de formation continue" in page
