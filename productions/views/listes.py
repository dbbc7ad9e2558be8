"""« Listes »: the fiches, resources, versions and remarks of all one's campaigns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commun.horloge import aujourdhui, maintenant
from commun.listes import Colonne, Liste
from comptes.models import Personne
from poles.filtres import FiltreParCampagne
from productions import colonnes
from productions.forms import filtres
from productions.forms.filtre_ressources import FiltreMesRessources
from productions.models import FicheProjet, Ressource
from productions.queries import listes
from productions.queries.fiches import producteurs_par_fiche
from productions.queries.pieces import versions_lisibles
from productions.queries.ressources import situees


@dataclass(frozen=True)
class Sorte:
    """What one list is made of; `defaut` is its usual sort."""

    nom: str
    lignes: Callable[[Personne], QuerySet[Any]]
    habiller: Callable[[QuerySet[Any]], QuerySet[Any]]
    filtre: type[FiltreParCampagne]
    colonnes: tuple[Colonne, ...]
    defaut: str
    completer: Callable[[Iterable[Any]], Iterable[Any]] = iter

    def filtrer(self, donnees: QueryDict | None, personne: Personne, instant: datetime) -> FiltreParCampagne:
        return self.filtre(donnees, queryset=self.lignes(personne), personne=personne, maintenant=instant)


def _avec_producteurs(fiches: Iterable[Any]) -> list[Any]:
    fiches = list(fiches)
    producteurs = producteurs_par_fiche(fiches)
    for fiche in fiches:
        fiche.producteurs = [personne.nom_complet for personne in producteurs[fiche.pk]]
    return fiches


FICHES = Sorte(
    "fiches",
    FicheProjet.objects.visibles_par,
    listes.habiller_fiches,
    filtres.FiltreMesFiches,
    colonnes.FICHES,
    "-etat_depuis",
    _avec_producteurs,
)
RESSOURCES = Sorte(
    "ressources",
    Ressource.objects.visibles_par,
    listes.habiller_ressources,
    FiltreMesRessources,
    colonnes.RESSOURCES,
    "-etat_depuis",
    situees,
)
VERSIONS = Sorte(
    "versions",
    versions_lisibles,
    listes.habiller_versions,
    filtres.FiltreMesVersions,
    colonnes.VERSIONS,
    "-deposee_le",
    list,
)
REMARQUES = Sorte(
    "remarques",
    listes.remarques_visibles,
    listes.habiller_remarques,
    filtres.FiltreMesRemarques,
    colonnes.REMARQUES,
    "-cree_le",
    list,
)
SORTES = (FICHES, RESSOURCES, VERSIONS, REMARQUES)


@require_safe
def mes_fiches(request: HttpRequest) -> HttpResponseBase:
    return _montrer(request, FICHES)


@require_safe
def mes_ressources(request: HttpRequest) -> HttpResponseBase:
    return _montrer(request, RESSOURCES)


@require_safe
def mes_versions(request: HttpRequest) -> HttpResponseBase:
    return _montrer(request, VERSIONS)


@require_safe
def mes_remarques(request: HttpRequest) -> HttpResponseBase:
    return _montrer(request, REMARQUES)


def _montrer(request: HttpRequest, sorte: Sorte) -> HttpResponseBase:
    filtre = sorte.filtrer(request.GET or None, request.user, maintenant())
    liste = Liste(request, filtre, sorte.colonnes, sorte.defaut, sorte.habiller, completer=sorte.completer)
    if liste.a_exporter:
        return liste.exporter(sorte.nom)
    contexte = {
        "liste": liste,
        "filtre": filtre,
        "page": liste.page,
        "lignes": liste.rangees,
        "jour": aujourdhui(),
        "fil": [(sorte.nom.capitalize(), "")],
    }
    return render(request, f"productions/listes/{sorte.nom}.html", contexte)
