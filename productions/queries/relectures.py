"""Who may proofread a version, and what each has to proofread already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from calendrier.models import NatureEcheance
from calendrier.queries import echeances_de, jour_de
from poles.models import Fonction
from poles.queries import avec_absence, personnes_exercant
from productions.etats import EtatRelecture, EtatRessource
from productions.models import Relecture, Ressource, Version

if TYPE_CHECKING:
    from comptes.models import Personne

DELAI_USUEL = timedelta(days=14)


def candidats(version: Version, jour: date) -> QuerySet[Personne]:
    """The campaign's teachers and its PREDAC/IAN, the least loaded first: neither producers nor already assigned."""
    ressource = version.ressource
    equipe = personnes_exercant(ressource.campagne_suivi, jour, Fonction.ENSEIGNANT, Fonction.COORDINATEUR)
    return (
        avec_absence(equipe, jour)
        .exclude(pk__in=ressource.liens_producteurs.values("personne"))
        .exclude(pk__in=version.relectures.values("relecteur"))
        .annotate(a_rendre=Coalesce(Subquery(_charge(), output_field=IntegerField()), 0))
        .order_by("a_rendre", "nom", "prenom", "pk")
    )


def _charge() -> QuerySet:
    a_rendre = Relecture.objects.filter(
        relecteur=OuterRef("pk"), etat=EtatRelecture.ATTENDUE, version__ressource__etat=EtatRessource.EN_RELECTURE
    )
    return a_rendre.order_by().values("relecteur").annotate(nombre=Count("pk")).values("nombre")


def echeance_proposee(ressource: Ressource, jour: date) -> date:
    """The fiche's own date, else the milestone of the V2, when they are still to come; else two weeks."""
    campagne = ressource.campagne_suivi
    prevues: Sequence[date | None] = (
        ressource.fiche.jour_relecture,
        jour_de(echeances_de(campagne), NatureEcheance.V2),
    )
    return next((prevue for prevue in prevues if prevue and prevue > jour), jour + DELAI_USUEL)
