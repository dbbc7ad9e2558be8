from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from commun.templatetags.dates import depuis, jour, jour_relatif, taille


@pytest.fixture(autouse=True)
def _dimanche_22_novembre(monkeypatch) -> None:
    monkeypatch.setattr("commun.horloge.maintenant", lambda: datetime(2026, 11, 22, 10, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    ("valeur", "attendu"),
    [
        (date(2026, 11, 26), "jeudi 26 novembre"),
        (date(2027, 1, 1), "vendredi 1er janvier 2027"),
        (date(2025, 8, 11), "lundi 11 août 2025"),
        # 23:30 UTC is already the next day in Paris.
        (datetime(2026, 11, 25, 23, 30, tzinfo=UTC), "jeudi 26 novembre"),
        (None, ""),
    ],
)
def test_jour(valeur, attendu: str) -> None:
    assert jour(valeur) == attendu


@pytest.mark.parametrize(
    ("valeur", "attendu"),
    [
        (date(2026, 11, 26), "jeudi 26 novembre (dans 4 jours)"),
        (date(2026, 11, 23), "lundi 23 novembre (demain)"),
        (date(2026, 11, 22), "dimanche 22 novembre (aujourd'hui)"),
        (date(2026, 11, 21), "samedi 21 novembre (en retard d'un jour)"),
        (date(2026, 11, 19), "jeudi 19 novembre (en retard de 3 jours)"),
        (date(2026, 8, 31), "lundi 31 août 2026 (en retard de 83 jours)"),
        (None, ""),
    ],
)
def test_jour_relatif(valeur, attendu: str) -> None:
    assert jour_relatif(valeur) == attendu


@pytest.mark.parametrize(
    ("valeur", "attendu"),
    [
        (date(2026, 11, 18), "depuis 4 jours"),
        (date(2026, 11, 21), "depuis hier"),
        (datetime(2026, 11, 22, 9, 59, tzinfo=UTC), "depuis aujourd'hui"),
        (datetime(2026, 11, 21, 23, 30, tzinfo=UTC), "depuis aujourd'hui"),
        (None, ""),
    ],
)
def test_depuis(valeur, attendu: str) -> None:
    assert depuis(valeur) == attendu


def test_aujourd_hui_est_celui_du_lieu() -> None:
    with timezone.override("Pacific/Tahiti"):
        # 10:00 UTC is midnight in Tahiti.
        assert depuis(datetime(2026, 11, 22, 9, 0, tzinfo=UTC)) == "depuis hier"


@pytest.mark.parametrize(
    ("octets", "attendu"),
    [
        (0, "0 octet"),
        (1, "1 octet"),
        (900, "900 octets"),
        (1024, "1 Ko"),
        (1_234_567, "1,2 Mo"),
        (500 * 1024 * 1024, "500 Mo"),
        (10_800_000, "10 Mo"),
        (2_684_354_560, "2,5 Go"),
        (None, ""),
    ],
)
def test_taille(octets: int | None, attendu: str) -> None:
    assert taille(octets) == attendu
