"""Lays the shipped grids; one that is there is left alone. The models come from the caller: a migration has its own."""

from __future__ import annotations

from typing import Any

from grilles import donnees


def semer(grilles: Any, versions: Any, sections: Any, questions: Any) -> int:
    """Managers of the four models; returns how many grids were laid."""
    posees = 0
    for fournie in donnees.fournies():
        grille, nouvelle = grilles.get_or_create(campagne=None, usage=fournie["usage"])
        if not nouvelle:
            continue
        version = versions.create(grille=grille, numero=1, etat="en_vigueur")
        for rang, prevue in enumerate(fournie["sections"], start=1):
            section = sections.create(
                version=version, titre=prevue["titre"], aide=prevue.get("aide", ""), ordre=rang * 10
            )
            questions.bulk_create(
                questions.model(section=section, ordre=n * 10, **question)
                for n, question in enumerate(prevue["questions"], start=1)
            )
        posees += 1
    return posees
