"""The main path, in a real browser: with a mouse, on a phone, and by keyboard alone."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.conftest import COMPLET
from tests.parcours.pilotes import Clavier, Pilote, Souris
from tests.parcours.scenario import jouer
from tests.parcours.visiteurs import Visite

ORDINATEUR = {"viewport": {"width": 1280, "height": 800}}
TELEPHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
# The phone's walk is in `make test`; these two say the same of a mouse on SQLite, and of the keyboard alone.
LONGUE = pytest.mark.skipif(not COMPLET, reason="dans make test-complet")


@pytest.mark.long
@pytest.mark.parametrize(
    "pilote",
    [
        pytest.param(
            Souris,
            marks=[pytest.mark.browser_context_args(**ORDINATEUR), pytest.mark.sqlite, LONGUE],
            id="ordinateur",
        ),
        pytest.param(Souris, marks=pytest.mark.browser_context_args(**TELEPHONE), id="telephone"),
        pytest.param(Clavier, marks=[pytest.mark.browser_context_args(**ORDINATEUR), LONGUE], id="clavier"),
    ],
)
def test_du_projet_a_la_publication(
    pilote: type[Pilote], page: Page, mailoutbox, taches_lancees, examiner, horloge, tmp_path: Path
) -> None:
    jouer(Visite(pilote(page), mailoutbox, taches_lancees, examiner, horloge), tmp_path)
