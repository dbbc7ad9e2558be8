"""What this room's people owe, told to the calendar's registry."""

from __future__ import annotations

from calendrier.obligations import Fournisseur, enregistrer, nommer_genres

from . import fiches, ressources

FOURNISSEURS: dict[str, Fournisseur] = {
    "fiches": fiches.fournir,
    "ressources": ressources.fournir,
}


GENRES = {
    "accord": "accords à la publication",
    "assignation": "relecteurs à nommer",
    "contestation": "réponses contestées",
    "decision_fiche": "décisions sur les fiches-projet",
    "depot": "versions à déposer",
    "echange": "échanges de relectures",
    "fiche": "fiches-projet",
    "relecture": "relectures à rendre",
    "remarques": "remarques à traiter",
    "report": "demandes de report",
}


def enregistrer_fournisseurs() -> None:
    """To call in `AppConfig.ready`."""
    for nom, fournisseur in FOURNISSEURS.items():
        enregistrer(f"productions.{nom}", fournisseur)
    nommer_genres(GENRES)
