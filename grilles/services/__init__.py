from .reponses import enregistrer_reponses, masquer_reponse

__all__ = ["enregistrer_reponses", "masquer_reponse"]
