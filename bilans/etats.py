"""The words of a review: its texts, the documents made of it, how it ends."""

from __future__ import annotations

from django.db import models

from journal.mouvements import Transition


class EtatBilan(models.TextChoices):
    BROUILLON = "brouillon", "brouillon"
    DEFINITIF = "definitif", "définitif"


TRANSITIONS_BILAN = (
    Transition(
        EtatBilan.BROUILLON,
        "declarer_definitif",
        EtatBilan.DEFINITIF,
        "PREDAC/IAN, ou administration pour l'académie",
        "déclarer le bilan définitif",
    ),
)


class GenreDocument(models.TextChoices):
    BROUILLON = "brouillon", "brouillon"
    DEFINITIF = "definitif", "définitif"
    COMPLEMENT = "complement", "complément"


# Sealed for good: nobody makes them twice, and they were sent.
SCELLES = (GenreDocument.DEFINITIF, GenreDocument.COMPLEMENT)


class SectionTexte(models.TextChoices):
    """Where whoever leads the pôle says what the figures do not, in the order of the document."""

    EDITO = "edito", "Édito"
    CHIFFRES = "chiffres", "Ce que disent les chiffres"
    AVANCEMENT = "avancement", "Le déroulement de l'année"
    EQUIPE = "equipe", "L'équipe et ses réunions"
    RESSOURCES = "ressources", "Les ressources"
    DIFFICULTES = "difficultes", "Difficultés"
    TESTS = "tests", "Les tests en classe"
    PERSPECTIVES = "perspectives", "Perspectives"


class CauseRetard(models.TextChoices):
    """What a review may say of a lateness: of the work and its circumstances, never of a person's health or family."""

    AMPLEUR = "ampleur", "travail plus long que prévu"
    DISPONIBILITE = "disponibilite", "disponibilité de l'équipe"
    CALENDRIER = "calendrier", "calendrier scolaire, examens"
    RELECTURE = "relecture", "relecture ou remarques à reprendre"
    TECHNIQUE = "technique", "difficulté technique"
    DROITS = "droits", "droits ou autorisations à obtenir"
    PARTENAIRE = "partenaire", "attente d'un partenaire"
    PROGRESSION = "progression", "progression des classes"
    PROJET = "projet", "projet revu en cours d'année"
    AUTRE = "autre", "autre motif"
