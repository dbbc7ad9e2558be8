"""PDFs: our fonts, nothing read from the machine or the network, a clear word when libraries lack."""

import base64
import builtins
import http.server
import io
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from pypdf import PdfReader

from commun import pdf
from commun.pdf import PdfIndisponible, rendre_pdf

pytestmark = pytest.mark.filterwarnings("default::DeprecationWarning")


def lire(html: str) -> PdfReader:
    return PdfReader(io.BytesIO(rendre_pdf(html)))


def document(corps: str, tete: str = "") -> str:
    return f"<!doctype html><html><head><title>Fiches</title>{tete}</head><body>{corps}</body></html>"


def test_un_document_accessible_dans_notre_police() -> None:
    lu = lire(document("<h1>Élèves</h1><p>Bonjour <b>à tous</b></p>"))
    assert "Élèves" in lu.pages[0].extract_text()
    assert lu.metadata.title == "Fiches"
    assert lu.root_object["/Lang"] == "fr"
    assert lu.root_object["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in lu.root_object["/Metadata"].get_object().get_data()
    polices = [p.get_object()["/BaseFont"] for p in lu.pages[0]["/Resources"]["/Font"].values()]
    assert all("Marianne" in police for police in polices)


@pytest.fixture
def serveur() -> Iterator[tuple[str, list[str]]]:
    """A web server of this machine, and the addresses asked of it."""
    demandes: list[str] = []

    class Temoin(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            demandes.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"secret")

        def log_message(self, *args: object) -> None:
            pass

    ecoute = http.server.HTTPServer(("127.0.0.1", 0), Temoin)
    fil = threading.Thread(target=ecoute.serve_forever)
    fil.start()
    yield f"http://127.0.0.1:{ecoute.server_port}", demandes
    ecoute.shutdown()
    fil.join()
    ecoute.server_close()


def attaques(adresse: str) -> str:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{adresse}"/></svg>'
    feuille = base64.b64encode(f'@import "{adresse}";'.encode()).decode()
    return document(
        f'<a rel="attachment" href="{adresse}">a</a><img alt="i" src="{adresse}"><p style="background:url({adresse})">p'
        f'<object data="{adresse}">o</object><embed src="{adresse}"><img alt="s" src=\'data:image/svg+xml,{svg}\'>'
        f"{svg}",
        f'<link rel="attachment" href="{adresse}"><link rel="stylesheet" href="{adresse}"><base href="{adresse}">'
        f'<style>@import url("{adresse}");@font-face{{font-family:F;src:url("{adresse}")}}body{{font-family:F}}'
        f"li{{list-style-image:url({adresse})}}</style>"
        f'<link rel="stylesheet" href="data:text/css;base64,{feuille}">',
    )


def test_aucune_requete_ne_sort(serveur) -> None:
    adresse, demandes = serveur
    lu = lire(attaques(f"{adresse}/x"))
    assert demandes == []
    assert not lu.attachments


@pytest.mark.parametrize("forme", ["file://{}", "FILE://{}", "file:{}", "file://localhost{}", "{}", "asset:{}"])
def test_aucun_fichier_de_la_machine(tmp_path: Path, forme: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("MOT-DE-PASSE")
    brut = rendre_pdf(attaques(forme.format(secret)))
    lu = PdfReader(io.BytesIO(brut))
    assert not lu.attachments
    assert "MOT-DE-PASSE" not in lu.pages[0].extract_text()


@pytest.mark.parametrize("chemin", ["../manage.py", "app/../../manage.py", "%2e%2e/manage.py", "/etc/passwd"])
def test_une_adresse_ne_sort_pas_des_fichiers_statiques(chemin: str) -> None:
    with pytest.raises(Exception, match=r"outside|inconnu"):
        pdf._classe_fetcheur()()(f"asset:{chemin}")


def test_nos_fichiers_statiques_se_lisent() -> None:
    reponse = pdf._classe_fetcheur()()("asset:app/app.css")
    assert reponse.content_type == "text/css"
    assert reponse.read() == Path(finders.find("app/app.css")).read_bytes()


def test_une_image_donnee_se_lit() -> None:
    image = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
    lu = lire(document(f'<img alt="x" src="data:image/png;base64,{image}">'))
    assert len(lu.pages[0].images) == 1


def test_pango_absent_se_dit(monkeypatch) -> None:
    importer = builtins.__import__

    def sans_pango(nom: str, *args: object, **kwargs: object) -> object:
        if nom == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return importer(nom, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", sans_pango)
    with pytest.raises(PdfIndisponible, match=r"libpango-1\.0-0 libpangoft2-1\.0-0 libharfbuzz-subset0"):
        rendre_pdf(document("x"))


def test_police_absente_se_dit(monkeypatch) -> None:
    monkeypatch.setattr(finders, "find", lambda chemin: None)
    with pytest.raises(PdfIndisponible, match=r"Marianne-Regular\.woff2"):
        rendre_pdf(document("x"))


def test_une_machine_sans_police_rend_quand_meme(tmp_path: Path) -> None:
    """Without our own fonts in the document, this very case ends in a segmentation fault."""
    reglages = tmp_path / "fonts.conf"
    reglages.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        f"<fontconfig><dir>{tmp_path}/vide</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>"
    )
    programme = (
        "import django; django.setup(); from commun.pdf import rendre_pdf; "
        "print(len(rendre_pdf('<title>t</title><p style=\"font-family:serif\">é 日 <code>x</code>')))"
    )
    rendu = subprocess.run(
        [sys.executable, "-c", programme],
        cwd=settings.BASE_DIR,
        env={**os.environ, "FONTCONFIG_FILE": str(reglages), "DJANGO_SETTINGS_MODULE": "tests.reglages"},
        capture_output=True,
        text=True,
    )
    assert rendu.returncode == 0, rendu.stderr[-2000:]
    assert int(rendu.stdout) > 3000
