"""What this room's people owe, told to the calendar's registry."""

from __future__ import annotations

from calendrier.obligations import Fournisseur, enregistrer

from . import fiches, ressources

FOURNISSEURS: dict[str, Fournisseur] = {
    "fiches": fiches.fournir,
    "ressources": ressources.fournir,
}


def enregistrer_fournisseurs() -> None:
    """To call in `AppConfig.ready`."""
    for nom, fournisseur in FOURNISSEURS.items():
        enregistrer(f"productions.{nom}", fournisseur)
