"""The year as a list of scenes in the order of time, whoever wrote them in what order."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

FUSEAU = ZoneInfo("Europe/Paris")
GRAINE = 20260901

Action = Callable[[datetime], object]


@dataclass(frozen=True)
class Scene:
    instant: datetime
    quoi: str
    action: Action


class Agenda:
    def __init__(self) -> None:
        self._scenes: list[Scene] = []

    def noter(self, instant: datetime, quoi: str, action: Action) -> None:
        self._scenes.append(Scene(instant, quoi, action))

    def avant(self, jour: date) -> Iterator[Scene]:
        """The scenes of the days before that one, in order; those of one instant as they were written."""
        fin = a_l_heure(jour, time.min)
        return iter(sorted((s for s in self._scenes if s.instant < fin), key=lambda s: s.instant))


class Fil:
    """Gives one story its instants: the day that its author chose, a plausible hour, always after the one before."""

    def __init__(self, nom: str) -> None:
        # Made-up hours, the same each time.
        self._hasard = random.Random(f"{GRAINE}{nom}")  # noqa: S311
        self._dernier = datetime.min.replace(tzinfo=UTC)

    def instant(self, jour: str) -> datetime:
        heure = time(self._hasard.randint(8, 17), self._hasard.randint(0, 59))
        voulu = a_l_heure(date.fromisoformat(jour), heure)
        suivant = self._dernier + timedelta(minutes=self._hasard.randint(6, 40))
        self._dernier = max(voulu, suivant) if self._dernier.year > 1 else voulu
        return self._dernier


def a_l_heure(jour: date, heure: time) -> datetime:
    return datetime.combine(jour, heure, tzinfo=FUSEAU).astimezone(UTC)
