"""What the list of one's own visas is filtered by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters
from django.db.models import QuerySet

from commun.contient import CONTIENT
from poles.filtres import FiltreParCampagne
from validations.models import Avis, NatureVisa, Visa
from validations.queries import reveles_a

if TYPE_CHECKING:
    from comptes.models import Personne

_CAMPAGNE = "demande__ressource__campagne_suivi"


class FiltreVisas(django_filters.FilterSet):
    """Of one's own visas only: their opinions are no secret to their author."""

    cycle = django_filters.ChoiceFilter(label="Année", field_name=f"{_CAMPAGNE}__cycle", empty_label="Toutes")
    pole = django_filters.ChoiceFilter(label="Pôle", field_name=f"{_CAMPAGNE}__pole", empty_label="Tous")
    avis = django_filters.ChoiceFilter(label="Mon avis", choices=Avis.choices, empty_label="Tous")

    class Meta:
        model = Visa
        fields = ["cycle", "pole", "avis"]

    def __init__(self, *args: Any, personne: Personne, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cadres = Visa.objects.filter(signataire=personne).values_list(
            f"{_CAMPAGNE}__cycle", f"{_CAMPAGNE}__cycle__libelle", f"{_CAMPAGNE}__pole", f"{_CAMPAGNE}__pole__nom"
        )
        lignes = list(cadres.order_by().distinct())
        cycles, poles = {(pk, nom) for pk, nom, _, _ in lignes}, {(pk, nom) for _, _, pk, nom in lignes}
        self.filters["cycle"].extra["choices"] = sorted(cycles, key=lambda c: c[1], reverse=True)
        self.filters["pole"].extra["choices"] = sorted(poles, key=lambda c: c[1])


class FiltreMesVisas(FiltreParCampagne):
    """Across the resources that one sees: the filter by opinion answers for the visas that one may read, no other."""

    chemin = _CAMPAGNE

    texte = django_filters.CharFilter(
        label="Mots du titre", field_name="demande__ressource__titre", lookup_expr=CONTIENT, max_length=100
    )
    nature = django_filters.ChoiceFilter(label="Nature", choices=NatureVisa.choices, empty_label="Toutes")
    avis = django_filters.ChoiceFilter(
        label="Avis (visas révélés)", choices=Avis.choices, method="filtrer_avis", empty_label="Tous"
    )
    apres = django_filters.DateFilter(label="Donné à partir du", field_name="donne_le", lookup_expr="date__gte")
    avant = django_filters.DateFilter(label="Donné jusqu'au", field_name="donne_le", lookup_expr="date__lte")

    class Meta:
        model = Visa
        fields = ["texte", "pole", "cycle", "nature", "avis", "apres", "avant"]

    def __init__(self, *args: Any, personne: Personne, **kwargs: Any) -> None:
        super().__init__(*args, personne=personne, **kwargs)
        self.personne = personne

    def filtrer_avis(self, visas: QuerySet[Visa], nom: str, avis: str) -> QuerySet[Visa]:
        return visas.filter(reveles_a(self.personne), avis=avis)
