"""A resource in the state that one wants, brought there by the services."""

from __future__ import annotations

from typing import Any

from comptes.models import Personne
from poles.models import (
    Campagne,
    Fonction,
)
from productions import services as productions
from productions.etats import EtatRessource as R
from productions.models import NatureRessource, Ressource
from tests.fabrique.depots import deposer, fiche
from tests.fabrique.gens import MAINTENANT, campagne, titulaire
from tests.fabrique.rejeu import rejouable
from tests.fabrique.validations import demander, publication, viser
from validations import services as validations
from validations.models import Avis, DemandeValidation

# What to do, from the state before, to bring a resource into each state.
_CHEMIN: dict[str, list[str]] = {
    R.EN_CONCEPTION: [],
    R.EN_RELECTURE: ["v1"],
    R.EN_REVISION: ["v1", "sans_relecture"],
    R.PRETE_A_VALIDER: ["v1", "sans_relecture", "v2"],
    R.EN_VALIDATION: ["v1", "sans_relecture", "v2", "demande"],
    R.VALIDEE: ["v1", "sans_relecture", "v2", "demande", "visas"],
    R.NON_VALIDEE: ["v1", "sans_relecture", "v2", "demande", "refus"],
    R.PUBLIEE: ["v1", "sans_relecture", "v2", "demande", "visas", "publication"],
    R.ABANDONNEE: ["abandon"],
}


@rejouable
def ressource(
    portee: Campagne | None = None,
    etat: str = R.EN_CONCEPTION,
    producteurs: list[Personne] | None = None,
    *,
    nature: str = NatureRessource.CLASSE,
    **champs: Any,
) -> Ressource:
    """A resource in the wanted state, brought there by the services."""
    portee = portee or campagne()
    la_fiche = fiche(portee, producteurs, retenue=True, nature=nature, **champs)
    obtenue = la_fiche.ressources.get()
    for pas in _CHEMIN[etat]:
        _PAS[pas](obtenue)
        obtenue.refresh_from_db()
    return obtenue


@rejouable
def demande(sur: Ressource | None = None) -> DemandeValidation:
    """An open round; on a new resource unless one prête à valider is given."""
    if sur is None:
        return ressource(etat=R.EN_VALIDATION).demandes.get()
    return demander(sur)


@rejouable
def _sans_relecture(r: Ressource) -> None:
    productions.continuer_sans_relecture(
        ressource=r, acteur=r.liens_producteurs.first().personne, maintenant=MAINTENANT
    )


@rejouable
def _abandonner(r: Ressource) -> None:
    validations.abandonner(
        ressource=r,
        motif="Le producteur quitte l'académie.",
        acteur=titulaire(r.campagne_suivi, Fonction.COORDINATEUR),
        maintenant=MAINTENANT,
    )


_PAS = {
    "v1": deposer,
    "v2": deposer,
    "sans_relecture": _sans_relecture,
    "demande": demander,
    "visas": lambda r: viser(r, Avis.FAVORABLE),
    "refus": lambda r: viser(r, Avis.DEFAVORABLE),
    "publication": publication,
    "abandon": _abandonner,
}
