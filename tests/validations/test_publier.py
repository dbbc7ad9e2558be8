"""« Publier », « Publier ailleurs », « Corriger », « Retirer »."""

from datetime import timedelta

import pytest
from django.urls import reverse

from commun.erreurs import ActionImpossible
from commun.models import Courriel
from journal.models import Ecriture
from productions import services as productions
from productions.etats import EtatRessource as R
from tests import fabrique
from validations import services
from validations.models import Publication

ICI = {
    "cible": "site",
    "publiee_le": fabrique.JOUR.isoformat(),
    "adresse": "https://pedagogie.exemple.fr/documents",
    "licence": "cc-by-sa-4.0",
    "licence_autre": "",
}


def adresse(ressource) -> str:
    return reverse("validations:publier", args=[ressource.pk])


@pytest.fixture
def validee(pole):
    ressource = pole.ressource(R.VALIDEE)
    productions.donner_accord(ressource=ressource, acteur=pole.producteur, maintenant=fabrique.MAINTENANT)
    return ressource


@pytest.fixture
def publiee(pole):
    return pole.ressource(R.PUBLIEE)


def test_le_predac_publie_et_les_producteurs_l_apprennent(pole, validee, client):
    client.force_login(pole.coordinateur)
    form = client.get(adresse(validee)).context["form"]
    assert (form["publiee_le"].value(), form["licence"].value()) == (fabrique.JOUR, "cc-by-sa-4.0")
    reponse = client.post(adresse(validee), ICI, follow=True)
    assert "La V2 est publiée (site académique)" in reponse.text
    validee.refresh_from_db()
    assert validee.etat == R.PUBLIEE
    assert Publication.objects.get().version.numero == 2
    courriels = Courriel.objects.filter(gabarit="ressource_publiee")
    assert {c.personne for c in courriels} == {pole.producteur.pk, pole.inspecteur.pk, pole.drane.pk}
    assert ICI["adresse"] in courriels.get(personne=pole.producteur.pk).texte


def test_publier_deux_fois_au_meme_endroit_n_ajoute_rien(pole, validee, client):
    client.force_login(pole.coordinateur)
    client.post(adresse(validee), ICI)
    ecrites = Ecriture.objects.count()
    reponse = client.post(adresse(validee), ICI)
    assert reponse.status_code == 200
    assert reponse.context["form"].errors
    assert (Publication.objects.count(), Ecriture.objects.count()) == (1, ecrites)
    with pytest.raises(ActionImpossible, match="déjà publiée à cet endroit"):
        fabrique.publication(validee)


def test_publier_ailleurs_ajoute_un_lieu(pole, publiee, client):
    client.force_login(pole.coordinateur)
    assert [c[0] for c in client.get(adresse(publiee)).context["form"].fields["cible"].choices] == ["espace"]
    client.post(adresse(publiee), ICI | {"cible": "espace", "adresse": "https://espace.exemple.fr/1"})
    assert Publication.objects.filter(retiree_le__isnull=True).count() == 2
    assert Ecriture.objects.filter(action="publication.ajouter").count() == 1


def test_sans_tous_les_accords_la_page_dit_quoi_faire(pole, client):
    ressource = pole.ressource(R.VALIDEE)
    client.force_login(pole.coordinateur)
    page = client.get(adresse(ressource)).text
    assert pole.producteur.nom_complet in page
    assert reverse("productions:accord_ecrit", args=[ressource.pk]) in page
    assert 'name="adresse"' not in page
    client.post(adresse(ressource), ICI)
    assert not Publication.objects.exists()
    with pytest.raises(ActionImpossible, match="Il manque l'accord"):
        services.publier(
            ressource=ressource,
            cible="site",
            adresse=ICI["adresse"],
            licence="cc-by-sa-4.0",
            publiee_le=fabrique.JOUR,
            acteur=pole.coordinateur,
            maintenant=fabrique.MAINTENANT,
        )


@pytest.mark.parametrize(
    ("change", "erreur"),
    [
        ({"publiee_le": (fabrique.JOUR + timedelta(days=1)).isoformat()}, "Cette date est à venir"),
        ({"publiee_le": (fabrique.JOUR - timedelta(days=1)).isoformat()}, "ne peut pas précéder le dépôt"),
        ({"adresse": "javascript:alert(1)"}, "URL valide"),
        ({"adresse": "ftp://exemple.fr/x"}, "URL valide"),
        ({"licence": "autre"}, "Précisez de quelle licence"),
        ({"cible": "ailleurs"}, "Sélectionnez un choix valide"),
    ],
)
def test_ce_qui_ne_va_pas_est_dit_et_rien_n_est_publie(change, erreur, pole, validee, client):
    client.force_login(pole.coordinateur)
    assert erreur in client.post(adresse(validee), ICI | change).text
    assert not Publication.objects.exists()


def test_une_licence_ecrite_pour_rien_est_oubliee(pole, validee, client):
    client.force_login(pole.coordinateur)
    client.post(adresse(validee), ICI | {"licence_autre": "la mienne"})
    assert Publication.objects.get().licence_autre == ""


def test_publier_trop_tot_dit_ou_en_est_la_ressource(pole, client):
    ressource = pole.ressource(R.PRETE_A_VALIDER)
    client.force_login(pole.coordinateur)
    assert "« prête à valider »" in client.get(adresse(ressource)).text
    assert "« prête à valider »" in client.post(adresse(ressource), ICI).text


def test_une_nouvelle_version_prend_la_place_de_l_ancienne(pole, publiee):
    ancienne = publiee.publications.get()
    fabrique.deposer(publiee)
    publiee.refresh_from_db()
    assert publiee.etat == R.PRETE_A_VALIDER
    assert publiee.publications.get().ouverte  # the published version stays public
    demande = fabrique.demande(publiee)
    for nature in ("pedagogique", "numerique"):
        fabrique.visa(demande, nature)
    publiee.refresh_from_db()
    nouvelle = fabrique.publication(publiee)
    ancienne.refresh_from_db()
    assert (ancienne.ouverte, ancienne.motif_retrait) == (False, "Remplacée par la V3.")
    assert Ecriture.objects.filter(action="ressource.publier").last().donnees["remplace"] == ancienne.pk
    assert nouvelle.version.numero == 3


def test_corriger_garde_l_ancienne_adresse_dans_l_histoire(pole, publiee, client):
    publication = publiee.publications.get()
    page = reverse("validations:corriger_publication", args=[publication.pk])
    client.force_login(pole.coordinateur)
    correction = {"adresse": "https://neuf.exemple.fr/", "licence": "lo-2.0", "licence_autre": ""}
    client.post(page, correction)
    publication.refresh_from_db()
    assert (publication.adresse, publication.licence) == (correction["adresse"], "lo-2.0")
    corrections = Ecriture.objects.filter(action="publication.corriger")
    adresses = "https://pedagogie.exemple.fr/ressource → https://neuf.exemple.fr/"
    assert corrections.get().texte == f"{adresses} ; CC BY-SA 4.0 → Licence Ouverte 2.0 (Etalab)"
    client.post(page, correction)
    assert corrections.count() == 1
    client.post(page, correction | {"licence": "autre", "licence_autre": "Licence Art libre"})
    assert corrections.last().texte == "Licence Ouverte 2.0 (Etalab) → Licence Art libre"


def test_retirer_ramene_a_validee_et_dit_pourquoi(pole, publiee, client):
    page = reverse("validations:retirer_publication", args=[publiee.publications.get().pk])
    client.force_login(pole.coordinateur)
    client.post(page, {"motif": "Une image n'était pas libre de droits."})
    publiee.refresh_from_db()
    assert publiee.etat == R.VALIDEE
    assert "pas libre de droits" in Courriel.objects.get(gabarit="publication_retiree").texte
    ecrites = Ecriture.objects.count()
    assert "déjà retirée" in client.post(page, {"motif": "Encore une fois."}).text
    assert Ecriture.objects.count() == ecrites
    publier_de_nouveau = fabrique.publication(publiee)
    assert publier_de_nouveau.ouverte


def test_retirer_un_lieu_sur_deux_laisse_publiee(pole, publiee):
    fabrique.publication(publiee, cible="espace")
    services.retirer_publication(
        publication=publiee.publications.get(cible="site"),
        motif="Page déplacée.",
        acteur=pole.coordinateur,
        maintenant=fabrique.MAINTENANT,
    )
    publiee.refresh_from_db()
    assert publiee.etat == R.PUBLIEE


def test_rien_de_public_rien_de_publie_apres_une_annulation(pole, publiee):
    """V3 deposited over a published V2, V2 withdrawn, V3 cancelled: the resource is validée, not publiée."""
    fabrique.deposer(publiee)
    services.retirer_publication(
        publication=publiee.publications.get(),
        motif="Page supprimée.",
        acteur=pole.coordinateur,
        maintenant=fabrique.MAINTENANT,
    )
    productions.annuler_depot(ressource=publiee, acteur=pole.producteur, maintenant=fabrique.MAINTENANT)
    publiee.refresh_from_db()
    assert (publiee.etat, publiee.numero_version) == (R.VALIDEE, 2)
