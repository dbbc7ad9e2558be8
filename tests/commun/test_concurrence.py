"""Two workers at once: one mail, one run, one row."""

import threading
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core import mail
from django.db import connection, transaction

from commun.models import Courriel, Travail
from commun.services.courriels import envoyer, poster
from commun.services.nouvelles import grouper_nouvelles
from commun.services.travaux import Resultat, demander, executer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


def ensemble(action: Callable[[], object], combien: int = 6) -> list[object]:
    """Run the action in several threads, started together; give back what each returned."""
    depart, rendus, erreurs = threading.Barrier(combien), [], []

    def fil() -> None:
        try:
            depart.wait(10)
            rendus.append(action())
        except Exception as erreur:  # told to the test, which runs in another thread
            erreurs.append(erreur)
        finally:
            connection.close()

    fils = [threading.Thread(target=fil) for _ in range(combien)]
    for un_fil in fils:
        un_fil.start()
    for un_fil in fils:
        un_fil.join()
    assert not erreurs
    return rendus


@pytest.fixture
def ecrire(instant) -> Callable[..., Courriel]:
    def ecrire(cle: str = "essai", genre: str = "action") -> Courriel:
        qui = SimpleNamespace(pk=1, email="nadia.benali@ac-exemple.fr", nom_complet="Nadia Benali")
        contexte = {"nouvelles": [], "reste": 0}
        with transaction.atomic():
            return poster(
                gabarit="nouvelles", destinataire=qui, cle=cle, url="/", bouton="Lire", maintenant=instant,
                contexte=contexte, genre=genre,
            )  # fmt: skip

    return ecrire


def test_une_cle_un_courriel(ecrire) -> None:
    assert len({courriel.pk for courriel in ensemble(ecrire)}) == 1
    assert Courriel.objects.count() == 1


def test_un_seul_envoi(ecrire, instant) -> None:
    courriel = ecrire()
    assert sorted(ensemble(lambda: envoyer(courriel.pk, instant))) == [False] * 5 + [True]
    assert len(mail.outbox) == 1


def test_un_seul_groupement(ecrire, instant) -> None:
    for n in range(5):
        ecrire(cle=f"n{n}", genre="nouvelle")
    assert sorted(ensemble(lambda: grouper_nouvelles(instant))) == [0] * 5 + [1]
    assert Courriel.objects.filter(groupe_dans__isnull=False).count() == 5


def test_une_seule_execution(instant) -> None:
    travail = demander(genre="g", titre="t", demandeur=1, parametres={}, tache="t", maintenant=instant)
    executions = []

    def fonction(le_travail: Travail, suivi: object) -> Resultat:
        executions.append(1)
        return Resultat("a.txt", "text/plain", b"a")

    ensemble(lambda: executer(travail.pk, fonction, lambda: instant))
    assert executions == [1]
