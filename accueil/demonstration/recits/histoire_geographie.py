"""The neighbour of another académie, so that one can check that nobody of Toulouse sees it."""

from __future__ import annotations

from accueil.demonstration.agenda import Agenda
from accueil.demonstration.fichiers import Contenu

from .projet import Projet


def raconter(agenda: Agenda) -> None:
    projet = Projet(
        agenda,
        "histoire-geographie",
        "Lire un paysage viticole",
        par="bastien",
        disciplines=("Histoire-géographie",),
        niveaux=("Première générale",),
        resume="Deux photographies prises du même point, à soixante ans d'écart.",
        outils="Éléa, Géoportail",
        prevu=("2027-03-12", "2027-04-02", "2027-05-07", "2027-06-04", ""),
    )
    contenu = Contenu(
        objectif="Lire les traces d'une économie dans un paysage.",
        duree="deux séances d'une heure",
        seances=(
            ("Avant, après", "Relever ce qui a changé entre les deux photographies."),
            ("Le croquis", "Construire la légende, puis le croquis."),
        ),
        annexe="png",
    )
    r = projet.ressource(("bastien",), contenu)
    projet.cadrer("2026-11-05", "2026-11-10", "2026-11-13")
    r.deposer("2027-03-11")
