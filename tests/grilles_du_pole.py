"""Makes a pôle's own grids through the services: one in force with the next in preparation, one given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comptes.models import Personne
from grilles.models import GenreQuestion, Usage, VersionGrille
from grilles.queries import grille_en_vigueur
from grilles.services import adapter_grille, enregistrer_reponses, mettre_en_vigueur, revenir_a_la_grille_fournie
from poles.models import Campagne
from productions.etats import EtatRelecture
from productions.models import Relecture
from productions.services.grilles import remplir_grille
from tests.fabrique import MAINTENANT
from tests.fabrique.rejeu import rejouable

if TYPE_CHECKING:
    from tests.monde import Monde


@rejouable
def adaptee(campagne: Campagne, acteur: Personne | None, usage: str = Usage.RELECTURE) -> VersionGrille:
    """The pôle's own, in force, asking what was asked before."""
    version = adapter_grille(campagne=campagne, usage=usage)
    return mettre_en_vigueur(version=version, acteur=acteur, maintenant=MAINTENANT)


def peupler(monde: Monde) -> VersionGrille:
    """Returns the draft. One relecture has its grid begun, another was handed in with one."""
    qui = monde.roles["coordination"]
    grille = grille_en_vigueur(monde.campagne, Usage.RELECTURE)
    question = next(q for s in grille.sections.all() for q in s.questions.all() if q.genre == GenreQuestion.TEXTE)
    repondu = {"grille": grille, "valeurs": {question.pk: "Un sommaire en tête du livret."}, "maintenant": MAINTENANT}
    remplir_grille(relecture=monde.relectures["attendue"], **repondu)
    rendue = Relecture.objects.filter(version__ressource=monde.ressources["longue"], etat=EtatRelecture.RENDUE).first()
    rendue.feuille = enregistrer_reponses(feuille=None, **repondu)
    rendue.save(update_fields=["feuille"])
    adaptee(monde.campagne, qui)
    rendue = adaptee(monde.campagne, qui, Usage.VISA_NUMERIQUE)
    revenir_a_la_grille_fournie(version=rendue, acteur=qui, maintenant=MAINTENANT)
    return adapter_grille(campagne=monde.campagne, usage=Usage.RELECTURE)
