"""What one does with a class test, each named after its button."""

from .effacement import effacer_testeurs
from .liens import fermer_lien, redemander_lien, renvoyer_lien
from .photos import ajouter_photo, retirer_photo
from .planification import annuler_test, modifier_test, planifier_test
from .rappels import rappeler_testeurs
from .reponses import confirmer_date, decliner_test, noter_brouillon, rendre_test
from .resultats import faire_remarque, masquer_constat, masquer_verbatim

__all__ = [
    "ajouter_photo",
    "annuler_test",
    "confirmer_date",
    "decliner_test",
    "effacer_testeurs",
    "faire_remarque",
    "fermer_lien",
    "masquer_constat",
    "masquer_verbatim",
    "modifier_test",
    "noter_brouillon",
    "planifier_test",
    "rappeler_testeurs",
    "redemander_lien",
    "rendre_test",
    "renvoyer_lien",
    "retirer_photo",
]
