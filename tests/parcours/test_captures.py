"""`make captures`: draws the screenshots of the guide again, from the demonstration on its last day."""

import io
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings as reglages
from PIL import Image
from playwright.sync_api import Page

from accueil.demonstration.annee import jouer
from aide.images import DOSSIER
from aide.services import ne_plus_afficher_de_conseils
from comptes.models import Personne
from tests.accueil.test_demonstration import JOUR
from tests.aide.captures import CAPTURES, POIDS_MAX, Capture, entrer

pytestmark = [
    pytest.mark.skipif(os.environ.get("CAPTURES") != "1", reason="demandé par make captures"),
    pytest.mark.django_db(transaction=True),
]
# The colours of an image, most first: fewer where it would be too heavy.
COULEURS = (96, 64, 40, 24, 16)


@pytest.fixture
def demonstration(transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, horloge, settings) -> None:
    monkeypatch.setattr(reglages, "DATA_DIR", tmp_path)
    jouer(JOUR)
    settings.DEMO = False  # neither the banner nor the accounts: what people see
    horloge(datetime(2027, 5, 12, 7, 30, tzinfo=UTC))
    for personne in Personne.objects.all():
        ne_plus_afficher_de_conseils(personne=personne)


def test_dessiner_les_captures(page: Page, base_url: str, demonstration: None, anomalies: list[str]) -> None:
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    sessions = {compte: entrer(compte) for compte in {c.compte for c in CAPTURES.values()}}
    for nom, capture in CAPTURES.items():
        page.context.clear_cookies()
        for biscuit in sessions[capture.compte].cookies.values():
            page.context.add_cookies([{"name": biscuit.key, "value": biscuit.value, "url": base_url}])
        _montrer(page, capture)
        for mots in capture.contient:
            assert page.get_by_text(mots).count(), f"{nom} ne montre pas « {mots} »"
        _enregistrer(nom, page.screenshot(animations="disabled", caret="hide"))


def _montrer(page: Page, capture: Capture) -> None:
    page.set_viewport_size({"width": capture.largeur, "height": capture.hauteur_d_ecran})
    page.goto(capture.adresse())
    page.evaluate("document.fonts.ready")
    if capture.haut:
        page.locator(capture.haut).evaluate("e => e.scrollIntoView({block: 'start', behavior: 'instant'})")


def _enregistrer(nom: str, png: bytes) -> None:
    """Few colours, chosen without chance: the same screen gives the same file."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    for couleurs in COULEURS:
        tampon = io.BytesIO()
        reduite = image.quantize(couleurs, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).convert("RGB")
        reduite.save(tampon, "WEBP", lossless=True, quality=100, method=6)
        if tampon.tell() <= POIDS_MAX:
            break
    fichier = DOSSIER / f"{nom}.webp"
    if not fichier.exists() or _differe(fichier, reduite):
        fichier.write_bytes(tampon.getvalue())


def _differe(fichier: Path, image: Image.Image) -> bool:
    return Image.open(fichier).convert("RGB").tobytes() != image.tobytes()
