"""What this room's people owe, told to the calendar's registry."""

from __future__ import annotations

from calendrier.obligations import Fournisseur, enregistrer, nommer_genres

from . import essais, fiches, ressources

FOURNISSEURS: dict[str, Fournisseur] = {
    "essais": essais.fournir,
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
    "test": "tests en classe",
    "test_sans_reponse": "tests en classe sans réponse",
}


def enregistrer_fournisseurs() -> None:
    """To call in `AppConfig.ready`."""
    for nom, fournisseur in FOURNISSEURS.items():
        enregistrer(f"productions.{nom}", fournisseur)
    nommer_genres(GENRES)
