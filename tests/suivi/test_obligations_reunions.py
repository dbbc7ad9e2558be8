"""What meetings add to « À faire »."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendrier.agenda.reperes import reperes
from calendrier.obligations import Demande, Obligation
from calendrier.services import clore_cycle
from comptes.models import Personne
from poles.models import Fonction
from suivi import services
from suivi.etats import Reponse
from suivi.models import Reunion
from suivi.obligations import fournir
from tests import fabrique, reunions
from tests.fabrique import JOUR

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def de(qui=None, jour=JOUR, **champs) -> dict[str, Obligation]:
    qui = Personne.objects.get(pk=qui.pk) if qui else None
    return {o.cle: o for o in fournir(Demande(jour, personne=qui, **champs)) if o.genre not in ("etape", "fiche")}


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def claire(campagne):
    return fabrique.enseignant(campagne)


def test_repondre_puis_participer_puis_plus_rien(campagne, claire):
    reunion = reunions.prevoir(campagne, [claire])
    (obligation,) = de(claire).values()
    assert obligation.cle == f"reunion:{reunion.pk}:repondre"
    assert f"{obligation.phrase} {obligation.objet}" == "Répondre à l'invitation : Réunion du pôle, mardi 26 janvier"
    assert (obligation.echeance, obligation.personnes) == (reunion.quand.date(), {claire.pk})
    assert reunion.organisee_par.nom_complet in obligation.pourquoi
    reunions.repondre(reunion, claire)
    (obligation,) = de(claire).values()
    assert obligation.phrase == "Participer :"
    # On its day it is still there, the day after it is gone.
    assert de(claire, reunion.quand.date())
    assert not de(claire, reunion.quand.date() + timedelta(days=1))
    reunions.repondre(reunion, claire, Reponse.NE_PEUT_PAS)
    assert de(claire) == {}


@pytest.mark.parametrize(
    ("fuseau", "debut"),
    # Nine in the morning in Nouméa, still the day before in UTC; six in the evening in Papeete, the day after.
    [("Pacific/Noumea", (2027, 1, 25, 22)), ("Pacific/Tahiti", (2027, 1, 27, 4))],
)
def test_le_jour_est_celui_de_la_reunion_la_ou_elle_a_lieu(campagne, claire, fuseau, debut):
    type(campagne.pole.academie).objects.update(fuseau=fuseau)
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    instant = datetime(*debut, tzinfo=fabrique.MAINTENANT.tzinfo)
    reunion = reunions.prevoir(campagne, [claire], debut=instant)
    Reunion.objects.update(fin=instant + timedelta(hours=1))
    le_jour = date(2027, 1, 26)
    assert [bool(de(claire, le_jour + timedelta(days=n))) for n in (-1, 0, 1)] == [True, True, False]
    assert [bool(de(coordinateur, le_jour + timedelta(days=n))) for n in (0, 1)] == [False, True]
    Reunion.objects.filter(pk=reunion.pk).update(etat="tenue")
    assert de(coordinateur, le_jour)


def test_une_reunion_annulee_n_attend_plus_personne(campagne, claire):
    reunion = reunions.prevoir(campagne, [claire])
    services.annuler_reunion(reunion=reunion, motif="Plus de salle.", **reunions.conduite(reunion))
    assert de(claire) == {}


def test_le_compte_rendu_revient_a_qui_organise(campagne, claire):
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    reunion = reunions.prevoir(campagne, [claire], debut=reunions.HIER)
    (obligation,) = de(coordinateur).values()
    assert obligation.phrase.startswith("Noter qui était là")
    assert obligation.url.endswith("/presences/")
    assert obligation.echeance == reunion.quand.date() + timedelta(days=7)
    reunions.tenir(reunion)
    assert [o.phrase for o in de(coordinateur).values()] == ["Rédiger le compte rendu :"]
    assert de(claire) == {}
    services.rediger_compte_rendu(reunion=reunion, texte="Tout va bien.", **reunions.conduite(reunion))
    assert de(coordinateur) == {}


def test_le_jour_meme_rien_ne_presse(campagne):
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    reunion = reunions.prevoir(campagne, [], debut=fabrique.MAINTENANT - timedelta(hours=2))
    assert de(coordinateur) == {}
    reunions.tenir(reunion)
    assert [o.genre for o in de(coordinateur).values()] == ["compte_rendu"]


def test_une_decision_est_due_jusqu_a_ce_qu_elle_soit_faite(campagne, claire):
    reunion = reunions.tenue(campagne, "Les V1 sont relues.", invites=[claire])
    decision = reunions.decider(reunion, "Redire la durée dans le livret.", claire)
    reunions.decider(reunion, "On garde le thème.", None)
    (obligation,) = de(claire).values()
    assert (obligation.objet, obligation.echeance) == (decision.texte, decision.echeance)
    assert obligation.retard(decision.echeance + timedelta(days=2)) == 2
    assert set(de(campagnes=(campagne.pk,))) == {obligation.cle}
    services.faire_decision(decision=decision, acteur=claire, maintenant=fabrique.MAINTENANT)
    assert de(claire) == {}


def test_qui_a_quitte_le_pole_ne_doit_plus_rien_de_ses_reunions(campagne, claire):
    reunions.decider(reunions.tenue(campagne, "Relu.", invites=[claire]), "Redire la durée.", claire)
    claire.mandats.update(fin=JOUR - timedelta(days=1))
    assert de(claire) == {}


def test_une_annee_close_n_attend_plus_de_compte_rendu(campagne):
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    reunions.tenue(campagne)
    clore_cycle(cycle=campagne.cycle, acteur=None, maintenant=fabrique.MAINTENANT)
    assert de(coordinateur) == {}


def test_par_campagnes_une_seule_pour_tous_ceux_qu_on_attend(campagne, claire):
    autre = fabrique.campagne(cycle=campagne.cycle)
    la_bas = fabrique.enseignant(autre)
    reunion = reunions.prevoir(campagne, [claire], avec=[autre])
    for perimetre in (campagne, autre):
        (obligation,) = de(campagnes=(perimetre.pk,)).values()
        assert obligation.personnes == {claire.pk, la_bas.pk}
        # The same thing as each one sees it.
        assert de(claire).keys() == {obligation.cle}
    assert de(campagnes=(fabrique.campagne().pk,)) == {}
    reunions.repondre(reunion, la_bas)
    assert {o.cle: o.personnes for o in de(campagnes=(campagne.pk,)).values()} == {
        f"reunion:{reunion.pk}:repondre": {claire.pk},
        f"reunion:{reunion.pk}:participer": {la_bas.pk},
    }


def test_les_agendas_ne_montrent_la_reunion_qu_une_fois(campagne, claire):
    reunion = reunions.prevoir(campagne, [claire])
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    vus = [r for r in reperes(coordinateur, [campagne], JOUR, JOUR + timedelta(days=30), JOUR) if "Réunion" in r.titre]
    assert [r.url for r in vus] == [reunion.get_absolute_url()]


def test_une_requete_quel_que_soit_le_nombre(campagne, claire):
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    comptes = []
    for nombre in (1, 4):
        for _ in range(nombre):
            reunions.prevoir(campagne, [claire, coordinateur])
            reunions.decider(reunions.tenue(campagne), "Redire la durée.", coordinateur)
        with CaptureQueriesContext(connection) as requetes:
            dues = [o for o in fournir(Demande(JOUR, personne=coordinateur)) if o.genre not in ("etape", "fiche")]
        comptes.append(len(requetes))
    # The first time, the rights are read as well.
    assert comptes == [2, 1]
    assert len(dues) == 15
