"""The administration of the room: everything is read and found there, nothing is typed by hand."""

from datetime import date

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from poles.models import Fonction
from productions import services
from productions.etats import EtatFiche, EtatRessource
from productions.models import (
    Analyse,
    DatePropre,
    Depot,
    FicheProjet,
    MotsFiche,
    MotsRessource,
    Piece,
    Producteur,
    Relecture,
    Remarque,
    Report,
    Ressource,
    Version,
)
from tests import fabrique

pytestmark = pytest.mark.django_db
# Those of which `relue` has a row; the rows of all the others are tried in tests/administration.
AVEC_UNE_LIGNE = [
    FicheProjet,
    Ressource,
    Producteur,
    Version,
    Depot,
    Piece,
    Analyse,
    Relecture,
    Remarque,
    Report,
    DatePropre,
]


@pytest.fixture
def racine(client: Client):
    qui = fabrique.superutilisateur()
    client.force_login(qui)
    return qui


@pytest.fixture
def relue() -> Ressource:
    """A resource with every kind of row."""
    ressource = fabrique.ressource(etat=EtatRessource.EN_RELECTURE)
    relecture = fabrique.relecture(ressource)
    services.ecrire_remarque(
        relecture=relecture, texte="Consigne ambiguë", bloquante=True, endroit="", maintenant=fabrique.MAINTENANT
    )
    services.rendre_relecture(
        relecture=relecture, avis="Très clair.", acteur=relecture.relecteur, maintenant=fabrique.MAINTENANT
    )
    ressource.refresh_from_db()
    qui = {"acteur": ressource.liens_producteurs.first().personne, "maintenant": fabrique.MAINTENANT}
    services.ouvrir_depot(ressource=ressource, **qui)
    report = services.demander_report(
        ressource=ressource, nature="v2", jour=date(2027, 3, 5), motif="Deux semaines de plus.", **qui
    )
    services.accorder_report(report=report, **qui)
    return ressource


def test_tous_les_modeles_sont_la_en_lecture_seule(racine, relue, client: Client):
    for modele in set(apps.get_app_config("productions").get_models()) - {MotsFiche, MotsRessource}:
        nom = f"admin:productions_{modele._meta.model_name}"
        assert admin.site._registry[modele].search_fields
        assert client.get(reverse(f"{nom}_changelist"), {"q": "re"}).status_code == 200
        assert client.get(reverse(f"{nom}_add")).status_code == 403
    for modele in AVEC_UNE_LIGNE:
        nom = f"admin:productions_{modele._meta.model_name}"
        objet = modele.objects.first()
        assert client.get(reverse(f"{nom}_change", args=[objet.pk])).status_code == 200
        assert client.post(reverse(f"{nom}_change", args=[objet.pk]), {"etat": "publiee"}).status_code == 403
        assert client.post(reverse(f"{nom}_delete", args=[objet.pk]), {"post": "yes"}).status_code == 403
        assert modele.objects.filter(pk=objet.pk).exists()


def test_retenir_passe_par_le_service(racine, client: Client):
    soumise, brouillon = fabrique.fiche(soumise=True), fabrique.fiche()
    page = client.post(
        reverse("admin:productions_ficheprojet_changelist"),
        {"action": "retenir", "_selected_action": [soumise.pk, brouillon.pk], "confirmer": "1"},
        follow=True,
    ).content.decode()
    soumise.refresh_from_db()
    brouillon.refresh_from_db()
    # A superuser may lead any pôle; a draft is refused in words.
    assert (soumise.etat, brouillon.etat) == (EtatFiche.RETENUE, EtatFiche.BROUILLON)
    assert "Retenir : c&#x27;est fait" in page
    assert "n&#x27;est pas possible maintenant" in page


def test_un_membre_de_l_administration_ne_voit_que_son_perimetre(client: Client):
    chez_moi, ailleurs = fabrique.fiche(soumise=True), fabrique.fiche(soumise=True)
    qui = fabrique.personne(is_staff=True)
    qui.user_permissions.set(Permission.objects.filter(content_type__app_label="productions"))
    fabrique.mandat(qui, Fonction.OBSERVATEUR, chez_moi.campagne)
    client.force_login(qui)
    adresse = reverse("admin:productions_ficheprojet_changelist")
    page = client.get(adresse).content.decode()
    assert chez_moi.titre in page
    assert ailleurs.titre not in page
    client.post(adresse, {"action": "retenir", "_selected_action": [chez_moi.pk, ailleurs.pk], "confirmer": "1"})
    for fiche in (chez_moi, ailleurs):
        fiche.refresh_from_db()
        assert fiche.etat == EtatFiche.SOUMISE


def test_un_depot_en_preparation_ne_s_y_lit_pas_avant_le_depot(client: Client):
    ressource = fabrique.ressource()
    producteur = ressource.liens_producteurs.get().personne
    depot = services.ouvrir_depot(ressource=ressource, acteur=producteur, maintenant=fabrique.MAINTENANT)
    services.ajouter_lien(depot=depot, nature="cours", lien="https://elea.exemple.fr/1", nom="Cours en chantier")
    qui = fabrique.personne(is_staff=True)
    qui.user_permissions.set(Permission.objects.filter(content_type__app_label="productions"))
    fabrique.mandat(qui, Fonction.INSPECTEUR, ressource.campagne_suivi)
    client.force_login(qui)

    def pages() -> str:
        return "".join(
            client.get(reverse(f"admin:productions_{modele}_changelist")).content.decode()
            for modele in ("depot", "piece")
        )

    assert ressource.titre not in pages()
    assert "Cours en chantier" not in pages()
    fabrique.declarer(ressource.depot)
    services.deposer_version(ressource=ressource, acteur=producteur, maintenant=fabrique.MAINTENANT, numero=1)
    assert "Cours en chantier" in pages()


def test_une_remarque_non_rendue_reste_a_son_auteur(racine, client: Client):
    relecture = fabrique.relecture(fabrique.ressource(etat=EtatRessource.EN_RELECTURE))
    services.ecrire_remarque(
        relecture=relecture, texte="Pas encore rendue", bloquante=False, endroit="", maintenant=fabrique.MAINTENANT
    )
    page = client.get(reverse("admin:productions_remarque_changelist"), {"q": "rendue"}).content.decode()
    assert "0 remarque" in page
