"""« Enregistrer les motifs »: what the document says of each delay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from bilans.models import Bilan, MotifRetard
from commun.erreurs import ActionImpossible

from .redaction import noter
from .verrou import verrouiller_bilan

if TYPE_CHECKING:
    from comptes.models import Personne


@dataclass(frozen=True)
class MotifSaisi:
    """`cause` is a CauseRetard; empty, the document says that no reason was given."""

    cause: str
    precision: str = ""


@transaction.atomic
def enregistrer_motifs(
    *, bilan: Bilan, motifs: Mapping[tuple[int, str], MotifSaisi], acteur: Personne, maintenant: datetime
) -> bool:
    """By resource and milestone; those that are not given stay. Returns whether anything changed.

    Raises ActionImpossible once the review is final, or for an académie's: its pôles choose theirs.
    """
    bilan = verrouiller_bilan(bilan)
    if bilan.campagne is None:
        raise ActionImpossible("Les motifs des retards se choisissent dans le bilan de chaque pôle.")
    if bilan.definitif:
        raise ActionImpossible("Le bilan est définitif : ses motifs ne se modifient plus.")
    presents = {(m.ressource_id, m.etape): m for m in bilan.motifs.all()}
    changes = [cle for cle, saisi in motifs.items() if saisi != _dit(presents.get(cle))]
    for ressource, etape in changes:
        _ecrire(bilan, ressource, etape, motifs[ressource, etape])
    if changes:
        noter(bilan, ["motifs"], acteur, maintenant)
    return bool(changes)


def _dit(motif: MotifRetard | None) -> MotifSaisi:
    return MotifSaisi(motif.cause, motif.precision) if motif else MotifSaisi("")


def _ecrire(bilan: Bilan, ressource: int, etape: str, saisi: MotifSaisi) -> None:
    lequel = {"bilan": bilan, "ressource_id": ressource, "etape": etape}
    if not saisi.cause:
        MotifRetard.objects.filter(**lequel).delete()
        return
    MotifRetard.objects.update_or_create(**lequel, defaults={"cause": saisi.cause, "precision": saisi.precision})
