"""Which file of a version became which of another: names change more often than one thinks."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from commun.textes import sans_accents
from productions.models import NaturePiece, Piece

# Of these a version has one: another name does not make another thing of it.
_UNIQUES = {NaturePiece.COURS, NaturePiece.LIVRET}


@dataclass(frozen=True)
class EcartPiece:
    """One line of the comparison: a piece on either side, or on both."""

    avant: Piece | None
    apres: Piece | None

    @property
    def piece(self) -> Piece:
        return self.apres or self.avant  # type: ignore[return-value]

    @property
    def sorte(self) -> str:
        if self.avant is None:
            return "ajoutee"
        if self.apres is None:
            return "retiree"
        return "gardee" if _contenu(self.avant) == _contenu(self.apres) else "changee"

    @property
    def libelle(self) -> str:
        libelle = {"ajoutee": "Ajouté", "retiree": "Retiré", "gardee": "Inchangé", "changee": "Changé"}[self.sorte]
        return f"{libelle}, renommé" if self.sorte == "gardee" and self.avant.nom != self.apres.nom else libelle


def apparier(avant: Iterable[Piece], apres: Iterable[Piece]) -> list[EcartPiece]:
    """Every piece of both versions, once, as one reads a version: the course, the livret, then the annexes."""
    restent, arrivent, ecarts = list(avant), list(apres), []
    for cle in (_identique, _contenu, _nom, _nom_sans_version, _seule(restent, arrivent)):
        for nouvelle in list(arrivent):
            ancienne = next((p for p in restent if cle(p) and cle(p) == cle(nouvelle)), None)
            if ancienne:
                ecarts.append(EcartPiece(ancienne, nouvelle))
                restent.remove(ancienne)
                arrivent.remove(nouvelle)
    ecarts += [EcartPiece(None, p) for p in arrivent] + [EcartPiece(p, None) for p in restent]
    return sorted(ecarts, key=lambda e: (NaturePiece.values.index(e.piece.nature), e.piece.nom.lower()))


def _identique(piece: Piece) -> Hashable:
    return piece.nature, piece.nom, piece.sha256, piece.lien


def _contenu(piece: Piece) -> Hashable:
    return piece.sha256, piece.lien


def _nom(piece: Piece) -> Hashable:
    return piece.nature, piece.nom


def _nom_sans_version(piece: Piece) -> Hashable:
    """« Livret - V1 (relu).pdf » and « Livret v2.docx » are one thing; « Fiche 1 » and « Fiche 2 » are two."""
    nom = piece.nom if piece.lien else PurePosixPath(piece.nom).stem
    mots = re.sub(r"[\W_]+", " ", re.sub(r"\([^)]*\)", "", sans_accents(nom)))
    return piece.nature, " ".join(re.sub(r"\bv(ersion)? ?\d+\b", "", mots).split())


def _seule(restent: list[Piece], arrivent: list[Piece]) -> Callable[[Piece], Hashable]:
    """The course, or the livret, that each side has left: read when its turn comes."""

    def cle(piece: Piece) -> Hashable:
        seule = all(sum(p.nature == piece.nature for p in cote) == 1 for cote in (restent, arrivent))
        return piece.nature if seule and piece.nature in _UNIQUES else None

    return cle
