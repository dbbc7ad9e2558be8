"""The words of a meeting: what it is, how it ends, what people answer, who was there."""

from __future__ import annotations

from django.db import models

from journal.mouvements import Transition


class GenreReunion(models.TextChoices):
    REUNION = "reunion", "réunion du pôle"
    DISTANCE = "distance", "réunion à distance"
    RELECTURE = "relecture", "journée de relecture"
    BILAN = "bilan", "visio de bilan"


# They bring nobody anywhere: nothing to pay.
A_DISTANCE = (GenreReunion.DISTANCE, GenreReunion.BILAN)
# « La possibilité de réunir trois fois le pôle de compétences »: a year, and whoever organises.
FINANCEES_PAR_AN = 3


class EtatReunion(models.TextChoices):
    PREVUE = "prevue", "prévue"
    TENUE = "tenue", "tenue"
    ANNULEE = "annulee", "annulée"


_E = EtatReunion
_CONDUITE = "PREDAC/IAN du pôle qui organise"

TRANSITIONS_REUNION = (
    Transition(_E.PREVUE, "tenir", _E.TENUE, _CONDUITE, "noter qui était là"),
    Transition(_E.PREVUE, "annuler", _E.ANNULEE, _CONDUITE, "annuler la réunion", motif=True),
)


class Reponse(models.TextChoices):
    ATTENDUE = "attendue", "sans réponse"
    PARTICIPE = "participe", "participera"
    NE_PEUT_PAS = "ne_peut_pas", "ne pourra pas"


class Presence(models.TextChoices):
    PAS_NOTEE = "pas_notee", "pas notée"
    PRESENTE = "presente", "présence"
    EXCUSEE = "excusee", "absence excusée"
    ABSENTE = "absente", "absence"
