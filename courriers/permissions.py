"""Who rewrites the texts of mails, and who reads the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from poles.droits import droits_de
from poles.models import Academie
from poles.permissions import administre_une_academie, conduit_quelque_part

if TYPE_CHECKING:
    from comptes.models import Personne


@rules.predicate
def redige_pour(personne: Personne, academie: Academie | None) -> bool:
    """Its own administration, for an académie; for the service as a whole, who has every right."""
    droits = droits_de(personne)
    return droits.tous or (academie is not None and academie.pk in droits.academies_administrees)


rules.add_perm("courriers.lire_textes", administre_une_academie)
rules.add_perm("courriers.rediger", redige_pour)
rules.add_perm("courriers.lire_envois", conduit_quelque_part)
