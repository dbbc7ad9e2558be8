"""What the list of the reminders of a pôle is filtered by."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from calendrier.etats import EtatRappel
from calendrier.models import NatureEcheance, Rappel
from commun.contient import contenant
from commun.etats import EtatCourriel
from commun.models.courriel import DELAI_BLOCAGE
from commun.recherche import MOTS_MAX

ETATS = [
    ("envoye", "envoyé"),
    ("en_attente", "en attente d'envoi"),
    ("en_panne", "bloqué ou en échec"),
    ("saute", "sauté"),
]


class FiltreRappels(django_filters.FilterSet):
    personne = django_filters.CharFilter(label="Personne", method="de_la_personne", max_length=MOTS_MAX)
    nature = django_filters.ChoiceFilter(label="Étape", choices=NatureEcheance.choices, empty_label="Toutes")
    etat = django_filters.ChoiceFilter(label="État", choices=ETATS, method="dans_l_etat", empty_label="Tous")
    du = django_filters.DateFilter(label="Du", field_name="jour", lookup_expr="gte")
    au = django_filters.DateFilter(label="Au", field_name="jour", lookup_expr="lte")

    class Meta:
        model = Rappel
        fields = ["personne", "nature", "etat", "du", "au"]

    def __init__(self, *args: Any, maintenant: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.maintenant = maintenant

    def de_la_personne(self, lignes: QuerySet[Rappel], nom: str, texte: str) -> QuerySet[Rappel]:
        return lignes.filter(contenant(texte, "personne__nom", "personne__prenom"))

    def dans_l_etat(self, lignes: QuerySet[Rappel], nom: str, etat: str) -> QuerySet[Rappel]:
        bloque = Q(courriel__etat=EtatCourriel.EN_COURS, courriel__reclame_le__lte=self.maintenant - DELAI_BLOCAGE)
        en_panne = bloque | Q(courriel__etat=EtatCourriel.ECHEC)
        parti = Q(courriel__etat=EtatCourriel.ENVOYE)
        attend = Q(etat=EtatRappel.A_ENVOYER) | (Q(etat=EtatRappel.ENVOYE) & ~parti & ~en_panne)
        q = {"envoye": parti, "en_attente": attend, "en_panne": en_panne, "saute": Q(etat=EtatRappel.SAUTE)}[etat]
        return lignes.filter(q)
