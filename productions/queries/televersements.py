"""Files on their way to a resource's draft, whoever sends them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model

from commun.etats import EtatTeleversement
from commun.models import Televersement
from productions.models import Ressource

if TYPE_CHECKING:
    from comptes.models import Personne

# What these uploads are for, in the table of all rooms' uploads.
USAGE = "depot"
# Silent for longer, an upload is no longer said to be going on.
SILENCE = timedelta(minutes=2)


@dataclass(frozen=True)
class Envoi:
    """An unfinished upload as the page of the draft says it."""

    televersement: Televersement
    auteur: Personne
    mien: bool
    en_route: bool


def envois_de(ressource: Ressource, lecteur: Personne, maintenant: datetime) -> list[Envoi]:
    """Mine first: they are the ones that I can resume."""
    en_cours = list(
        Televersement.objects.filter(usage=USAGE, cible=ressource.pk, etat=EtatTeleversement.EN_COURS).order_by(
            "commence_le"
        )
    )
    auteurs = get_user_model().objects.in_bulk({t.proprietaire for t in en_cours}) if en_cours else {}
    envois = [
        Envoi(t, auteurs[t.proprietaire], t.proprietaire == lecteur.pk, t.recu_le > maintenant - SILENCE)
        for t in en_cours
        if t.proprietaire in auteurs
    ]
    return sorted(envois, key=lambda envoi: not envoi.mien)
