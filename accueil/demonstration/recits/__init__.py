"""The year's stories, pôle by pôle."""

from __future__ import annotations

from accueil.demonstration.agenda import Agenda

from . import (
    bilan,
    economie_gestion,
    economie_gestion_en_cours,
    essais,
    etapes,
    grilles,
    histoire_geographie,
    langues,
    mathematiques,
    mathematiques_en_cours,
    relectures,
    reunions,
    seance,
    tableaux,
)

RECITS = (
    economie_gestion,
    economie_gestion_en_cours,
    mathematiques,
    mathematiques_en_cours,
    langues,
    histoire_geographie,
    etapes,
    grilles,
    relectures,
    reunions,
    seance,
    bilan,
    essais,
    tableaux,
)


def raconter(agenda: Agenda) -> None:
    for recit in RECITS:
        recit.raconter(agenda)
