"""The reviews and their documents, to read: they are written and sealed on their own pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Q, QuerySet

from bilans.etats import SCELLES
from bilans.models import Bilan, Generation, Reconduction
from commun.admin.lecture_seule import LectureSeule
from commun.administration.perimetre import Acces
from commun.administration.rubriques import Rubrique
from poles.admin.perimetre import administrees, de_la_campagne, fonctions
from poles.droits import droits_de

if TYPE_CHECKING:
    from comptes.models import Personne


def _conduits(prefixe: str, personne: Personne, par_mandat: bool) -> Q:
    """Those of the campaigns that one leads, and of the académies that one administers."""
    siens = droits_de(personne).q(f"{prefixe}campagne__", *fonctions(par_mandat))
    return siens | Q(**{f"{prefixe}academie__in": administrees(personne)})


def bilans(table: QuerySet[Bilan], personne: Personne, par_mandat: bool) -> QuerySet[Bilan]:
    return table.filter(_conduits("", personne, par_mandat))


def generations(table: QuerySet[Any], personne: Personne, par_mandat: bool) -> QuerySet[Any]:
    """A draft is its writers' alone, here too."""
    lisibles = Q(genre__in=SCELLES) & _conduits("bilan__", personne, par_mandat)
    return table.filter(_conduits("bilan__", personne, True) | lisibles)


@admin.register(Bilan)
class BilanAdmin(LectureSeule):
    acces = Acces(bilans)
    rubrique = Rubrique.BILANS
    list_display = ["__str__", "etat", "etat_depuis", "ouvert_par"]
    list_filter = ["etat", "annee"]
    list_select_related = ["campagne__pole", "academie", "ouvert_par"]
    search_fields = ["campagne__pole__nom", "academie__nom", "annee"]
    # What was chosen is read on the review itself; here each list would offer every row of its table.
    exclude = ["mises_en_avant", "verbatims", "impressions"]


@admin.register(Generation)
class GenerationAdmin(LectureSeule):
    acces = Acces(generations)
    rubrique = Rubrique.BILANS
    list_display = ["__str__", "bilan", "genre", "faite_le", "demandee_par", "pages"]
    list_filter = ["genre", "bilan__annee"]
    list_select_related = ["bilan__campagne__pole", "bilan__academie", "demandee_par"]
    search_fields = ["bilan__campagne__pole__nom", "bilan__academie__nom", "sha256"]
    date_hierarchy = "faite_le"
    # Served by its own page, to whom it may be.
    exclude = ["fichier"]


@admin.register(Reconduction)
class ReconductionAdmin(LectureSeule):
    """It is done and undone on the pôle's page, which brings everything back."""

    acces = Acces(de_la_campagne("de"))
    rubrique = Rubrique.BILANS
    list_display = ["__str__", "faite_le", "faite_par"]
    list_filter = [("faite_le", admin.DateFieldListFilter)]
    list_select_related = ["de__pole", "de__cycle", "vers__cycle", "faite_par"]
    search_fields = ["de__pole__nom", "vers__cycle__libelle"]
