"""About a resource and its versions."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from productions.models import Ressource, Version

from .destinataires import coordination, producteurs
from .envoi import prevenir

if TYPE_CHECKING:
    from comptes.models import Personne


def producteur_ajoute(
    ressource: Ressource, personne: Personne, part: Personne | None, *, acteur: Personne, maintenant: datetime
) -> None:
    """To who produces it from now on; as news to the other producers."""
    contexte = {"personne": personne, "part": part}
    prevenir("producteur_ajoute", ressource, [personne], acteur, maintenant, "Ouvrir la ressource", **contexte)
    autres = producteurs(ressource).exclude(pk=personne.pk)
    prevenir(
        "producteurs_changes", ressource, autres, acteur, maintenant, "Voir la ressource", nouvelle=True, **contexte
    )


def depot_annule(version: Version, *, acteur: Personne, maintenant: datetime) -> None:
    """To the PREDAC/IAN: forget the version announced."""
    ressource = version.ressource
    prevenir(
        "depot_annule",
        ressource,
        coordination(ressource.campagne_suivi, maintenant),
        acteur,
        maintenant,
        "Voir la ressource",
        nouvelle=True,
        version=version,
    )


def ressource_abandonnee(ressource: Ressource, *, motif: str, acteur: Personne, maintenant: datetime) -> None:
    """To its producers, with the reason, and what it does not change about their pay."""
    prevenir(
        "ressource_abandonnee", ressource, producteurs(ressource), acteur, maintenant, "Voir la ressource", motif=motif
    )


def ressource_reprise(ressource: Ressource, *, motif: str, acteur: Personne, maintenant: datetime) -> None:
    """To its producers: work goes on."""
    prevenir(
        "ressource_reprise", ressource, producteurs(ressource), acteur, maintenant, "Voir la ressource", motif=motif
    )


def ressource_scindee(ressource: Ressource, seconde: Ressource, *, acteur: Personne, maintenant: datetime) -> None:
    """To the producers of both: who goes with which, and what is to do again."""
    premiers, seconds = producteurs(ressource), producteurs(seconde)
    prevenir(
        "ressource_scindee",
        ressource,
        premiers | seconds,
        acteur,
        maintenant,
        "Voir la seconde ressource",
        url=seconde.get_absolute_url(),
        seconde=seconde,
        premiers=[p.nom_complet for p in premiers],
        seconds=[p.nom_complet for p in seconds],
    )
