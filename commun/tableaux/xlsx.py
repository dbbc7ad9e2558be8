"""Excel's workbooks: measured as archives first, then read row by row by openpyxl."""

from __future__ import annotations

import contextlib
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.core.files import File
from openpyxl import load_workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from commun.archives import Budget, Limites
from commun.archives.membre import Membre
from commun.archives.zip import membres_zip

from .rangees import COLONNES_MAX, ERREUR, FORMULE, FUSION, Tableau, bornees
from .refus import TableauRefuse

_MO = 1024 * 1024
# A list of 10,000 lines is 2 or 3 MB of XML; a sheet formatted to its last row, some thirty.
LIMITES = Limites(
    membres=500, octets_d_office=96 * _MO, fois_le_poids=3, rapport=200, octets_xml=96 * _MO, secondes=60.0
)
_FUSION = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z0-9:$]{1,30})"')
_RANGEE = re.compile(rb'<row\s[^>]*?\br="(\d{1,7})"')
_VALEURS = (b"<v>", b"<v ", b"<t>", b"<t ", b"<f>", b"<f ")
_FUSIONS_MAX = 5_000
# A sheet formatted to its last row has a million of them; a list that goes so far, with a value at its end, is none.
_PARCOURUES_MAX = 100_000
_LOT = 500
# A tag may stand across two blocks.
_RESTE = 200

Zone = tuple[int, int, int, int]  # first column, first row, last column, last row


@dataclass
class _Releve:
    """What a first reading of a sheet tells: its merged cells, the last row with a value if it says."""

    fusions: list[Zone] = field(default_factory=list)
    derniere: int | None = None
    _rangee: int = 0

    def lire(self, membre: Membre) -> _Releve:
        reste = b""
        for bloc in _sans_entites(membre):
            morceau = reste + bloc
            self._fusions(morceau)
            self._rangees(morceau)
            # Nothing is counted twice: what is kept begins after the last merge read.
            reste = morceau[max(morceau.rfind(b"/>") + 2 if b"<mergeCell" in morceau else 0, len(morceau) - _RESTE) :]
        return self

    def _fusions(self, morceau: bytes) -> None:
        for trouve in _FUSION.finditer(morceau):
            if len(self.fusions) >= _FUSIONS_MAX:
                raise TableauRefuse("fusions")
            with contextlib.suppress(ValueError, TypeError):
                self.fusions.append(range_boundaries(trouve[1].decode()))

    def _rangees(self, morceau: bytes) -> None:
        valeur = max(morceau.rfind(marque) for marque in _VALEURS)
        if valeur >= 0:
            self.derniere = self._derniere_rangee(morceau[:valeur])
        self._rangee = self._derniere_rangee(morceau)

    def _derniere_rangee(self, morceau: bytes) -> int:
        trouvee = _RANGEE.match(morceau, max(morceau.rfind(b"<row "), 0))
        return int(trouvee[1]) if trouvee else self._rangee


def lire_xlsx(f: File) -> Tableau:
    releves = _mesurer(f)
    f.seek(0)
    try:
        with warnings.catch_warnings():
            # What openpyxl does not keep (styles, validations) is nothing to read.
            warnings.simplefilter("ignore")
            classeur = load_workbook(f, read_only=True, keep_links=False, keep_vba=False)
            visibles = [feuille for feuille in classeur.worksheets if feuille.sheet_state == "visible"]
    except Exception as erreur:  # whatever a damaged workbook makes the library raise
        raise TableauRefuse("abime") from erreur
    if not visibles:
        raise TableauRefuse("sans_feuille")
    feuille = visibles[0]
    remarques = []
    if len(visibles) > 1:
        remarques.append(f"Le classeur a {len(visibles)} feuilles : seule « {feuille.title} », la première, est lue.")
    releve = releves.get(str(getattr(feuille, "_worksheet_path", "")), _Releve())
    return Tableau(bornees(_rangees(feuille, releve)), remarques)


def _mesurer(f: File) -> dict[str, _Releve]:
    """Read the whole archive once within its budget: nothing later can be larger.

    Raises ArchiveRefusee; TableauRefuse where it holds macros.
    """
    releves: dict[str, _Releve] = {}
    noms = set()
    for membre in membres_zip(f, Budget(f.size, LIMITES)):
        noms.add(membre.nom.lower())
        if membre.nom.lower().endswith("vbaproject.bin"):
            raise TableauRefuse("macros")
        if membre.nom.startswith("xl/worksheets/"):
            releves[membre.nom] = _Releve().lire(membre)
        elif membre.nom.endswith((".xml", ".rels")):
            for _ in _sans_entites(membre):
                pass
    if "xl/workbook.xml" not in noms:
        raise TableauRefuse("abime")
    return releves


def _sans_entites(membre: Membre) -> Iterator[bytes]:
    """Its blocks; no spreadsheet program writes a DTD, in which entities would grow, nor anything but UTF-8."""
    fin = b""
    for bloc in membre.blocs():
        if b"<!DOCTYPE" in fin + bloc or (not fin and b"\0" in bloc[:64]):
            raise TableauRefuse("abime")
        fin = bloc[-16:]
        yield bloc


def _rangees(feuille: Any, releve: _Releve) -> Iterator[tuple[int, list[object]]]:
    """A formula and a text that begins with « = » look the same here, and neither is taken."""
    # Zero, where nothing at all was found, may be a way of writing that the first reading does not know.
    rangs = feuille.iter_rows(max_row=releve.derniere or None, max_col=COLONNES_MAX + 1, values_only=True)
    debuts: dict[int, list[Zone]] = {}
    for zone in releve.fusions:
        debuts.setdefault(zone[1], []).append(zone)
    ouvertes: list[Zone] = []
    for numero, rang in enumerate(_par_lots(rangs), start=1):
        if numero > _PARCOURUES_MAX:
            raise TableauRefuse("etendue")
        ouvertes = [*(z for z in ouvertes if z[3] >= numero), *debuts.get(numero, ())]
        if ouvertes or rang.count(None) != len(rang):
            yield numero, [_valeur(valeur, colonne, ouvertes) for colonne, valeur in enumerate(rang, start=1)]


def _par_lots(rangs: Iterator[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    while True:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                lot = list(islice(rangs, _LOT))
        except Exception as erreur:  # whatever a damaged sheet makes the library raise
            raise TableauRefuse("abime") from erreur
        yield from lot
        if len(lot) < _LOT:
            return


def _valeur(valeur: object, colonne: int, zones: list[Zone]) -> object:
    if any(gauche <= colonne <= droite for gauche, _, droite, _ in zones):
        return FUSION
    if isinstance(valeur, ArrayFormula | DataTableFormula):
        return FORMULE
    if not isinstance(valeur, str):
        return valeur
    return FORMULE if valeur.startswith("=") else ERREUR if valeur in ERROR_CODES else valeur
