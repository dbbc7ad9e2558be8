"""A registry that holds the test's own obligations alone."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from calendrier import obligations as registre
from calendrier.etats import EtatRappel
from calendrier.models import Rappel
from calendrier.services import envoyer_rappels
from tests.calendrier.rappels import choses
from tests.calendrier.rappels.choses import Chose


@pytest.fixture
def choses_dues(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    """Call it with what is owed; again, to change it."""
    monkeypatch.setattr(registre, "_fournisseurs", {"choses": choses.fournir})
    fois = iter(range(1_000_000))

    def poser(*dues: Chose) -> None:
        choses.ecrire(list(dues), tmp_path / f"choses-{next(fois)}.json")

    monkeypatch.setenv(choses.CHEMIN, "")
    return poser


def passer(*jours: date, heure: int = 9) -> None:
    """One sweep a day, in the morning."""
    for jour in jours:
        envoyer_rappels(maintenant=datetime.combine(jour, time(heure), UTC))


def envoyes(etat: str = EtatRappel.ENVOYE) -> list[tuple[str, date]]:
    """(occurrence, day) of the reminders in that state, in the order of time."""
    return [(r.occurrence, r.jour) for r in Rappel.objects.filter(etat=etat).order_by("jour", "pk")]
