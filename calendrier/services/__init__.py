from .agendas import creer_agenda, fermer_agenda, remplacer_agenda, tenir_agendas
from .cycles import clore_cycle, creer_cycle, definir_dates_du_pole, deplacer_echeances, ouvrir_cycle
from .preferences import enregistrer_preferences, se_desabonner
from .rappels import envoyer_rappels, purger_rappels
from .regles import copier_inspection, regler_rappels, retablir_rappels
from .relances import relancer

__all__ = [
    "clore_cycle",
    "copier_inspection",
    "creer_agenda",
    "creer_cycle",
    "definir_dates_du_pole",
    "deplacer_echeances",
    "enregistrer_preferences",
    "envoyer_rappels",
    "fermer_agenda",
    "ouvrir_cycle",
    "purger_rappels",
    "regler_rappels",
    "relancer",
    "remplacer_agenda",
    "retablir_rappels",
    "se_desabonner",
    "tenir_agendas",
]
