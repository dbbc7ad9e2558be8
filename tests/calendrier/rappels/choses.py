"""Made-up obligations, whose whole life is known in advance: what a test drives, and what its plain model reads.

They live in a file, so that a worker in another process provides the same (`ESSAIS_CHOSES` names it).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from calendrier import obligations as registre
from calendrier.obligations import Demande, Obligation

CHEMIN = "ESSAIS_CHOSES"


@dataclass
class Chose:
    """Owed from the day `depuis` on until the day before `faite`; `dates`: since which day it is due when."""

    cle: str
    campagne: int
    dates: list[tuple[date, date | None]]
    personnes: list[int] = field(default_factory=list)
    fonctions: list[str] = field(default_factory=list)
    obligatoire: bool = True
    nature: str = ""
    genre: str = "chose"
    depuis: date | None = None
    faite: date | None = None
    attendue_par: str = ""
    report: str = ""

    def ouverte(self, jour: date) -> bool:
        return (self.depuis is None or self.depuis <= jour) and (self.faite is None or jour < self.faite)

    def echeance(self, jour: date) -> date | None:
        return [due for depuis, due in self.dates if depuis <= jour][-1]


def ecrire(choses: list[Chose], fichier: Path) -> None:
    fichier.write_text(json.dumps([asdict(chose) for chose in choses], default=date.isoformat))
    os.environ[CHEMIN] = str(fichier)


def lire(fichier: Path) -> list[Chose]:
    lues = []
    for ligne in json.loads(fichier.read_text()):
        ligne["dates"] = [(_jour(depuis), _jour(due)) for depuis, due in ligne["dates"]]
        lues.append(Chose(**{**ligne, "depuis": _jour(ligne["depuis"]), "faite": _jour(ligne["faite"])}))
    return lues


def _jour(texte: str | None) -> date | None:
    return date.fromisoformat(texte) if texte else None


_lues: dict[tuple[str, float], list[Chose]] = {}


def fournir(demande: Demande) -> Iterator[Obligation]:
    fichier = Path(os.environ[CHEMIN])
    version = (str(fichier), fichier.stat().st_mtime)
    if version not in _lues:
        _lues.clear()
        _lues[version] = lire(fichier)
    for chose in _lues[version]:
        if chose.campagne in demande.campagnes and chose.ouverte(demande.jour):
            yield obligation(chose, demande.jour)


def obligation(chose: Chose, jour: date) -> Obligation:
    return Obligation(
        cle=chose.cle,
        genre=chose.genre,
        campagne=chose.campagne,
        phrase="Rendre",
        objet=f"la chose {chose.cle}",
        pourquoi="C'est à vous.",
        url=f"/choses/{chose.cle}/",
        bouton="Rendre",
        personnes=frozenset(chose.personnes),
        fonctions=tuple(chose.fonctions),
        echeance=chose.echeance(jour),
        depuis=chose.depuis,
        obligatoire=chose.obligatoire,
        nature=chose.nature,
        attendue_par=chose.attendue_par,
        demander_report=chose.report,
    )


# In a worker, which imports this module (`--include`): nothing but the made-up obligations.
if CHEMIN in os.environ:
    registre._fournisseurs.clear()
    registre.enregistrer("choses", fournir)
