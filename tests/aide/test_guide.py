"""The guide says what the product says: its buttons, links and images, checked against the screens' own words."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from aide import guide
from aide.ecrans import ECRANS
from aide.guide import IMAGES, Page
from aide.images import dimensions
from aide.redaction import images, liens, page_visee
from tests.aide.captures import CAPTURES, POIDS_MAX

RACINE = Path(settings.BASE_DIR)
PAGES = guide.pages()
BOUTON = re.compile(r"\*\*« ([^»]+) »\*\*")
# What stands for a number, a name or a choice, in the guide as on the screens.
TROU = "§"
_CLIQUABLE = re.compile(r"<(button|a|summary|label|legend)\b[^>]*>(.*?)</\1>", re.DOTALL)
_PARAMETRE = re.compile(r"""(?:ajout|bouton|libelle|lien_libelle)="([^"]+)\"""")


def _plat(texte: str) -> str:
    texte = re.sub(r"{[{%].*?[%}]}", TROU, texte, flags=re.DOTALL)
    texte = re.sub(r"<[^>]+>", "", texte).replace("&nbsp;", " ")
    return " ".join(texte.replace("’", "'").replace("\N{NO-BREAK SPACE}", " ").split())


def _phrase(noeud: ast.AST) -> str:
    """The text of a literal, its variable parts as holes."""
    if isinstance(noeud, ast.Constant) and isinstance(noeud.value, str):
        return noeud.value
    if isinstance(noeud, ast.JoinedStr):
        return "".join(_phrase(part) or TROU for part in noeud.values)
    return ""


@cache
def _mots_des_ecrans() -> tuple[set[str], str]:
    """Every string of the code on its own, and what one clicks on in the templates, in one text."""
    textes = set()
    for chemin in (f for piece in settings.INSTALLED_APPS for f in (RACINE / piece).rglob("*.py")):
        if "migrations" not in chemin.parts:
            textes |= {_plat(_phrase(noeud)) for noeud in ast.walk(ast.parse(chemin.read_text()))}
    clics = []
    for gabarit in (RACINE / "templates").rglob("*.html"):
        source = gabarit.read_text()
        clics += [_plat(contenu) for _, contenu in _CLIQUABLE.findall(source)] + _PARAMETRE.findall(source)
    return textes, "\n".join(clics)


def _existe(bouton: str) -> bool:
    textes, clics = _mots_des_ecrans()
    bouton = _plat(bouton)
    formes = {bouton, re.sub(r"(?<=V)\d", TROU, bouton), re.sub(r"V\d", TROU, bouton)}
    return any(forme in textes or re.search(rf"(?<!\w){re.escape(forme)}(?!\w)", clics) for forme in formes)


@pytest.mark.parametrize("sujet", PAGES.values(), ids=PAGES)
def test_chaque_bouton_cite_existe(sujet: Page) -> None:
    assert [b for b in BOUTON.findall(sujet.resume + sujet.texte) if not _existe(b)] == []


def test_un_bouton_invente_se_voit() -> None:
    assert not _existe("Déposer la V2 sans attendre")
    assert not _existe("Bloquer la ressource")


@pytest.mark.parametrize("sujet", PAGES.values(), ids=PAGES)
def test_chaque_lien_mene_quelque_part(sujet: Page) -> None:
    for lien in liens(sujet.texte):
        assert page_visee(lien), f"{lien} ne mène à aucune sujet"
        slug, ancre = page_visee(lien)
        assert slug in PAGES, lien
        # It leads there where the files are read too.
        assert (sujet.chemin.parent / lien.partition("#")[0]).resolve() == PAGES[slug].chemin.resolve(), lien
        assert not ancre or ancre in {s.ancre for s in PAGES[slug].sections}, lien


@pytest.mark.parametrize("sujet", PAGES.values(), ids=PAGES)
def test_une_page_se_lit_en_deux_minutes(sujet: Page) -> None:
    assert 150 <= len(f"{sujet.resume} {sujet.texte}".split()) <= 400
    assert sujet.titre
    assert not sujet.resume.startswith(("#", "-", "!"))
    ancres = [s.ancre for s in sujet.sections if s.titre]
    assert len(ancres) == len(set(ancres))


def test_les_images_sont_la_declarees_et_legeres() -> None:
    citees = {}
    for page in PAGES.values():
        for source, texte, legende in images(page.texte):
            assert source.startswith("../images/")
            assert len(texte) > 20, f"{source} : dire ce qu'elle montre"
            assert legende, f"{source} : sans légende"
            citees[Path(source).stem] = page.slug
    presentes = {fichier.stem for fichier in IMAGES.iterdir()}
    assert set(citees) == presentes == set(CAPTURES)
    for fichier in IMAGES.iterdir():
        assert fichier.stat().st_size <= POIDS_MAX, fichier.name
        assert dimensions(fichier.name)[0] == CAPTURES[fichier.stem].largeur


def test_aucun_fichier_n_est_oublie() -> None:
    fichiers = {f for f in guide.DOSSIER.rglob("*.md") if f.name != "README.md"}
    assert {page.chemin for page in PAGES.values()} == fichiers
    assert len(PAGES) == len(fichiers), "deux pages ont la même adresse"


def test_chaque_page_est_celle_d_un_ecran_ou_d_une_autre_page() -> None:
    visees = {page.partition("#")[0] for page in ECRANS.values()}
    visees |= {vise[0] for page in PAGES.values() for lien in liens(page.texte) if (vise := page_visee(lien))}
    assert set(PAGES) - visees == set()
