"""What a Moodle backup says of the course it holds; nobody's data."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

TITRE_MAX = 200
# What the outline shows of a course of any length.
SECTIONS_MAX, ACTIVITES_MAX = 300, 1500


@dataclass
class Section:
    identifiant: str
    numero: str
    nom: str = ""
    activites: list[tuple[str, str]] = field(default_factory=list)

    @property
    def titre(self) -> str:
        """Moodle writes the section's number where nobody has named it; the first one holds the general things."""
        if self.nom or not self.numero.isdecimal():
            return propre(self.nom or self.numero)
        return f"Section {self.numero}" if int(self.numero) else "Généralités"


@dataclass
class Faits:
    contenant: str
    type: str = ""
    moodle: str = ""
    nom: str = ""
    nom_court: str = ""
    format: str = ""
    activites: Counter[str] = field(default_factory=Counter)
    sections: dict[str, Section] = field(default_factory=dict)
    sans_section: list[tuple[str, str]] = field(default_factory=list)
    questions: int = 0
    fichiers: int = 0
    # Files whose entry names an author.
    signes: int = 0
    option_utilisateurs: str = ""
    utilisateurs: int | None = None

    def en_dict(self) -> dict[str, Any]:
        """As the analysis keeps them."""
        simples = ("contenant", "type", "moodle", "nom", "nom_court", "format")
        return {
            **{champ: propre(getattr(self, champ)) for champ in simples},
            "activites": {propre(nom): nombre for nom, nombre in sorted(self.activites.items())},
            "nombre_activites": self.activites.total(),
            "sections": len(self.sections),
            "questions": self.questions,
            "fichiers": self.fichiers,
            "fichiers_signes": self.signes,
            "option_utilisateurs": propre(self.option_utilisateurs),
            "utilisateurs": self.utilisateurs,
            "plan": self._plan(),
        }

    def _plan(self) -> list[dict[str, Any]]:
        sections = [(s.titre, s.activites) for s in list(self.sections.values())[:SECTIONS_MAX]]
        if self.sans_section:
            sections.insert(0, ("", self.sans_section))
        plan, place = [], ACTIVITES_MAX
        for titre, activites in sections:
            plan.append({"titre": titre, "activites": [[propre(m), propre(t)] for m, t in activites[:place]]})
            place -= len(activites[:place])
        return plan


def propre(texte: str) -> str:
    """On one line, without the characters that show nothing or turn the text round."""
    texte = "".join(c if c.isspace() or unicodedata.category(c)[0] != "C" else "" for c in texte)
    return " ".join(texte.split())[:TITRE_MAX]
