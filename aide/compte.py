"""What « Mon compte » says of the hints."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from aide.conseils import CODES, TOUS
from comptes.models import Personne
from comptes.rubriques import Rubrique


def lignes_du_compte(personne: Personne, jour: date) -> Iterable[Rubrique]:
    masques = set(personne.conseils_masques) & CODES
    if TOUS in personne.conseils_masques:
        valeur = "Aucun ne s'affiche."
    elif masques:
        valeur = f"{len(masques)} masqué{'s' if len(masques) > 1 else ''} sur {len(CODES)}."
    else:
        valeur = "Affichés en haut des écrans principaux, jusqu'à ce que vous les masquiez."
    yield Rubrique("Conseils", valeur, (("Régler les conseils", reverse("aide:mes_conseils")),))
