"""What the list of resources is filtered by; the address holds the choice."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, QuerySet

from poles.models import Campagne
from productions.etats import EtatRelecture, EtatRessource
from productions.models import NatureRessource, Producteur, Relecture, Ressource

from .filtre_avancement import FiltreAvancement


class FiltreRessources(FiltreAvancement):
    texte = django_filters.CharFilter(
        label="Mots du titre", field_name="titre", lookup_expr="icontains", max_length=200
    )
    etat = django_filters.ChoiceFilter(label="État", choices=EtatRessource.choices, empty_label="Tous")
    nature = django_filters.ChoiceFilter(label="Nature", choices=NatureRessource.choices, empty_label="Toutes")
    producteur = django_filters.ModelChoiceFilter(
        label="Producteur", queryset=None, method="filtrer_producteur", empty_label="Tous"
    )
    relecteur = django_filters.ModelChoiceFilter(
        label="À relire par", queryset=None, method="filtrer_relecteur", empty_label="Tous"
    )

    class Meta:
        model = Ressource
        fields = ["texte", "etape", "etat", "avancement", "retard", "nature", "producteur", "relecteur"]

    def __init__(self, *args: Any, campagne: Campagne, jour: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.jour = jour
        produit = Producteur.objects.filter(ressource__campagne_suivi=campagne, personne=OuterRef("pk"))
        lit = _a_rendre().filter(version__ressource__campagne_suivi=campagne, relecteur=OuterRef("pk"))
        for nom, lien in (("producteur", produit), ("relecteur", lit)):
            self.filters[nom].queryset = get_user_model().objects.filter(Exists(lien))

    def filtrer_producteur(self, ressources: QuerySet[Ressource], nom: str, personne: Any) -> QuerySet[Ressource]:
        return ressources.filter(Exists(Producteur.objects.filter(ressource=OuterRef("pk"), personne=personne)))

    def filtrer_relecteur(self, ressources: QuerySet[Ressource], nom: str, personne: Any) -> QuerySet[Ressource]:
        return ressources.filter(Exists(_a_rendre().filter(version__ressource=OuterRef("pk"), relecteur=personne)))


def _a_rendre() -> QuerySet[Relecture]:
    return Relecture.objects.filter(etat=EtatRelecture.ATTENDUE)
