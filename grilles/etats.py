"""The life of a version of a grid: written, answered, replaced. What has been answered never changes again."""

from __future__ import annotations

from django.db import models

from journal.mouvements import Transition


class Usage(models.TextChoices):
    RELECTURE = "relecture", "relecture"
    TEST = "test", "test en classe"
    VISA_PEDAGOGIQUE = "visa_pedagogique", "validation pédagogique"
    VISA_NUMERIQUE = "visa_numerique", "validation de l'usage responsable des outils numériques"


# Elsewhere nothing is asked: who proofreads or signs fills in what helps them.
USAGES_OBLIGEANTS = (Usage.TEST,)


class GenreQuestion(models.TextChoices):
    ECHELLE = "echelle", "échelle"
    CHOIX = "choix", "choix dans une liste"
    OUI_NON = "oui_non", "oui ou non"
    TEXTE = "texte", "texte libre"


class EtatVersion(models.TextChoices):
    BROUILLON = "brouillon", "en préparation"
    EN_VIGUEUR = "en_vigueur", "en vigueur"
    ANCIENNE = "ancienne", "ancienne"


_CONDUITE = "PREDAC/IAN du pôle"

TRANSITIONS_VERSION = (
    Transition(
        EtatVersion.BROUILLON, "mettre_en_vigueur", EtatVersion.EN_VIGUEUR, _CONDUITE, "mettre la grille en vigueur"
    ),
    Transition(EtatVersion.EN_VIGUEUR, "remplacer", EtatVersion.ANCIENNE, _CONDUITE, "remplacer la grille"),
    Transition(EtatVersion.EN_VIGUEUR, "revenir", EtatVersion.ANCIENNE, _CONDUITE, "revenir à la grille fournie"),
)
