"""A tester on a phone: by keyboard, through a network that goes and comes back; nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from productions.etats import EtatRessource as R
from productions.etats import EtatTest
from productions.models import TestEnClasse
from tests import fabrique
from tests.fabrique import JOUR
from tests.tests_classe import lien_de, planifier

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
IMPRESSIONS = "Quelles sont vos impressions après ce test en classe ?"
PAROLE = "Les élèves ont aimé la deuxième séance."


@pytest.fixture
def test(transactional_db) -> TestEnClasse:
    return planifier(fabrique.ressource(fabrique.campagne(avec_equipe=True), R.EN_REVISION))


@pytest.fixture
def coupure(anomalies: list[str], context: BrowserContext) -> Iterator[BrowserContext]:
    """The console tells of requests that fail while the network is away: they are what is tried here."""
    yield context
    anomalies[:] = [vue for vue in anomalies if "ERR_INTERNET_DISCONNECTED" not in vue]


def test_le_formulaire_au_clavier_hors_ligne_puis_en_ligne(test, page: Page, coupure, base_url, examiner) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(base_url + reverse("productions:mon_test_par_lien", args=[lien_de(test)]))
    examiner(page)
    _suivre(page, "Donner mes impressions")
    examiner(page)
    page.get_by_label(IMPRESSIONS).focus()
    page.keyboard.type(PAROLE)
    expect(page.locator("[data-etat]")).to_have_text("Brouillon enregistré.")
    coupure.set_offline(True)
    _ouvrir_la_suite(page)
    page.get_by_label("Irritant 1", exact=True).focus()
    page.keyboard.type("La consigne 3 se lit mal.")
    expect(page.locator("[data-etat]")).to_contain_text("Pas de réseau")
    # Sending waits too, and says so.
    page.get_by_role("button", name="Envoyer mes réponses").press("Enter")
    expect(page.locator("[data-etat]")).to_contain_text("Pas de réseau")
    test.refresh_from_db()
    assert "La consigne 3" not in str(test.brouillon)
    coupure.set_offline(False)
    expect(page.locator("[data-etat]")).to_have_text("Brouillon enregistré.")
    test.refresh_from_db()
    assert "La consigne 3 se lit mal." in test.brouillon.values()
    _repondre_et_envoyer(page)
    expect(page.get_by_role("status").or_(page.locator(".fr-alert"))).to_contain_text("Merci")
    examiner(page)
    test.refresh_from_db()
    assert test.etat == EtatTest.RENDU
    assert {c.texte for c in test.constats.all()} == {"La consigne 3 se lit mal."}
    assert page.evaluate("() => Object.keys(window.localStorage).filter(cle => cle.startsWith('test-'))") == []


def test_la_page_fermee_sans_reseau_rend_ce_qu_elle_avait(test, page: Page, coupure, base_url) -> None:
    adresse = base_url + reverse("productions:reponses_test_par_lien", args=[lien_de(test)])
    page.goto(adresse)
    coupure.set_offline(True)
    page.get_by_label(IMPRESSIONS).fill(PAROLE)
    expect(page.locator("[data-etat]")).to_contain_text("Pas de réseau")
    page.goto("about:blank")
    coupure.set_offline(False)
    page.goto(adresse)
    expect(page.get_by_label(IMPRESSIONS)).to_have_value(PAROLE)
    expect(page.locator("[data-etat]")).to_have_text("Brouillon enregistré.")
    test.refresh_from_db()
    assert PAROLE in test.brouillon.values()


def _suivre(page: Page, nom: str) -> None:
    lien = page.get_by_role("link", name=nom)
    lien.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vos impressions")


def _ouvrir_la_suite(page: Page) -> None:
    page.locator("summary", has_text="Si vous avez deux minutes de plus").focus()
    page.keyboard.press("Enter")


def _repondre_et_envoyer(page: Page) -> None:
    page.get_by_label("Séance faite le").fill(JOUR.isoformat())
    page.get_by_label("Oui, telle quelle").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Envoyer mes réponses").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tester")
