"""What people do, by the name of the button. Each locks the row it moves and refuses in plain French."""

from .accords import donner_accord, enregistrer_accord_ecrit
from .depots import (
    ajouter_fichier,
    ajouter_lien,
    changer_nature,
    noter_depot,
    ouvrir_depot,
    remettre_piece,
    remplacer_fichier,
    retirer_piece,
)
from .echanges import accepter_echange, proposer_echange, refuser_echange, retirer_echange
from .fiches import (
    abandonner_fiche,
    confier_fiche,
    enregistrer_fiche,
    renvoyer_fiche,
    reprendre_fiche,
    retenir_fiche,
    rouvrir_fiche,
    soumettre_fiche,
)
from .planification import planifier_fiche
from .producteurs import ajouter_producteur, remplacer_producteur
from .relectures import (
    assigner_relecture,
    assigner_relectures,
    clore_relecture,
    continuer_sans_relecture,
    rendre_relecture,
    rouvrir_relecture,
)
from .remarques import creer_remarque_de_motif, ecrire_remarque, repondre_remarque, retirer_remarque
from .repartition import Lot, confier_relectures
from .reports import (
    accepter_date,
    accorder_report,
    demander_report,
    fixer_date,
    proposer_date,
    refuser_report,
    retirer_report,
)
from .reprises import changer_echeance, decliner_relecture, liberer_relecture, reassigner_relecture
from .ressources import abandonner_ressource, reprendre_ressource
from .scission import scinder_ressource
from .suites import clore_remarque, contester_reponse, trancher_remarque
from .televersements import annuler_televersement, commencer_televersement, finir_televersement
from .versions import annuler_depot, deposer_version, marquer_ouverte

__all__ = [
    "Lot",
    "abandonner_fiche",
    "abandonner_ressource",
    "accepter_date",
    "accepter_echange",
    "accorder_report",
    "ajouter_fichier",
    "ajouter_lien",
    "ajouter_producteur",
    "annuler_depot",
    "annuler_televersement",
    "assigner_relecture",
    "assigner_relectures",
    "changer_echeance",
    "changer_nature",
    "clore_relecture",
    "clore_remarque",
    "commencer_televersement",
    "confier_fiche",
    "confier_relectures",
    "contester_reponse",
    "continuer_sans_relecture",
    "creer_remarque_de_motif",
    "decliner_relecture",
    "demander_report",
    "deposer_version",
    "donner_accord",
    "ecrire_remarque",
    "enregistrer_accord_ecrit",
    "enregistrer_fiche",
    "finir_televersement",
    "fixer_date",
    "liberer_relecture",
    "marquer_ouverte",
    "noter_depot",
    "ouvrir_depot",
    "planifier_fiche",
    "proposer_date",
    "proposer_echange",
    "reassigner_relecture",
    "refuser_echange",
    "refuser_report",
    "remettre_piece",
    "remplacer_fichier",
    "remplacer_producteur",
    "rendre_relecture",
    "renvoyer_fiche",
    "repondre_remarque",
    "reprendre_fiche",
    "reprendre_ressource",
    "retenir_fiche",
    "retirer_echange",
    "retirer_piece",
    "retirer_remarque",
    "retirer_report",
    "rouvrir_fiche",
    "rouvrir_relecture",
    "scinder_ressource",
    "soumettre_fiche",
    "trancher_remarque",
]
