"""What the list of fiches is filtered by; the address holds the choice."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet

from commun.contient import contenant
from commun.recherche import MOTS_MAX, Recherche
from productions.etats import EtatFiche
from productions.models import FicheProjet
from productions.queries.recherche import fiches_trouvees

from .chercher import AvecRecherche, ChampDeRecherche
from .choix import disciplines_et_niveaux

ATTENDUS = {
    "auteurs": ("ceux qui l'écrivent", [EtatFiche.BROUILLON, EtatFiche.A_REVOIR, EtatFiche.ROUVERTE]),
    "conduite": ("le PREDAC ou l'IAN", [EtatFiche.SOUMISE]),
}


class FiltreFiches(AvecRecherche, django_filters.FilterSet):
    secondaires: tuple[str, ...] = ("discipline", "niveau", "outil")

    texte = ChampDeRecherche("Titres, textes, disciplines, outils")
    etat = django_filters.ChoiceFilter(label="État", choices=EtatFiche.choices, empty_label="Tous")
    attend = django_filters.ChoiceFilter(
        label="En attente de",
        choices=[(code, libelle) for code, (libelle, _) in ATTENDUS.items()],
        method="filtrer_attend",
        empty_label="Peu importe",
    )
    discipline = django_filters.ChoiceFilter(label="Discipline", field_name="disciplines", empty_label="Toutes")
    niveau = django_filters.ChoiceFilter(label="Niveau", field_name="niveaux", empty_label="Tous")

    outil = django_filters.CharFilter(label="Outil ou service", method="filtrer_outil", max_length=MOTS_MAX)

    class Meta:
        model = FicheProjet
        fields = ["texte", "etat", "attend", "discipline", "niveau", "outil"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Plain choices: checking what was chosen then costs no query.
        self.filters["discipline"].extra["choices"], self.filters["niveau"].extra["choices"] = disciplines_et_niveaux()

    def trouver(self, lignes: QuerySet[FicheProjet], recherche: Recherche) -> QuerySet[FicheProjet]:
        return fiches_trouvees(lignes, recherche)

    def filtrer_attend(self, fiches: QuerySet[FicheProjet], nom: str, qui: str) -> QuerySet[FicheProjet]:
        return fiches.filter(etat__in=ATTENDUS[qui][1])

    def filtrer_outil(self, fiches: QuerySet[FicheProjet], nom: str, texte: str) -> QuerySet[FicheProjet]:
        return fiches.filter(contenant(texte, "outils"))
