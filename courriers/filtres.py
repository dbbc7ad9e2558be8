"""What the outbox is searched by."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import django_filters
from django.db.models import QuerySet

from commun.contient import contenant
from commun.etats import EtatCourriel, GenreCourriel
from commun.gabarits import gabarits, texte_livre
from commun.models import Courriel
from commun.recherche import MOTS_MAX

# « bloqué » is no state of the row: it is one that has gone silent.
BLOQUE = "bloque"
ETATS = [(BLOQUE, "bloqué"), *[choix for choix in EtatCourriel.choices if choix[0] != EtatCourriel.GROUPE]]


def sortes() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every mail by name, under its part of the service."""
    par_rubrique: dict[str, list[tuple[str, str]]] = {}
    for livre in map(texte_livre, gabarits()):
        par_rubrique.setdefault(livre.rubrique, []).append((livre.gabarit, livre.nom))
    return [(rubrique, sorted(noms, key=lambda nom: nom[1])) for rubrique, noms in sorted(par_rubrique.items())]


class FiltreEnvois(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Destinataire ou sujet", method="contenant", max_length=MOTS_MAX)
    sorte = django_filters.ChoiceFilter(
        label="Courriel", field_name="gabarit", choices=sortes, empty_label="Tous les courriels"
    )
    genre = django_filters.ChoiceFilter(label="Genre", choices=GenreCourriel.choices, empty_label="Tous")
    etat = django_filters.ChoiceFilter(label="État", choices=ETATS, method="dans_l_etat", empty_label="Tous")
    du = django_filters.DateFilter(label="Du", field_name="cree_le", lookup_expr="date__gte")
    au = django_filters.DateFilter(label="Au", field_name="cree_le", lookup_expr="date__lte")

    class Meta:
        model = Courriel
        fields = ["q", "sorte", "genre", "etat", "du", "au"]

    def __init__(self, *args: Any, maintenant: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.maintenant = maintenant

    def contenant(self, courriels: QuerySet[Courriel], nom: str, texte: str) -> QuerySet[Courriel]:
        """Each word, in the name or in the subject; never in the address, which most readers of the list do not see."""
        return courriels.filter(contenant(texte, "nom_destinataire", "sujet"))

    def dans_l_etat(self, courriels: QuerySet[Courriel], nom: str, etat: str) -> QuerySet[Courriel]:
        return courriels.bloques(self.maintenant) if etat == BLOQUE else courriels.filter(etat=etat)
