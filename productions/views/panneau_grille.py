"""What a relecture's page shows of grids: one's own to fill in, then to read again, and the others' afterwards."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from commun.gardes import Garde
from grilles.forms import FeuilleForm
from grilles.models import Usage
from grilles.queries import grille_a_remplir
from journal.peremption import garder
from productions.etats import EtatRelecture
from productions.models import Relecture
from productions.queries.grilles import feuilles_par_numero, rendues_avec_grille
from productions.services.grilles import verrouiller_relecture


def formulaire(une: Relecture, donnees: QueryDict | None = None) -> FeuilleForm:
    """Nothing is obligatory; what was saved before is shown again."""
    feuille = feuilles_par_numero([une.feuille_id]).get(une.feuille_id)
    grille = grille_a_remplir(une.version.ressource.campagne_suivi, Usage.RELECTURE, feuille, donnees)
    return FeuilleForm(donnees, grille=grille, feuille=feuille, brouillon=True)


def garde_de_grille(une: Relecture) -> Garde:
    """Another tab may have saved other answers: each save replaces the whole sheet."""
    return garder(une, verrouiller_relecture, grille_vue)


def grille_vue(une: Relecture) -> str:
    return une.feuille.modifie_le.isoformat() if une.feuille else "vide"


def panneau(une: Relecture, form: FeuilleForm | None = None) -> dict[str, Any]:
    """`form`: what was typed and refused, which stays readable even once the relecture is handed in."""
    ouverte = une.etat == EtatRelecture.ATTENDUE
    if form is None and ouverte:
        form = formulaire(une)
    return {
        "grille": form,
        "grille_vue": grille_vue(une) if form else "",
        "ma_feuille": None if form else feuilles_par_numero([une.feuille_id]).get(une.feuille_id),
        "grilles_des_autres": [] if ouverte else rendues_avec_grille(une),
    }
