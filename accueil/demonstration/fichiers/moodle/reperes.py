"""Numbers and names that several files of a backup share. Each section holds one page."""

from __future__ import annotations

from accueil.demonstration.fichiers.edition import Edition

VERSION, PARUTION = 2024100700, "4.5+ (Build: 20241012)"


def instant(edition: Edition) -> int:
    """In seconds since 1970, as Moodle dates everything."""
    return int(edition.deposee_le.timestamp())


def nom(edition: Edition) -> str:
    return f"sauvegarde-moodle2-course-{edition.cours}-{edition.nom_court}-{edition.jour:%Y%m%d}-nu.mbz"


def rangs(edition: Edition) -> range:
    return range(1, len(edition.sections) + 1)


def section(edition: Edition, rang: int) -> int:
    return edition.cours * 10 + rang


def module(edition: Edition, rang: int) -> int:
    return edition.cours * 100 + rang


def dossier_section(edition: Edition, rang: int) -> str:
    return f"sections/section_{section(edition, rang)}"


def dossier_page(edition: Edition, rang: int) -> str:
    return f"activities/page_{module(edition, rang)}"
