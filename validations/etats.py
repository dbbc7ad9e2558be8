"""The words of a validation round: which visas there are, what each may say, how it ends; the life of a séance."""

from __future__ import annotations

from django.db import models

from journal.mouvements import Transition


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


class EtatSeance(models.TextChoices):
    PREPAREE = "preparee", "préparée"
    OUVERTE = "ouverte", "ouverte"
    CLOSE = "close", "close"
    ANNULEE = "annulee", "annulée"


_S = EtatSeance
_CONDUITE = "PREDAC/IAN"

TRANSITIONS_SEANCE = (
    Transition(_S.PREPAREE, "ouvrir", _S.OUVERTE, _CONDUITE, "ouvrir la séance"),
    Transition(_S.PREPAREE, "annuler", _S.ANNULEE, _CONDUITE, "annuler la séance", motif=True),
    Transition(_S.OUVERTE, "clore", _S.CLOSE, _CONDUITE, "clore la séance"),
)


class Presence(models.TextChoices):
    INVITEE = "invitee", "sans réponse"
    PRESENTE = "presente", "en séance"
    EXCUSEE = "excusee", "absence excusée"
