"""Whoever leads enters the administration, finds their own there, and does there what the pages let them do."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from calendrier.models import Echeance, Rappel
from commun.administration.perimetre import nommables
from commun.administration.rubriques import Rubrique
from commun.models import Travail
from importations.models import Importation
from poles.models import Campagne, Cycle, Etablissement, Fonction, Mandat, Pole
from productions.services import rendre_relecture
from tests import fabrique
from tests.fabrique import MAINTENANT

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordination(client):
    chez_moi = fabrique.campagne()
    client.force_login(fabrique.titulaire(chez_moi, Fonction.COORDINATEUR))
    return client, chez_moi


@pytest.fixture
def academie(client):
    """An administrator, signed in, and their académie."""
    toulouse = fabrique.academie("Toulouse")
    qui = fabrique.personne()
    fabrique.mandat(qui, Fonction.ADMINISTRATEUR, toulouse)
    client.force_login(qui)
    return client, toulouse


def test_l_accueil_est_range_autour_du_travail(coordination):
    client, _ = coordination
    page = client.get(reverse("admin:index"))
    rubriques = [rubrique["name"] for rubrique in page.context["app_list"]]
    # The headings of the job, whoever reads them; this person leads no mail, nor the service's own grids.
    assert [str(r) for r in Rubrique] == [
        *("Mes pôles", "Équipe", "Fiches", "Ressources", "Calendrier", "Bilans", "Courriels", "Grilles", "Réglages")
    ]
    assert rubriques == [str(r) for r in Rubrique if str(r) in rubriques]
    assert rubriques[:5] == ["Mes pôles", "Équipe", "Fiches", "Ressources", "Calendrier"]
    assert "Administration" in [entree["libelle"] for entree in client.get("/").context["navigation"]]
    tables = {table["object_name"] for rubrique in page.context["app_list"] for table in rubrique["models"]}
    assert {"Campagne", "FicheProjet", "Ressource", "Mandat", "Rappel"} <= tables
    # What would be refused is not offered.
    gestes = {t["object_name"]: t for rubrique in page.context["app_list"] for t in rubrique["models"]}
    assert [nom for nom, table in gestes.items() if table["add_url"]] == ["Mandat"]
    assert {nom for nom, table in gestes.items() if not table["view_only"]} == {"Campagne", "Mandat"}
    # What belongs to the service, to the technical team, or to a whole académie.
    assert not {"Courriel", "Travail", "Group", "Ecriture", "JalonUsuel", "Academie", "Etablissement"} & tables


def test_les_filtres_ne_proposent_que_les_siens(coordination):
    client, chez_moi = coordination
    ailleurs = fabrique.campagne(cycle=fabrique.cycle(academie=fabrique.academie("Lyon"), libelle="Projet lyonnais"))
    page = client.get(reverse("admin:productions_ficheprojet_changelist"))
    proposes = str([list(filtre.choices(page.context["cl"])) for filtre in page.context["cl"].filter_specs])
    assert chez_moi.cycle.libelle in proposes
    assert ailleurs.cycle.libelle not in proposes
    assert "Lyon" not in proposes


def test_une_adresse_ne_demande_pas_ce_que_la_liste_ne_montre_pas(coordination):
    client, chez_moi = coordination
    liste = reverse("admin:comptes_personne_changelist")
    for question in ("password__startswith=a", "email__startswith=a", "mandats__fonction=drane"):
        assert client.get(f"{liste}?{question}").status_code == 400, question
    enseignant = fabrique.enseignant(chez_moi)
    page = client.get(reverse("admin:comptes_personne_change", args=[enseignant.pk])).text
    assert enseignant.nom in page
    assert enseignant.email not in page
    # Nor letter by letter, by searching for it.
    equipe = reverse("admin:poles_mandat_changelist")
    assert list(client.get(equipe, {"q": enseignant.nom}).context["cl"].queryset) == [enseignant.mandats.get()]
    assert not client.get(equipe, {"q": enseignant.email}).context["cl"].queryset


def test_une_table_fermee_ne_se_lit_pas_par_une_liste_de_choix(coordination, rf):
    """Its jobs are the technical team's; what one has imported is one's own."""
    client, chez_moi = coordination
    sienne, autre = (
        Importation.objects.create(
            sorte="membres", portee=chez_moi.pk, demandeur=qui, nom_fichier="equipe.csv", deposee_le=MAINTENANT
        )
        for qui in (fabrique.titulaire(chez_moi, Fonction.COORDINATEUR), fabrique.personne())
    )
    Travail.objects.create(genre="essai", titre="Un travail", demandeur=1, battement=MAINTENANT, cree_le=MAINTENANT)
    requete = rf.get("/")
    requete.user = sienne.demandeur
    assert not nommables(admin.site, requete, Travail).exists()
    assert list(nommables(admin.site, requete, Importation)) == [sienne]
    assert client.get(reverse("admin:importations_importation_change", args=[autre.pk])).status_code == 302
    requete.user = fabrique.superutilisateur()
    assert nommables(admin.site, requete, Travail).exists()


def test_l_historique_ne_nomme_pas_ce_qui_est_hors_de_vue(coordination):
    client, chez_moi = coordination
    ailleurs = fabrique.campagne(cycle=fabrique.cycle(academie=fabrique.academie("Lyon"), libelle="Projet lyonnais"))
    Pole.objects.filter(pk=ailleurs.pole_id).update(nom="Pôle des Monts d'Or")
    page = reverse("admin:poles_pole_change", args=[chez_moi.pole_id])
    racine = Client()
    racine.force_login(fabrique.superutilisateur())
    pole = chez_moi.pole
    saisie = {"nom": pole.nom, "genre": pole.genre, "academie": pole.academie_id, "parent": ailleurs.pole_id}
    racine.post(page, saisie)
    historique = reverse("admin:poles_pole_history", args=[pole.pk])
    assert "Monts d&#x27;Or" in racine.get(historique).text
    lu = client.get(historique).text
    assert "Monts d" not in lu
    assert "(hors de votre périmètre)" in lu
    # A pôle does not depend on itself, however long the way round.
    boucle = {**saisie, "nom": "Un tour", "academie": fabrique.academie("Lyon").pk, "parent": pole.pk}
    refus = racine.post(reverse("admin:poles_pole_change", args=[ailleurs.pole_id]), boucle).text
    assert "déjà rattaché à celui-ci" in refus


def test_le_theme_se_change_par_le_service(coordination):
    client, chez_moi = coordination
    page = reverse("admin:poles_campagne_change", args=[chez_moi.pk])
    client.post(page, {"theme": "La data en classe", "mission_production": "on"})
    chez_moi.refresh_from_db()
    assert chez_moi.theme == "La data en classe"
    historique = client.get(reverse("admin:poles_campagne_history", args=[chez_moi.pk])).text
    assert "thème commun :" in historique
    assert "→ La data en classe" in historique


def test_l_administration_academique_prepare_une_annee(academie):
    client, toulouse = academie
    dates = {"debut": "2027-09-01", "fin": "2028-08-31"}
    client.post(reverse("admin:poles_cycle_add"), {"libelle": "2027-2028", "academie": toulouse.pk, **dates})
    cycle = Cycle.objects.get(libelle="2027-2028")
    pole = {"nom": "Pôle gestion", "slug": "pole-gestion", "genre": "competences", "academie": toulouse.pk}
    client.post(reverse("admin:poles_pole_add"), pole)
    pole = Pole.objects.get(slug="pole-gestion")
    client.post(reverse("admin:poles_campagne_add"), {"pole": pole.pk, "cycle": cycle.pk, "mission_production": "on"})
    campagne = Campagne.objects.get(pole=pole, cycle=cycle)
    client.post(reverse("admin:poles_etablissement_add"), {"uai": "0312345M", "nom": "Lycée", "academie": toulouse.pk})
    college = Etablissement.objects.filter(nom="Lycée").first()
    qui = fabrique.personne()
    qui.affectations.create(etablissement=college or fabrique.etablissement(), debut=fabrique.JOUR)
    client.post(
        reverse("admin:poles_mandat_add"),
        {"personne": qui.pk, "fonction": "coordinateur", "titre": "ian", "campagne": campagne.pk, **dates},
    )
    assert Mandat.objects.filter(personne=qui, campagne=campagne).exists()


def test_l_administration_academique_ne_sort_pas_de_son_academie(academie):
    client, _ = academie
    lyon = fabrique.academie("Lyon")
    for academie_choisie in (lyon.pk, ""):
        page = client.post(
            reverse("admin:poles_pole_add"),
            {"nom": "Pôle", "slug": "pole-x", "genre": "appui", "academie": academie_choisie},
        )
        assert page.status_code == 200, academie_choisie
    assert not Pole.objects.filter(slug="pole-x").exists()


def test_qui_coordonne_invite_mais_ne_nomme_pas(coordination):
    client, chez_moi = coordination
    membre = fabrique.enseignant(chez_moi)
    for fonction, portee, permis in (
        ("inspecteur", {"campagne": chez_moi.pk}, False),
        ("observateur", {"pole": chez_moi.pole_id}, False),
        ("observateur", {"campagne": chez_moi.pk}, True),
    ):
        saisie = {"personne": membre.pk, "fonction": fonction, "debut": "2026-09-01", **portee}
        client.post(reverse("admin:poles_mandat_add"), saisie)
        assert Mandat.objects.filter(personne=membre, fonction=fonction).exists() == permis, (fonction, portee)


def test_ce_qui_ne_se_modifie_pas_ici_n_a_pas_de_bouton_pour_l_enregistrer(coordination):
    client, chez_moi = coordination
    mandat = fabrique.enseignant(chez_moi).mandats.get()
    assert 'name="_save"' not in client.get(reverse("admin:poles_mandat_change", args=[mandat.pk])).text
    for page in (reverse("admin:poles_mandat_add"), reverse("admin:poles_campagne_change", args=[chez_moi.pk])):
        assert 'name="_save"' in client.get(page).text
    assert "<h1>Mandats</h1>" in client.get(reverse("admin:poles_mandat_changelist")).text


def test_le_courriel_d_un_rappel_et_l_avis_qu_on_doit_encore_donner_ne_s_y_lisent_pas(coordination):
    """One mail a day gathers pôles; who must still proofread a version does not read what others said of it."""
    client, chez_moi = coordination
    ressource = fabrique.ressource(chez_moi, "en_relecture")
    moi = fabrique.titulaire(chez_moi, Fonction.COORDINATEUR)
    rendue, due = fabrique.relecture(ressource), fabrique.relecture(ressource, moi)
    qui = {"acteur": rendue.relecteur, "maintenant": fabrique.MAINTENANT}
    rendre_relecture(relecture=rendue, avis="Très clair, à garder.", **qui)
    page = reverse("admin:productions_relecture_change", args=[rendue.pk])
    assert "Très clair" not in client.get(page).text
    rendre_relecture(relecture=due, avis="D'accord.", acteur=moi, maintenant=fabrique.MAINTENANT)
    assert "Très clair" in client.get(page).text
    assert "courriel" in admin.site._registry[Rappel].exclude


def test_les_lignes_d_un_autre_cycle_ne_s_ecrivent_pas_sous_le_sien(academie):
    client, toulouse = academie
    mien, autre = fabrique.cycle(academie=toulouse), fabrique.cycle(academie=fabrique.academie("Lyon"))
    echeance = autre.echeances.filter(campagne=None).first()
    saisie = {"libelle": mien.libelle, "academie": toulouse.pk, "debut": mien.debut, "fin": mien.fin}
    for pk in (echeance.pk, mien.echeances.first().pk):
        lignes = {"echeances-TOTAL_FORMS": 1, "echeances-INITIAL_FORMS": 1, "echeances-0-id": pk}
        lignes |= {"echeances-0-jour": "2027-01-01", "echeances-0-nature": "v2", "echeances-0-rang": 9}
        client.post(reverse("admin:poles_cycle_change", args=[mien.pk]), saisie | lignes)
    assert not Echeance.objects.filter(rang=9).exists()
    # The other's page is not even there.
    assert client.get(reverse("admin:poles_cycle_change", args=[autre.pk])).status_code == 302
