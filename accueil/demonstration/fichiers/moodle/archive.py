"""The container: a gzipped tar of XML files, its index first, every date the version's own."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Iterator

from accueil.demonstration.fichiers.edition import Edition

from . import cours, manifeste, reperes, vides


def sauvegarde(edition: Edition) -> tuple[str, bytes]:
    """The backup's name, as Moodle would give it, and its bytes."""
    flux = io.BytesIO()
    with (
        gzip.GzipFile(fileobj=flux, mode="wb", filename="", mtime=0) as compresse,
        tarfile.open(fileobj=compresse, mode="w", format=tarfile.USTAR_FORMAT) as archive,
    ):
        for nom, contenu in _membres(edition):
            fiche = tarfile.TarInfo(nom)
            fiche.size, fiche.mtime = len(contenu), reperes.instant(edition)
            archive.addfile(fiche, io.BytesIO(contenu))
    return reperes.nom(edition), flux.getvalue()


def _membres(edition: Edition) -> Iterator[tuple[str, bytes]]:
    fichiers = list(_fichiers(edition))
    lignes = "".join(f"{nom}\tf\t{len(contenu)}\t{reperes.instant(edition)}\n" for nom, contenu in fichiers)
    yield ".ARCHIVE_INDEX", f"Moodle archive file index. Count: {len(fichiers)}\n{lignes}".encode()
    yield from fichiers


def _fichiers(edition: Edition) -> Iterator[tuple[str, bytes]]:
    yield "moodle_backup.xml", manifeste.manifeste(edition)
    yield "course/course.xml", cours.cours(edition)
    yield from vides.du_cours()
    for rang in reperes.rangs(edition):
        section, page = reperes.dossier_section(edition, rang), reperes.dossier_page(edition, rang)
        yield f"{section}/section.xml", cours.section(edition, rang)
        yield f"{section}/inforef.xml", vides.vide("inforef")
        yield f"{page}/page.xml", cours.page(edition, rang)
        yield f"{page}/module.xml", cours.module(edition, rang)
        yield from vides.d_une_page(page)
