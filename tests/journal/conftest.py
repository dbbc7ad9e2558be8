"""A journal with a few chains, and the means to tamper with it as a database administrator could."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from comptes.models import Personne
from journal.models import Ecriture
from journal.services import ecrire
from journal.verification import verifier

DEBUT = datetime(2026, 12, 14, 8, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def auteure(db) -> Personne:
    return Personne.objects.create_user("nadia.benali@ac-exemple.fr", prenom="Nadia", nom="Benali")


@pytest.fixture
def remplir(auteure) -> Callable[[str, int], list[Ecriture]]:
    def remplir(chaine: str, combien: int) -> list[Ecriture]:
        return [
            ecrire(
                chaine=chaine,
                action="essai.deposer" if n % 2 else "essai.renvoyer",
                acteur=auteure if n % 3 else None,
                maintenant=DEBUT + timedelta(minutes=n),
                donnees={"numero": n, "de": "en_revision", "pieces": [n, None, True], "été": {"b": 1, "a": -(2**60)}},
                texte=f"Il manque l'œuvre nº {n} « ici »." if n % 2 else "",
            )
            for n in range(1, combien + 1)
        ]

    return remplir


@pytest.fixture
def anomalies() -> Callable[[], set[tuple[str, int, str]]]:
    return lambda: {(a.chaine, a.rang, a.raison) for a in verifier()}


@pytest.fixture
def falsifier() -> Callable[..., None]:
    """Change a row behind the software's back."""

    def falsifier(ecriture: Ecriture, **champs: object) -> None:
        assert Ecriture._base_manager.filter(pk=ecriture.pk).update(**champs) == 1

    return falsifier
