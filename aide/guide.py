"""The guide: the Markdown files of docs/guide/, one a subject, in one folder a role; see the README there.

Read once, when the first page of help is asked for: they are part of the software and change with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from django.conf import settings

from aide.redaction import Section, sections

DOSSIER = Path(settings.BASE_DIR) / "docs" / "guide"
IMAGES = DOSSIER / "images"
# Folder, whom it is for, and what they find there; in the order of the index.
GROUPES = {
    "tous": (
        "Pour tout le monde",
        "Entrer, savoir ce qui vous attend, retrouver une ressource, une date, une réunion.",
    ),
    "enseignant": ("Vous produisez une ressource", "De la fiche-projet à la publication."),
    "relecteur": ("Vous relisez", "Lire la ressource d'un collègue et lui rendre des remarques utiles."),
    "testeur": ("Vous testez en classe", "Avec ou sans compte."),
    "coordinateur": ("Vous coordonnez un pôle (PREDAC ou IAN)", "Mener l'année du pôle, du thème au bilan."),
    "signataire": ("Vous validez (inspection, DRANE)", "Donner un visa, seul ou en séance, et le déléguer."),
    "administration": ("Vous administrez l'académie", "Les pôles, les années, les personnes, les réglages."),
}
_NUMERO = re.compile(r"^\d+-")


@dataclass(frozen=True)
class Page:
    """One subject. `texte` is its Markdown below the title; `resume`, its first paragraph, stands on the index too."""

    slug: str
    groupe: str
    chemin: Path
    titre: str
    resume: str
    texte: str

    @cached_property
    def sections(self) -> list[Section]:
        return sections(self.texte)

    @property
    def pour(self) -> str:
        return GROUPES[self.groupe][0]


@lru_cache(maxsize=1)
def pages() -> dict[str, Page]:
    """All the pages by their slug, in the order of the index."""
    lues = [_lire(chemin) for groupe in GROUPES for chemin in sorted((DOSSIER / groupe).glob("*.md"))]
    return {page.slug: page for page in lues}


def par_groupe() -> list[tuple[str, str, list[Page]]]:
    """The index: for each role its title, a line on it and its pages."""
    toutes = pages().values()
    return [
        (titre, description, [page for page in toutes if page.groupe == groupe])
        for groupe, (titre, description) in GROUPES.items()
    ]


def voisines(page: Page) -> tuple[Page | None, Page | None]:
    """The page before and the page after, across the roles."""
    toutes = list(pages().values())
    rang = toutes.index(page)
    return (toutes[rang - 1] if rang else None, toutes[rang + 1] if rang + 1 < len(toutes) else None)


def _lire(chemin: Path) -> Page:
    titre, resume, texte = chemin.read_text(encoding="utf-8").split("\n\n", 2)
    slug = _NUMERO.sub("", chemin.stem)
    return Page(slug, chemin.parent.name, chemin, titre.removeprefix("# ").strip(), resume.strip(), texte)
