"""LibreOffice's sheets, read as a stream: no library does it without keeping the whole document."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.core.files import File

from commun.archives import Budget, Limites
from commun.archives.xml import Chemin, Lecteur, lire_xml
from commun.archives.zip import membres_zip

from .rangees import COLONNES_MAX, ERREUR, FORMULE, FUSION, RANGEES_MAX, Tableau, bornees
from .refus import TableauRefuse

_MO = 1024 * 1024
LIMITES = Limites(
    membres=500, octets_d_office=96 * _MO, fois_le_poids=3, rapport=200, octets_xml=96 * _MO, secondes=60.0
)
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXTE = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
# What a cell holds beside its own text: a comment is nobody's name.
_ANNEXES = {f"{_OFFICE}annotation"}


def lire_ods(f: File) -> Tableau:
    feuille = _Feuille()
    trouve = False
    for membre in membres_zip(f, Budget(f.size, LIMITES)):
        if membre.nom == "content.xml":
            trouve = True
            lire_xml(membre, feuille, LIMITES)
    if not trouve:
        raise TableauRefuse("abime")
    if feuille.nom is None:
        raise TableauRefuse("sans_feuille")
    remarques = []
    if feuille.nombre > 1:
        remarques.append(f"Le classeur a {feuille.nombre} feuilles : seule « {feuille.nom} », la première, est lue.")
    return Tableau(bornees(feuille.etendues()), remarques)


class _Rang(NamedTuple):
    fois: int
    cellules: list[object]


class _Feuille(Lecteur):
    """Keeps the first sheet's rows: a row repeated is kept once, and a blank one counted alone."""

    def __init__(self) -> None:
        self.nom: str | None = None
        self.nombre = 0
        self._rangs: list[_Rang] = []
        self._remplis = 0
        self._cellules: list[object] = []
        self._repetition = self._colonnes = 1
        self._genre: dict[str, str] = {}
        self._paragraphes: list[str] = []
        self._morceaux: list[str] = []

    def debut(self, chemin: Chemin, attributs: dict[str, str]) -> None:
        nom = chemin[-1] if chemin else ""
        if nom == f"{_TABLE}table":
            self.nombre += 1
            if self.nombre == 1:
                self.nom = attributs.get(f"{_TABLE}name", "")
        elif self.nombre != 1 or _ANNEXES & set(chemin):
            return
        elif nom == f"{_TABLE}table-row":
            self._cellules, self._repetition = [], _combien(attributs, "number-rows-repeated")
        elif nom in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            self._genre = attributs | {"couverte": "oui" if nom.endswith("covered-table-cell") else ""}
            self._paragraphes, self._morceaux = [], []
            self._colonnes = _combien(attributs, "number-columns-repeated")
        elif nom in (f"{_TEXTE}s", f"{_TEXTE}tab", f"{_TEXTE}line-break"):
            self._morceaux.append("\n" if nom.endswith("break") else " ")

    def donnees(self, texte: str) -> None:
        if self.nombre == 1:
            self._morceaux.append(texte)

    def fin(self, chemin: Chemin, texte: str) -> None:
        nom = chemin[-1] if chemin else ""
        if self.nombre != 1:
            return
        if _ANNEXES & set(chemin):
            self._morceaux = []
        elif nom == f"{_TEXTE}p":
            self._paragraphes.append("".join(self._morceaux).strip())
            self._morceaux = []
        elif nom in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            place = COLONNES_MAX + 1 - len(self._cellules)
            self._cellules += [self._valeur()] * min(self._colonnes, max(place, 0))
        elif nom == f"{_TABLE}table-row":
            self._ranger()

    def _ranger(self) -> None:
        rempli = any(valeur is not None for valeur in self._cellules)
        self._remplis += self._repetition if rempli else 0
        if self._remplis > RANGEES_MAX:
            raise TableauRefuse("lignes")
        self._rangs.append(_Rang(self._repetition, self._cellules if rempli else []))

    def _valeur(self) -> object:
        a = self._genre
        if a.get("couverte") or any(_combien(a, f"number-{sens}-spanned") > 1 for sens in ("columns", "rows")):
            return FUSION
        if a.get(f"{_TABLE}formula"):
            return FORMULE
        genre, texte = a.get(f"{_OFFICE}value-type", ""), "\n".join(self._paragraphes)
        if texte.startswith(("#N/A", "#REF!", "#VALUE!", "#VALEUR!", "#NOM?", "Err:")):
            return ERREUR
        with contextlib.suppress(ValueError):
            if genre == "date":
                return date.fromisoformat(a.get(f"{_OFFICE}date-value", "")[:10])
            if genre in ("float", "currency", "percentage"):
                return float(a.get(f"{_OFFICE}value", ""))
        return (FORMULE if texte.startswith("=") else texte) if texte else None

    def etendues(self) -> Iterator[tuple[int, list[object]]]:
        numero = 0
        for fois, cellules in self._rangs:
            if cellules:
                yield from ((numero + n, cellules) for n in range(1, fois + 1))
            numero += fois


def _combien(attributs: dict[str, str], nom: str) -> int:
    """What a cell or a row says of how many times it stands; once, where that makes no sense."""
    valeur = attributs.get(f"{_TABLE}{nom}", "1")
    return max(1, int(valeur)) if valeur.isdecimal() and len(valeur) < 8 else 1
