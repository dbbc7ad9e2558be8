"""Where a remark may be placed: the version's own files and links, and the activities of its course."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from productions.models import Piece

Choix = tuple[str, str]


def endroits(pieces: Iterable[Piece]) -> list[tuple[str, list[Choix]]]:
    """Groups of choices whose values are the words kept with the remark. `pieces` come with their `analyse`."""
    pieces = list(pieces)
    groupes = [("Fichiers et liens", [(p.nom, p.nom) for p in pieces]), *_activites(pieces)]
    return [(nom, _uniques(choix)) for nom, choix in groupes if choix]


def _activites(pieces: Iterable[Piece]) -> Iterator[tuple[str, list[Choix]]]:
    for piece in pieces:
        plan = piece.analyse.faits.get("plan", []) if piece.analyse else []
        for section in plan:
            activites = [titre for _, titre in section["activites"] if titre]
            yield (
                f"Cours, {section['titre']}" if section["titre"] else "Cours",
                [(f"activité « {titre} »", titre) for titre in activites],
            )


def _uniques(choix: list[Choix]) -> list[Choix]:
    return list(dict(choix).items())
