"""Who leaves the pôle hears no more of its meetings, by whatever way they were told before."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from calendrier.evenements import Periode, evenements
from calendrier.obligations import Demande
from commun.models import Courriel
from comptes.models import Personne
from poles.models import Fonction
from suivi import services
from suivi.etats import Reponse
from suivi.forms import DecisionForm
from suivi.liens import adresse_de_reponse
from suivi.models import Decision
from suivi.obligations import fournir
from tests import fabrique, reunions
from tests.fabrique import JOUR, MAINTENANT
from tests.poles.test_terminer_mandat import cle, saisie

pytestmark = pytest.mark.django_db


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def claire(campagne):
    return fabrique.enseignant(campagne)


@pytest.fixture
def hugo(campagne):
    return fabrique.enseignant(campagne)


@pytest.fixture
def reunion(campagne, claire, hugo):
    return reunions.prevoir(campagne, [claire, hugo])


def quitter(qui) -> Personne:
    qui.mandats.update(fin=JOUR - timedelta(days=1))
    return Personne.objects.get(pk=qui.pk)


def debiteurs(**champs) -> set[int]:
    dues = fournir(Demande(JOUR, **champs))
    return {p for o in dues if o.genre in ("reunion", "decision") for p in o.personnes}


def test_plus_rien_n_est_attendu_ni_rappele(campagne, claire, hugo, reunion):
    tenue = reunions.tenue(campagne, "Relu.", invites=[claire, hugo], objet="Relire")
    for qui in (claire, hugo):
        reunions.decider(tenue, f"À {qui.prenom} de le faire.", qui)
    assert debiteurs(campagnes=(campagne.pk,)) == {claire.pk, hugo.pk}
    assert debiteurs(personne=quitter(claire)) == set()
    # The page that the reminder leads to would be refused to them.
    assert debiteurs(campagnes=(campagne.pk,)) == {hugo.pk}


def test_ce_qui_lui_etait_confie_revient_a_qui_conduit_le_pole(campagne, claire, hugo):
    tenue = reunions.tenue(campagne, "Relu.", invites=[claire, hugo], objet="Relire")
    decision = reunions.decider(tenue, "Redire la durée.", claire)
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    demandes = [{"personne": coordinateur}, {"campagnes": (campagne.pk,)}]

    def laissees() -> list[list[tuple]]:
        toutes = [[o for o in fournir(Demande(JOUR, **d)) if o.genre == "decision"] for d in demandes]
        return [[(o.objet, o.fonctions, o.echeance) for o in siennes if o.fonctions] for siennes in toutes]

    assert laissees() == [[], []]
    quitter(claire)
    assert laissees() == [[(decision.texte, (Fonction.COORDINATEUR,), decision.echeance)]] * 2
    confiee = {"texte": decision.texte, "responsable": hugo, "echeance": decision.echeance}
    services.modifier_decision(decision=decision, **confiee, **reunions.conduite(tenue))
    assert laissees() == [[], []]
    assert debiteurs(campagnes=(campagne.pk,)) == {hugo.pk}


def test_un_visa_prete_garde_l_invitation(campagne):
    inspectrice = fabrique.titulaire(campagne, Fonction.INSPECTEUR)
    remplacante = fabrique.delegation(inspectrice.mandats.get()).delegataire
    reunions.prevoir(campagne, [inspectrice, remplacante])
    assert debiteurs(campagnes=(campagne.pk,)) == {inspectrice.pk, remplacante.pk}


def test_le_lien_du_courriel_ne_sert_plus(claire, reunion):
    participation = reunion.participations.get(personne=claire)
    lien = adresse_de_reponse(participation)
    assert Client().get(lien).status_code == 200
    quitter(claire)
    assert Client().get(lien).status_code == 404
    assert Client().post(lien, {"reponse": "participe"}).status_code == 404
    participation.refresh_from_db()
    assert participation.reponse == Reponse.ATTENDUE


def test_deplacee_ou_annulee_ne_previent_que_ceux_qui_restent(claire, hugo, reunion):
    quitter(claire)
    ailleurs = reunions.rendez_vous(debut=reunions.DEBUT + timedelta(days=7))
    services.modifier_reunion(reunion=reunion, rendez_vous=ailleurs, invites=[], **reunions.conduite(reunion))
    services.annuler_reunion(reunion=reunion, motif="Plus de salle.", **reunions.conduite(reunion))
    for gabarit in ("reunion_deplacee", "reunion_annulee"):
        assert set(Courriel.objects.filter(gabarit=gabarit).values_list("personne", flat=True)) == {hugo.pk}


def test_son_agenda_ne_la_suit_plus(claire, reunion):
    periode = {"du": JOUR, "au": JOUR + timedelta(days=60)}
    assert evenements(Periode(**periode, personne=Personne.objects.get(pk=claire.pk)))
    assert evenements(Periode(**periode, personne=quitter(claire))) == []


def test_ni_compte_rendu_ni_decision_pour_qui_est_parti(campagne, claire, hugo):
    tenue = reunions.tenue(campagne, invites=[claire, hugo])
    quitter(claire)
    services.rediger_compte_rendu(reunion=tenue, texte="Relu.", **reunions.conduite(tenue))
    lecteurs = Courriel.objects.filter(gabarit="reunion_compte_rendu").values_list("personne", flat=True)
    assert set(lecteurs) == {hugo.pk}
    form = DecisionForm(instance=Decision(), reunion=tenue, jour=MAINTENANT.date())
    assert list(form.fields["responsable"].queryset) == [hugo]


def test_ses_decisions_se_confient_avant_qu_un_mandat_prenne_fin(client):
    """What is done, and what another pôle's meeting decided, is not on the screen."""
    campagne = fabrique.campagne(avec_equipe=True)
    partante, reprend = (fabrique.enseignant(campagne) for _ in range(2))
    ailleurs = fabrique.campagne(avec_equipe=True)
    conduite = fabrique.titulaire(campagne, Fonction.COORDINATEUR)

    def decider(portee, texte: str):
        return services.noter_decision(
            reunion=reunions.tenue(portee, "Relu.", objet=texte),
            texte=texte,
            responsable=partante,
            echeance=JOUR + timedelta(days=30),
            acteur=fabrique.titulaire(portee, Fonction.COORDINATEUR),
            maintenant=MAINTENANT,
        )

    a_suivre, faite = decider(campagne, "Redire la durée."), decider(campagne, "Écrire aux collèges.")
    services.faire_decision(decision=faite, acteur=partante, maintenant=MAINTENANT)
    decider(ailleurs, "Prêter la salle.")
    client.force_login(conduite)
    adresse = reverse(
        "poles:terminer_mandat", args=[campagne.pole.slug, campagne.cycle.libelle, partante.mandats.get().pk]
    )
    page = client.get(adresse)
    assert a_suivre.texte in page.text
    assert faite.texte not in page.text
    assert "Prêter la salle." not in page.text
    assert client.post(adresse, saisie(page, **{cle("decision", a_suivre): f"confier:{reprend.pk}"})).status_code == 302
    a_suivre.refresh_from_db()
    assert (a_suivre.responsable, a_suivre.echeance) == (reprend, JOUR + timedelta(days=30))
    assert a_suivre.texte in Courriel.objects.get(gabarit="decision_confiee", personne=reprend.pk).texte
