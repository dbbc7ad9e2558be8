"""Where people work, always through here."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from poles.models import Affectation, Etablissement

if TYPE_CHECKING:
    from comptes.models import Personne


def affecter(*, personne: Personne, etablissement: Etablissement, debut: date) -> Affectation:
    """The person works in this establishment from that day on."""
    return Affectation.objects.create(personne=personne, etablissement=etablissement, debut=debut)
