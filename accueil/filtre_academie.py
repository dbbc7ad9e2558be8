"""What an académie's screen is narrowed by. Its rows are at hand: each choice is a question to a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import django_filters

from accueil.queries.academie import ATTENDUS, LigneDePole
from commun.textes import mots
from poles.filtres import MOTS_MAX
from poles.models import Campagne
from productions.queries.retards import RETARDS

QUELQU_UN = "quelqu_un"
VISAS = {"1": "au moins un", "8": "depuis plus d'une semaine", "31": "depuis plus d'un mois"}
PARTIES = {"retard": "une partie en retard", "reste": "une partie reste à faire", "faites": "toutes faites"}


class FiltreAcademie(django_filters.FilterSet):
    cycle = django_filters.ChoiceFilter(label="Cycle", empty_label=None)
    texte = django_filters.CharFilter(label="Nom du pôle", max_length=MOTS_MAX)
    parties = django_filters.ChoiceFilter(
        label="Parties obligatoires", choices=list(PARTIES.items()), empty_label="Peu importe"
    )
    manque = django_filters.ChoiceFilter(
        label="Il manque",
        choices=[(QUELQU_UN, "quelqu'un"), *((f.value, libelle) for f, libelle in ATTENDUS.items())],
        empty_label="Peu importe",
    )
    retard = django_filters.ChoiceFilter(
        label="Ressources en retard", choices=list(RETARDS.items()), empty_label="Peu importe"
    )
    visas = django_filters.ChoiceFilter(
        label="Visas qui attendent", choices=list(VISAS.items()), empty_label="Peu importe"
    )

    class Meta:
        model = Campagne
        fields = ["cycle", "texte", "parties", "manque", "retard", "visas"]

    def __init__(self, *args: Any, cycles: Sequence[str], jour: date, **kwargs: Any) -> None:
        super().__init__(*args, queryset=Campagne.objects.none(), **kwargs)
        self.jour = jour
        self.filters["cycle"].extra["choices"] = [(libelle, libelle) for libelle in cycles]

    def retenir(self, lignes: Iterable[LigneDePole]) -> list[LigneDePole]:
        """Those that answer every question; all of them where one is not understood (the field says it)."""
        choisis = self.form.cleaned_data if self.is_bound and self.form.is_valid() else {}
        questions: dict[str, Callable[[LigneDePole, str], bool]] = {
            "texte": _nomme,
            "parties": _parties,
            "manque": _manque,
            "retard": lambda ligne, jours: (ligne.pire or 0) >= int(jours),
            "visas": self._attend,
        }
        posees = [(question, choisis[nom]) for nom, question in questions.items() if choisis.get(nom)]
        return [ligne for ligne in lignes if all(question(ligne, choix) for question, choix in posees)]

    def _attend(self, ligne: LigneDePole, jours: str) -> bool:
        depuis = ligne.attente.depuis
        return ligne.visas > 0 and (jours == "1" or bool(depuis and depuis <= self.jour - timedelta(days=int(jours))))


def _nomme(ligne: LigneDePole, texte: str) -> bool:
    siens = " ".join(mots(ligne.nom))
    return all(mot in siens for mot in mots(texte))


def _parties(ligne: LigneDePole, choix: str) -> bool:
    if choix == "retard":
        return ligne.parties_en_retard > 0
    faites = ligne.parties_faites == len(ligne.parties)
    return faites if choix == "faites" else not faites


def _manque(ligne: LigneDePole, choix: str) -> bool:
    return bool(ligne.manquants) if choix == QUELQU_UN else choix in ligne.manquants
