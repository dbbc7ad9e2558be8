"""The text of a word processor's document, read as a stream within the limits of `commun.archives`.

Office Open XML, ISO/IEC 29500-1 (17.3.3: what a run holds); OpenDocument 1.3, part 3 (5.1, 6.1: paragraphs).
"""

from __future__ import annotations

from typing import BinaryIO

from django.core.files import File

from commun.archives import ArchiveRefusee, Budget, Limites, parcourir
from commun.archives.xml import Chemin, Lecteur, lire_xml

from .recueil import Assez, Recueil, TexteIllisible

SECONDES = 20.0
_BLANCS = {"tab": " ", "s": " ", "noBreakHyphen": "-", **dict.fromkeys(("br", "cr", "line-break"), "\n")}
# Deleted or said twice: tracked changes, the instructions of a field, the older form of a drawing, comments.
_TUS = {"del", "moveFrom", "instrText", "delText", "Fallback", "tracked-changes", "annotation", "note-citation"}


class _Paragraphes(Lecteur):
    """What stands between the marks of a paragraph; one within another, as in a frame, comes first."""

    def __init__(self, recueil: Recueil, paragraphes: set[str], textes: set[str]) -> None:
        self._recueil, self._paragraphes, self._textes = recueil, paragraphes, textes
        self._ouverts: list[list[str]] = []
        self._muet = self._ecoute = 0

    def debut(self, chemin: Chemin, attributs: dict[str, str]) -> None:
        nom = _local(chemin)
        if self._muet or nom in _TUS:
            self._muet += 1
        elif nom in self._paragraphes:
            self._ouverts.append([])
        elif nom in _BLANCS and self._ouverts:
            self._ouverts[-1].append(_BLANCS[nom])
        if not self._muet and nom in self._textes:
            self._ecoute += 1

    def donnees(self, texte: str) -> None:
        if self._ouverts and self._ecoute and not self._muet:
            self._ouverts[-1].append(texte.replace("\n", " "))

    def fin(self, chemin: Chemin, texte: str) -> None:
        if self._muet:
            self._muet -= 1
            return
        nom = _local(chemin)
        if nom in self._textes:
            self._ecoute -= 1
        if nom in self._paragraphes and self._ouverts:
            for ligne in "".join(self._ouverts.pop()).split("\n"):
                self._recueil.ajouter(ligne)


def _local(chemin: Chemin) -> str:
    return chemin[-1].rpartition("}")[2] if chemin else ""


def lire_docx(f: BinaryIO, recueil: Recueil) -> None:
    """The document, then its notes: they are compared too."""
    parties = {nom: Recueil() for nom in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")}
    _lire(f, {nom: _Paragraphes(partie, {"p"}, {"t"}) for nom, partie in parties.items()}, recueil)
    for partie in parties.values():
        recueil.reserves += partie.reserves
        _reprendre(partie, recueil)


def lire_odt(f: BinaryIO, recueil: Recueil) -> None:
    _lire(f, {"content.xml": _Paragraphes(recueil, {"p", "h"}, {"p", "h"})}, recueil)


def _reprendre(partie: Recueil, recueil: Recueil) -> None:
    try:
        for paragraphe in partie.paragraphes:
            recueil.ajouter(paragraphe)
    except Assez:
        return


def _lire(f: BinaryIO, lecteurs: dict[str, _Paragraphes], recueil: Recueil) -> None:
    poids = f.seek(0, 2)
    budget = Budget(poids, Limites(secondes=SECONDES))
    try:
        for membre in parcourir(File(f), budget):
            if lecteur := lecteurs.get(membre.nom):
                lire_xml(membre, lecteur, budget.limites)
    except Assez:
        return
    except ArchiveRefusee as refus:
        raise TexteIllisible(_RAISONS.get(refus.raison, "le fichier est abîmé ou incomplet")) from refus


_RAISONS = {
    "chiffree": "le fichier est protégé par un mot de passe",
    "entites": "le fichier contient des définitions (entités) qu'aucun traitement de texte n'écrit",
    **dict.fromkeys(("bombe", "emboitee", "nombre", "xml_demesure"), "une fois ouvert, le fichier est démesuré"),
    "duree": "le fichier demande trop de temps pour être lu",
}
