"""The review in a browser, with a real worker: generate, watch the bar, download, declare final, the mail leaves."""

import io
import time
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from bilans.models import Bilan
from commun.etats import EtatCourriel
from commun.models import Courriel
from poles.models import Fonction
from productions.etats import EtatRessource as R
from tests import fabrique
from tests.parcours.test_depot import entrer

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.ouvrier]
# In milliseconds: a busy machine makes a PDF slowly.
PATIENCE = 120_000


def telecharger(page: Page) -> str:
    """The words of the document that a job has made, once it is there."""
    expect(page.get_by_text("C’est prêt.")).to_be_visible(timeout=PATIENCE)
    return _recevoir(page, "Télécharger")


def _recevoir(page: Page, lien: str) -> str:
    with page.expect_download() as attente:
        page.get_by_role("link", name=lien).first.click()
    pdf = PdfReader(io.BytesIO(Path(attente.value.path()).read_bytes()))
    return " ".join("".join(p.extract_text() for p in pdf.pages).split())


@pytest.mark.long
def test_du_brouillon_au_courriel(ouvrier, page: Page, context: BrowserContext, base_url: str, examiner) -> None:
    campagne = fabrique.campagne(avec_equipe=True)
    fabrique.ressource(campagne, R.PUBLIEE)
    entrer(context, fabrique.titulaire(campagne, Fonction.COORDINATEUR), base_url)
    page.goto(base_url + campagne.get_absolute_url())
    page.get_by_role("link", name="Le bilan de l'année").click()
    page.get_by_role("button", name="Ouvrir le bilan").click()
    examiner(page)
    brouillon = _generer(page, "Une année **bien remplie**.")
    assert "Une année bien remplie." in brouillon
    assert "Brouillon, au" in brouillon
    page.goto(base_url + Bilan.objects.get().get_absolute_url())
    expect(page.get_by_role("row", name="Génération n° 1")).to_be_visible()
    page.get_by_role("link", name="Lire le bilan entier").click()
    examiner(page)
    page.go_back()
    page.get_by_role("link", name="Déclarer définitif").click()
    page.get_by_role("button", name="Déclarer définitif").click()
    assert "Document définitif, arrêté au" in telecharger(page)
    inspection = fabrique.titulaire(campagne, Fonction.INSPECTEUR)
    courriel = _parti(inspection.email)
    context.clear_cookies()
    entrer(context, inspection, base_url)
    page.goto(base_url + courriel.url)
    expect(page.get_by_text("Définitif depuis le")).to_be_visible()
    examiner(page)
    assert "Document définitif" in _recevoir(page, "Télécharger : Génération n° 2")


def _generer(page: Page, edito: str) -> str:
    page.get_by_role("textbox", name="Édito").fill(edito)
    page.get_by_role("button", name="Enregistrer et générer le PDF").click()
    expect(page.get_by_role("progressbar").or_(page.get_by_text("C’est prêt."))).to_be_visible()
    return telecharger(page)


def _parti(adresse: str) -> Courriel:
    """The mail, once the worker has sent it."""
    envoyes = Courriel.objects.filter(gabarit="bilan_definitif", adresse=adresse, etat=EtatCourriel.ENVOYE)
    for _ in range(100):
        if envoyes.exists():
            return envoyes.get()
        time.sleep(0.2)
    pytest.fail(f"Le courriel n'est pas parti : {list(Courriel.objects.values('gabarit', 'etat'))}")
