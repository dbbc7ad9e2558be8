"""What each kind of file tells when it is read: a course, an activity, a document. No records, no clock."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.core.files import File

from commun.archives import ArchiveRefusee, Budget, Membre, parcourir
from commun.archives.budget import MO
from commun.archives.xml import Chemin, Lecteur, lire_xml

from .cours import lire_sauvegarde
from .cours.faits import propre

H5P_MAX = 1 * MO
# A damaged PDF is read whole to be mended.
PDF_MAX = 64 * MO
PAGES_MAX = 20_000
# In bytes: what one of its streams may open to, as it tells how many pages there are.
FLUX_MAX = 16 * MO


class ContenuIllisible(Exception):
    """The content is not known, and nothing in that forbids to keep the file; `str(e)` says so in French."""


def lire_contenu(f: File, genre: str, budget: Budget) -> dict[str, Any]:
    """The facts. Raises ArchiveRefusee when the file must not be kept, ContenuIllisible when it says nothing."""
    return _LECTURES.get(genre, _document)(f, budget)


def _cours(f: File, budget: Budget) -> dict[str, Any]:
    return lire_sauvegarde(f, budget).en_dict()


def _h5p(f: File, budget: Budget) -> dict[str, Any]:
    description = None
    for membre in parcourir(f, budget):
        if membre.nom == "h5p.json":
            description = _json(membre)
    if not isinstance(description, dict) or not isinstance(description.get("mainLibrary"), str):
        raise ArchiveRefusee("h5p")
    return {"titre": propre(str(description.get("title", ""))), "activite": propre(description["mainLibrary"])}


def _json(membre: Membre) -> Any:
    try:
        return json.loads(membre.lire(H5P_MAX, "h5p"))
    except (ValueError, RecursionError) as erreur:
        raise ArchiveRefusee("h5p") from erreur


class _Pages(Lecteur):
    """The number of pages that the program wrote when it last saved: docProps/app.xml, meta.xml."""

    def __init__(self) -> None:
        self.pages = 0

    def debut(self, chemin: Chemin, attributs: dict[str, str]) -> None:
        for nom, valeur in attributs.items():
            if nom.rpartition("}")[2] == "page-count":
                self._noter(valeur)

    def fin(self, chemin: Chemin, texte: str) -> None:
        if chemin[-1:] and chemin[-1].rpartition("}")[2] in {"Pages", "Slides"}:
            self._noter(texte)

    def _noter(self, valeur: str) -> None:
        if valeur.isdecimal() and 0 < int(valeur[:6]) <= PAGES_MAX:
            self.pages = int(valeur[:6])


class _Chiffrement(Lecteur):
    """OpenDocument says in its manifest that what it holds is encrypted; the zip itself does not."""

    def debut(self, chemin: Chemin, attributs: dict[str, str]) -> None:
        if chemin and chemin[-1].rpartition("}")[2] == "encryption-data":
            raise ArchiveRefusee("chiffree")


def _document(f: File, budget: Budget) -> dict[str, Any]:
    pages, illisible = _Pages(), None
    for membre in parcourir(f, budget):
        if membre.nom == "META-INF/manifest.xml":
            lire_xml(membre, _Chiffrement(), budget.limites)
        elif membre.nom in {"docProps/app.xml", "meta.xml"}:
            try:
                lire_xml(membre, pages, budget.limites)
            except ArchiveRefusee as refus:
                # Encrypted, perhaps: the manifest, which comes last, has a better reason.
                illisible = refus
    if illisible:
        raise illisible
    return {"pages": pages.pages} if pages.pages else {}


def _pdf(f: File, budget: Budget) -> dict[str, Any]:
    if budget.poids > PDF_MAX:
        raise ContenuIllisible("Ce PDF est trop lourd pour que ses pages soient comptées.")
    # Loaded where it serves: it weighs on every process.
    from pypdf import PdfReader, apply_configuration
    from pypdf.errors import DependencyError, FileNotDecryptedError

    try:
        # The number that the document announces: its pages are not gone through.
        with apply_configuration(zlib_maximum_output_length=FLUX_MAX, lzw_maximum_output_length=FLUX_MAX):
            pages = PdfReader(f).root_object["/Pages"]["/Count"]
    except (FileNotDecryptedError, DependencyError, NotImplementedError) as erreur:
        raise ContenuIllisible(
            "Ce PDF est protégé par un mot de passe ou contre la copie : ses pages ne sont pas comptées, et son texte "
            "ne sera pas comparé d'une version à l'autre."
        ) from erreur
    except Exception as erreur:  # whatever a damaged or hostile PDF makes its reader stumble on
        raise ContenuIllisible("Les pages de ce PDF n'ont pas pu être comptées.") from erreur
    if not isinstance(pages, int) or not 0 < pages <= PAGES_MAX:
        raise ContenuIllisible("Les pages de ce PDF n'ont pas pu être comptées.")
    return {"pages": int(pages)}


_LECTURES: dict[str, Callable[[File, Budget], dict[str, Any]]] = {"mbz": _cours, "h5p": _h5p, "pdf": _pdf}
