"""Questions about reviews."""

from .bilans import (
    bilan_d_academie,
    bilan_de_pole,
    bilans_de_l_annee,
    bilans_visibles,
    destinataires,
    generations_lisibles,
    tient_le_nom,
)
from .motifs import motifs_confies

__all__ = [
    "bilan_d_academie",
    "bilan_de_pole",
    "bilans_de_l_annee",
    "bilans_visibles",
    "destinataires",
    "generations_lisibles",
    "motifs_confies",
    "tient_le_nom",
]
