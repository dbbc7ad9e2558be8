"""The life of a cycle, as a table."""

from __future__ import annotations

from django.db import models

from journal.mouvements import Transition


class EtatCycle(models.TextChoices):
    PREPARE = "prepare", "en préparation"
    OUVERT = "ouvert", "ouvert"
    CLOS = "clos", "clos"


TRANSITIONS_CYCLE = (
    Transition(EtatCycle.PREPARE, "ouvrir", EtatCycle.OUVERT, "administrateur"),
    Transition(EtatCycle.OUVERT, "clore", EtatCycle.CLOS, "administrateur"),
)
