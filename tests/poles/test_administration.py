"""The room's tables in the administration."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commun.admin.effacement import a_servi
from commun.erreurs import ActionImpossible
from journal.libelles import phrase
from journal.models import Ecriture
from journal.queries import avec_les_noms
from poles.models import Academie, Affectation, Campagne, Discipline, Etablissement, Fonction, Mandat, Pole
from poles.services import enregistrer_affectation
from tests import fabrique

pytestmark = pytest.mark.django_db
LISTES = ["academie", "etablissement", "discipline", "niveau", "pole", "campagne", "mandat", "affectation", "cycle"]


@pytest.fixture
def admin(client):
    qui = fabrique.superutilisateur()
    client.force_login(qui)
    return client


def liste(modele: str) -> str:
    return reverse(f"admin:poles_{modele}_changelist")


@pytest.mark.parametrize("modele", LISTES)
def test_chaque_table_se_liste_se_cherche_et_s_ouvre(admin, modele):
    fabrique.ressource(producteurs=[fabrique.enseignant(campagne := fabrique.campagne(avec_equipe=True))])
    qui = fabrique.enseignant(campagne)
    qui.affectations.create(etablissement=fabrique.etablissement(), debut=fabrique.JOUR)
    assert admin.get(liste(modele)).status_code == 200
    page = admin.get(liste(modele), {"q": "e"})
    objet = page.context["cl"].queryset.first()
    assert objet is not None
    assert admin.get(reverse(f"admin:poles_{modele}_change", args=[objet.pk])).status_code == 200
    assert admin.get(reverse(f"admin:poles_{modele}_add")).status_code == 200


@pytest.mark.parametrize("modele", ["campagne", "mandat", "cycle"])
def test_les_listes_ne_coutent_pas_plus_avec_plus_de_lignes(admin, modele):
    comptes = []
    for nombre in (1, 6):
        for _ in range(nombre):
            fabrique.enseignant(fabrique.campagne())
        with CaptureQueriesContext(connection) as requetes:
            admin.get(liste(modele))
        comptes.append(len(requetes))
    assert comptes[0] == comptes[1] <= 14


def mandat(qui, **champs) -> dict[str, str]:
    return {"personne": qui.pk, "fonction": "enseignant", "titre": "", "debut": "2027-01-14", "fin": ""} | champs


def test_un_mandat_se_donne_par_le_service(admin):
    campagne, qui = fabrique.campagne(), fabrique.personne()
    adresse = reverse("admin:poles_mandat_add")
    reponse = admin.post(adresse, mandat(qui, campagne=campagne.pk), follow=True)
    assert reponse.redirect_chain
    donne = Mandat.objects.get(personne=qui)
    assert (donne.campagne, donne.fonction) == (campagne, Fonction.ENSEIGNANT)
    assert Ecriture.objects.get(action="mandat.nommer", donnees__personne=qui.pk).chaine == campagne.chaine
    assert reverse("admin:poles_mandat_change", args=[donne.pk]) in reponse.content.decode()


@pytest.mark.parametrize(
    ("champs", "message"),
    [
        ({}, "Un mandat porte sur une campagne, un pôle ou une académie."),
        ({"fonction": "coordinateur", "campagne": "la campagne"}, "Précisez PREDAC ou IAN"),
        ({"fonction": "administrateur", "campagne": "la campagne"}, "sur une académie"),
        ({"campagne": "la campagne", "fin": "2027-01-01"}, "ne peut pas précéder"),
    ],
)
def test_un_mandat_impossible_est_refuse_en_mots(admin, champs, message):
    campagne, qui = fabrique.campagne(), fabrique.personne()
    champs = {nom: campagne.pk if valeur == "la campagne" else valeur for nom, valeur in champs.items()}
    reponse = admin.post(reverse("admin:poles_mandat_add"), mandat(qui, **champs))
    assert message in reponse.content.decode()
    assert not Mandat.objects.filter(personne=qui).exists()


def test_un_mandat_deja_donne_est_refuse_en_mots(admin):
    campagne = fabrique.campagne()
    qui = fabrique.enseignant(campagne)
    reponse = admin.post(reverse("admin:poles_mandat_add"), mandat(qui, campagne=campagne.pk))
    assert "exerce déjà cette fonction ici" in reponse.content.decode()
    fabrique.mandat(autre := fabrique.personne(), Fonction.ENSEIGNANT, campagne, fin=date(2027, 6, 1))
    reponse = admin.post(reverse("admin:poles_mandat_add"), mandat(autre, campagne=campagne.pk))
    assert "exerce déjà cette fonction ici" in reponse.content.decode()


def test_un_mandat_se_termine_et_ne_se_reecrit_pas(admin):
    campagne = fabrique.campagne()
    donne = fabrique.enseignant(campagne).mandats.get()
    page = admin.get(reverse("admin:poles_mandat_change", args=[donne.pk]))
    assert not page.context["adminform"].form.fields
    choix = {"action": "terminer", "_selected_action": [donne.pk], "confirmer": "1"}
    for message in ("Terminer : c&#x27;est fait", "Ce mandat est déjà terminé."):
        reponse = admin.post(liste("mandat"), choix, follow=True)
        assert message in reponse.content.decode()
    donne.refresh_from_db()
    assert donne.fin == fabrique.JOUR
    assert Ecriture.objects.filter(action="mandat.terminer").count() == 1


def test_une_campagne_s_ouvre_dans_un_cycle_de_son_academie(admin):
    cycle, ailleurs = fabrique.cycle(), fabrique.cycle(academie=fabrique.academie("Lyon"))
    pole = Pole.objects.create(slug="langues", nom="Langues", academie=fabrique.academie())
    adresse, saisie = reverse("admin:poles_campagne_add"), {"pole": pole.pk, "mission_production": "on"}
    assert "autre académie" in admin.post(adresse, saisie | {"cycle": ailleurs.pk}).content.decode()
    assert (
        "Choisissez au moins une mission" in admin.post(adresse, {"pole": pole.pk, "cycle": cycle.pk}).content.decode()
    )
    admin.post(adresse, saisie | {"cycle": cycle.pk})
    campagne = Campagne.objects.get(pole=pole)
    homonyme = fabrique.cycle(academie=None, libelle=cycle.libelle)
    assert "dans un autre cycle nommé" in admin.post(adresse, saisie | {"cycle": homonyme.pk}).content.decode()

    admin.post(
        reverse("admin:poles_campagne_change", args=[campagne.pk]), {"theme": "L'oral", "mission_animation": "on"}
    )
    campagne.refresh_from_db()
    assert (campagne.theme, campagne.mission_production, campagne.pole) == ("L'oral", False, pole)
    assert Ecriture.objects.get(action="campagne.modifier").texte == "L'oral"


def test_ce_qui_a_servi_ne_s_efface_pas(admin):
    campagne = fabrique.campagne()
    fabrique.fiche(campagne)
    discipline = Discipline.objects.filter(fiches__isnull=False).first()
    for modele, objet in (("discipline", discipline), ("pole", campagne.pole), ("academie", campagne.pole.academie)):
        assert a_servi(objet)
        adresse = reverse(f"admin:poles_{modele}_delete", args=[objet.pk])
        assert admin.post(adresse, {"post": "yes"}).status_code == 403
        assert type(objet).objects.filter(pk=objet.pk).exists()
    mandat = campagne.mandats.first()
    assert admin.post(reverse("admin:poles_mandat_delete", args=[mandat.pk]), {"post": "yes"}).status_code == 403


def test_ce_qui_a_ete_saisi_par_erreur_s_efface(admin):
    erreur = fabrique.etablissement()
    assert not a_servi(erreur)
    admin.post(reverse("admin:poles_etablissement_delete", args=[erreur.pk]), {"post": "yes"})
    assert not Etablissement.objects.filter(pk=erreur.pk).exists()
    assert "delete_selected" not in admin.get(liste("etablissement")).content.decode()


def test_l_uai_faux_est_refuse(admin):
    champs = {"uai": "0750655A", "nom": "Lycée", "commune": "Paris", "academie": Academie.objects.first().pk}
    reponse = admin.post(reverse("admin:poles_etablissement_add"), champs)
    assert "devrait être E" in reponse.content.decode()


def test_sans_droits_d_administration_on_n_entre_pas(client):
    client.force_login(fabrique.enseignant(fabrique.campagne()))
    refus = client.get(liste("mandat"), follow=True)
    assert refus.status_code == 403
    assert "à qui conduit un pôle (PREDAC ou IAN)" in refus.text


def test_une_affectation_s_ecrit_au_journal_de_l_academie(admin):
    qui, college = fabrique.personne("Hugo", "Petit"), fabrique.etablissement()
    donnees = {"personne": qui.pk, "etablissement": college.pk, "debut": "2026-09-01", "fin": ""}
    admin.post(reverse("admin:poles_affectation_add"), donnees)
    affectation = qui.affectations.get()
    page = reverse("admin:poles_affectation_change", args=[affectation.pk])
    admin.post(page, donnees)  # nothing changed
    admin.post(page, donnees | {"fin": "2027-01-31"})
    admin.post(reverse("admin:poles_affectation_delete", args=[affectation.pk]), {"post": "yes"})
    assert not qui.affectations.exists()
    lignes = avec_les_noms(Ecriture.objects.filter(chaine=f"academie:{college.academie_id}").order_by("rang"))
    assert [phrase(ligne) for ligne in lignes] == [
        "a affecté Hugo Petit dans un établissement, à partir du 1er septembre 2026",
        "a corrigé l'affectation d'Hugo Petit dans un établissement : elle commence le 1er septembre 2026",
        "a supprimé l'affectation d'Hugo Petit dans un établissement, qui commençait le 1er septembre 2026",
    ]
    assert lignes[1].donnees["fin"] == "2027-01-31"


def test_deux_affectations_en_meme_temps_sont_refusees(admin):
    """The form says so; the service, under the person's lock, where a colleague came in between."""
    qui, college = fabrique.personne(), fabrique.etablissement()
    ancienne = qui.affectations.create(etablissement=college, debut=fabrique.JOUR)
    donnees = {"personne": qui.pk, "etablissement": college.pk, "debut": "2027-03-01", "fin": ""}
    page = admin.post(reverse("admin:poles_affectation_add"), donnees).content.decode()
    assert "Une autre affectation de cette personne couvre ces jours" in page
    seconde = Affectation(personne=qui, etablissement=college, debut=date(2027, 3, 1), fin=date(2027, 6, 30))
    with pytest.raises(ActionImpossible, match="couvre ces jours"):
        enregistrer_affectation(affectation=seconde, acteur=qui, maintenant=fabrique.MAINTENANT)
    assert qui.affectations.get() == ancienne
    assert not Ecriture.objects.filter(action__startswith="affectation.").exists()
