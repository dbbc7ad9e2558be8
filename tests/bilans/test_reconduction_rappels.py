"""What was promised before the summer goes on: carried over, a class test of July and a visa are still reminded of."""

from datetime import date, timedelta

import pytest

from bilans.contenu.assemblage import assembler
from bilans.document import document
from bilans.models import Bilan
from bilans.services.annulation import annuler_preparation
from calendrier.models import Rappel
from calendrier.services import definir_dates_du_pole
from calendrier.services.rappels import envoyer_rappels
from commun.erreurs import ActionImpossible
from poles.etats import EtatCycle
from poles.models import Fonction
from productions.etats import EtatRessource as R
from productions.models import DatePropre, FicheProjet, LienDeTest, NatureReport
from productions.services.tests_classe.rappels import rappeler_testeurs
from tests import fabrique, tests_classe
from tests.bilans import annees
from tests.bilans.annees import JOUR, JUIN

pytestmark = pytest.mark.django_db
TEST = JOUR + timedelta(days=7)


@pytest.fixture
def de():
    return annees.campagne()


def rappeles(jour) -> set[tuple[str, int]]:
    envoyer_rappels(maintenant=JUIN, jour=jour)
    return {(r.genre, r.personne_id) for r in Rappel.objects.all()}


def test_un_test_en_classe_et_un_visa_se_rappellent_encore(de) -> None:
    annees.cycle_suivant(de)
    testeuse, inspection = fabrique.enseignant(de), fabrique.titulaire(de, Fonction.INSPECTEUR)
    for qui in ({"testeur": testeuse}, {}):
        tests_classe.planifier(fabrique.ressource(de, R.EN_REVISION), jour_prevu=TEST, **qui)
    fabrique.ressource(de, R.EN_VALIDATION)
    vers = annees.preparer(de).vers
    assert vers.cycle.etat == EtatCycle.PREPARE
    assert {("test", testeuse.pk), ("visa", inspection.pk)} <= rappeles(JOUR + timedelta(days=5))
    assert rappeler_testeurs(maintenant=JUIN, jour=JOUR + timedelta(days=5)) == 1
    assert LienDeTest.objects.exclude(occurrence="").exists()


def test_l_annee_suivante_n_a_encore_rien_a_rappeler(de) -> None:
    """Its own milestones wait for the cycle to open, whatever their day."""
    annees.cycle_suivant(de)
    fabrique.ressource(de, R.EN_REVISION)
    annees.preparer(de)
    Rappel.objects.all().delete()
    for semaines in range(0, 30, 3):
        envoyer_rappels(maintenant=JUIN, jour=JOUR + timedelta(weeks=semaines))
    assert not Rappel.objects.filter(campagne__cycle__etat=EtatCycle.PREPARE).exists()


def test_le_bilan_dit_ce_qui_passe_et_en_quelle_annee(de) -> None:
    annees.cycle_suivant(de)
    passee, restee = fabrique.ressource(de, R.EN_REVISION), fabrique.ressource(de, R.PRETE_A_VALIDER)
    bilan = Bilan(campagne=de, annee=de.cycle.libelle)
    avant = {r.titre: r.suite for r in assembler(bilan, JUIN).perspectives.ressources}
    assert set(avant.values()) == {"pas encore reportée"}
    annees.preparer(de, ressources=[passee.pk])
    contenu = assembler(bilan, JUIN)
    dites = {r.titre: r.suite for r in contenu.perspectives.ressources}
    assert dites == {passee.titre: "reportée en 2027-2028", restee.titre: "restée dans l'année close"}
    assert "L’année 2027-2028 est préparée : 1 ressource y passe." in document(contenu, brouillon=True)


def test_l_annee_garde_ses_retards_quand_la_suivante_se_prepare(de) -> None:
    """Planned by the pôle, by the fiche or for the resource alone: what was late is late still, by as many days."""
    annees.cycle_suivant(de)
    conduite = {"acteur": annees.coordination(de), "maintenant": JUIN}
    definir_dates_du_pole(campagne=de, jours={("v1", 1): date(2026, 12, 1), ("v2", 1): date(2027, 2, 1)}, **conduite)
    du_pole, du_plan, a_elle = (fabrique.ressource(de, R.EN_REVISION) for _ in range(3))
    FicheProjet.objects.filter(pk=du_plan.fiche_id).update(jour_v1=date(2027, 1, 4), jour_v2=date(2027, 4, 5))
    DatePropre.objects.create(ressource=a_elle, nature=NatureReport.V2, jour=date(2027, 3, 1))
    bilan = Bilan(campagne=de, annee=de.cycle.libelle)
    avant = assembler(bilan, JUIN).retards
    assert sorted(r.etape for r in avant) == ["v1"] * 3 + ["v2"] * 3
    annees.preparer(de)
    du_pole.refresh_from_db()
    assert du_pole.reconduite
    assert assembler(bilan, JUIN).retards == avant
    suite = Bilan(campagne=du_pole.campagne_suivi, annee="2027-2028")
    assert not assembler(suite, JUIN).retards


def test_un_cycle_clos_ne_se_rouvre_pas_par_le_pole(de) -> None:
    annees.cycle_suivant(de)
    ressource = fabrique.ressource(de, R.EN_REVISION)
    vers = annees.preparer(de).vers
    de.cycle.etat = EtatCycle.CLOS
    de.cycle.save(update_fields=["etat"])
    with pytest.raises(ActionImpossible, match="est clos"):
        annuler_preparation(campagne=de, motif="Un oubli.", acteur=annees.coordination(de), maintenant=JUIN)
    ressource.refresh_from_db()
    assert ressource.campagne_suivi == vers
