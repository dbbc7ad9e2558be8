"""What every list across one's campaigns is filtered by: the pôle and the cycle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet

from commun.contient import contenant
from commun.ensembles import Parmi
from commun.recherche import MOTS_MAX
from poles.models import Campagne, Cycle, Pole

if TYPE_CHECKING:
    from comptes.models import Personne

# Past that, a list of names is longer to read than a name to type, and heavier than the page.
POLES_PROPOSES = 40


class FiltreParCampagne(django_filters.FilterSet):
    """`chemin` leads from a row to its campaign. The choices are the campaigns that the person sees."""

    chemin = "campagne"

    pole = django_filters.ChoiceFilter(label="Pôle", method="du_pole", empty_label="Tous")
    cycle = django_filters.ChoiceFilter(label="Cycle", method="du_cycle", empty_label="Tous")

    def __init__(self, *args: Any, personne: Personne, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campagnes = Campagne.objects.visibles_par(personne)
        poles = Pole.objects.filter(Exists(campagnes.filter(pole=OuterRef("pk")))).order_by("nom", "pk")
        proposes = list(poles.values_list("pk", "nom")[: POLES_PROPOSES + 1])
        if len(proposes) > POLES_PROPOSES:
            self.filters["pole"] = self._par_nom()
        else:
            self.filters["pole"].extra["choices"] = proposes
        # By name: a hundred académies' cycles of one year are one choice.
        cycles = Cycle.objects.filter(Exists(campagnes.filter(cycle=OuterRef("pk"))))
        libelles = cycles.order_by("-libelle").values_list("libelle", flat=True).distinct()
        self.filters["cycle"].extra["choices"] = [(libelle, libelle) for libelle in libelles]

    def _par_nom(self) -> django_filters.CharFilter:
        filtre = django_filters.CharFilter(label="Pôle (nom)", method="du_pole_nomme", max_length=MOTS_MAX)
        filtre.parent, filtre.model, filtre.field_name = self, self._meta.model, "pole"
        filtre.method = "du_pole_nomme"
        return filtre

    def du_pole(self, lignes: QuerySet[Any], nom: str, pole: str) -> QuerySet[Any]:
        return self._de(lignes, Campagne.objects.filter(pole=pole))

    def du_pole_nomme(self, lignes: QuerySet[Any], nom: str, texte: str) -> QuerySet[Any]:
        nomme = contenant(texte, "pole__nom")
        # By its number too: a view that is shared by somebody of fewer pôles chose it in a list.
        par_numero = Q(pole=int(texte)) if texte.isdecimal() and len(texte) < 10 else Q()
        return self._de(lignes, Campagne.objects.filter(nomme | par_numero if par_numero else nomme))

    def du_cycle(self, lignes: QuerySet[Any], nom: str, libelle: str) -> QuerySet[Any]:
        return self._de(lignes, Campagne.objects.filter(cycle__libelle=libelle))

    def _de(self, lignes: QuerySet[Any], campagnes: QuerySet[Campagne]) -> QuerySet[Any]:
        return lignes.filter(Parmi(self.chemin, campagnes.values("pk")))
