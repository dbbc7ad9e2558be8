"""Sending a mail: once, and never twice without somebody deciding so."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from commun import tasks
from commun.erreurs import ActionImpossible
from commun.etats import EtatCourriel
from commun.models import Courriel
from commun.services import courriels
from commun.services.courriels import DELAIS, effacer_secrets_bloques, envoyer
from commun.services.renvois import renvoyer_a_la_personne

pytestmark = pytest.mark.django_db


@pytest.fixture
def courriel(personne, instant) -> Courriel:
    return creer(instant)


def creer(instant, **champs) -> Courriel:
    defauts = {
        "cle": f"essai:{Courriel.objects.count()}",
        "adresse": "nadia.benali@ac-exemple.fr",
        "nom_destinataire": "Nadia Benali",
        "gabarit": "essai",
        "sujet": "À relire",
        "texte": "Relisez la V1.",
        "url": "/ressources/3/",
        "bouton": "Relire",
        "cree_le": instant,
        "prochain_essai": instant,
    }
    return Courriel.objects.create(**{**defauts, **champs})


@pytest.fixture
def panne(monkeypatch):
    """Make the mail server fail, when connecting or when given the mail."""

    def installer(erreur: Exception, quand: str = "send_messages") -> None:
        def echouer(self: EmailBackend, *args: object) -> None:
            raise erreur

        monkeypatch.setattr(EmailBackend, quand, echouer)

    return installer


def test_envoye_une_seule_fois(courriel, instant) -> None:
    assert envoyer(courriel.pk, instant)
    assert not envoyer(courriel.pk, instant)
    courriel.refresh_from_db()
    assert (courriel.etat, courriel.envoye_le, courriel.essais) == (EtatCourriel.ENVOYE, instant, 1)
    assert len(mail.outbox) == 1
    assert courriel.texte == "Relisez la V1."


def test_l_horloge_de_l_ouvrier_peut_retarder(courriel, instant) -> None:
    assert envoyer(courriel.pk, instant - timedelta(seconds=2))


def test_une_nouvelle_ne_part_pas_seule(instant) -> None:
    nouvelle = creer(instant, genre="nouvelle", personne=1, prochain_essai=None)
    assert not envoyer(nouvelle.pk, instant)


def test_un_secret_est_oublie_une_fois_envoye(instant) -> None:
    secret = creer(instant, secret=True, texte="Code : 123456")
    assert envoyer(secret.pk, instant)
    secret.refresh_from_db()
    assert (secret.texte, secret.url) == ("", "")
    assert "123456" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("erreur", "quand"),
    [
        (ConnectionRefusedError("fermé"), "open"),
        (smtplib.SMTPServerDisconnected("trop tôt"), "open"),
        (smtplib.SMTPRecipientsRefused({"x": (550, b"inconnue")}), "send_messages"),
        (smtplib.SMTPDataError(451, b"plus tard"), "send_messages"),
        (ValueError("adresse"), "send_messages"),
    ],
)
def test_les_essais_s_espacent_puis_cessent(courriel, instant, panne, erreur: Exception, quand: str) -> None:
    panne(erreur, quand)
    heure = instant
    for delai in DELAIS:
        assert not envoyer(courriel.pk, heure)
        courriel.refresh_from_db()
        assert (courriel.etat, courriel.prochain_essai) == (EtatCourriel.EN_ATTENTE, heure + delai)
        # Too early: the same row waits for its hour.
        assert not envoyer(courriel.pk, heure + delai - timedelta(seconds=1))
        heure += delai
    envoyer(courriel.pk, heure)
    courriel.refresh_from_db()
    assert (courriel.etat, courriel.essais) == (EtatCourriel.ECHEC, len(DELAIS) + 1)
    assert type(erreur).__name__ in courriel.erreur


@pytest.mark.parametrize(
    "erreur",
    [smtplib.SMTPServerDisconnected("raccroché"), TimeoutError("muet"), ConnectionResetError("coupé")],
)
def test_une_issue_inconnue_n_est_jamais_reessayee(courriel, instant, panne, erreur: Exception) -> None:
    panne(erreur)
    assert not envoyer(courriel.pk, instant)
    courriel.refresh_from_db()
    assert courriel.etat == EtatCourriel.EN_COURS
    assert "Issue inconnue" in courriel.erreur
    assert not courriel.est_bloque(instant + timedelta(minutes=9))
    assert courriel.est_bloque(instant + timedelta(minutes=10))
    assert not envoyer(courriel.pk, instant + timedelta(days=1))


def test_un_adieu_manque_ne_fait_pas_repartir_le_courriel(courriel, instant, panne) -> None:
    panne(smtplib.SMTPResponseException(421, b"trop tard"), "close")
    assert envoyer(courriel.pk, instant)
    assert not envoyer(courriel.pk, instant + timedelta(days=1))


def test_tue_entre_la_reservation_et_l_envoi(courriel, instant, monkeypatch) -> None:
    """What kill -9 leaves: a claim without an outcome. It shows as stuck and stays there."""

    def mourir(courriel: Courriel, connexion: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(courriels, "_transmettre", mourir)
    with pytest.raises(KeyboardInterrupt):
        envoyer(courriel.pk, instant)
    monkeypatch.undo()
    tard = instant + timedelta(minutes=11)
    monkeypatch.setattr(tasks, "maintenant", lambda: tard)
    tasks.balayer_courriels()
    assert not mail.outbox
    assert Courriel.objects.bloques(tard).get() == courriel
    courriel.refresh_from_db()
    assert courriel.est_bloque(tard)


def test_renvoyer_ce_qui_est_bloque(courriel, instant) -> None:
    Courriel.objects.update(etat=EtatCourriel.EN_COURS, reclame_le=instant, essais=1)
    with pytest.raises(ActionImpossible, match="en cours d'envoi"):
        renvoyer_a_la_personne(courriel, par=1, maintenant=instant + timedelta(minutes=9))
    tard = instant + timedelta(minutes=11)
    renvoyer_a_la_personne(courriel, par=1, maintenant=tard)
    with pytest.raises(ActionImpossible):
        renvoyer_a_la_personne(courriel, par=1, maintenant=tard)
    assert envoyer(courriel.pk, tard)
    assert len(mail.outbox) == 1


def test_renvoyer_ce_qui_a_echoue(instant, taches_lancees, django_capture_on_commit_callbacks) -> None:
    echec = creer(instant, etat=EtatCourriel.ECHEC, essais=6, prochain_essai=None)
    with django_capture_on_commit_callbacks(execute=True):
        renvoyer_a_la_personne(echec, par=1, maintenant=instant)
    taches_lancees.jouer()
    assert len(mail.outbox) == 1


def test_un_secret_ne_se_renvoie_pas(instant) -> None:
    echec = creer(instant, etat=EtatCourriel.ECHEC, secret=True)
    with pytest.raises(ActionImpossible, match="demander un nouveau"):
        renvoyer_a_la_personne(echec, par=1, maintenant=instant)


def test_un_secret_perdu_est_oublie(instant, panne) -> None:
    bloque = creer(instant, secret=True, etat=EtatCourriel.EN_COURS, reclame_le=instant)
    en_cours = creer(instant, secret=True, etat=EtatCourriel.EN_COURS, reclame_le=instant + timedelta(minutes=5))
    effacer_secrets_bloques(instant + timedelta(minutes=10))
    bloque.refresh_from_db()
    en_cours.refresh_from_db()
    assert (bloque.texte, bloque.url) == ("", "")
    assert en_cours.texte
    panne(OSError("fermé"), "open")
    dernier = creer(instant, secret=True, essais=len(DELAIS), prochain_essai=instant)
    envoyer(dernier.pk, instant)
    dernier.refresh_from_db()
    assert (dernier.etat, dernier.texte) == (EtatCourriel.ECHEC, "")


def test_le_balayage_reprend_ce_que_la_file_a_perdu(instant, monkeypatch) -> None:
    du, futur = creer(instant), creer(instant, prochain_essai=instant + timedelta(hours=1), essais=2)
    monkeypatch.setattr(tasks, "maintenant", lambda: instant)
    tasks.balayer_courriels()
    tasks.balayer_courriels()
    assert [du.pk] == list(Courriel.objects.filter(etat=EtatCourriel.ENVOYE).values_list("pk", flat=True))
    assert len(mail.outbox) == 1
    futur.refresh_from_db()
    assert futur.etat == EtatCourriel.EN_ATTENTE


def test_un_balayage_ne_s_eternise_pas(instant, monkeypatch) -> None:
    for _ in range(5):
        creer(instant)
    monkeypatch.setattr(tasks, "maintenant", lambda: instant)
    monkeypatch.setattr(tasks, "DUREE_BALAYAGE", -1)
    tasks.balayer_courriels()
    assert not mail.outbox
    monkeypatch.setattr(tasks, "DUREE_BALAYAGE", 45)
    monkeypatch.setattr(tasks, "LOT", 3)
    tasks.balayer_courriels()
    assert len(mail.outbox) == 3


def test_un_essai_depasse_n_ecrit_rien(courriel, instant, monkeypatch) -> None:
    """Put back in the queue by hand while the first try was still hanging: the first outcome is not the row's."""

    def lent(reserve: Courriel, connexion: object) -> None:
        renvoyer_a_la_personne(reserve, par=1, maintenant=instant + timedelta(minutes=11))
        raise OSError("enfin")

    monkeypatch.setattr(courriels, "_transmettre", lent)
    envoyer(courriel.pk, instant)
    courriel.refresh_from_db()
    assert (courriel.etat, courriel.essais, courriel.erreur) == (EtatCourriel.EN_ATTENTE, 0, "")
