"""What a deposited file contains: asked for when it arrives."""

from __future__ import annotations

from datetime import datetime

from productions.models import Analyse, Piece
from productions.models.analyse import genre_analyse


def demander_analyse(piece: Piece, maintenant: datetime) -> None:
    """Link the piece to its content's analysis. Call it once the piece is saved, outside any transaction of ours."""
    genre = genre_analyse(piece.nom)
    if not genre or not piece.sha256:
        return
    analyse, _ = Analyse.objects.get_or_create(
        sha256=piece.sha256, genre=genre, defaults={"demandee_le": maintenant, "battement": maintenant}
    )
    piece.analyse = analyse
    Piece.objects.filter(pk=piece.pk, sha256=piece.sha256).update(analyse=analyse)
