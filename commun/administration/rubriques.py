"""The index of the administration, arranged around the job: each table says under which heading it stands."""

from __future__ import annotations

from enum import StrEnum


class Rubrique(StrEnum):
    """In the order of the index."""

    MES_POLES = "Mes pôles"
    EQUIPE = "Équipe"
    FICHES = "Fiches"
    RESSOURCES = "Ressources"
    CALENDRIER = "Calendrier"
    BILANS = "Bilans"
    COURRIELS = "Courriels"
    GRILLES = "Grilles"
    REGLAGES = "Réglages"
