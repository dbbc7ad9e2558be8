"""Sending large files from the page: cut, resumed, cancelled, by keyboard, and seen by a co-producer."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, Route, expect

from commun.models import Televersement
from productions.models import Depot, Piece
from tests import fabrique
from tests.parcours.test_depot import entrer, preparer

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
# Three pieces: 256 Kio, then twice 4 Mio at most.
CONTENU = b"%PDF-1.4\n" + random.Random(5).randbytes(6 * 1024 * 1024)
MORCEAUX = "**/morceaux/**"


@pytest.fixture
def livret(tmp_path: Path) -> Path:
    chemin = tmp_path / "livret.pdf"
    chemin.write_bytes(CONTENU)
    return chemin


@pytest.fixture
def envois(page: Page):
    return page.locator(".app-depot__envois")


def laisser_passer(nombre: int) -> Callable[[Route], None]:
    """Let so many pieces through, then cut the line."""
    passes = [0]

    def decider(route: Route) -> None:
        passes[0] += 1
        if passes[0] > nombre:
            route.abort("connectionfailed")
        else:
            route.continue_()

    return decider


def oublier_les_coupures(anomalies: list[str]) -> None:
    """The browser writes in its console each line that we cut."""
    anomalies[:] = [a for a in anomalies if "ERR_CONNECTION_FAILED" not in a and "ERR_INTERNET_DISCONNECTED" not in a]


def test_une_coupure_se_dit_puis_l_envoi_reprend_de_lui_meme(
    page: Page, context: BrowserContext, base_url: str, livret: Path, envois, anomalies, examiner
):
    _, adresse = preparer(context, base_url)
    page.goto(adresse)
    page.route(MORCEAUX, laisser_passer(1))
    page.locator("#ajout_fichiers").set_input_files(livret)
    expect(envois).to_contain_text("livret.pdf : connexion perdue à 4 %")
    expect(page.locator(".app-depot > [role=status]")).to_contain_text("connexion perdue")
    examiner(page)
    page.unroute(MORCEAUX)
    expect(page.locator("#depot-pieces")).to_contain_text("livret.pdf")
    expect(page.locator(".app-depot > [role=status]")).to_have_text("1 fichier ajouté.")
    piece = Piece.objects.get()
    with piece.fichier.open() as recu:
        assert recu.read() == CONTENU
    oublier_les_coupures(anomalies)


def test_au_clavier_on_reprend_quand_la_connexion_revient(
    page: Page, context: BrowserContext, base_url: str, livret: Path, envois, anomalies
):
    """Tab, Space, Enter: choose, hear the cut, resume at once, without waiting for the next try."""
    _, adresse = preparer(context, base_url)
    # Playwright answers for the system's window as long as somebody listens.
    page.on("filechooser", lambda choix: None)
    page.clock.install()
    page.goto(adresse)
    champ = page.locator("#ajout_fichiers")
    page.get_by_label("Nature").first.focus()
    while not champ.evaluate("e => e === document.activeElement"):
        page.keyboard.press("Tab")
    page.route(MORCEAUX, laisser_passer(1))
    with page.expect_file_chooser() as choix:
        page.keyboard.press("Space")
    choix.value.set_files(livret)
    reprendre = page.get_by_role("button", name="Reprendre l’envoi de livret.pdf")
    expect(reprendre).to_be_visible()
    # The page's clock stands still, so that no try comes by itself: what follows is the person's doing.
    page.clock.pause_at(page.evaluate("Date.now() + 100") / 1000)
    page.unroute(MORCEAUX)
    while not reprendre.evaluate("e => e === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.clock.resume()
    expect(page.locator("#depot-pieces")).to_contain_text("livret.pdf")
    expect(envois.locator("p")).to_be_focused()
    oublier_les_coupures(anomalies)


def test_apres_avoir_ferme_la_page_le_meme_fichier_reprend(
    page: Page, context: BrowserContext, base_url: str, livret: Path, envois, anomalies, examiner
):
    ressource, adresse = preparer(context, base_url)
    page.goto(adresse)
    page.route(MORCEAUX, laisser_passer(2))
    page.locator("#ajout_fichiers").set_input_files(livret)
    expect(envois).to_contain_text("connexion perdue")
    page.close()
    page = context.new_page()
    page.goto(adresse)
    expect(page.locator("#depot-envois")).to_contain_text("70 % reçus sur 6 Mo")
    expect(page.locator("#depot-envois")).to_contain_text("choisissez de nouveau le fichier pour reprendre")
    examiner(page)
    envoyes = []
    page.on("request", lambda requete: envoyes.append(requete.url) if "/morceaux/" in requete.url else None)
    page.locator("#ajout_fichiers").set_input_files(livret)
    expect(page.locator("#depot-pieces")).to_contain_text("livret.pdf")
    expect(page.locator("#depot-envois")).not_to_contain_text("livret.pdf")
    assert [url.split("debut=")[1] for url in envoyes] == [str(256 * 1024 + 4 * 1024 * 1024)]
    with Piece.objects.get(depot__ressource=ressource).fichier.open() as recu:
        assert recu.read() == CONTENU
    oublier_les_coupures(anomalies)


def test_plusieurs_fichiers_se_suivent_et_l_un_s_annule(
    page: Page, context: BrowserContext, base_url: str, livret: Path, envois, tmp_path: Path, anomalies
):
    ressource, adresse = preparer(context, base_url)
    page.goto(adresse)
    fichiers = [livret]
    for nom, contenu in (("menteur.docx", b"MZ" * 400_000), ("annexe.pdf", b"%PDF-1.4\n%%EOF\n")):
        (tmp_path / nom).write_bytes(contenu)
        fichiers.append(tmp_path / nom)
    page.route(MORCEAUX, laisser_passer(1))
    page.locator("#ajout_fichiers").set_input_files(fichiers)
    expect(envois).to_contain_text("menteur.docx : attend son tour")
    expect(page.get_by_role("button", name="Reprendre l’envoi de menteur.docx")).to_be_hidden()
    # While it is on its way, nothing is sealed without it.
    page.get_by_role("button", name="Déposer la V1").click()
    expect(page.locator("[data-brouillon-etat]")).to_contain_text("Un fichier est en cours d’envoi")
    page.get_by_role("button", name="Annuler l’envoi de livret.pdf").click()
    page.unroute(MORCEAUX)
    expect(envois).to_contain_text("livret.pdf : envoi annulé.")
    expect(envois.get_by_role("alert")).to_contain_text("n'est pas celui d'un fichier .docx")
    expect(page.locator("#depot-pieces")).to_contain_text("annexe.pdf")
    expect(page.locator(".app-depot > [role=status]")).to_have_text("1 fichier ajouté, 1 refusé.")
    assert list(Piece.objects.filter(depot__ressource=ressource).values_list("nom", flat=True)) == ["annexe.pdf"]
    assert list(Televersement.objects.filter(etat="en_cours")) == []
    oublier_les_coupures(anomalies)


def test_un_fichier_en_remplace_un_autre_sans_quitter_la_page(
    page: Page, context: BrowserContext, base_url: str, livret: Path
):
    ressource, adresse = preparer(context, base_url)
    page.goto(adresse)
    page.locator("#ajout_fichiers").set_input_files(
        {"name": "brouillon du livret.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}
    )
    pieces = page.locator("#depot-pieces")
    pieces.locator("summary").filter(has_text="Remplacer").click()
    pieces.get_by_label("Fichier qui le remplace").set_input_files(livret)
    pieces.get_by_role("button", name="Remplacer").click()
    expect(pieces.locator(".app-piece__nom")).to_have_text("livret.pdf")
    assert page.url == adresse
    assert Piece.objects.get(depot__ressource=ressource).taille == len(CONTENU)


def test_le_coproducteur_voit_l_envoi_avancer(page: Page, context: BrowserContext, base_url: str, settings):
    hugo, nadia = fabrique.personne("Hugo", "Petit"), fabrique.personne("Nadia", "Benali")
    ressource = fabrique.ressource(producteurs=[nadia, hugo])
    envoi = fabrique.televersement(ressource, hugo, nom="cours.mbz", taille=1_000_000, nature="cours")
    fabrique.recevoir(envoi, b"\x1f\x8b" + b"x" * 399_998)
    entrer(context, nadia, base_url)
    page.clock.install()
    page.goto(base_url + reverse("productions:depot", args=[ressource.pk]))
    envois = page.locator("#depot-envois")
    expect(envois).to_contain_text("Hugo Petit envoie ce fichier : 40 % reçus")
    fabrique.recevoir(envoi, b"x" * 200_000, debut=400_000)
    page.clock.run_for(16_000)
    expect(envois).to_contain_text("Hugo Petit envoie ce fichier : 60 % reçus")
    assert Depot.objects.get().pieces.count() == 0
