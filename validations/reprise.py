"""What changed between the version that somebody had approved and the one submitted after a rework."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from productions.models import Piece, Remarque, Version

from .models import Avis, DemandeValidation, Issue, Visa

if TYPE_CHECKING:
    from comptes.models import Personne


@dataclass(frozen=True)
class Ecarts:
    depuis: Version
    ajoutees: list[Piece] = field(default_factory=list)
    changees: list[Piece] = field(default_factory=list)
    retirees: list[Piece] = field(default_factory=list)
    gardees: int = 0
    notes: list[Version] = field(default_factory=list)
    remarques: list[Remarque] = field(default_factory=list)
    declarations: bool = False

    @property
    def memes_pieces(self) -> bool:
        return not (self.ajoutees or self.changees or self.retirees)


def visa_a_reconfirmer(personne: Personne, demande: DemandeValidation) -> Visa | None:
    """Their favourable visa of the last decided round, where a rework was asked; None when there is none."""
    decidees = demande.ressource.demandes.filter(close_le__isnull=False).exclude(issue=Issue.RETIREE)
    derniere = decidees.order_by("-close_le", "-pk").first()
    if derniere is None or derniere.issue != Issue.REPRISE:
        return None
    return derniere.visas.filter(signataire=personne, avis=Avis.FAVORABLE).first()


def ecarts(avant: Version, apres: Version, versions: Iterable[Version]) -> Ecarts:
    """`versions`: those of the resource, their pieces and the remarks that this reader may read already loaded."""
    entre = [v for v in versions if v.annulee_le is None and avant.numero < v.numero <= apres.numero]
    anciennes = {(p.nature, p.nom): p for p in avant.pieces.all()}
    nouvelles = {(p.nature, p.nom): p for p in apres.pieces.all()}
    communes = anciennes.keys() & nouvelles.keys()
    changees = [nouvelles[cle] for cle in communes if _contenu(nouvelles[cle]) != _contenu(anciennes[cle])]
    numeros = {v.pk for v in entre}
    return Ecarts(
        depuis=avant,
        ajoutees=[p for cle, p in nouvelles.items() if cle not in anciennes],
        changees=sorted(changees, key=lambda p: (p.nature, p.nom)),
        retirees=[p for cle, p in anciennes.items() if cle not in nouvelles],
        gardees=len(communes) - len(changees),
        notes=[v for v in entre if v.note],
        remarques=[r for v in versions for r in v.remarques.all() if r.version_reponse_id in numeros],
        declarations=avant.declarations != apres.declarations,
    )


def _contenu(piece: Piece) -> tuple[str, str]:
    return piece.sha256, piece.lien
