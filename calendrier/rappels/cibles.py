"""What a rule is about, as the pages name it: « Relectures et V2 (date indicative) »."""

from __future__ import annotations

import re
from dataclasses import dataclass

from calendrier.models import NatureEcheance
from calendrier.obligations import libelle_du_genre

_CODE = re.compile(r"(etape|genre|reste)(?:-([a-z0-9_]{1,40}))?-(obligatoire|indicatif)")


@dataclass(frozen=True)
class Cible:
    """A milestone, a genre of obligations, or neither: all the rest."""

    nature: str = ""
    genre: str = ""
    obligatoire: bool = False

    @property
    def force(self) -> str:
        return "obligatoire" if self.obligatoire else "indicatif"

    @property
    def code(self) -> str:
        """As it stands in an address."""
        if self.nature:
            return f"etape-{self.nature}-{self.force}"
        return f"genre-{self.genre}-{self.force}" if self.genre else f"reste-{self.force}"

    @property
    def libelle(self) -> str:
        if self.nature:
            nom = NatureEcheance(self.nature).label
        else:
            nom = libelle_du_genre(self.genre) if self.genre else "toutes les autres dates"
        return nom[0].upper() + nom[1:]

    def __str__(self) -> str:
        return f"{self.libelle} ({'obligatoire' if self.obligatoire else 'date indicative'})"


def lire(code: str) -> Cible | None:
    """The contrary of `Cible.code`; None for what names nothing."""
    lu = _CODE.fullmatch(code)
    if lu is None:
        return None
    quoi, nom, force = lu.groups()
    if (quoi == "reste") == bool(nom) or (quoi == "etape" and nom not in NatureEcheance.values):
        return None
    return Cible(
        nature=nom if quoi == "etape" else "", genre=nom if quoi == "genre" else "", obligatoire=force == "obligatoire"
    )
