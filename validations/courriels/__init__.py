"""What this room writes to people, one function an e-mail; the text is templates/courriels/<name>.txt."""

from .circuit import (
    demande_retiree,
    formation_validee,
    publication_retiree,
    ressource_publiee,
    signataire_manquant,
    signataire_parti,
    signataires,
    validation_decidee,
    visa_demande,
    visa_donne,
    visa_plus_attendu,
)
from .seances import (
    code_signature,
    seance_a_preparer,
    seance_annulee,
    seance_close,
    seance_deplacee,
)

__all__ = [
    "code_signature",
    "demande_retiree",
    "formation_validee",
    "publication_retiree",
    "ressource_publiee",
    "seance_a_preparer",
    "seance_annulee",
    "seance_close",
    "seance_deplacee",
    "signataire_manquant",
    "signataire_parti",
    "signataires",
    "validation_decidee",
    "visa_demande",
    "visa_donne",
    "visa_plus_attendu",
]
