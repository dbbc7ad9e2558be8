"""What a meeting decided: noted, confided, done."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from commun.erreurs import ActionImpossible
from commun.models import Courriel
from journal.models import Ecriture
from poles.models import Fonction
from suivi import services
from suivi.models import Decision
from tests import fabrique, reunions

pytestmark = pytest.mark.django_db


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def claire(campagne):
    return fabrique.enseignant(campagne)


@pytest.fixture
def reunion(campagne, claire):
    return reunions.tenue(campagne, "Les V1 sont relues.", invites=[claire])


@pytest.fixture
def conduite(campagne, client):
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    return client


def saisie(qui=None, **champs) -> dict:
    a = {"responsable": qui.pk, "echeance": "2027-02-15"} if qui else {}
    return {"texte": "Redire la durée dans le livret."} | a | champs


def ajouter(reunion) -> str:
    return reverse("suivi:ajouter_decision", args=[reunion.pk])


def test_confier_une_decision(conduite, reunion, claire):
    conduite.post(ajouter(reunion), saisie(claire))
    decision = Decision.objects.get()
    assert (decision.responsable, decision.echeance.isoformat()) == (claire, "2027-02-15")
    courriel = Courriel.objects.get(gabarit="decision_confiee")
    assert courriel.personne == claire.pk
    assert decision.texte in courriel.texte
    assert Ecriture.objects.get(action="decision.noter").texte == decision.texte


def test_un_double_clic_ne_la_confie_qu_une_fois(conduite, reunion, claire):
    conduite.post(ajouter(reunion), saisie(claire))
    assert "déjà notée" in conduite.post(ajouter(reunion), saisie(claire)).content.decode()
    assert Decision.objects.count() == Courriel.objects.filter(gabarit="decision_confiee").count() == 1
    conduite.post(ajouter(reunion), saisie(claire, echeance="2027-02-16"))
    assert Decision.objects.count() == 2


def test_une_decision_sans_personne_ne_previent_personne(conduite, reunion):
    conduite.post(ajouter(reunion), saisie())
    assert Decision.objects.get().responsable is None
    assert not Courriel.objects.filter(gabarit="decision_confiee").exists()


@pytest.mark.parametrize(
    ("champs", "message"),
    [
        ({"echeance": ""}, "Dites pour quand."),
        ({"responsable": ""}, "Dites qui s&#x27;en charge"),
        ({"echeance": "2027-01-01"}, "choisissez un jour d&#x27;après"),
        ({"echeance": "9999-12-31"}, "trop lointaine"),
        ({"texte": ""}, "obligatoire"),
    ],
)
def test_ce_qui_manque_se_dit(conduite, reunion, claire, champs, message):
    assert message in conduite.post(ajouter(reunion), saisie(claire, **champs)).content.decode()
    assert not Decision.objects.exists()


def test_on_ne_confie_qu_a_qui_etait_invite(conduite, reunion, campagne):
    conduite.post(ajouter(reunion), saisie(fabrique.enseignant(campagne)))
    assert not Decision.objects.exists()


def test_c_est_fait_en_un_clic(client, reunion, claire):
    decision = reunions.decider(reunion, "Redire la durée.", claire)
    faire = reverse("suivi:faire_decision", args=[decision.pk])
    client.force_login(claire)
    assert client.get(faire).status_code == 405
    assert "la décision est faite" in client.post(faire, follow=True).content.decode()
    decision.refresh_from_db()
    assert (decision.faite_par, decision.faite_le is not None) == (claire, True)
    assert "déjà noté" in client.post(faire, follow=True).content.decode()
    assert Ecriture.objects.filter(action="decision.faire").count() == 1


def test_ni_un_collegue_ni_un_etranger_ne_dit_que_c_est_fait(client, campagne, reunion, claire):
    faire = reverse("suivi:faire_decision", args=[reunions.decider(reunion, "Redire la durée.", claire).pk])
    for qui, statut in ((fabrique.enseignant(campagne), 403), (fabrique.enseignant(fabrique.campagne()), 404)):
        client.force_login(qui)
        assert client.post(faire).status_code == statut
    assert Decision.objects.get().faite_le is None


def test_corriger_une_decision(conduite, reunion, claire, horloge):
    decision = reunions.decider(reunion, "Redire la durée.", claire)
    corriger = reverse("suivi:modifier_decision", args=[decision.pk])
    conduite.post(corriger, saisie(claire, echeance=str(decision.echeance), texte="Redire la durée, page 2."))
    assert Courriel.objects.filter(gabarit="decision_confiee").count() == 1
    assert Decision.objects.get().texte == "Redire la durée, page 2."
    # Another date is told: the clock has moved, or it would be the same mail.
    horloge(fabrique.MAINTENANT + timedelta(hours=1))
    conduite.post(corriger, saisie(claire, echeance=str(decision.echeance + timedelta(days=7))))
    assert Courriel.objects.filter(gabarit="decision_confiee").count() == 2


def test_une_decision_faite_ne_se_corrige_plus(reunion, claire):
    decision = reunions.decider(reunion, "Redire la durée.", claire)
    services.faire_decision(decision=decision, acteur=claire, maintenant=fabrique.MAINTENANT)
    with pytest.raises(ActionImpossible, match="est faite"):
        services.modifier_decision(
            decision=decision, texte="Autre", responsable=None, echeance=None, **reunions.conduite(reunion)
        )


def test_pas_de_decision_avant_la_reunion(campagne):
    with pytest.raises(ActionImpossible, match="quand la réunion a eu lieu"):
        reunions.decider(reunions.prevoir(campagne), "Trop tôt.", None)


def test_la_base_refuse_une_personne_sans_date(reunion, claire):
    decision = reunions.decider(reunion, "Redire la durée.", claire)
    with pytest.raises(IntegrityError, match="decision_quelqu_un_et_une_date"), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(echeance=None)
