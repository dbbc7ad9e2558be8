"""« Demander la validation » of several resources at once, in their list."""

from __future__ import annotations

from datetime import datetime

from commun.administration.nombre import ActionEnNombre
from commun.erreurs import ActionImpossible
from commun.horloge import aujourdhui
from comptes.models import Personne
from productions.admin.ressource import RessourceAdmin
from productions.models import Ressource
from validations.queries import signataires_possibles
from validations.services import demander_validation
from validations.services.demandes import refuser_demande_impossible


def _demande_impossible(ressource: Ressource) -> str:
    try:
        refuser_demande_impossible(ressource)
    except ActionImpossible as refus:
        return str(refus)
    return ""


def _signataires(ressource: Ressource) -> list[Personne]:
    candidats = signataires_possibles(ressource, aujourdhui(ressource.campagne_suivi.fuseau))
    return [qui for personnes in candidats.values() for qui in personnes]


def _demander(ressource: Ressource, acteur: Personne, maintenant: datetime) -> None:
    demander_validation(ressource=ressource, acteur=acteur, maintenant=maintenant)


# Resources stand below the visas, and cannot know that one is asked for.
RessourceAdmin.actions.append(
    ActionEnNombre(
        "demander_validation",
        "Demander la validation des ressources choisies",
        "Demander la validation",
        "validations.demander_validation",
        _demander,
        "La dernière version de chaque ressource est soumise aux deux visas.",
        reserve="aux producteurs de la ressource, au PREDAC ou à l'IAN du pôle",
        empechement=_demande_impossible,
        prevenus=_signataires,
        relations=["campagne_suivi__pole__academie", "campagne_suivi__cycle", "fiche"],
    )
)
