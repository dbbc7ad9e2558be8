"""Search in the administration: the pages' own, and the names that a list of the administration is asked for."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from commun.contient import contenant
from commun.ensembles import Parmi
from commun.recherche import MOTS_MAX, Recherche
from poles.models import Campagne
from productions.forms.chercher import personnes_nommees
from productions.models import FicheProjet, Producteur, Ressource
from productions.queries.recherche import fiches_trouvees, ressources_trouvees


class ChercheParMots:
    """For a table of the administration whose rows have words. Names and words are not mixed: one or the other."""

    # Django shows its search box, and opens its autocompletes, where this says something.
    search_fields = ["titre"]
    search_help_text = "Des mots du titre ou de la fiche, ou bien un nom de personne ou de pôle."

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        saisie = search_term.strip()[:MOTS_MAX]
        return (self.trouver(request, queryset, saisie) if saisie else queryset), False

    def trouver(self, request: HttpRequest, lignes: QuerySet[Any], saisie: str) -> QuerySet[Any]:
        raise NotImplementedError


def fiches_cherchees(fiches: QuerySet[FicheProjet], saisie: str) -> QuerySet[FicheProjet]:
    noms = personnes_nommees(saisie)
    produites = Producteur.objects.filter(personne__in=noms).values("ressource__fiche")
    return fiches.filter(
        Q(Parmi("pk", fiches_trouvees(FicheProjet.objects.all(), Recherche(saisie)).values("pk")))
        | Q(Parmi("pk", produites))
        | Q(Parmi("redigee_par", noms))
        | Q(Parmi("campagne", _campagnes(saisie)))
    )


def ressources_cherchees(ressources: QuerySet[Ressource], saisie: str, request: HttpRequest) -> QuerySet[Ressource]:
    trouvees = ressources_trouvees(Ressource.objects.all(), Recherche(saisie), request.user)
    produites = Producteur.objects.filter(personne__in=personnes_nommees(saisie)).values("ressource")
    return ressources.filter(
        Q(Parmi("pk", trouvees.values("pk")))
        | Q(Parmi("pk", produites))
        | Q(Parmi("campagne_suivi", _campagnes(saisie)))
    )


def _campagnes(saisie: str) -> QuerySet[Campagne]:
    return Campagne.objects.filter(contenant(saisie, "pole__nom")).values("pk")
