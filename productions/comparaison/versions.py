"""Two versions of a resource, the earlier and the later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from productions.models import NaturePiece, Remarque, Version

from .declarations import EcartDeclaration, comparer_declarations
from .pieces import EcartPiece, apparier


@dataclass(frozen=True)
class Comparaison:
    """`notes`: the versions deposited since, that say what changes; `remarques`: those answered with one of them."""

    avant: Version
    apres: Version
    pieces: list[EcartPiece] = field(default_factory=list)
    declarations: list[EcartDeclaration] = field(default_factory=list)
    notes: list[Version] = field(default_factory=list)
    remarques: list[Remarque] = field(default_factory=list)

    @property
    def bouts(self) -> tuple[Version, Version]:
        return self.avant, self.apres

    @property
    def differentes(self) -> list[EcartPiece]:
        return [ecart for ecart in self.pieces if ecart.sorte != "gardee"]

    @property
    def gardees(self) -> list[EcartPiece]:
        return [ecart for ecart in self.pieces if ecart.sorte == "gardee"]

    @property
    def livrets(self) -> list[EcartPiece]:
        """Those whose text may be compared: the same thing, otherwise written."""
        return [e for e in self.pieces if e.sorte == "changee" and _est_un_livret(e)]

    @property
    def declinees(self) -> int:
        return sum(r.reponse == Remarque.Reponse.DECLINEE for r in self.remarques)

    @property
    def faites(self) -> int:
        return len(self.remarques) - self.declinees

    @property
    def sans_livret(self) -> bool:
        return not any(e.piece.nature == NaturePiece.LIVRET for e in self.pieces)

    @property
    def livret_garde(self) -> bool:
        return any(e.piece.nature == NaturePiece.LIVRET for e in self.gardees)


def _est_un_livret(ecart: EcartPiece) -> bool:
    return all(p and p.nature == NaturePiece.LIVRET and p.fichier for p in (ecart.avant, ecart.apres))


def comparer(avant: Version, apres: Version, entre: Iterable[Version], remarques: Iterable[Remarque]) -> Comparaison:
    """`entre`: those deposited after `avant`, up to `apres`; `remarques`: all that this reader may read.

    Pieces are loaded already.
    """
    entre = sorted(entre, key=lambda v: v.numero)
    numeros = {v.pk for v in entre}
    return Comparaison(
        avant=avant,
        apres=apres,
        pieces=apparier(avant.pieces.all(), apres.pieces.all()),
        declarations=comparer_declarations(avant.declarations, apres.declarations),
        notes=[v for v in entre if v.note],
        remarques=[r for r in remarques if r.version_reponse_id in numeros],
    )
