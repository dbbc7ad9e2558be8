"""The obligatory moments of the year that each pôle holds, or forgets; a visio that is a meeting is in `reunions`."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from accueil.demonstration import reperes
from accueil.demonstration.agenda import Agenda, Fil
from accueil.demonstration.poles import PAR_SLUG
from calendrier.models import NatureEcheance
from suivi.services import consigner_etape

POINT, VISIO = NatureEcheance.POINT_ETAPE, NatureEcheance.VISIO_BILAN
# Day, pôle, moment, its number, what is remembered of it. Mathématiques forgets its second point d'étape.
TENUES = (
    ("2026-12-10", "economie-gestion", POINT, 1, "Neuf fiches retenues. Deux relecteurs par ressource, croisés."),
    ("2026-12-14", "mathematiques", POINT, 1, "Une fiche à revoir faute de matériel. Statistiques en priorité."),
    ("2026-12-17", "langues-vivantes", POINT, 1, "Réunion décalée de deux jours. Un premier cours déjà relu."),
    (
        "2027-03-25",
        "economie-gestion",
        POINT,
        2,
        "Deux ressources publiées. Difficulté : une V2 et une V1 en retard, Léa demande de l'aide sur le tableur.",
    ),
    ("2027-03-30", "langues-vivantes", POINT, 2, "Le partenaire espagnol s'est retiré ; la fiche est rouverte."),
    ("2027-06-17", "mathematiques", VISIO, 1, "Le test en classe a changé trois ressources sur cinq."),
    ("2027-06-29", "langues-vivantes", VISIO, 1, "Tenue en retard. Projet commun de webradio pour l'an prochain."),
)


def raconter(agenda: Agenda) -> None:
    for jour, pole, nature, rang, notes in TENUES:
        fil = Fil(f"{pole}{nature}{rang}")
        agenda.noter(fil.instant(jour), f"{pole} : {nature} {rang}", partial(_consigner, pole, nature, rang, notes))


def _consigner(pole: str, nature: str, rang: int, notes: str, maintenant: datetime) -> None:
    campagne, acteur = reperes.campagne(pole), reperes.personne(PAR_SLUG[pole].coordination)
    reperes.exiger(acteur, "suivi.consigner_etape", campagne)
    consigner_etape(
        campagne=campagne,
        nature=nature,
        rang=rang,
        jour=maintenant.date(),
        notes=notes,
        acteur=acteur,
        maintenant=maintenant,
    )
