"""« Enregistrer ces dates » of a fiche: its planned days alone, as they were shown."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commun.erreurs import ActionImpossible
from journal.services import ecrire
from productions.models import FicheProjet
from productions.planning import JOURS, Planning

from .verrous import verrouiller_fiche

if TYPE_CHECKING:
    from comptes.models import Personne


@transaction.atomic
def planifier_fiche(*, fiche: FicheProjet, planning: Planning, acteur: Personne, maintenant: datetime) -> FicheProjet:
    """The same days again change nothing."""
    fiche = verrouiller_fiche(fiche)
    if not fiche.modifiable:
        raise ActionImpossible("Cette fiche ne se modifie plus : demandez au PREDAC ou à l'IAN de la rouvrir.")
    if planning == Planning.de(fiche):
        return fiche
    for champ in JOURS:
        setattr(fiche, champ, getattr(planning, champ))
    fiche.save(update_fields=JOURS)
    jours = {champ: jour.isoformat() for champ in JOURS if (jour := getattr(planning, champ))}
    ecrire(chaine=fiche.chaine, action="ficheprojet.planifier", acteur=acteur, maintenant=maintenant, donnees=jours)
    return fiche
