"""Rounds, visas, séances, publications."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from comptes.models import Personne
from poles.models import (
    Campagne,
    Fonction,
)
from productions import services as productions
from productions.models import Ressource
from tests.fabrique.gens import JOUR, MAINTENANT, titulaire
from tests.fabrique.rejeu import rejouable
from validations import services as validations
from validations.models import Avis, DemandeValidation, NatureVisa, Presence, Publication, Seance
from validations.ordre_du_jour import inscriptibles, invitables
from validations.services import seances


@rejouable
def visa(sur: DemandeValidation, nature: str, avis: str = Avis.FAVORABLE, motif: str = "") -> None:
    fonction = Fonction.INSPECTEUR if nature == NatureVisa.PEDAGOGIQUE else Fonction.DRANE
    validations.donner_visa(
        demande=sur,
        nature=nature,
        avis=avis,
        motif=motif or ("" if avis == Avis.FAVORABLE else "À reprendre."),
        acteur=titulaire(sur.ressource.campagne_suivi, fonction),
        maintenant=MAINTENANT,
    )


@rejouable
def seance(portee: Campagne, *, ouverte: bool = False, presents: Iterable[Personne] = (), **champs: Any) -> Seance:
    """A séance in a week, with every round that is open and everybody who can come; opened, these people are there."""
    conduite = titulaire(portee, Fonction.COORDINATEUR)
    nouvelle = seances.preparer_seance(
        campagne=portee,
        acteur=conduite,
        maintenant=MAINTENANT,
        **(
            {
                "prevue_le": MAINTENANT + timedelta(days=7),
                "lieu": "Salle 12",
                "lien": "",
                "demandes": inscriptibles(portee),
                "invites": invitables(portee, JOUR),
            }
            | champs
        ),
    )
    if ouverte:
        nouvelle = seances.ouvrir_seance(seance=nouvelle, acteur=conduite, maintenant=MAINTENANT)
        la = {p.pk for p in presents}
        seances.noter_presences(
            seance=nouvelle,
            presences={p.pk: Presence.PRESENTE for p in nouvelle.presences.filter(personne__in=la)},
            acteur=conduite,
            maintenant=MAINTENANT,
        )
    return nouvelle


@rejouable
def publication(de: Ressource, **champs: Any) -> Publication:
    for lien in de.liens_producteurs.all():
        productions.donner_accord(ressource=de, acteur=lien.personne, maintenant=MAINTENANT)
    return validations.publier(
        ressource=de,
        acteur=titulaire(de.campagne_suivi, Fonction.COORDINATEUR),
        maintenant=MAINTENANT,
        **(
            {
                "publiee_le": JOUR,
                "cible": Publication.Cible.SITE,
                "adresse": "https://pedagogie.exemple.fr/ressource",
                "licence": Publication.Licence.CC_BY_SA,
            }
            | champs
        ),
    )


@rejouable
def demander(r: Ressource) -> DemandeValidation:
    producteur = r.liens_producteurs.first().personne
    return validations.demander_validation(ressource=r, acteur=producteur, maintenant=MAINTENANT)


def viser(r: Ressource, avis: str) -> None:
    for nature in NatureVisa:
        visa(r.demandes.get(close_le__isnull=True), nature, avis)
