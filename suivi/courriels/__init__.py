"""What this room writes to people, one function an e-mail; the text is templates/courriels/<name>.txt."""

from .etapes import etape_consignee
from .reunions import (
    compte_rendu_publie,
    decision_confiee,
    journee_recapitulee,
    reponse_donnee,
    reunion_annulee,
    reunion_deplacee,
    reunion_proposee,
)

__all__ = [
    "compte_rendu_publie",
    "decision_confiee",
    "etape_consignee",
    "journee_recapitulee",
    "reponse_donnee",
    "reunion_annulee",
    "reunion_deplacee",
    "reunion_proposee",
]
