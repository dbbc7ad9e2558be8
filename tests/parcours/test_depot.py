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
    fabrique.declarer(ressource.depot)
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
    # Each line added or taken off is a save of the draft.
    page.get_by_label("Nom de l'outil").fill("Éléa")
    page.get_by_role("button", name="Ajouter un outil").click()
    page.get_by_label("Nom de l'outil").nth(1).fill("Padlet")
    page.get_by_role("button", name="Retirer outil 1").click()
    expect(page.get_by_label("Nom de l'outil").first).to_have_value("Padlet")
    page.get_by_label("D'où vient-il ?").first.select_option(label="d'un partenaire")
    page.get_by_text("Aucun fichier ni lien de cette version").click()
    page.get_by_text("L'usage proposé en classe respecte le RGPD").click()
    page.get_by_role("button", name="Déposer la V1").click()
    expect(page.locator(".app-messages")).to_contain_text("La V1 est déposée")
    contexte.close()
    version = Version.objects.get(ressource=ressource)
    assert version.pieces.get().nature == "livret"
    assert version.declarations["outils"] == [{"nom": "Padlet", "genre": "partenaire", "motif": ""}]


def test_les_lignes_de_la_grille_vont_et_viennent_et_s_enregistrent(page: Page, context: BrowserContext, base_url: str):
    ressource, adresse = preparer(context, base_url)
    page.goto(adresse)
    etat = page.locator("[data-brouillon-etat]")
    page.get_by_label("Nom de l'outil").fill("Éléa")
    page.get_by_role("button", name="Ajouter un outil").click()
    expect(page.get_by_label("Nom de l'outil").nth(1)).to_be_focused()
    page.keyboard.type("Padlet")
    page.get_by_label("D'où vient-il ?").nth(1).select_option(label="autre")
    expect(page.locator("#depot-etat")).to_contain_text("la raison d'employer « Padlet »")
    page.get_by_role("button", name="Retirer outil 1").click()
    expect(etat).to_contain_text("Brouillon enregistré")
    page.reload()
    expect(page.get_by_label("Nom de l'outil").first).to_have_value("Padlet")
    # A co-producer writes meanwhile: the page says who, and keeps what is typed.
    depot = ressource.depot
    autre = fabrique.personne("Hugo", "Petit")
    services.noter_depot(depot=depot, note="Le sien", acteur=autre, maintenant=fabrique.MAINTENANT)
    page.get_by_label("Pourquoi lui ?").first.fill("Un mur partagé")
    page.get_by_label("Pourquoi lui ?").first.blur()
    expect(etat).to_contain_text("Hugo Petit a modifié ce brouillon")
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(page.locator("main")).to_contain_text("Hugo Petit a modifié ce brouillon")
    expect(page.get_by_label("Pourquoi lui ?").first).to_have_value("Un mur partagé")


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
