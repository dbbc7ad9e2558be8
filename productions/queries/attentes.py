"""Who is awaited, as conditions: `parcours.situer` in the database's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from commun.ensembles import Parmi
from productions.etats import EtatFiche, EtatRelecture
from productions.etats import EtatRessource as R
from productions.models import NatureRessource, Producteur, Relecture, Ressource

if TYPE_CHECKING:
    from comptes.models import Personne

SOUMISE = Q(etat=R.EN_CONCEPTION, fiche__etat=EtatFiche.SOUMISE)


def _lectures_attendues() -> QuerySet[Relecture]:
    return Relecture.objects.filter(version__ressource=OuterRef("pk"), etat=EtatRelecture.ATTENDUE)


def attendent() -> dict[str, tuple[str, Q]]:
    """By whom: each kind of people, in words, and the resources that wait for them."""
    lue = Q(etat=R.EN_RELECTURE)
    demande = Q(etat=R.PRETE_A_VALIDER)
    producteurs = (Q(etat=R.EN_CONCEPTION) & ~SOUMISE) | Q(etat=R.EN_REVISION)
    conduite = SOUMISE | (lue & ~Q(Exists(_lectures_attendues()))) | demande | Q(etat=R.VALIDEE)
    return {
        "producteurs": ("les producteurs", producteurs | (demande & Q(nature=NatureRessource.CLASSE))),
        "relecteurs": ("les relecteurs", lue & Q(Exists(_lectures_attendues()))),
        "conduite": ("le PREDAC ou l'IAN", conduite),
        "signataires": ("l'inspection ou la DRANE", Q(etat=R.EN_VALIDATION)),
    }


def attendent_quelqu_un(ressources: QuerySet[Ressource], personnes: QuerySet[Personne]) -> QuerySet[Ressource]:
    """Those that wait for one of these people by name: a producer, a proofreader. `personnes`: their numbers."""
    produites = Producteur.objects.filter(personne__in=personnes).values("ressource")
    lues = Relecture.objects.filter(relecteur__in=personnes, etat=EtatRelecture.ATTENDUE)
    des_producteurs = attendent()["producteurs"][1] & Q(Parmi("pk", produites))
    return ressources.filter(
        des_producteurs | (Q(etat=R.EN_RELECTURE) & Q(Parmi("pk", lues.values("version__ressource"))))
    )
