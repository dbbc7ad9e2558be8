"""The answers of one version, as one reader may know them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q

from productions.etats import EtatRemarque
from productions.models import Remarque, Version

if TYPE_CHECKING:
    from comptes.models import Personne


@dataclass
class Reponses:
    """`ouvertes`: what still waits for an answer, the first or the last, on this version or one before."""

    faites: list[Remarque] = field(default_factory=list)
    declinees: list[Remarque] = field(default_factory=list)
    ouvertes: list[Remarque] = field(default_factory=list)

    @property
    def nombre(self) -> int:
        return len(self.faites) + len(self.declinees)

    def __bool__(self) -> bool:
        return bool(self.nombre or self.ouvertes)


def reponses_de(version: Version, personne: Personne) -> Reponses:
    """One query. An answer that is still being prepared is its producers' alone: the remark is then open."""
    remarques = (
        Remarque.objects.visibles_par(personne)
        .rendues()
        .filter(version__ressource=version.ressource_id, version__annulee_le__isnull=True)
        .filter(
            Q(version_reponse=version)
            | Q(contestation__version_reponse=version)
            | Q(version_reponse__isnull=True, version__numero__lt=version.numero)
        )
        .select_related("auteur", "version", "version_reponse", "contestation__version_reponse", "relecture")
        .order_by("-bloquante", "cree_le", "pk")
    )
    reponses = Reponses()
    for remarque in remarques:
        _ranger(reponses, remarque)
    return reponses


def _ranger(reponses: Reponses, remarque: Remarque) -> None:
    derniere = remarque.contestation if remarque.etat == EtatRemarque.TRANCHEE else remarque
    if remarque.version_reponse_id is None:
        reponses.ouvertes.append(remarque)
    elif derniere.reponse == Remarque.Reponse.FAITE:
        reponses.faites.append(remarque)
    else:
        reponses.declinees.append(remarque)
