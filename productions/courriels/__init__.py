"""What this room writes to people, one function an e-mail; the text is templates/courriels/<name>.txt."""

from .fiches import (
    fiche_a_decider,
    fiche_a_revoir,
    fiche_abandonnee,
    fiche_confiee,
    fiche_reprise,
    fiche_retenue,
    fiche_rouverte,
)
from .relectures import (
    relecture_assignee,
    relecture_close,
    relecture_plus_attendue,
    relecture_reassignee,
    relecture_rendue,
    relecture_rouverte,
    sans_relecture,
)
from .reports import (
    date_acceptee,
    date_fixee,
    date_proposee,
    report_accorde,
    report_demande,
    report_refuse,
    report_retire,
)
from .ressources import (
    accord_demande,
    depot_annule,
    producteur_ajoute,
    ressource_abandonnee,
    ressource_reprise,
    ressource_scindee,
    version_deposee,
)

__all__ = [
    "accord_demande",
    "date_acceptee",
    "date_fixee",
    "date_proposee",
    "depot_annule",
    "fiche_a_decider",
    "fiche_a_revoir",
    "fiche_abandonnee",
    "fiche_confiee",
    "fiche_reprise",
    "fiche_retenue",
    "fiche_rouverte",
    "producteur_ajoute",
    "relecture_assignee",
    "relecture_close",
    "relecture_plus_attendue",
    "relecture_reassignee",
    "relecture_rendue",
    "relecture_rouverte",
    "report_accorde",
    "report_demande",
    "report_refuse",
    "report_retire",
    "ressource_abandonnee",
    "ressource_reprise",
    "ressource_scindee",
    "sans_relecture",
    "version_deposee",
]
