"""Recording that an obligatory moment of the year took place."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from commun.erreurs import ActionImpossible
from commun.templatetags.dates import instant
from journal.services import ecrire
from poles.models import Campagne
from suivi import courriels
from suivi.models import EtapeTenue, Reunion
from suivi.photo import photographier

from .verrou import verrouiller_campagne

if TYPE_CHECKING:
    from comptes.models import Personne


NOTES_MAX = 4000


@transaction.atomic
def consigner_etape(
    *,
    campagne: Campagne,
    nature: str,
    rang: int,
    jour: date,
    notes: str,
    acteur: Personne,
    maintenant: datetime,
    reunion: Reunion | None = None,
) -> EtapeTenue:
    """« Consigner »: a point d'étape or the visio counts once held. Inspector and DRANE receive the notes.

    Where the pôle is at that instant is kept with it. `reunion`: the meeting that it was.
    """
    campagne = verrouiller_campagne(campagne)
    photo = photographier(campagne, maintenant.astimezone(ZoneInfo(campagne.fuseau)).date())
    etape = EtapeTenue(
        campagne=campagne,
        nature=nature,
        rang=rang,
        jour=jour,
        notes=notes,
        consignee_par=acteur,
        consignee_le=maintenant,
        photo=photo,
        reunion=reunion,
    )
    _garder(etape)
    ecrire(
        chaine=campagne.chaine,
        action="etape.consigner",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"nature": nature, "rang": rang, "jour": jour.isoformat()},
        texte=notes,
    )
    courriels.etape_consignee(etape, acteur=acteur, maintenant=maintenant)
    return etape


def _garder(etape: EtapeTenue) -> None:
    """Once: the database keeps one a campaign, nature and rank, whoever clicks at the same instant."""
    try:
        with transaction.atomic():
            etape.save()
    except IntegrityError as erreur:
        raise ActionImpossible(_deja_consignee(etape)) from erreur


def en_notes(compte_rendu: str) -> str:
    """The notes are shorter than minutes may be; the page of the point leads to the whole."""
    return compte_rendu if len(compte_rendu) <= NOTES_MAX else f"{compte_rendu[: NOTES_MAX - 1]}…"


def _deja_consignee(etape: EtapeTenue) -> str:
    faites = EtapeTenue.objects.filter(campagne=etape.campagne, nature=etape.nature, rang=etape.rang)
    faite = faites.select_related("consignee_par").first()
    if faite is None:
        return "Cette étape ne peut pas être consignée : rechargez la page."
    qui, quand = faite.consignee_par.nom_complet, instant(faite.consignee_le)
    return f"Cette étape est déjà consignée. {qui} l'a fait le {quand}."
