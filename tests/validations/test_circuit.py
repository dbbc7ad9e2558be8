"""Which visas a resource needs, what their sum decides, who can give them."""

import pytest

from productions.models import NatureRessource
from validations.circuit import ACTION_DE, decider, visas_requis, visas_sans_signataire
from validations.etats import Avis, Issue, NatureVisa

F, R, D = Avis.FAVORABLE, Avis.REPRISE, Avis.DEFAVORABLE
PEDA, NUM = NatureVisa.PEDAGOGIQUE, NatureVisa.NUMERIQUE


@pytest.mark.parametrize(
    ("avis", "issue"),
    [
        ([], None),
        ([F], None),
        ([D], None),
        ([F, F], Issue.VALIDEE),
        ([F, R], Issue.REPRISE),
        ([R, F], Issue.REPRISE),
        ([R, R], Issue.REPRISE),
        ([F, D], Issue.NON_VALIDEE),
        ([D, F], Issue.NON_VALIDEE),
        ([R, D], Issue.NON_VALIDEE),
        ([D, R], Issue.NON_VALIDEE),
        ([D, D], Issue.NON_VALIDEE),
    ],
)
def test_les_deux_visas_decident_jamais_un_seul(avis, issue):
    assert decider(avis) == issue


def test_chaque_issue_decidee_bouge_la_ressource():
    assert {ACTION_DE[issue] for issue in (Issue.VALIDEE, Issue.REPRISE, Issue.NON_VALIDEE)} == {
        "valider",
        "demander_reprise",
        "ne_pas_valider",
    }


def test_la_formation_continue_n_a_pas_de_visa():
    assert visas_requis(NatureRessource.CLASSE) == (PEDA, NUM)
    assert visas_requis(NatureRessource.FORMATION) == ()


@pytest.mark.parametrize(
    ("candidats", "manquants"),
    [
        ({PEDA: [1], NUM: [2]}, []),
        ({PEDA: [1], NUM: [1, 2]}, []),
        ({PEDA: [], NUM: [2]}, [PEDA]),
        ({PEDA: [], NUM: []}, [PEDA, NUM]),
        # Nobody gives both: one person for two fonctions leaves a visa without a signatory.
        ({PEDA: [1], NUM: [1]}, [NUM]),
    ],
)
def test_ce_que_personne_ne_peut_viser(candidats, manquants):
    assert visas_sans_signataire(candidats) == manquants
