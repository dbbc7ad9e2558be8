"""Who writes a review, and who may read which of its documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from bilans.models import Bilan
from poles.permissions import administre, conduit

if TYPE_CHECKING:
    from comptes.models import Personne


@rules.predicate
def redige(personne: Personne, bilan: Bilan) -> bool:
    """Whoever leads the pôle; of an académie, who administers it."""
    if bilan.campagne:
        return conduit(personne, bilan.campagne)
    return administre(personne, bilan.academie)


rules.add_perm("bilans.ouvrir_bilan", conduit)  # on a campaign
rules.add_perm("bilans.preparer_annee", conduit)  # on a campaign
rules.add_perm("bilans.ouvrir_bilan_academie", administre)  # on an académie
rules.add_perm("bilans.rediger", redige)
