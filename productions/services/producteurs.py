"""Who makes a resource. Several rules hang on it: nobody proofreads or visas what they produce."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from commun.erreurs import ActionImpossible
from journal.services import ecrire
from productions.etats import EtatRelecture
from productions.models import Producteur, Relecture, Ressource

if TYPE_CHECKING:
    from comptes.models import Personne


# Raises ActionImpossible where a room above knows why this person cannot produce the resource.
Empechement = Callable[[Ressource, "Personne"], None]
_empechements: list[Empechement] = []


def enregistrer_empechement(empechement: Empechement) -> None:
    """To call in `AppConfig.ready`."""
    _empechements.append(empechement)


def definir_producteurs(
    *, ressource: Ressource, personnes: Iterable[Personne], acteur: Personne, maintenant: datetime
) -> None:
    """Set the producers, inside the caller's transaction. Raises ActionImpossible for who proofreads the resource."""
    voulus = {p.pk: p for p in personnes}
    presents = set(ressource.liens_producteurs.values_list("personne", flat=True))
    ajoutes, retires = voulus.keys() - presents, presents - voulus.keys()
    for pk in ajoutes:
        _refuser_relecteur(ressource, voulus[pk])
        for empechement in _empechements:
            empechement(ressource, voulus[pk])
        Producteur.objects.create(ressource=ressource, personne=voulus[pk])
    ressource.liens_producteurs.filter(personne__in=retires).delete()
    if ajoutes or retires:
        ecrire(
            chaine=ressource.chaine,
            action="ressource.producteurs",
            acteur=acteur,
            maintenant=maintenant,
            donnees={"ajoutes": sorted(ajoutes), "retires": sorted(retires)},
        )


def _refuser_relecteur(ressource: Ressource, personne: Personne) -> None:
    relit = Relecture.objects.filter(version__ressource=ressource, relecteur=personne).exclude(etat=EtatRelecture.CLOSE)
    if relit.exists():
        raise ActionImpossible(
            f"{personne.nom_complet} relit « {ressource.titre} » : on ne relit pas ce que l'on produit."
        )
