"""What the world of the tests holds of relectures that change hands and of answers that are contested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from productions import services
from productions.etats import EtatRessource as R
from productions.models import Echange, Remarque
from tests import fabrique
from tests.fabrique import MAINTENANT

if TYPE_CHECKING:
    from tests.monde import Monde

MOTIF_DECLIN = "Je corrige des épreuves jusqu'à la fin du mois."


def peupler(monde: Monde) -> None:
    """An exchange that waits for an answer, a relecture declined; of two answers, one contested."""
    campagne, relecteur = monde.campagne, monde.roles["relecteur"]
    echangee = fabrique.ressource(campagne, R.EN_RELECTURE, monde.producteurs, titre="Ressource à échanger")
    monde.relectures["a_echanger"] = fabrique.relecture(echangee, relecteur, echeance=fabrique.JOUR)
    services.proposer_echange(
        relecture=monde.relectures["a_echanger"],
        vers=monde.roles["coordination"],
        contre=None,
        message="Je remplace un collègue.",
        acteur=relecteur,
        maintenant=MAINTENANT,
    )
    declinee = fabrique.relecture(echangee, fabrique.enseignant(campagne))
    services.decliner_relecture(
        relecture=declinee, motif=MOTIF_DECLIN, acteur=declinee.relecteur, maintenant=MAINTENANT
    )
    contestee = remarque(monde, "contestee")
    services.contester_reponse(
        remarque=contestee, motif="La durée manque toujours.", acteur=contestee.auteur, maintenant=MAINTENANT
    )


def remarque(monde: Monde, laquelle: str) -> Remarque:
    """Two of the same proofreader that the V2 of the long story answers."""
    siennes = Remarque.objects.filter(
        version__ressource=monde.ressources["longue"], auteur=monde.roles["relecteur"]
    ).order_by("pk")
    return siennes[1 if laquelle == "contestee" else 0]


def echange() -> Echange:
    return Echange.objects.order_by("pk").first()
