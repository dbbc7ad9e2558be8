"""The lists across all of a person's campaigns."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery

from commun.ensembles import Parmi
from poles.droits import droits_de
from productions.models import FicheProjet, Remarque, Ressource, Version

from .pieces import versions_lisibles
from .ressources import pour_liste

if TYPE_CHECKING:
    from comptes.models import Personne


def fiches_visibles(personne: Personne) -> QuerySet[FicheProjet]:
    # Counted row by row of the page: a join would group the whole table first.
    productions = Ressource.objects.filter(fiche=OuterRef("pk")).order_by().values("fiche").annotate(n=Count("pk"))
    return (
        FicheProjet.objects.visibles_par(personne)
        .annotate(nombre_productions=Subquery(productions.values("n"), output_field=IntegerField()))
        .select_related("campagne__pole", "campagne__cycle")
        .prefetch_related("disciplines", "niveaux")
    )


def ressources_visibles(personne: Personne, jour: date | None = None) -> QuerySet[Ressource]:
    """`jour`: with who is away on that day."""
    ressources = pour_liste(Ressource.objects.visibles_par(personne), jour)
    return ressources.select_related("fiche", "campagne_suivi__pole__academie", "campagne_suivi__cycle")


def versions_visibles(personne: Personne) -> QuerySet[Version]:
    """Those in force, of the resources that the person sees."""
    return versions_lisibles(personne).select_related(
        "deposee_par", "ressource__campagne_suivi__pole", "ressource__campagne_suivi__cycle"
    )


def remarques_visibles(personne: Personne) -> QuerySet[Remarque]:
    """As on the resource's page: one's own, and those that were handed in."""
    remarques = Remarque.objects.visibles_par(personne)
    if not droits_de(personne).tous:
        ressources = Ressource.objects.visibles_par(personne).values("pk")
        versions = Version.objects.filter(Parmi("ressource", ressources))
        remarques = remarques.filter(Parmi("version", versions.values("pk")))
    return remarques.select_related(
        "auteur", "version__ressource__campagne_suivi__pole", "version__ressource__campagne_suivi__cycle"
    )
