"""Two people prepare the next year, or somebody works while it is prepared: one of them comes first."""

import pytest
from django.db import connection  # noqa: F401 (read by skipif)

from bilans.models import Reconduction
from bilans.services.annulation import annuler_preparation
from commun.erreurs import ActionImpossible
from commun.models import Courriel
from journal.verification import verifier
from poles.models import Campagne
from productions.etats import EtatRessource as R
from tests import fabrique
from tests.bilans import annees
from tests.bilans.annees import JUIN
from tests.productions.test_depot_concurrence import ensemble, reussis

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite écrit une transaction à la fois"),
]


def test_deux_a_la_fois_ne_preparent_qu_une_annee(transactional_db):
    de = annees.campagne()
    choix = annees.tout(de, annees.cycle_suivant(de), ressources=[fabrique.ressource(de, R.EN_REVISION).pk])
    rendus = ensemble(*[lambda: annees.preparer(de, choix)] * 2)
    assert len(reussis(rendus)) == 1
    assert any("déjà préparée" in str(rendu) for rendu in rendus)
    assert Reconduction.objects.count() == 1
    assert Campagne.objects.filter(pole=de.pole).count() == 2
    assert Courriel.objects.filter(gabarit="mandat_renouvele").count() == 3


def test_une_fiche_et_un_depot_viennent_avant_la_cloture_ou_pas_du_tout(transactional_db):
    de = annees.campagne()
    ressource = fabrique.ressource(de, R.EN_REVISION)
    choix = annees.tout(de, annees.cycle_suivant(de), ressources=[])
    qui = [ressource.producteurs.get()]
    rendus = ensemble(
        lambda: annees.preparer(de, choix),
        lambda: fabrique.fiche(de, qui),
        lambda: fabrique.deposer(ressource),
    )
    assert Reconduction.objects.count() == 1
    assert all("est close" in str(r) for r in rendus if isinstance(r, ActionImpossible))
    de.refresh_from_db()
    assert de.close
    assert not list(verifier())


def test_annuler_et_deposer_au_meme_instant(transactional_db):
    de = annees.campagne()
    ressource = fabrique.ressource(de, R.EN_REVISION)
    annees.cycle_suivant(de)
    vers = annees.preparer(de).vers
    ressource.refresh_from_db()
    annulation = {"campagne": de, "motif": "Un oubli.", "acteur": annees.coordination(de), "maintenant": JUIN}
    rendus = ensemble(lambda: annuler_preparation(**annulation), lambda: fabrique.deposer(ressource))
    ressource.refresh_from_db()
    annulee = not Campagne.objects.filter(pk=vers.pk).exists()
    assert ressource.campagne_suivi_id == (de.pk if annulee else vers.pk)
    assert annulee or any("a déposé la V2" in str(rendu) for rendu in rendus)
    assert not list(verifier())
