"""Everybody who may knock: each fonction in the pôle, in the next pôle, in another académie, and those who left."""

from __future__ import annotations

from datetime import date, timedelta

from comptes.models import Personne
from poles.models import Campagne, Fonction, Pole
from tests import fabrique
from tests.fabrique import JOUR
from tests.monde import Monde

# For each column, its people by the fonction that tells them apart.
Gens = dict[str, dict[str, Personne | None]]

# The columns of the table, in its order. Where a column stands for several people, each is tried.
COLONNES = {
    "A": "nobody signed in",
    "C": "coordinateur of the pôle",
    "E": "enseignant of the pôle",
    "P": "enseignant of the pôle who produces the resource and wrote the fiche",
    "R": "enseignant of the pôle who proofreads the resource « relue »",
    "I": "inspecteur of the pôle",
    "D": "DRANE of the pôle",
    "O": "observateur of the pôle",
    "M": "administrateur of the académie",
    "S": "superuser, without a mandate",
    "Q": "producer whose mandate has ended",
    "T": "whose mandate on the pôle has ended: each fonction",
    "N": "an account without any mandate",
    "V": "another pôle of the académie: each fonction",
    "W": "another académie: each fonction, and its administrateur",
}
DE_POLE = [f for f in Fonction.values if f != Fonction.ADMINISTRATEUR]


def convoquer(monde: Monde) -> Gens:
    """Who stands in each column: some of the world's, the others made for the occasion."""
    parti = fabrique.enseignant(monde.campagne)
    for ressource in [*monde.ressources.values(), *(f.ressources.first() for f in monde.fiches.values())]:
        ressource.liens_producteurs.create(personne=parti)
    parti.mandats.update(fin=JOUR - timedelta(days=1))
    terminer = {"debut": date(2026, 9, 1), "fin": JOUR - timedelta(days=1)}
    voisin = Campagne.objects.create(
        pole=Pole.objects.create(slug="voisin", nom="Pôle voisin", academie=monde.campagne.pole.academie),
        cycle=monde.campagne.cycle,
    )
    ailleurs = fabrique.campagne(cycle=fabrique.cycle(academie=fabrique.academie("Bordeaux")))
    seuls = {
        "A": None,
        "C": monde.roles["coordination"],
        "E": fabrique.enseignant(monde.campagne),
        "P": monde.roles["enseignant"],
        "R": monde.roles["relecteur"],
        "I": monde.roles["inspection"],
        "D": monde.roles["drane"],
        "O": monde.roles["observateur"],
        "M": monde.roles["administration"],
        "S": monde.roles["superutilisateur"],
        "Q": parti,
        "N": monde.roles["inconnu"],
    }
    groupes = {lettre: {"": personne} for lettre, personne in seuls.items()}
    groupes["T"] = {f: _mandate(monde.campagne, f, **terminer) for f in DE_POLE}
    groupes["T"][Fonction.ADMINISTRATEUR] = _mandate(monde.campagne.pole.academie, Fonction.ADMINISTRATEUR, **terminer)
    groupes["V"] = {f: _mandate(voisin, f) for f in DE_POLE}
    groupes["W"] = {f: _mandate(ailleurs, f) for f in DE_POLE}
    groupes["W"][Fonction.ADMINISTRATEUR] = _mandate(ailleurs.pole.academie, Fonction.ADMINISTRATEUR)
    return {lettre: groupes[lettre] for lettre in COLONNES}


def _mandate(portee: object, fonction: str, **dates: date) -> Personne:
    qui = fabrique.personne()
    fabrique.mandat(qui, fonction, portee, **dates)
    return qui
