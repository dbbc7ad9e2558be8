"""The séances of tests.monde."""

from __future__ import annotations

from typing import TYPE_CHECKING

from productions.etats import EtatRessource as R
from tests import fabrique
from tests.fabrique import MAINTENANT
from tests.histoires import MOTIF
from validations import services as validations
from validations.models import Avis, NatureVisa, Presence
from validations.services import seances

if TYPE_CHECKING:
    from tests.monde import Monde


def peupler(monde: Monde) -> None:
    """One of each state; in the open one, an opinion on the table, another prepared, a comment."""
    roles, qui = monde.roles, {"acteur": monde.roles["coordination"], "maintenant": MAINTENANT}
    close = fabrique.seance(monde.campagne, ouverte=True, presents=[roles["drane"]])
    monde.seances["close"] = seances.clore_seance(seance=close, **qui)
    annulee = fabrique.seance(monde.campagne)
    monde.seances["annulee"] = seances.annuler_seance(seance=annulee, motif="La salle est prise.", **qui)
    monde.seances["preparee"] = fabrique.seance(monde.campagne, lien="https://visio.exemple.fr/pole")
    ouverte = fabrique.seance(monde.campagne, ouverte=True, presents=[roles["inspection"], roles["drane"]])
    point = ouverte.points.get(demande__ressource=monde.ressources[R.EN_VALIDATION])
    inspection = {"acteur": roles["inspection"], "maintenant": MAINTENANT}
    seances.commenter(point=point, texte="La durée sera redite dans le livret.", **inspection)
    seances.poser_avis(
        point=point,
        nature=NatureVisa.PEDAGOGIQUE,
        avis=Avis.REPRISE,
        motif=MOTIF,
        signataire=roles["inspection"],
        **inspection,
    )
    validations.preparer_avis(
        demande=point.demande,
        avis=Avis.FAVORABLE,
        motif="",
        notes="Demander la durée.",
        acteur=roles["drane"],
        maintenant=MAINTENANT,
    )
    absents = ouverte.presences.filter(presence=Presence.INVITEE)
    excuses = {p.pk: Presence.EXCUSEE for p in absents}
    monde.seances["ouverte"] = seances.noter_presences(seance=ouverte, presences=excuses, **qui)
