"""The minutes of a meeting, and what they count as."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commun.erreurs import ActionImpossible
from journal.services import ecrire
from poles.models import Campagne
from suivi import courriels
from suivi.models import EtapeTenue, Reunion
from suivi.queries.etapes import points_restants

from .etapes import consigner_etape, en_notes
from .verrou import verrouiller_campagne, verrouiller_reunion

if TYPE_CHECKING:
    from comptes.models import Personne


@transaction.atomic
def rediger_compte_rendu(*, reunion: Reunion, texte: str, acteur: Personne, maintenant: datetime) -> Reunion:
    """« Enregistrer le compte rendu »: the first time, who was invited hears of it; a correction tells nobody."""
    reunion = verrouiller_reunion(reunion)
    if not reunion.tenue:
        raise ActionImpossible("Le compte rendu se rédige quand la réunion a eu lieu : notez d'abord qui était là.")
    premier = not reunion.compte_rendu
    reunion.compte_rendu, reunion.compte_rendu_par, reunion.compte_rendu_le = texte, acteur, maintenant
    reunion.save(update_fields=["compte_rendu", "compte_rendu_par", "compte_rendu_le"])
    ecrire(
        chaine=reunion.chaine,
        action="reunion.rediger" if premier else "reunion.corriger",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"reunion": reunion.pk, "jour": reunion.quand.date().isoformat()},
        texte=texte,
    )
    if premier:
        courriels.compte_rendu_publie(reunion, acteur=acteur, maintenant=maintenant)
    return reunion


@transaction.atomic
def compter_comme_point(*, reunion: Reunion, campagne: Campagne, acteur: Personne, maintenant: datetime) -> EtapeTenue:
    """« Compter comme point d'étape »: the first that is not recorded yet. The minutes are its notes."""
    campagne, reunion = verrouiller_campagne(campagne), verrouiller_reunion(reunion)
    if not reunion.compte_rendu:
        raise ActionImpossible("Rédigez d'abord le compte rendu : c'est lui qui compte comme point d'étape.")
    if deja := reunion.etapes.filter(campagne=campagne).first():
        raise ActionImpossible(f"Cette réunion compte déjà : {deja}.")
    restants = points_restants(campagne)
    if not restants:
        raise ActionImpossible("Tous les points d'étape du calendrier sont déjà consignés.")
    return consigner_etape(
        campagne=campagne,
        nature=restants[0].nature,
        rang=restants[0].rang,
        jour=reunion.quand.date(),
        notes=en_notes(reunion.compte_rendu),
        reunion=reunion,
        acteur=acteur,
        maintenant=maintenant,
    )
