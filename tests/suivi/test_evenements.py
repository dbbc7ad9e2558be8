"""Meetings and séances in the calendars' registry."""

from datetime import timedelta

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendrier.evenements import Periode, evenements
from commun.models import Courriel
from comptes.models import Personne
from poles.models import Fonction
from suivi import services as suivi
from tests import fabrique, reunions
from validations.services import seances

pytestmark = pytest.mark.django_db
DU, AU = fabrique.JOUR, fabrique.JOUR + timedelta(days=60)


def uids(qui=None, **champs) -> list[str]:
    qui = Personne.objects.get(pk=qui.pk) if qui else None
    return [e.uid for e in evenements(Periode(DU, AU, personne=qui, **champs))]


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


def test_chacun_a_les_siennes(campagne):
    claire, hugo = fabrique.enseignant(campagne), fabrique.enseignant(campagne)
    autre = fabrique.campagne(cycle=campagne.cycle)
    la_bas = fabrique.enseignant(autre)
    reunion = reunions.prevoir(campagne, [claire], avec=[autre])
    seance = fabrique.seance(campagne)
    assert uids(claire) == uids(la_bas) == [f"reunion-{reunion.pk}"]
    assert uids(hugo) == []
    tout = {f"reunion-{reunion.pk}", f"seance-{seance.pk}"}
    assert set(uids(fabrique.titulaire(campagne, Fonction.COORDINATEUR))) == tout
    assert set(uids(campagnes=(campagne.pk,))) == tout
    assert uids(campagnes=(autre.pk,)) == [f"reunion-{reunion.pk}"]


def test_hors_de_la_periode_rien(campagne):
    reunions.prevoir(campagne, debut=reunions.DEBUT + timedelta(days=90))
    reunions.tenue(campagne)
    assert uids(campagnes=(campagne.pk,)) == []


def test_ce_qui_est_annule_reste_pour_etre_retire(campagne):
    reunion, seance = reunions.prevoir(campagne), fabrique.seance(campagne)
    suivi.annuler_reunion(reunion=reunion, motif="Plus de salle.", **reunions.conduite(reunion))
    seances.annuler_seance(seance=seance, motif="Plus de salle.", **reunions.conduite(reunion))
    trouves = evenements(Periode(DU, AU, campagnes=(campagne.pk,)))
    assert [(e.annule, e.sequence) for e in trouves] == [(True, 1), (True, 1)]


def test_une_seance_deplacee_suit_dans_les_agendas(campagne):
    seance = fabrique.seance(campagne)
    invite = fabrique.titulaire(campagne, Fonction.INSPECTEUR)
    seances.modifier_seance(
        seance=seance,
        prevue_le=seance.prevue_le + timedelta(days=1),
        lieu="Ailleurs",
        lien="",
        demandes=[p.demande for p in seance.points.all()],
        invites=[],
        acteur=fabrique.superutilisateur(),
        maintenant=fabrique.MAINTENANT,
    )
    lus = []
    for gabarit in ("seance_a_preparer", "seance_deplacee"):
        courriel = Courriel.objects.get(gabarit=gabarit, personne=invite.pk)
        assert courriel.type_piece == "text/calendar; method=REQUEST"
        lus += icalendar.Calendar.from_ical(courriel.contenu_piece).walk("VEVENT")
    assert lus[0]["UID"] == lus[1]["UID"]
    assert [e["SEQUENCE"] for e in lus] == [0, 1]
    assert str(lus[1]["LOCATION"]) == "Ailleurs"


def test_le_meme_nombre_de_requetes_quel_que_soit_le_nombre(campagne):
    comptes = []
    for nombre in (1, 3):
        for _ in range(nombre):
            reunions.prevoir(campagne)
        with CaptureQueriesContext(connection) as requetes:
            uids(campagnes=(campagne.pk,))
        comptes.append(len(requetes))
    assert comptes[0] == comptes[1] <= 5
