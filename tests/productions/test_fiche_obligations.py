"""What fiches add to « who owes what by when »."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendrier.obligations import Demande, Obligation
from calendrier.services import clore_cycle
from poles.droits import oublier_droits
from poles.models import Fonction
from productions import services
from productions.obligations.fiches import fournir
from tests import fabrique

pytestmark = pytest.mark.django_db
APRES = date(2026, 12, 4)


@pytest.fixture
def campagne():
    return fabrique.campagne()


def de(qui, jour: date = fabrique.JOUR, **champs) -> list[Obligation]:
    return list(fournir(Demande(jour, personne=qui, **champs)))


def phrases(qui, **champs) -> list[str]:
    return [f"{o.phrase} {o.objet}" for o in de(qui, **champs)]


def test_de_la_fiche_commencee_a_la_decision(campagne):
    auteur, collegue = fabrique.enseignant(campagne), fabrique.enseignant(campagne)
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    champs = {"acteur": coordinateur, "maintenant": fabrique.MAINTENANT}
    fiche = fabrique.fiche(campagne, [auteur, collegue], titre="Le jeu")
    assert phrases(auteur) == ["Compléter la fiche Le jeu"]
    assert phrases(collegue) == phrases(coordinateur) == []

    fiche = services.soumettre_fiche(fiche=fiche, acteur=auteur, maintenant=fabrique.MAINTENANT)
    assert phrases(auteur) == []
    (obligation,) = de(coordinateur)
    assert f"{obligation.phrase} {obligation.objet}" == "Décider de la fiche Le jeu"
    assert obligation.depuis == fabrique.JOUR
    assert obligation.attendue_par == f"{auteur.nom_complet} et {collegue.nom_complet}"
    assert obligation.fonctions == (Fonction.COORDINATEUR,)
    assert obligation.url == fiche.get_absolute_url()

    fiche = services.renvoyer_fiche(fiche=fiche, motif="À préciser.", **champs)
    assert phrases(auteur) == phrases(collegue) == ["Reprendre la fiche Le jeu"]
    assert phrases(coordinateur) == []
    assert de(auteur)[0].personnes == {auteur.pk, collegue.pk}

    fiche = services.soumettre_fiche(fiche=fiche, acteur=auteur, maintenant=fabrique.MAINTENANT)
    fiche = services.retenir_fiche(fiche=fiche, **champs)
    assert phrases(auteur) == phrases(coordinateur) == []
    services.rouvrir_fiche(fiche=fiche, motif="Un producteur change.", **champs)
    assert phrases(collegue) == ["Reprendre la fiche Le jeu"]


def test_par_campagne_on_voit_tout_ce_qui_est_attendu(campagne):
    fabrique.fiche(campagne, titre="A")
    fabrique.fiche(campagne, titre="B", soumise=True)
    fabrique.fiche(titre="Ailleurs")
    obligations = list(fournir(Demande(fabrique.JOUR, campagnes=(campagne.pk,))))
    assert [f"{o.phrase} {o.objet}" for o in obligations] == ["Compléter la fiche A", "Décider de la fiche B"]
    assert {o.campagne for o in obligations} == {campagne.pk}


def test_une_personne_dans_d_autres_campagnes_seulement(campagne):
    fiche = fabrique.fiche(campagne)
    assert de(fiche.redigee_par, campagnes=(campagne.pk,))
    assert not de(fiche.redigee_par, campagnes=(campagne.pk + 1,))


def test_un_brouillon_commence_apres_l_echeance_n_est_pas_en_retard(campagne):
    assert de(fabrique.fiche(campagne).redigee_par)[0].echeance is None


def test_un_cycle_clos_ne_demande_plus_rien(campagne):
    fiche = fabrique.fiche(campagne, soumise=True)
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    clore_cycle(cycle=campagne.cycle, acteur=None, maintenant=fabrique.MAINTENANT)
    assert de(coordinateur, APRES) == de(fiche.redigee_par) == []


def test_le_nombre_de_requetes_est_constant():
    coordinateur = fabrique.personne()
    fabrique.mandat(coordinateur, Fonction.COORDINATEUR, fabrique.academie())
    cycle = fabrique.cycle()
    comptes = []
    for _ in range(3):
        for _ in range(len(comptes) * 3 + 1):
            fabrique.campagne(cycle=cycle)
            fabrique.fiche(fabrique.campagne(cycle=cycle), soumise=True)
        oublier_droits(coordinateur)
        with CaptureQueriesContext(connection) as requetes:
            assert de(coordinateur, APRES)
        comptes.append(len(requetes))
    # Two, and the person's own rights.
    assert comptes == [3, 3, 3]
