"""The next year of the world: its cycle is prepared, and a pôle that the roles do not belong to has gone on to it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bilans.services.reconduction import Choix, preparer_annee_suivante
from poles.models import Campagne, Fonction
from productions.etats import EtatRessource as R
from tests import fabrique
from tests.fabrique import MAINTENANT

if TYPE_CHECKING:
    from tests.monde import Monde


def peupler(monde: Monde) -> Campagne:
    """The year that was closed; one of its resources has gone on, two have stayed."""
    academie = monde.campagne.pole.academie
    fabrique.cycle(ouvert=False, academie=academie, libelle="2027-2028", debut=date(2027, 9, 1), fin=date(2028, 8, 31))
    close = fabrique.campagne(cycle=monde.campagne.cycle)
    gens = [fabrique.enseignant(close)]
    passee, *_ = (
        fabrique.ressource(close, R.EN_REVISION, gens, titre=f"Ressource {mot}")
        for mot in ("passée", "restée", "restée aussi")
    )
    preparer_annee_suivante(
        campagne=close,
        choix=Choix(ressources=[passee.pk], mandats=[m.pk for m in close.mandats.all()], jours={}),
        acteur=fabrique.titulaire(close, Fonction.COORDINATEUR),
        maintenant=MAINTENANT,
    )
    return close
