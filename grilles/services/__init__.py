from .copie import copier_grilles, retirer_copies
from .redaction import deplacer, ecrire_question, ecrire_section, retirer_de_la_grille
from .reponses import enregistrer_reponses, masquer_reponse
from .versions import (
    abandonner_brouillon,
    adapter_grille,
    mettre_en_vigueur,
    revenir_a_la_grille_fournie,
)

__all__ = [
    "abandonner_brouillon",
    "adapter_grille",
    "copier_grilles",
    "deplacer",
    "ecrire_question",
    "ecrire_section",
    "enregistrer_reponses",
    "masquer_reponse",
    "mettre_en_vigueur",
    "retirer_copies",
    "retirer_de_la_grille",
    "revenir_a_la_grille_fournie",
]
