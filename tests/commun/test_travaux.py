"""Background jobs: one result, whatever happens to their worker."""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings

from commun import tasks
from commun.erreurs import ActionImpossible
from commun.etats import EtatTravail
from commun.models import Travail
from commun.services.travaux import ESSAIS_MAX, Resultat, Suivi, TravailAnnule, annuler, demander, executer, reprendre

pytestmark = pytest.mark.django_db
RESULTAT = Resultat("bilan.txt", "text/plain", b"tout")


@pytest.fixture
def travail(instant, personne) -> Travail:
    return demander(
        genre="essai",
        titre="Le bilan",
        demandeur=personne.pk,
        parametres={"n": 1},
        tache="commun.essai",
        maintenant=instant,
    )


def relu(travail: Travail) -> Travail:
    return Travail.objects.get(pk=travail.pk)


def a_l_heure(heure: datetime):
    return lambda: heure


def fichiers() -> list[Path]:
    return [f for f in (settings.DATA_DIR / "fichiers").rglob("commun/travail/*/*") if f.is_file()]


def test_demande_et_fait(travail, instant, taches_lancees, django_capture_on_commit_callbacks, personne) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        autre = demander(genre="g", titre="t", demandeur=personne.pk, parametres={}, tache="t", maintenant=instant)
    assert taches_lancees == [("t", (str(autre.pk),))]
    etapes = []

    def fonction(le_travail: Travail, suivi: Suivi) -> Resultat:
        suivi.etape("Mise en page", 40)
        etapes.append(relu(travail))
        assert le_travail.parametres == {"n": 1}
        return RESULTAT

    executer(str(travail.pk), fonction, a_l_heure(instant))
    pendant, apres = etapes[0], relu(travail)
    assert (pendant.etat, pendant.etape, pendant.avancement) == (EtatTravail.EN_COURS, "Mise en page", 40)
    assert (apres.etat, apres.avancement, apres.fini_le) == (EtatTravail.REUSSI, 100, instant)
    assert apres.resultat.read() == b"tout"
    apres.resultat.close()
    assert "bilan" not in apres.resultat.name


def test_fait_une_seule_fois(travail, instant) -> None:
    appels = []

    def fonction(le_travail: Travail, suivi: Suivi) -> Resultat:
        appels.append(1)
        # Delivered twice: the second worker finds it taken.
        executer(travail.pk, fonction, a_l_heure(instant))
        return RESULTAT

    executer(travail.pk, fonction, a_l_heure(instant))
    executer(travail.pk, fonction, a_l_heure(instant))
    assert appels == [1]


def test_une_tache_sans_travail_ne_fait_rien(instant) -> None:
    executer(uuid4(), lambda travail, suivi: pytest.fail("jamais"), a_l_heure(instant))


def test_annule_en_route(travail, instant) -> None:
    def fonction(le_travail: Travail, suivi: Suivi) -> Resultat:
        annuler(travail, maintenant=instant)
        suivi.etape("jamais écrite", 50)
        pytest.fail("continue après l'annulation")

    executer(travail.pk, fonction, a_l_heure(instant))
    assert (relu(travail).etat, relu(travail).etape) == (EtatTravail.ANNULE, "")
    with pytest.raises(ActionImpossible, match="déjà fini"):
        annuler(travail, maintenant=instant)


def test_annule_pendant_la_derniere_etape(travail, instant) -> None:
    avant = fichiers()

    def fonction(le_travail: Travail, suivi: Suivi) -> Resultat:
        annuler(travail, maintenant=instant)
        return RESULTAT

    executer(travail.pk, fonction, a_l_heure(instant))
    assert relu(travail).etat == EtatTravail.ANNULE
    assert not relu(travail).resultat
    assert fichiers() == avant


@pytest.mark.parametrize(
    ("erreur", "dite"),
    [(ActionImpossible("Aucune fiche retenue."), "Aucune fiche retenue."), (KeyError("x"), "Une erreur inattendue")],
)
def test_un_echec_se_dit(travail, instant, erreur: Exception, dite: str) -> None:
    def fonction(le_travail: Travail, suivi: Suivi) -> Resultat:
        raise erreur

    executer(travail.pk, fonction, a_l_heure(instant))
    assert relu(travail).etat == EtatTravail.ECHOUE
    assert relu(travail).erreur.startswith(dite)


def test_muet_il_est_repris_puis_abandonne(travail, instant, taches_lancees, monkeypatch) -> None:
    def mourir(le_travail: Travail, suivi: Suivi) -> Resultat:
        raise KeyboardInterrupt

    heure = instant
    for essai in range(1, ESSAIS_MAX + 1):
        with pytest.raises(KeyboardInterrupt):
            executer(travail.pk, mourir, a_l_heure(heure))
        assert reprendre(heure + timedelta(seconds=119)) == 0
        heure += timedelta(minutes=2)
        assert reprendre(heure) == (1 if essai < ESSAIS_MAX else 0)
    assert relu(travail).etat == EtatTravail.ECHOUE
    assert "interrompu plusieurs fois" in relu(travail).erreur


def test_une_tache_perdue_est_relancee(travail, instant, taches_lancees, django_capture_on_commit_callbacks) -> None:
    """The broker was down when it was asked for: no worker ever heard of it."""
    with django_capture_on_commit_callbacks(execute=True):
        for minute in range(5):
            reprendre(instant + timedelta(minutes=minute))
    # Every two minutes, not at each sweep.
    assert taches_lancees == [("commun.essai", (str(travail.pk),))] * 2
    assert relu(travail).essais == 0


def test_un_ouvrier_lent_cede_la_place(travail, instant) -> None:
    """Believed dead, it wakes up: it neither goes on nor writes over its successor's progress."""

    def lent(le_travail: Travail, suivi: Suivi) -> Resultat:
        reprendre(instant + timedelta(minutes=3))
        executer(travail.pk, lambda t, s: RESULTAT, a_l_heure(instant))
        suivi.etape("trop tard", 10)
        pytest.fail("continue après avoir été remplacé")

    executer(travail.pk, lent, a_l_heure(instant))
    assert (relu(travail).etat, relu(travail).avancement) == (EtatTravail.REUSSI, 100)


def test_deux_resultats_le_premier_reste(travail, instant) -> None:
    avant = fichiers()

    def lent(le_travail: Travail, suivi: Suivi) -> Resultat:
        reprendre(instant + timedelta(minutes=3))
        executer(travail.pk, lambda t, s: RESULTAT, a_l_heure(instant))
        return Resultat("autre.txt", "text/plain", b"autre")

    executer(travail.pk, lent, a_l_heure(instant))
    assert relu(travail).nom_resultat == "bilan.txt"
    assert len(fichiers()) == len(avant) + 1


def test_l_annulation_n_est_pas_un_refus() -> None:
    assert not issubclass(TravailAnnule, ActionImpossible)


def test_la_tache_de_reprise(travail, instant, monkeypatch) -> None:
    Travail.objects.update(etat=EtatTravail.EN_COURS, essais=1)
    monkeypatch.setattr(tasks, "maintenant", lambda: instant + timedelta(minutes=2))
    tasks.reprendre_travaux()
    assert relu(travail).etat == EtatTravail.EN_ATTENTE
