"""What « Mon compte » says of this room: which reminders the person wants."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from comptes.rubriques import Rubrique

from .etats import Rythme
from .models import PreferencesRappels

if TYPE_CHECKING:
    from comptes.models import Personne


def lignes_du_compte(personne: Personne, jour: date) -> list[Rubrique]:
    preferences = PreferencesRappels.objects.filter(personne=personne).first() or PreferencesRappels()
    quand = "Une fois par semaine" if preferences.rythme == Rythme.HEBDOMADAIRE else "Chaque jour utile"
    quoi = "les dates obligatoires et les indicatives" if preferences.indicatifs else "les dates obligatoires seulement"
    return [Rubrique("Rappels", f"{quand}, {quoi}.", (("Choisir mes rappels", reverse("calendrier:mes_rappels")),))]
