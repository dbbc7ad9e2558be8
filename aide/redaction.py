"""What a page of the guide may be made of, and how it is shown: headings, lists, bold, links, notes and screenshots.

The same file reads well where the code is kept; here its links lead to the pages of help, its spaces are those of
French typography, and an image that stands alone becomes a figure with its caption.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

from aide.images import dimensions

_REGLES = ["newline", "escape", "emphasis", "list", "link", "image", "heading", "blockquote"]
_lecteur = MarkdownIt("zero", {"html": False}).enable(_REGLES)
_PAGE = re.compile(r"(?:\.\./\w+/|)(?:\d+-)?([a-z0-9-]+)\.md(#[a-z0-9-]+)?")
# A space that must not end a line, where French has one.
_APRES, _AVANT = re.compile(r"« "), re.compile(r" ([»:;?!])")


@dataclass(frozen=True)
class Section:
    """A part of a page, under its heading (none for what comes first), as plain text for the search."""

    titre: str
    ancre: str
    texte: str


def ancre(titre: str) -> str:
    return slugify(titre.replace("'", " ").replace("’", " "))


def sections(texte: str) -> list[Section]:
    trouvees, titre, lignes = [], "", []
    for jeton in _jetons_de_texte(texte):
        if jeton.meta.get("titre"):
            trouvees.append(Section(titre, ancre(titre), " ".join(lignes)))
            titre, lignes = _brut(jeton), []
        else:
            lignes.append(_brut(jeton))
    return [*trouvees, Section(titre, ancre(titre), " ".join(lignes))]


def en_html(texte: str, suite: str = "") -> SafeString:
    """HTML of a page's text; `suite` is added to its links to other pages, which keep the way back."""
    jetons = _lecteur.parse(texte)
    for rang, jeton in enumerate(jetons):
        if jeton.type == "heading_open":
            jeton.attrSet("id", ancre(_brut(jetons[rang + 1])))
        elif jeton.type == "blockquote_open":
            jeton.attrSet("class", "app-consequence")
        elif jeton.type == "inline":
            if _est_une_image(jeton):
                _sans_paragraphe(jetons, rang)
            _adapter(jeton, suite)
    return SafeString(_lecteur.renderer.render(jetons, _lecteur.options, {}))


def liens(texte: str) -> list[str]:
    """Every address that a text leads to, as it is written."""
    enfants = [enfant for jeton in _jetons_de_texte(texte) for enfant in jeton.children or []]
    return [str(enfant.attrGet("href")) for enfant in enfants if enfant.type == "link_open"]


def images(texte: str) -> list[tuple[str, str, str]]:
    """Every screenshot of a text: its address as written, what it shows to whoever cannot see it, its caption."""
    enfants = [enfant for jeton in _jetons_de_texte(texte) for enfant in jeton.children or []]
    return [(str(e.attrGet("src")), e.content, str(e.attrGet("title") or "")) for e in enfants if e.type == "image"]


def page_visee(adresse: str) -> tuple[str, str] | None:
    """The slug and the anchor of a link to another page; None for the addresses of the web and of the service."""
    trouvee = _PAGE.fullmatch(adresse)
    return (trouvee[1], (trouvee[2] or "").removeprefix("#")) if trouvee else None


def avec_espaces(texte: str) -> str:
    return _AVANT.sub("\N{NO-BREAK SPACE}\\1", _APRES.sub("«\N{NO-BREAK SPACE}", texte))


def _jetons_de_texte(texte: str) -> list[Token]:
    jetons, retenus = _lecteur.parse(texte), []
    for rang, jeton in enumerate(jetons):
        if jeton.type == "inline":
            jeton.meta["titre"] = jetons[rang - 1].type == "heading_open"
            retenus.append(jeton)
    return retenus


def _brut(jeton: Token) -> str:
    return "".join(" " if e.type == "softbreak" else e.content for e in jeton.children or [] if e.type != "image")


def _est_une_image(jeton: Token) -> bool:
    return [enfant.type for enfant in jeton.children or []] == ["image"]


def _sans_paragraphe(jetons: list[Token], rang: int) -> None:
    """A figure is no paragraph."""
    jetons[rang - 1].hidden = jetons[rang + 1].hidden = True


def _adapter(jeton: Token, suite: str) -> None:
    for enfant in jeton.children or []:
        if enfant.type == "text":
            enfant.content = avec_espaces(enfant.content)
        elif enfant.type == "link_open":
            visee = page_visee(str(enfant.attrGet("href")))
            if visee:
                slug, point = visee
                enfant.attrSet("href", reverse("aide:page", args=[slug]) + suite + (f"#{point}" if point else ""))
        elif enfant.type == "image":
            enfant.type, enfant.content = "html_inline", _figure(enfant)


def _figure(image: Token) -> str:
    nom = str(image.attrGet("src")).rpartition("/")[2]
    legende = avec_espaces(str(image.attrGet("title") or ""))
    largeur, hauteur = dimensions(nom)
    etroite = " app-figure--telephone" if largeur < 600 else ""
    return (
        f'<figure class="app-figure{etroite}"><img src="{escape(static("aide/" + nom))}" '
        f'alt="{escape(avec_espaces(image.content))}" width="{largeur}" height="{hauteur}" loading="lazy">'
        f"<figcaption>{escape(legende)}</figcaption></figure>"
    )
