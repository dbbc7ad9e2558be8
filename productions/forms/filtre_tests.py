"""What the class tests of a pôle are filtered by; the address holds the choice."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import Exists, F, OuterRef, QuerySet

from commun.contient import contenant
from commun.recherche import MOTS_MAX
from poles.models import Campagne, Niveau
from productions.etats import EtatTest
from productions.models import TestEnClasse

TARDIF, RETARD, ATTENDU = "tardif", "retard", "attendu"


class FiltreTests(django_filters.FilterSet):
    texte = django_filters.CharFilter(label="Titre ou établissement", method="chercher", max_length=MOTS_MAX)
    etat = django_filters.ChoiceFilter(
        label="État",
        choices=[*EtatTest.choices, (ATTENDU, "planifié ou confirmé")],
        method="filtrer_etat",
        empty_label="Tous",
    )
    niveau = django_filters.ChoiceFilter(label="Niveau", field_name="niveau", empty_label="Tous")
    quand = django_filters.ChoiceFilter(
        label="Date",
        choices=[(TARDIF, "après la fin du cycle"), (RETARD, "passée, sans réponse")],
        method="filtrer_quand",
        empty_label="Peu importe",
    )
    testeur = django_filters.ModelChoiceFilter(label="Testeur", queryset=None, empty_label="Tous")

    class Meta:
        model = TestEnClasse
        fields = ["texte", "etat", "niveau", "quand", "testeur"]

    def __init__(self, *args: Any, campagne: Campagne, jour: Any, nomme: bool, **kwargs: Any) -> None:
        """`nomme`: may the reader know who tests?"""
        super().__init__(*args, **kwargs)
        if nomme:
            siens = TestEnClasse.objects.filter(version__ressource__campagne_suivi=campagne, testeur=OuterRef("pk"))
            self.filters["testeur"].queryset = get_user_model().objects.filter(Exists(siens))
        else:
            del self.filters["testeur"]
        self.campagne, self.jour = campagne, jour
        self.filters["niveau"].extra["choices"] = list(Niveau.objects.values_list("pk", "nom"))

    def chercher(self, tests: QuerySet[TestEnClasse], nom: str, texte: str) -> QuerySet[TestEnClasse]:
        return tests.filter(contenant(texte, "version__ressource__titre", "etablissement"))

    def filtrer_etat(self, tests: QuerySet[TestEnClasse], nom: str, etat: str) -> QuerySet[TestEnClasse]:
        return tests.demandes() if etat == ATTENDU else tests.filter(etat=etat)

    def filtrer_quand(self, tests: QuerySet[TestEnClasse], nom: str, quand: str) -> QuerySet[TestEnClasse]:
        if quand == TARDIF:
            return tests.filter(jour_prevu__gt=F("version__ressource__campagne_suivi__cycle__fin"))
        return tests.attendus().filter(jour_prevu__lt=self.jour)
