"""What changed between the version that somebody had approved and the one submitted after a rework."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from productions.comparaison import Comparaison, comparer
from productions.models import Version

from .models import Avis, DemandeValidation, Issue, Visa

if TYPE_CHECKING:
    from comptes.models import Personne


def visa_a_reconfirmer(personne: Personne, demande: DemandeValidation) -> Visa | None:
    """Their favourable visa of the last decided round, where a rework was asked; None when there is none."""
    decidees = demande.ressource.demandes.filter(close_le__isnull=False).exclude(issue=Issue.RETIREE)
    derniere = decidees.order_by("-close_le", "-pk").first()
    if derniere is None or derniere.issue != Issue.REPRISE:
        return None
    return derniere.visas.filter(signataire=personne, avis=Avis.FAVORABLE).first()


def version_visee_avant(personne: Personne, version: Version, demandes: Sequence[DemandeValidation]) -> Version | None:
    """The one on which this person last gave a visa before; `demandes`: the resource's, with their visas."""
    visees = [
        d.version
        for d in demandes
        if d.version.numero < version.numero and any(v.signataire_id == personne.pk for v in d.visas.all())
    ]
    return max(visees, key=lambda v: v.numero, default=None)


def ecarts(avant: Version, apres: Version, versions: Sequence[Version]) -> Comparaison:
    """`versions`: those of the resource, their pieces and the remarks that this reader may read already loaded."""
    entre = [v for v in versions if v.annulee_le is None and avant.numero < v.numero <= apres.numero]
    return comparer(avant, apres, entre, [r for v in versions for r in v.remarques.all()])
