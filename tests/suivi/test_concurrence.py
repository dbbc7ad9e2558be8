"""Two gestures on the same meeting, or the same moment of the year, at once: nobody waits for anybody in a ring."""

import threading

import pytest
from django.db import connection  # noqa: F401 (read by skipif)

from calendrier.models import NatureEcheance
from commun.models import Courriel
from journal.verification import verifier
from suivi import services
from suivi.models import Decision, EtapeTenue, Reunion
from tests import fabrique, reunions
from tests.fabrique import JOUR, MAINTENANT
from tests.productions.test_depot_concurrence import ensemble, reussis
from tests.validations.test_concurrence_departs import arreter_apres

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite écrit une transaction à la fois"),
]


@pytest.fixture
def campagne(transactional_db):
    return fabrique.campagne(avec_equipe=True)


def test_la_visio_se_tient_et_se_consigne_au_meme_instant(campagne, monkeypatch):
    visio = reunions.prevoir(campagne, genre="bilan", debut=reunions.HIER)
    conduite = reunions.conduite(visio)
    # Held once the meeting's line is in the journal: the other has its row and wants the chain.
    arreter_apres(monkeypatch, "suivi.services.deroulement", "changer_etat", threading.Barrier(2))
    rendus = ensemble(
        lambda: services.noter_presences(reunion=visio, presents=(), **conduite),
        lambda: services.consigner_etape(
            campagne=campagne, nature=NatureEcheance.VISIO_BILAN, rang=1, jour=JOUR, notes="", **conduite
        ),
    )
    # Whoever comes second finds it recorded: « Consigner » says so, the meeting is held all the same.
    assert reussis(rendus)
    assert EtapeTenue.objects.count() == 1
    visio.refresh_from_db()
    assert visio.tenue
    assert not list(verifier())


def test_deux_clics_prevoient_une_reunion_et_confient_une_decision(campagne):
    claire = fabrique.enseignant(campagne)
    conduite = reunions.conduite(Reunion(campagne=campagne))
    prevue = {"campagne": campagne, "rendez_vous": reunions.rendez_vous(), "invites": [claire], **conduite}
    assert len(reussis(ensemble(*[lambda: services.prevoir_reunion(**prevue)] * 2))) == 1
    assert Reunion.objects.count() == Courriel.objects.filter(gabarit="reunion_proposee").count() == 1
    tenue = reunions.tenue(campagne, "Relu.", invites=[claire], objet="Relire")
    decidee = {"texte": "Redire la durée.", "responsable": claire, "echeance": JOUR, "maintenant": MAINTENANT}
    gestes = [lambda: services.noter_decision(reunion=tenue, acteur=conduite["acteur"], **decidee)] * 2
    assert len(reussis(ensemble(*gestes))) == 1
    assert Decision.objects.count() == 1
