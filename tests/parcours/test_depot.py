"""The deposit page in a browser: with its script, and without any script at all."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from comptes.models import Personne
from productions import services
from productions.models import Depot, Ressource, Version
from tests import fabrique

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
LIVRET = {"name": "livret.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}
PROGRAMME = {"name": "programme.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"}


def entrer(contexte: BrowserContext, qui: Personne, base_url: str) -> None:
    client = Client()
    client.force_login(qui)
    jeton = client.cookies[settings.SESSION_COOKIE_NAME].value
    contexte.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": jeton, "url": base_url}])


def preparer(contexte: BrowserContext, base_url: str) -> tuple[Ressource, str]:
    nadia = fabrique.personne("Nadia", "Benali")
    ressource = fabrique.ressource(producteurs=[nadia])
    services.ouvrir_depot(ressource=ressource, acteur=nadia, maintenant=fabrique.MAINTENANT)
    entrer(contexte, nadia, base_url)
    return ressource, base_url + reverse("productions:depot", args=[ressource.pk])


def test_la_zone_de_depot_dit_ce_qui_entre_et_ce_qui_est_refuse(page: Page, context: BrowserContext, base_url: str):
    ressource, adresse = preparer(context, base_url)
    page.goto(adresse)
    note = page.get_by_label("Un mot d'accompagnement")
    note.fill("Le premier jet")
    note.blur()
    page.locator("#ajout_fichiers").set_input_files([PROGRAMME, LIVRET])
    expect(page.locator("#depot-pieces")).to_contain_text("livret.pdf")
    expect(page.locator("#depot-etat")).to_contain_text("Rien ne manque")
    envois = page.locator(".app-depot__envois")
    expect(envois.get_by_role("alert")).to_contain_text("d'un genre qui n'est pas accepté")
    expect(page.locator(".app-depot [role=status]")).to_have_text("1 fichier ajouté, 1 refusé.")
    expect(page.get_by_role("button", name="Ajouter les fichiers")).to_be_hidden()
    # What was being typed elsewhere is still there, and saved on its way.
    assert note.input_value() == "Le premier jet"
    expect(page.locator("[data-brouillon-etat]")).to_have_text("Brouillon enregistré.")
    assert Depot.objects.get(ressource=ressource).note == "Le premier jet"


def test_des_fichiers_laches_sur_la_page_partent_de_meme(page: Page, context: BrowserContext, base_url: str):
    _, adresse = preparer(context, base_url)
    page.goto(adresse)
    transfert = page.evaluate_handle(
        """() => {
            const transfert = new DataTransfer();
            transfert.items.add(new File(['%PDF-1.4\\n%%EOF\\n'], 'livret lâché.pdf', { type: 'application/pdf' }));
            return transfert;
        }"""
    )
    zone = page.locator(".app-depot__zone")
    zone.dispatch_event("dragenter", {"dataTransfer": transfert})
    zone.dispatch_event("drop", {"dataTransfer": transfert})
    expect(page.locator("#depot-pieces")).to_contain_text("livret lâché.pdf")


def test_sans_script_on_depose_aussi(browser, base_url: str):
    contexte = browser.new_context(java_script_enabled=False, locale="fr-FR")
    ressource, adresse = preparer(contexte, base_url)
    page = contexte.new_page()
    page.goto(adresse)
    page.locator("#ajout_fichiers").set_input_files([LIVRET])
    page.get_by_role("button", name="Ajouter les fichiers").click()
    expect(page.locator("#depot-pieces")).to_contain_text("livret.pdf")
    page.get_by_role("button", name="Déposer la V1").click()
    expect(page.locator(".app-messages")).to_contain_text("La V1 est déposée")
    contexte.close()
    assert Version.objects.get(ressource=ressource).pieces.get().nature == "livret"


def test_telecharger_dit_que_la_version_est_ouverte(page: Page, context: BrowserContext, base_url: str):
    ressource = fabrique.ressource()
    version = fabrique.deposer(ressource)
    relecture = fabrique.relecture(ressource)
    entrer(context, relecture.relecteur, base_url)
    page.goto(base_url + reverse("productions:relecture", args=[relecture.pk]))
    version.refresh_from_db()
    assert version.ouverte_le is None, "lire la page n'est pas ouvrir la version"
    with (
        page.expect_download() as telechargement,
        page.expect_response("**/ouverte/") as dite,
    ):
        page.get_by_role("link", name="Télécharger « livret.pdf »").click()
    assert dite.value.status == 204
    assert telechargement.value.suggested_filename == "livret.pdf"
    version.refresh_from_db()
    assert version.ouverte_le is not None
