"""What « Mon compte » shows of the rooms above: each registers its lines in `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comptes.models import Personne


@dataclass(frozen=True)
class Rubrique:
    """« Établissement : Lycée des Coteaux. Changer d'établissement »; each link is a (label, address) pair."""

    libelle: str
    valeur: str
    liens: tuple[tuple[str, str], ...] = ()


Fournisseur = Callable[["Personne", date], Iterable[Rubrique]]
_fournisseurs: dict[str, Fournisseur] = {}


def enregistrer(nom: str, fournisseur: Fournisseur) -> None:
    """To call in `AppConfig.ready`; registering again under the same name replaces."""
    _fournisseurs[nom] = fournisseur


def rubriques(personne: Personne, jour: date) -> list[Rubrique]:
    return [rubrique for fournisseur in _fournisseurs.values() for rubrique in fournisseur(personne, jour)]
