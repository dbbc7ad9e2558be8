"""Actions on several rows: the page says what will happen and to whom, then it happens, row by row."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from calendrier.models import Echeance
from commun.models import Courriel
from poles.etats import EtatCycle
from poles.models import Fonction, Mandat
from productions.admin.decisions import REPOUSSER
from productions.etats import EtatFiche, EtatRessource
from productions.models import DatePropre, Relecture
from tests import fabrique

pytestmark = pytest.mark.django_db
MOTIF = "Les objectifs ne sont pas dits."


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def agir(client, campagne):
    """Choose rows of a list, read the page; with an answer, confirm it and read what it says."""
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))

    def _agir(modele: str, action: str, *objets, **reponse) -> str:
        choix = {"action": action, "_selected_action": [objet.pk for objet in objets]}
        if reponse:
            choix |= {"confirmer": "1", **reponse}
        return client.post(reverse(f"admin:{modele}_changelist"), choix, follow=True).content.decode()

    return _agir


def test_la_page_dit_ce_qui_se_passera_et_a_qui_sans_rien_faire(agir, campagne):
    auteur = fabrique.enseignant(campagne)
    soumise = fabrique.fiche(campagne, [auteur], titre="Devis et factures", soumise=True)
    brouillon = fabrique.fiche(campagne, titre="Pas encore prête")
    page = agir("productions_ficheprojet", "retenir", soumise, brouillon)
    assert "Devis et factures" in page.split("Ce qui ne sera pas fait")[0]
    assert "Pas encore prête" in page.split("Ce qui ne sera pas fait")[1]
    assert auteur.nom_complet in page
    soumise.refresh_from_db()
    assert soumise.etat == EtatFiche.SOUMISE
    assert not Courriel.objects.filter(gabarit="fiche_retenue").exists()


def test_renvoyer_demande_un_motif_et_garde_ce_qui_est_tape(agir, campagne):
    fiches = [fabrique.fiche(campagne, soumise=True) for _ in range(2)]
    page = agir("productions_ficheprojet", "renvoyer", *fiches, motif="court")
    assert "errorlist" in page
    assert ">\ncourt</textarea>" in page
    page = agir("productions_ficheprojet", "renvoyer", *fiches, motif=MOTIF)
    assert "Sont prévenus par courriel" in page
    for fiche in fiches:
        fiche.refresh_from_db()
        assert (fiche.etat, fiche.motif) == (EtatFiche.A_REVOIR, MOTIF)
    # Said twice, done once.
    nombre = Courriel.objects.count()
    assert "Rien de ce qui est choisi" in agir("productions_ficheprojet", "renvoyer", *fiches)
    agir("productions_ficheprojet", "renvoyer", *fiches, motif=MOTIF)
    assert Courriel.objects.count() == nombre


def test_confier_une_relecture_et_fixer_une_date(agir, campagne):
    ressources = [fabrique.ressource(campagne, EtatRessource.EN_RELECTURE) for _ in range(2)]
    relecteur, ailleurs = fabrique.enseignant(campagne), fabrique.enseignant(fabrique.campagne())
    jour = {"echeance": "2027-02-12"}
    page = agir("productions_ressource", "assigner", *ressources, relecteur=ailleurs.pk, **jour)
    assert "errorlist" in page
    agir("productions_ressource", "assigner", *ressources, relecteur=relecteur.pk, **jour)
    assert Relecture.objects.filter(relecteur=relecteur, echeance=date(2027, 2, 12)).count() == 2
    passee = agir("productions_ressource", "repousser", *ressources, nature="v2", jour="2020-02-19")
    assert "Cette date est passée" in passee
    assert 'value="2020-02-19"' in passee
    assert all(f'name="_selected_action" value="{r.pk}"' in passee for r in ressources)
    agir("productions_ressource", "repousser", *ressources, nature="v2", jour="2027-02-19")
    assert DatePropre.objects.filter(ressource__in=ressources, jour=date(2027, 2, 19)).count() == 2


def test_demander_la_validation(agir, campagne):
    prete = fabrique.ressource(campagne, EtatRessource.PRETE_A_VALIDER)
    page = agir("productions_ressource", "demander_validation", prete)
    assert fabrique.titulaire(campagne, Fonction.INSPECTEUR).nom_complet in page
    agir("productions_ressource", "demander_validation", prete, oui="1")
    prete.refresh_from_db()
    assert prete.etat == EtatRessource.EN_VALIDATION


def test_inviter_puis_relancer_puis_terminer(agir, campagne):
    saisie = {"personnes": "Ana Lopez <ana.lopez@exemple.fr>\nsans nom", "role": "enseignant"}
    page = agir("poles_campagne", "inviter", campagne, **saisie)
    assert "ana.lopez@exemple.fr" in page
    invitee = Mandat.objects.get(personne__email="ana.lopez@exemple.fr")
    coordination = campagne.mandats.get(fonction=Fonction.COORDINATEUR)
    page = agir("poles_mandat", "relancer", invitee, coordination)
    assert "revient à l&#x27;administration académique" in page
    agir("poles_mandat", "relancer", invitee, oui="1")
    assert Courriel.objects.filter(gabarit="invitation", personne=invitee.personne_id).count() == 2
    agir("poles_mandat", "terminer", invitee, coordination, oui="1")
    invitee.refresh_from_db()
    coordination.refresh_from_db()
    assert invitee.fin is not None
    assert coordination.fin is None


def test_un_refus_de_toutes_les_lignes_garde_la_page(agir, campagne, monkeypatch):
    """What the service alone refuses, too."""
    ressource = fabrique.ressource(campagne, EtatRessource.EN_CONCEPTION)
    monkeypatch.setattr(REPOUSSER.formulaire.base_fields["jour"], "validate", lambda jour: None)
    page = agir("productions_ressource", "repousser", ressource, nature="v2", jour="2020-02-19")
    assert "Ce qui va se passer" in page
    assert 'value="2020-02-19"' in page
    assert "errorlist" in page
    assert not ressource.dates_propres.exists()


def test_les_dates_du_cycle_ne_sont_pas_au_pole(agir, client, campagne):
    du_cycle = campagne.cycle.echeances.filter(campagne=None, nature="v2").first()
    liste = client.get(reverse("admin:calendrier_echeance_changelist")).content.decode()
    assert "Changer les dates du pôle" in liste
    assert '<option value="deplacer">' not in liste
    propre = Echeance.objects.create(
        cycle=campagne.cycle, campagne=campagne, nature="fiches_projet", rang=1, jour="2026-12-04"
    )
    avant = du_cycle.jour
    assert "Changer les dates du pôle" in agir("calendrier_echeance", "deplacer", du_cycle, propre)
    page = agir("calendrier_echeance", "deplacer", du_cycle, propre, jour="2027-03-12")
    assert "c&#x27;est fait" in page or "c'est fait" in page
    du_cycle.refresh_from_db()
    propre.refresh_from_db()
    assert (du_cycle.jour, propre.jour) == (avant, date(2027, 3, 12))
    agir("poles_cycle", "clore", campagne.cycle, oui="1")
    campagne.cycle.refresh_from_db()
    assert campagne.cycle.etat == EtatCycle.OUVERT


def test_relancer_mene_a_la_page_qui_dit_a_qui(agir, client, horloge, campagne):
    relecteur = fabrique.enseignant(campagne)
    ressources = [fabrique.ressource(campagne, EtatRessource.EN_RELECTURE) for _ in range(3)]
    for ressource in ressources:
        fabrique.relecture(ressource, relecteur, echeance=fabrique.JOUR)
    horloge(fabrique.MAINTENANT + timedelta(days=20))
    page = agir("productions_ressource", "relancer", *ressources[:2])
    assert "2 ressources choisies" in page
    assert page.count("Relire la V1 de") == 2
    assert relecteur.nom_complet in page
    assert page.count("Relire la V1 de") < agir("poles_campagne", "relancer_les_poles", campagne).count(
        "Relire la V1 de"
    )
    assert not Courriel.objects.filter(gabarit="relance").exists()
