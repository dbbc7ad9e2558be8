"""The words of a validation round: which visas there are, what each may say, how a round ends."""

from __future__ import annotations

from django.db import models


class NatureVisa(models.TextChoices):
    PEDAGOGIQUE = "pedagogique", "validation pédagogique"
    NUMERIQUE = "numerique", "validation de l'usage responsable des outils numériques"


class Avis(models.TextChoices):
    FAVORABLE = "favorable", "favorable"
    REPRISE = "reprise", "à reprendre"
    DEFAVORABLE = "defavorable", "défavorable"


class Issue(models.TextChoices):
    VALIDEE = "validee", "validée"
    REPRISE = "reprise", "reprise demandée"
    NON_VALIDEE = "non_validee", "non validée"
    RETIREE = "retiree", "demande retirée"
