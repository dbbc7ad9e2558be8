"""What a table is about, for the person who deposited it, with the rights that they have now."""

from __future__ import annotations

from typing import Any

from commun.erreurs import ActionImpossible
from importations.models import Importation
from importations.sortes import Sorte, sorte_de


def ouvrir(importation: Importation) -> tuple[Sorte, Any]:
    """Raises ActionImpossible for who may no longer import it."""
    sorte, qui = sorte_de(importation.sorte), importation.demandeur
    portee = sorte and sorte.portees(qui).filter(pk=importation.portee).first()
    if not portee or not qui.is_active or not qui.has_perm(sorte.permission, portee):
        raise ActionImpossible("Vous ne pouvez plus importer ce tableau : cette action revient à d'autres désormais.")
    return sorte, portee
