"""The browser reaches the service, and the guards of these tests hold."""

import re

from playwright.sync_api import Page, expect


def test_page_de_connexion(page: Page, examiner) -> None:
    page.goto("/administration/")
    expect(page).to_have_url(re.compile("/compte/connexion/"))
    examiner(page)
    # The style sheet is served and applied: the DSFR's font reaches the text.
    assert "Marianne" in page.evaluate("getComputedStyle(document.body).fontFamily")


def test_une_anomalie_se_voit(page: Page, anomalies: list[str]) -> None:
    page.goto("/compte/connexion/")
    assert anomalies == []
    page.evaluate("fetch('http://exemple.invalid/').catch(() => null)")
    assert any("exemple.invalid" in anomalie for anomalie in anomalies)
    assert any("Content Security Policy" in anomalie for anomalie in anomalies)
    anomalies.clear()
