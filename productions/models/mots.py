"""The words by which fiches and resources are found (commun/recherche.py); `services/mots.py` writes them.

No names: « produite par » looks for people, and a copy of a name would outlive its erasure.
"""

from __future__ import annotations

from django.db import models

from commun.recherche import Mots

from .fiche import FicheProjet
from .ressource import Ressource


class MotsFiche(Mots):
    """Its title; its productions' titles, its disciplines and levels; its summary, objectives and tools."""

    fiche = models.OneToOneField(FicheProjet, models.CASCADE, primary_key=True, related_name="mots")

    class Meta:
        verbose_name = "mots d'une fiche"
        verbose_name_plural = "mots des fiches"


class MotsRessource(Mots):
    """Its title; its fiche's title, disciplines and levels; its fiche's texts, for those who read the fiche."""

    ressource = models.OneToOneField(Ressource, models.CASCADE, primary_key=True, related_name="mots")

    class Meta:
        verbose_name = "mots d'une ressource"
        verbose_name_plural = "mots des ressources"
