"""The command `demo`: when it plays, when it refuses, and that it always tells the same story."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from accueil.demonstration.annee import FIN, jouer
from commun.models import Courriel
from comptes.models import Personne
from journal.models import Ecriture
from journal.verification import verifier
from poles.models import Cycle
from productions.etats import EtatRessource
from productions.models import Piece, Ressource
from tests.conftest import COMPLET, SUR_SQLITE
from validations.models import Seance

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db, SUR_SQLITE]


@pytest.fixture(autouse=True)
def _installation_de_demonstration(settings, tmp_path) -> None:
    settings.DEMO, settings.DATA_DIR = True, tmp_path


def histoire() -> list[tuple]:
    """What happened, without the database's own numbers."""
    ecritures = Ecriture.objects.order_by("ecrite_le", "pk").values_list(
        "ecrite_le", "action", "acteur__email", "donnees__vers", "texte"
    )
    ressources = Ressource.objects.order_by("titre").values_list("titre", "etat", "etat_depuis", "numero_version")
    fichiers = Piece.objects.order_by("nom", "sha256").values_list("nom", "taille", "sha256")
    return [*ecritures, *ressources, *fichiers]


@pytest.mark.skipif(not COMPLET, reason="une année de plus à jouer : dans make test-complet")
def test_deux_fois_la_meme_histoire() -> None:
    histoires = []
    for _ in range(2):
        with transaction.atomic():
            jouer(date(2026, 12, 20))
            histoires.append(histoire())
            transaction.set_rollback(True)
    assert histoires[0] == histoires[1]
    assert len(histoires[0]) > 200


def test_l_annee_entiere(tmp_path, capsys) -> None:
    call_command("demo")
    assert "05/07/2027" in capsys.readouterr().out
    assert list(verifier()) == []
    assert Ressource.objects.filter(etat=EtatRessource.PUBLIEE).count() == 12
    assert not Ressource.objects.filter(etat=EtatRessource.EN_VALIDATION).exists()
    seance = Seance.objects.get()
    assert (seance.etat, seance.visas.count()) == ("close", 2)
    assert (tmp_path / "horloge-demo").read_text().split()[1] == FIN.isoformat()

    avant = Ecriture.objects.count()
    call_command("demo", "--si-vide")
    assert Ecriture.objects.count() == avant
    with pytest.raises(CommandError, match="contient déjà des données"):
        call_command("demo")
    call_command("demo", "--comptes")
    comptes = capsys.readouterr().out
    for personne in Personne.objects.exclude(demo_libelle=""):
        assert personne.email in comptes
        assert personne.demo_libelle in comptes
    assert "demonstration" in comptes


def test_s_arrete_au_premier_jour() -> None:
    call_command("demo", "--si-vide", "--jusqu-au", "2026-09-03")
    assert Cycle.objects.filter(etat="ouvert").count() == 2
    assert not Ressource.objects.exists()


def test_refuse_hors_demonstration(settings) -> None:
    settings.DEMO = False
    for arguments in ([], ["--si-vide"], ["--comptes"]):
        with pytest.raises(CommandError, match="DEMO=1"):
            call_command("demo", *arguments)
    assert not Personne.objects.exists()


@pytest.mark.parametrize("jour", ["2026-08-31", "2027-09-01", "demain"])
def test_refuse_un_jour_hors_de_l_annee(jour: str) -> None:
    with pytest.raises(CommandError):
        call_command("demo", "--jusqu-au", jour)
    assert not Personne.objects.exists()


def test_dit_qu_il_n_y_a_pas_de_compte(capsys) -> None:
    call_command("demo", "--comptes")
    assert "pas de compte" in capsys.readouterr().out


def test_une_scene_qui_echoue_ne_laisse_rien(monkeypatch) -> None:
    """Killed or broken half-way, the next start finds an empty database and begins again."""

    def casser(**champs: object) -> None:
        raise RuntimeError("panne")

    monkeypatch.setattr("accueil.demonstration.rentree.modifier_campagne", casser)
    with pytest.raises(RuntimeError, match="panne") as faute:
        jouer(date(2026, 10, 1))
    assert "2026-09-08" in faute.value.__notes__[0]
    assert not Personne.objects.exists()


def test_rien_ne_sort_de_la_demonstration(
    settings, django_capture_on_commit_callbacks, taches_lancees, mailoutbox
) -> None:
    """No task reaches the broker, no mail a server, and the clock is given back."""
    decalage = settings.HORLOGE_DECALAGE
    with django_capture_on_commit_callbacks(execute=True):
        jouer(date(2026, 10, 12))
    assert Courriel.objects.filter(etat="envoye").exists()
    assert taches_lancees == []
    assert mailoutbox == []
    assert decalage == settings.HORLOGE_DECALAGE
