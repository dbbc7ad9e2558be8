"""The life of a reminder, and how often a person wants them."""

from __future__ import annotations

from django.db import models


class EtatRappel(models.TextChoices):
    A_ENVOYER = "a_envoyer", "à envoyer"
    ENVOYE = "envoye", "envoyé"  # in a mail of the outbox, which says whether it left or is stuck
    SAUTE = "saute", "sauté"  # a later one went in its place


class Rythme(models.TextChoices):
    QUOTIDIEN = "quotidien", "le jour même, un courriel par jour au plus"
    HEBDOMADAIRE = "hebdomadaire", "un seul courriel par semaine"
