"""Whether what a draft holds may enter a version."""

from __future__ import annotations

from collections.abc import Iterable

from productions.models import Analyse, Piece
from productions.models.analyse import ARCHIVES, genre_analyse


def pieces_retenues(pieces: Iterable[Piece]) -> list[str]:
    """What is missing before these pieces can be sealed, in words that follow « il manque : »."""
    return [manque for piece in pieces if (manque := _manque(piece))]


def _manque(piece: Piece) -> str:
    if piece.lien or genre_analyse(piece.nom) not in ARCHIVES:
        return ""
    analyse = piece.analyse
    if analyse is None or analyse.inachevee:
        return f"la fin de l'analyse de « {piece.nom} » (quelques minutes au plus ; cette page le dira)"
    if analyse.etat == Analyse.Etat.FAITE:
        return ""
    if analyse.avec_utilisateurs:
        return f"une sauvegarde sans les utilisateurs à la place de « {piece.nom} »"
    if analyse.refusee:
        return f"un autre fichier à la place de « {piece.nom} », qui est refusé (ou retirez-le)"
    return f"la lecture de « {piece.nom} », qui a échoué (déposez-le de nouveau, ou un autre fichier à sa place)"
