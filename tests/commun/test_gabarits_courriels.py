"""Every mail's template: a subject, an empty line, a text that stays short."""

import re
from pathlib import Path

import pytest
from django.conf import settings

GABARITS = sorted(f for f in (Path(settings.BASE_DIR) / "templates/courriels").glob("*.txt") if f.name[0] != "_")


@pytest.mark.parametrize("gabarit", GABARITS, ids=lambda f: f.stem)
def test_la_forme_d_un_courriel(gabarit: Path) -> None:
    lignes = [ligne for ligne in gabarit.read_text().splitlines() if not re.fullmatch(r"\{%\s*load [^%]*%\}", ligne)]
    sujet, vide, *corps = lignes
    assert sujet.strip()
    assert not vide.strip()
    # The envelope adds some 45 words; a mail has fewer than 200.
    mots = re.sub(r"\{%.*?%\}|\{#.*?#\}", " ", " ".join(corps)).split()
    assert 5 <= len(mots) <= 150
    assert "http" not in gabarit.read_text(), "le lien est celui du bouton"
