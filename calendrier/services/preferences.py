"""What a person wants to be reminded of, and how often."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from calendrier.models import PreferencesRappels

if TYPE_CHECKING:
    from comptes.models import Personne


@transaction.atomic
def enregistrer_preferences(*, personne: Personne, indicatifs: bool, rythme: str) -> PreferencesRappels:
    """« Enregistrer »: from the next mail on."""
    preferences, _ = PreferencesRappels.objects.update_or_create(
        personne=personne, defaults={"indicatifs": indicatifs, "rythme": rythme}
    )
    return preferences


@transaction.atomic
def se_desabonner(*, personne: Personne) -> PreferencesRappels:
    """« Ne plus recevoir »: no more reminders of what is indicative; what binds still comes. Harmless again."""
    preferences, _ = PreferencesRappels.objects.update_or_create(personne=personne, defaults={"indicatifs": False})
    return preferences
