"""Two years of a pôle: one that has things of every kind, and the cycle that comes after it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from bilans.annee_suivante import proposer
from bilans.models import Reconduction
from bilans.services.reconduction import Choix, preparer_annee_suivante
from comptes.models import Personne
from poles.models import Campagne, Cycle, Fonction
from tests import fabrique
from tests.fabrique import MAINTENANT

JUIN = MAINTENANT + timedelta(days=160)
JOUR = JUIN.date()


def campagne() -> Campagne:
    return fabrique.campagne(avec_equipe=True)


def cycle_suivant(de: Campagne, **champs: Any) -> Cycle:
    return fabrique.cycle(
        ouvert=False,
        **{
            "academie": de.pole.academie,
            "libelle": "2027-2028",
            "debut": date(2027, 9, 1),
            "fin": date(2028, 8, 31),
        }
        | champs,
    )


def coordination(de: Campagne) -> Personne:
    return fabrique.titulaire(de, Fonction.COORDINATEUR)


def tout(de: Campagne, cycle: Cycle, **champs: Any) -> Choix:
    """As proposed, nothing unticked."""
    p = proposer(de, cycle, JOUR)
    return Choix(
        **{
            "ressources": [r.ressource.pk for r in p.ressources if r.cochee],
            "mandats": [m.pk for m in p.mandats],
            "jours": p.jours,
            "theme": de.theme,
        }
        | champs
    )


def preparer(de: Campagne, choix: Choix | None = None, **champs: Any) -> Reconduction:
    cycle = Cycle.objects.get(libelle="2027-2028")
    return preparer_annee_suivante(
        campagne=de, choix=choix or tout(de, cycle, **champs), acteur=coordination(de), maintenant=JUIN
    )
