"""The text that the service ships for a mail: templates/courriels/<gabarit>.txt.

The lines above the subject say, in comments, what the mail is: its name, what makes it leave, who receives it, in
which part of the service it belongs, and what else bears on who may rewrite or read it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from django.conf import settings
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from commun.gabarits.arbre import Noeud, lire, visiter

# Lines that hold nothing but a comment or {% load … %} may stand above the subject.
_LIGNES_DE_SERVICE = re.compile(r"\A(?:\s*(?:\{%\s*load\b[^%\n]*%\}|\{#[^#\n]*#\})[ \t]*\n)*\s*")
_CHARGE = re.compile(r"\{%\s*load\b[^%\n]*%\}")
_RENSEIGNEMENT = re.compile(r"\{#\s*([^:#\n]+?)\s*:\s*([^#\n]+?)\s*#\}")

_INCONNU = "{# Lecture : entre personnes #}"


@dataclass(frozen=True)
class TexteLivre:
    """`entete`: the lines above the subject; `sujet` and `corps`: sources."""

    gabarit: str
    entete: str
    sujet: str
    corps: str

    @cached_property
    def renseignements(self) -> dict[str, str]:
        return dict(_RENSEIGNEMENT.findall(self.entete))

    @property
    def nom(self) -> str:
        return self.renseignements.get("Nom", self.gabarit)

    @property
    def rubrique(self) -> str:
        return self.renseignements.get("Rubrique", "Autres")

    @property
    def quand(self) -> str:
        """What makes it leave: « une première version est déposée »."""
        return self.renseignements.get("Quand", "")

    @property
    def a_qui(self) -> str:
        """Who receives it, and by what right: « aux autres producteurs de la ressource »."""
        return self.renseignements.get("À qui", "")

    @property
    def du_service(self) -> bool:
        """Belongs to no académie, or protects an account: the service alone rewrites it."""
        return self.renseignements.get("Portée") == "service"

    @property
    def entre_personnes(self) -> bool:
        """Holds what one person says to another, which nobody else reads in the outbox."""
        return self.renseignements.get("Lecture") == "entre personnes"

    @property
    def exiges(self) -> list[str]:
        """The words without which the mail would be worth nothing: a code."""
        return [code.strip() for code in self.renseignements.get("Exigé", "").split(";") if code.strip()]

    @property
    def charges(self) -> str:
        """The {% load … %} of the whole text, on which its expressions rely."""
        return "".join(_CHARGE.findall(self.entete + self.sujet + self.corps))

    @cached_property
    def empreinte(self) -> str:
        """Of what can be rewritten: comments and the lines above the subject do not count."""
        return hashlib.sha256(f"{self.sujet}\0{self.corps}".encode()).hexdigest()

    @cached_property
    def arbre_sujet(self) -> list[Noeud]:
        return lire(self.sujet)

    @cached_property
    def arbre_corps(self) -> list[Noeud]:
        return lire(self.corps)

    @cached_property
    def mots(self) -> dict[tuple[str, str], set[tuple[str, ...]]]:
        """Each thing that may be written, by kind and code, and the loops in which it has a value."""
        mots: dict[tuple[str, str], set[tuple[str, ...]]] = {}
        for arbre in (self.arbre_sujet, self.arbre_corps):
            for sorte, code, _, boucles in visiter(arbre):
                mots.setdefault((sorte, code), set()).add(boucles_utiles(code, boucles))
        return mots


def boucles_utiles(code: str, boucles: tuple[str, ...]) -> tuple[str, ...]:
    """The loops without which `code` would mean nothing: those that name what it speaks of, and what these need."""
    utiles: list[str] = []
    connus = set(re.findall(r"[a-z_]+", code))
    for boucle in reversed(boucles):
        noms, _, suite = boucle.partition(" in ")
        if connus & {"forloop", *re.findall(r"[a-z_]+", noms)}:
            utiles.insert(0, boucle)
            connus = (connus - {"forloop"}) | set(re.findall(r"[a-z_]+", suite))
    return tuple(utiles)


def texte_livre(gabarit: str) -> TexteLivre:
    """Raises TemplateDoesNotExist."""
    return _decouper(gabarit, source_livree(gabarit))


def source_livree(gabarit: str) -> str:
    return get_template(f"courriels/{gabarit}.txt").template.source


def texte_connu(gabarit: str) -> TexteLivre:
    """The same for a mail of the past, whose text the service may no longer ship.

    It then says nothing of itself, not even that others may read it: it is private.
    """
    try:
        return texte_livre(gabarit)
    except TemplateDoesNotExist:
        return TexteLivre(gabarit, _INCONNU, "", "")


@lru_cache(maxsize=512)
def _decouper(gabarit: str, source: str) -> TexteLivre:
    entete = _LIGNES_DE_SERVICE.match(source).group()
    sujet, _, corps = source[len(entete) :].partition("\n")
    return TexteLivre(gabarit, entete, sujet, corps.strip("\n"))


@lru_cache(maxsize=1)
def gabarits() -> tuple[str, ...]:
    """All the mails of the service, by name."""
    dossier = Path(settings.BASE_DIR) / "templates" / "courriels"
    return tuple(sorted(f.stem for f in dossier.glob("*.txt") if not f.stem.startswith("_")))
