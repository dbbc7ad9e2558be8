"""The request to stop, at the worst instants: never swallowed, never cut short. No process is started here."""

import os
import signal
from collections.abc import Callable, Iterator

import pytest

from config import lanceur


@pytest.fixture(autouse=True)
def _signaux_rendus() -> Iterator[None]:
    avant = {demande: signal.getsignal(demande) for demande in lanceur.DEMANDES}
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    for demande, ecoute in avant.items():
        signal.signal(demande, ecoute)


class Enfant:
    """A process that notes that it was ended in order."""

    def __init__(self) -> None:
        self.vu: list[str] = []
        self.returncode: int | None = None

    def poll(self) -> None:
        return None

    def terminate(self) -> None:
        self.vu.append("terminate")
        ctrl_c()

    def wait(self, delai: float) -> None:
        self.vu.append("wait")


def ctrl_c() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def lancer(monkeypatch: pytest.MonkeyPatch, servir: Callable[[], None]) -> tuple[int, list[str]]:
    """What the launcher answers while it serves so, and what became of its one process."""
    enfant = Enfant()

    def _servir(processus: dict) -> None:
        processus["enfant"] = enfant
        servir()
        for _ in range(3):
            lanceur._verifier_vivants(processus)
        pytest.fail("La demande d'arrêt s'est perdue.")

    monkeypatch.setattr(lanceur, "_servir", _servir)
    monkeypatch.delenv("MAKELEVEL", raising=False)
    return lanceur.main(), enfant.vu


def avale_les_exceptions() -> None:
    """As a library does around its network."""
    try:
        ctrl_c()
    except Exception:
        return


def avale_tout() -> None:
    """As Python does in a destructor."""
    try:
        ctrl_c()
    except BaseException:
        return


@pytest.mark.parametrize("instant", [ctrl_c, avale_les_exceptions, avale_tout])
def test_la_demande_n_est_jamais_avalee(monkeypatch: pytest.MonkeyPatch, instant: Callable[[], None]) -> None:
    assert lancer(monkeypatch, instant) == (0, ["terminate", "wait"])


def test_un_second_ctrl_c_ne_coupe_pas_la_fin(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the one instant when nobody had said yet to ignore it."""
    monkeypatch.setattr(lanceur, "_dire", lambda _: ctrl_c())
    assert lancer(monkeypatch, ctrl_c) == (0, ["terminate", "wait"])
