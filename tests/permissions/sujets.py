"""On what each address of the table is tried: the second word of its lines."""

from __future__ import annotations

from typing import Any

from productions.models import Piece, Remarque
from suivi.models import EtapeTenue
from tests import suites, visites
from tests.monde import Monde
from validations.models import Publication


def arguments(monde: Monde, adresse: str, sujet: str) -> list[Any]:
    """`-`: what tests/visites.py visits first; `fiche:soumise`: one of the world's; else a word of `_autres`."""
    if sujet == "-":
        return next(iter(visites.EXEMPLES[adresse](monde)))[1]
    genre, _, lequel = sujet.partition(":")
    collections = {
        "fiche": monde.fiches,
        "ressource": monde.ressources,
        "relecture": monde.relectures,
        "reunion": monde.reunions,
        "bilan": monde.bilans,
        "report": monde.reports,
        "test": monde.tests,
        "vue": monde.vues,
        "importation": monde.importations,
    }
    if genre in collections and lequel in collections[genre]:
        return [collections[genre][lequel].pk]
    if genre == "lien":
        return [monde.liens[lequel]]
    if genre == "demande":
        return [monde.ressources[lequel].demandes.latest("pk").pk]
    if genre == "version":
        return [monde.ressources[lequel].versions.latest("pk").pk]
    if genre == "televersement":
        return [monde.televersements[lequel].pk]
    if genre == "travail":
        return [monde.travaux[lequel].pk]
    return _autres(monde)[sujet]


def _autres(monde: Monde) -> dict[str, list[Any]]:
    ouverte = monde.seances["ouverte"]
    point = ouverte.points.get(demande__ressource=monde.ressources["en_validation"])
    relue, remarquee = monde.ressources["relue"], monde.ressources["non_validee"]
    return {
        "rien": [],
        "conseil": ["a_faire"],
        "tableau:etablissements": ["etablissements", monde.campagne.pole.academie_id],
        "tableau:echeances": ["echeances", monde.campagne.cycle_id],
        "absence": [monde.absence.pk],
        "absence:equipe": [*monde.adresse(), _mandat_de(monde, "enseignant"), monde.absence.pk],
        "invitation": [monde.liens["invitation"]],
        "campagne": monde.adresse(),
        "grille:visa": [*monde.adresse(), "visa_pedagogique"],
        "grille:brouillon": [*monde.adresse(), monde.grille.grille.usage, monde.grille.numero],
        "compte": [monde.roles["enseignant"].pk],
        "piece:brouillon": [Piece.objects.filter(depot__ressource=monde.ressources["a_deposer"]).first().pk],
        "piece:versee": [Piece.objects.filter(version__ressource=monde.ressources["a_deposer"]).first().pk],
        "fichier:verse": [Piece.objects.filter(version__ressource=relue, lien="").first().pk],
        "fichier:brouillon": [Piece.objects.filter(depot__isnull=False, lien="").first().pk],
        "remarque:en_cours": [Remarque.objects.filter(version__ressource=relue).first().pk],
        "remarque:repondue": [suites.remarque(monde, "repondue").pk],
        "remarque:contestee": [suites.remarque(monde, "contestee").pk],
        "echange": [suites.echange().pk],
        "remarque:rendue": [Remarque.objects.filter(version__ressource=remarquee).first().pk],
        "point": [point.pk],
        "point:avis": [point.pk, monde.roles["inspection"].pk],
        "decision": [monde.reunions["tenue"].decisions.get(responsable=monde.roles["enseignant"]).pk],
        "etape": [EtapeTenue.objects.get(campagne=monde.campagne).pk],
        "reunion:campagne": [monde.reunions["tenue"].pk, monde.campagne.pk],
        "seance:code": [ouverte.pk, monde.roles["inspection"].pk],
        "seance:prete": [ouverte.pk, monde.ressources["prete_a_valider"].pk],
        **{f"seance:{etat}": [seance.pk] for etat, seance in monde.seances.items()},
        "publication": [Publication.objects.filter(ressource=monde.ressources["publiee"]).latest("pk").pk],
    }


def _mandat_de(monde: Monde, role: str) -> int:
    return monde.roles[role].mandats.get(campagne=monde.campagne).pk
