"""To who joins a team."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from commun.services.courriels import poster
from poles.models import Mandat

if TYPE_CHECKING:
    from comptes.models import Personne


def bienvenue_dans_l_equipe(mandat: Mandat, *, par: Personne, maintenant: datetime) -> None:
    """To somebody who has just been given a mandate: where to go, and that a code is enough to sign in."""
    campagne = mandat.campagne
    poster(
        gabarit="bienvenue_dans_l_equipe",
        destinataire=mandat.personne,
        cle=f"bienvenue:{mandat.pk}",
        url=campagne.get_absolute_url() if campagne else "/",
        bouton="Ouvrir la page du pôle",
        maintenant=maintenant,
        contexte={"campagne": campagne, "mandat": mandat, "par": par},
    )
