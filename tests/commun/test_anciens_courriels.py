"""The outbox forgets after a year, by lots, with what hangs on its rows."""

from datetime import date, timedelta

import pytest

from calendrier.etats import EtatRappel
from calendrier.models import Rappel
from commun import tasks
from commun.models import Courriel, Renvoi
from commun.models.courriel import GARDE, GARDE_DES_SECRETS
from commun.services import anciens_courriels
from commun.services.anciens_courriels import purger_courriels
from tests import fabrique

pytestmark = pytest.mark.django_db


def ecrit(le, **champs) -> Courriel:
    cle = f"essai:{Courriel.objects.count()}"
    return Courriel.objects.create(**{"cle": cle, "gabarit": "essai", "sujet": "S", "cree_le": le} | champs)


def test_ce_qui_a_plus_d_un_an_s_oublie_par_lots(instant, monkeypatch) -> None:
    ancien = instant - GARDE - timedelta(minutes=1)
    vieux = [ecrit(ancien - timedelta(days=n), etat=etat) for n, etat in enumerate(("envoye", "echec", "en_attente"))]
    limite = ecrit(instant - GARDE)
    copie = ecrit(instant, copie_de=vieux[0])
    nouvelle = ecrit(instant, groupe_dans=vieux[1], etat="groupe")
    Renvoi.objects.create(courriel=vieux[0], copie=copie, par=1, le=instant)
    monkeypatch.setattr(anciens_courriels, "LOT", 2)
    assert purger_courriels(instant) == 3
    assert set(Courriel.objects.all()) == {limite, copie, nouvelle}
    copie.refresh_from_db()
    assert copie.copie_de is None
    assert not Renvoi.objects.exists()
    assert purger_courriels(instant) == 0


def test_ce_qui_ouvre_un_compte_s_oublie_apres_une_semaine(instant) -> None:
    """Not an invitation, nor what is no secret, nor what is younger."""
    passe = instant - GARDE_DES_SECRETS - timedelta(minutes=1)
    for gabarit in ("code_connexion", "mot_de_passe_oublie", "confirmer_adresse", "code_signature"):
        ecrit(passe, gabarit=gabarit, secret=True, etat="envoye")
    restent = {
        ecrit(passe, gabarit="invitation", secret=True, etat="envoye"),
        ecrit(passe, gabarit="adresse_changee", etat="envoye"),
        ecrit(instant - GARDE_DES_SECRETS, gabarit="code_connexion", secret=True, etat="envoye"),
    }
    assert purger_courriels(instant) == 4
    assert set(Courriel.objects.all()) == restent


def test_un_rappel_part_avec_son_courriel(instant, monkeypatch) -> None:
    campagne = fabrique.campagne()
    vieux = ecrit(instant - GARDE - timedelta(days=1))
    Rappel.objects.create(
        cle="x", occurrence="j-14", personne=fabrique.enseignant(campagne), campagne=campagne, genre="essai",
        prevu_le=date(2025, 12, 1), jour=date(2025, 12, 1), etat=EtatRappel.ENVOYE, titre="T", url="/", courriel=vieux,
    )  # fmt: skip
    monkeypatch.setattr(tasks, "maintenant", lambda: instant)
    tasks.purger_courriels()
    assert not Rappel.objects.exists()
