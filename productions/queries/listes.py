"""The lists across campaigns: which rows a person sees, then what the rows of a page show."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery

from commun.ensembles import Parmi
from poles.droits import droits_de
from productions.models import FicheProjet, Remarque, Ressource, Version

from .ressources import pour_liste

if TYPE_CHECKING:
    from comptes.models import Personne


def remarques_visibles(personne: Personne) -> QuerySet[Remarque]:
    """As on the resource's page: one's own, and those that were handed in."""
    remarques = Remarque.objects.visibles_par(personne)
    if droits_de(personne).tous:
        return remarques
    versions = Version.objects.filter(Parmi("ressource", Ressource.objects.visibles_par(personne).values("pk")))
    return remarques.filter(Parmi("version", versions.values("pk")))


def habiller_fiches(fiches: QuerySet[FicheProjet]) -> QuerySet[FicheProjet]:
    # Counted row by row of the page: a join would group the whole table first.
    productions = Ressource.objects.filter(fiche=OuterRef("pk")).order_by().values("fiche").annotate(n=Count("pk"))
    return (
        fiches.annotate(nombre_productions=Subquery(productions.values("n"), output_field=IntegerField()))
        .select_related("campagne__pole", "campagne__cycle")
        .prefetch_related("disciplines", "niveaux")
    )


def habiller_ressources(ressources: QuerySet[Ressource], jour: date | None = None) -> QuerySet[Ressource]:
    """`jour`: with who is away on that day."""
    ressources = pour_liste(ressources, jour)
    return ressources.select_related("fiche", "campagne_suivi__pole__academie", "campagne_suivi__cycle")


def habiller_versions(versions: QuerySet[Version]) -> QuerySet[Version]:
    return versions.select_related("deposee_par", "ressource__campagne_suivi__pole", "ressource__campagne_suivi__cycle")


def habiller_remarques(remarques: QuerySet[Remarque]) -> QuerySet[Remarque]:
    return remarques.select_related(
        "auteur", "version__ressource__campagne_suivi__pole", "version__ressource__campagne_suivi__cycle"
    )
