"""How this room's e-mails about a resource are posted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from commun.services.diffusion import diffuser
from productions.journees import reunis
from productions.models import Ressource

if TYPE_CHECKING:
    from comptes.models import Personne


def prevenir(
    gabarit: str,
    ressource: Ressource,
    a: Iterable[Personne],
    acteur: Personne | None,
    maintenant: datetime,
    bouton: str,
    url: str = "",
    nouvelle: bool = False,
    **contexte: Any,
) -> None:
    diffuser(
        a,
        gabarit=gabarit,
        objet=ressource.chaine,
        url=url or ressource.get_absolute_url(),
        bouton=bouton,
        maintenant=maintenant,
        sauf=acteur,
        nouvelle=nouvelle,
        nouvelle_pour=() if nouvelle else reunis(gabarit, ressource, maintenant),
        ressource=ressource,
        acteur=acteur,
        **contexte,
    )
