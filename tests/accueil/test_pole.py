"""A pôle's page: the year, what binds, the resources, the team, the dates."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendrier.models import Echeance, NatureEcheance
from calendrier.services import clore_cycle
from poles.models import Fonction
from poles.services import affecter
from productions.etats import EtatRessource as R
from productions.services import abandonner_fiche
from suivi.services import consigner_etape
from tests import fabrique

pytestmark = pytest.mark.django_db


@pytest.fixture
def campagne():
    return fabrique.campagne()


def page(client, qui, campagne):
    client.force_login(qui)
    reponse = client.get(campagne.get_absolute_url())
    assert reponse.status_code == 200
    return reponse


def test_l_etranger_ne_sait_pas_que_le_pole_existe(client, campagne):
    client.force_login(fabrique.enseignant(fabrique.campagne()))
    assert client.get(campagne.get_absolute_url()).status_code == 404


def test_l_annee_le_theme_et_les_missions(client, campagne):
    contenu = page(client, fabrique.enseignant(campagne), campagne).content.decode()
    assert "Étape 3 sur 5" in contenu
    assert "dimanche 31 janvier (dans 17 jours)" in contenu
    assert campagne.theme in contenu
    assert "Mission : produire des ressources." in contenu


def test_les_boutons_de_qui_conduit(client, campagne):
    attendus = ("Ajouter une fiche", "Inviter", "Modifier le thème", "Consigner")
    contenu = page(client, fabrique.titulaire(campagne, Fonction.COORDINATEUR), campagne).content.decode()
    assert all(bouton in contenu for bouton in attendus)
    contenu = page(client, fabrique.enseignant(campagne), campagne).content.decode()
    assert [bouton for bouton in attendus if bouton in contenu] == ["Ajouter une fiche"]
    contenu = page(client, fabrique.titulaire(campagne, Fonction.OBSERVATEUR), campagne).content.decode()
    assert not any(bouton in contenu for bouton in attendus)


def test_les_trois_obligatoires(client, campagne, horloge):
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    horloge(datetime(2026, 11, 20, 9, tzinfo=UTC))
    fiches, *etapes = page(client, coordinateur, campagne).context["obligatoires"]
    assert (fiches.fait, fiches.etat, fiches.jour, fiches.retard) == (
        False,
        "aucune n'est encore soumise",
        date(2026, 11, 30),
        False,
    )
    assert [(e.titre, e.fait) for e in etapes] == [
        ("Point d'étape n° 1", False),
        ("Point d'étape n° 2", False),
        ("Visio de bilan", False),
    ]

    fabrique.fiche(campagne, retenue=True)
    fabrique.fiche(campagne, retenue=True)
    fabrique.fiche(campagne, soumise=True)
    consigner_etape(
        campagne=campagne,
        nature=NatureEcheance.POINT_ETAPE,
        rang=1,
        jour=date(2026, 12, 14),
        notes="Deux fiches arrivent tard.",
        acteur=coordinateur,
        maintenant=fabrique.MAINTENANT,
    )
    horloge(datetime(2027, 4, 2, 9, tzinfo=UTC))
    reponse = page(client, fabrique.enseignant(campagne), campagne)
    fiches, premier, second, _ = reponse.context["obligatoires"]
    assert (fiches.fait, fiches.etat) == (True, "2 retenues ; 1 soumise, à décider")
    assert premier.fait
    assert second.retard
    contenu = reponse.content.decode()
    assert "fait, tenu le lundi 14 décembre 2026" in contenu
    assert "Deux fiches arrivent tard." in contenu
    assert "(en retard de 2 jours)" in contenu


def test_une_date_propre_au_pole_l_emporte(client, campagne):
    Echeance.objects.create(cycle=campagne.cycle, campagne=campagne, nature=NatureEcheance.V2, jour=date(2027, 1, 20))
    contenu = page(client, fabrique.enseignant(campagne), campagne).content.decode()
    assert "mercredi 20 janvier (dans 6 jours)" in contenu
    assert "dimanche 31 janvier" not in contenu


def test_les_ressources_et_leur_chemin(client, campagne):
    fabrique.ressource(campagne, R.EN_VALIDATION, titre="Fiche A")
    for _ in range(10):
        fabrique.ressource(campagne)
    reponse = page(client, fabrique.enseignant(campagne), campagne)
    assert len(reponse.context["ressources"]) == 10
    contenu = reponse.content.decode()
    assert "Toutes les ressources (11)" in contenu
    assert "app-parcours--0" in contenu


def test_ce_qui_est_en_retard_vient_d_abord(client, campagne):
    """What no longer moves is what is late: it must not fall behind the ten that moved last."""
    retard = fabrique.ressource(campagne, R.EN_CONCEPTION, jour_v1=date(2026, 11, 5))
    for _ in range(10):
        fabrique.ressource(campagne, R.EN_CONCEPTION, jour_v1=date(2027, 6, 1))
    contexte = page(client, fabrique.titulaire(campagne, Fonction.COORDINATEUR), campagne).context
    assert contexte["ressources"][0] == retard
    assert len(contexte["ressources"]) == 10


def test_ce_qu_un_brouillon_annonce_ne_se_voit_que_de_l_equipe(client, campagne):
    annoncee = fabrique.fiche(campagne, soumise=True).ressources.get()
    brouillon, abandonne = fabrique.fiche(campagne), fabrique.fiche(campagne)
    abandonner_fiche(
        fiche=abandonne,
        motif="On y renonce tout de suite.",
        acteur=fabrique.titulaire(campagne, Fonction.COORDINATEUR),
        maintenant=fabrique.MAINTENANT,
    )
    equipe = page(client, fabrique.enseignant(campagne), campagne).context
    attendues = {annoncee, brouillon.ressources.get(), abandonne.ressources.get()}
    assert (set(equipe["ressources"]), equipe["campagne"].nombre_de_ressources) == (attendues, 3)
    lecture = page(client, fabrique.titulaire(campagne, Fonction.INSPECTEUR), campagne).context
    assert (lecture["ressources"], lecture["campagne"].nombre_de_ressources) == ([annoncee], 1)


def test_sans_ressource_la_page_dit_que_faire(client, campagne):
    contenu = page(client, fabrique.enseignant(campagne), campagne).content.decode()
    assert "Une ressource naît d'une fiche-projet" in contenu
    contenu = page(client, fabrique.titulaire(campagne, Fonction.OBSERVATEUR), campagne).content.decode()
    assert "Une ressource naît" not in contenu


def test_l_equipe_par_fonction_sans_adresse(client, campagne):
    predac = fabrique.personne("Claire", "Moreau")
    fabrique.mandat(predac, Fonction.COORDINATEUR, campagne)
    fabrique.mandat(predac, Fonction.ENSEIGNANT, campagne)
    fabrique.mandat(predac, Fonction.ENSEIGNANT, campagne.pole)
    affecter(personne=predac, etablissement=fabrique.etablissement("Lycée Sernin"), debut=date(2026, 9, 1))
    drane = fabrique.personne("Yann", "Le Goff")
    fabrique.mandat(drane, Fonction.DRANE, campagne.pole.academie)
    parti = fabrique.personne("Anne", "Partie")
    fabrique.mandat(parti, Fonction.ENSEIGNANT, campagne, fin=date(2026, 12, 1))
    reponse = page(client, predac, campagne)
    groupes = {g["titre"]: [str(m.personne) for m in g["mandats"]] for g in reponse.context["groupes"]}
    assert groupes["Conduite du pôle"] == groupes["Enseignants"] == ["Claire Moreau"]
    assert groupes["DRANE"] == ["Yann Le Goff"]
    assert groupes["Inspection"] == []
    contenu = reponse.content.decode()
    assert "Claire Moreau, PREDAC" in contenu
    assert "Lycée Sernin" in contenu
    assert "la validation pédagogique attendra" in contenu
    assert "coordinateur" not in contenu
    assert predac.email not in contenu
    assert drane.email not in contenu


def test_le_calendrier_dit_l_obligatoire_les_vacances_et_aujourd_hui(client, campagne):
    reponse = page(client, fabrique.enseignant(campagne), campagne)
    lignes = reponse.context["calendrier"]
    assert lignes == sorted(lignes, key=lambda ligne: ligne.debut)
    assert [ligne.libelle for ligne in lignes if ligne.obligatoire] == [
        "Fiches-projet",
        "Point d'étape n° 1",
        "Point d'étape n° 2",
        "Visio de bilan",
    ]
    assert [ligne.debut for ligne in lignes if ligne.genre == "aujourdhui"] == [fabrique.JOUR]
    assert any("Noël" in ligne.libelle and ligne.passee for ligne in lignes)
    assert "du 19 décembre au 3 janvier" in reponse.content.decode()


def test_avant_l_ouverture_et_apres_la_cloture(client):
    campagne = fabrique.campagne(cycle=fabrique.cycle(ouvert=False))
    qui = fabrique.enseignant(campagne)
    assert "Le cycle est en préparation" in page(client, qui, campagne).content.decode()
    ouverte = fabrique.campagne()
    clore_cycle(cycle=ouverte.cycle, acteur=None, maintenant=fabrique.MAINTENANT)
    assert "Cette année est close" in page(client, fabrique.enseignant(ouverte), ouverte).content.decode()


def test_au_plus_douze_requetes_et_autant_avec_1_3_ou_50_lignes(client, campagne):
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    client.force_login(coordinateur)
    comptes = []
    for nombre in (1, 2, 47):
        for n in range(nombre):
            if n < 8:
                producteur = fabrique.enseignant(campagne)
                affecter(personne=producteur, etablissement=fabrique.etablissement(), debut=date(2026, 9, 1))
                fabrique.relecture(fabrique.ressource(campagne, R.EN_RELECTURE, [producteur]))
            fabrique.enseignant(campagne)
        with CaptureQueriesContext(connection) as requetes:
            reponse = client.get(campagne.get_absolute_url())
        comptes.append(len(requetes))
    assert len(reponse.content) < 60_000
    assert comptes[0] <= 12
    assert comptes[0] == comptes[1] == comptes[2]
