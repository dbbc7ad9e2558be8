"""What the list of resources is filtered by; the address holds the choice."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, QuerySet

from poles.models import Campagne
from productions.etats import EtatRessource
from productions.models import NatureRessource, Producteur, Ressource


class FiltreRessources(django_filters.FilterSet):
    texte = django_filters.CharFilter(
        label="Mots du titre", field_name="titre", lookup_expr="icontains", max_length=200
    )
    etat = django_filters.ChoiceFilter(label="État", choices=EtatRessource.choices, empty_label="Tous")
    nature = django_filters.ChoiceFilter(label="Nature", choices=NatureRessource.choices, empty_label="Toutes")
    producteur = django_filters.ModelChoiceFilter(
        label="Producteur", queryset=None, method="filtrer_producteur", empty_label="Tous"
    )

    class Meta:
        model = Ressource
        fields = ["texte", "etat", "nature", "producteur"]

    def __init__(self, *args: Any, campagne: Campagne, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        produit = Producteur.objects.filter(ressource__campagne_suivi=campagne, personne=OuterRef("pk"))
        self.filters["producteur"].queryset = get_user_model().objects.filter(Exists(produit))

    def filtrer_producteur(self, ressources: QuerySet[Ressource], nom: str, personne: Any) -> QuerySet[Ressource]:
        return ressources.filter(Exists(Producteur.objects.filter(ressource=OuterRef("pk"), personne=personne)))
