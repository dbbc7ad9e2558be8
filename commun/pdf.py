"""HTML to PDF: the only place that knows WeasyPrint, which needs libraries that a machine may lack."""

from __future__ import annotations

import logging
import mimetypes
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from django.contrib.staticfiles import finders

from commun.erreurs import ActionImpossible

if TYPE_CHECKING:
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

logger = logging.getLogger(__name__)

PAQUETS = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
# Noto Emoji (OFL), in one colour: Marianne has none, and what a teacher types may hold some. No woff2: the engine would
# take nearly a second a document to unpack its outlines.
_EMOJI = "app/polices/NotoEmoji-Regular.woff"
FAMILLES = 'Marianne,"Noto Emoji",sans-serif'
_MARIANNE = "dsfr/dist/fonts/Marianne-{}.woff2"
# Without any font at all, Pango takes the whole process down: these come with every document.
_GRAISSES = {
    "Regular": "font-weight:400;font-style:normal",
    "Regular_Italic": "font-weight:400;font-style:italic",
    "Bold": "font-weight:700;font-style:normal",
    "Bold_Italic": "font-weight:700;font-style:italic",
}


class PdfIndisponible(ActionImpossible):
    """This machine cannot make PDFs; the sentence says what its administrator must install."""


def rendre_pdf(html: str, suivre: Callable[[str], None] | None = None) -> bytes:
    """Return the PDF (PDF/UA-1) of a whole HTML document, in the font Marianne.

    `suivre` hears of each step as WeasyPrint tells it (« Step 5 - Creating layout - Page 12 »); what it raises stops
    the work there.

    The document may use data: addresses and the service's own static files, as `asset:app/impression.css`;
    any other address is left out, and said in the log. Takes seconds: call it from a task, or for a few pages.
    """
    weasyprint = _weasyprint()
    fetcheur = _classe_fetcheur()()
    polices = _polices()
    feuille = weasyprint.CSS(string=_css_polices(), url_fetcher=fetcheur, font_config=polices)
    document = weasyprint.HTML(string=html, url_fetcher=fetcheur)
    document.etree_element.attrib.setdefault("lang", "fr")
    with _suivi(suivre):
        return document.write_pdf(
            stylesheets=[feuille], font_config=polices, pdf_variant="pdf/ua-1", finisher=_dire_les_portees
        )


def _dire_les_portees(document: Any, pdf: Any) -> None:
    """Say of each header cell whether it heads its column or its row: the engine only tells cells their headers."""
    objets = {objet.reference: objet for objet in pdf.objects}
    for cellule in pdf.objects:
        if isinstance(cellule, dict) and cellule.get("S") == "/TH":
            groupe = objets[objets[cellule["P"]]["P"]]
            cellule["A"]["Scope"] = "/Column" if groupe["S"] == "/THead" else "/Row"


@contextmanager
def _suivi(suivre: Callable[[str], None] | None) -> Iterator[None]:
    """Give the steps to `suivre`: those of this thread alone, another one may be making its own document."""
    if suivre is None:
        yield
        return
    fil = threading.get_ident()

    class Relais(logging.Handler):
        def emit(self, trace: logging.LogRecord) -> None:
            if trace.thread == fil:
                suivre(trace.getMessage())

    etapes, relais = logging.getLogger("weasyprint.progress"), Relais(logging.INFO)
    etapes.addHandler(relais)
    etapes.setLevel(logging.INFO)
    try:
        yield
    finally:
        etapes.removeHandler(relais)


def _weasyprint() -> ModuleType:
    try:
        with warnings.catch_warnings():
            # It regrets fonts that this machine lacks (ours come along) and libraries of its next version.
            warnings.simplefilter("ignore")
            import weasyprint
    except OSError as erreur:
        logger.error("Bibliothèques absentes pour les PDF : %s", erreur)
        raise PdfIndisponible(
            "Les PDF ne sont pas disponibles sur ce serveur : il manque des bibliothèques. "
            f"L'administrateur doit installer les paquets {PAQUETS} (apt install {PAQUETS})."
        ) from erreur
    return weasyprint


def _polices() -> FontConfiguration:
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def _css_polices() -> str:
    absentes = [nom for graisse in _GRAISSES if not finders.find(nom := _MARIANNE.format(graisse))]
    if absentes:
        raise PdfIndisponible(
            "Les PDF ne sont pas disponibles sur ce serveur : la police Marianne manque "
            f"({', '.join(absentes)}). L'administrateur doit réinstaller le paquet Python django-dsfr."
        )
    regles = [
        f'@font-face{{font-family:Marianne;src:url("asset:{_MARIANNE.format(graisse)}");{style}}}'
        for graisse, style in _GRAISSES.items()
    ]
    regles.append(f'@font-face{{font-family:"Noto Emoji";src:url("asset:{_EMOJI}")}}')
    return "".join(regles) + f"html{{font-family:{FAMILLES}}}"


@cache
def _classe_fetcheur() -> type[URLFetcher]:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcheur(URLFetcher):
        """Reads data: addresses and our static files: no network, no other file of this machine.

        What a teacher types reaches the documents: an address in it must fetch nothing.
        """

        def __init__(self) -> None:
            super().__init__(allowed_protocols=("data",), allow_redirects=False)

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            schema, _, chemin = url.partition(":")
            if schema.lower() != "asset":
                return super().fetch(url, headers)
            # The finders refuse what leaves the static folders.
            trouve = finders.find(chemin)
            if not trouve:
                raise ValueError(f"Fichier statique inconnu : {url}")
            type_mime = mimetypes.guess_type(chemin)[0] or "application/octet-stream"
            return URLFetcherResponse(url, Path(trouve).read_bytes(), {"Content-Type": type_mime})

    return Fetcheur
