"""Who makes a resource. Several rules hang on it: nobody proofreads or visas what they produce."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q

from commun.erreurs import ActionImpossible
from journal.services import ecrire
from productions import courriels
from productions.etats import RELECTURES_TENUES
from productions.models import Producteur, Relecture, Ressource, TestEnClasse, Version

from .verrous import verrouiller_ressource

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
    """Set the producers, inside the caller's transaction.

    Raises ActionImpossible for who proofreads the resource or is awaited as its tester, and for taking off who has
    deposited a version of it: taken off, they could proofread or visa what they made.
    """
    voulus = {p.pk: p for p in personnes}
    presents = set(ressource.liens_producteurs.values_list("personne", flat=True))
    ajoutes, retires = voulus.keys() - presents, presents - voulus.keys()
    _refuser_retrait(ressource, retires)
    for pk in ajoutes:
        _refuser_relecteur(ressource, voulus[pk])
        _refuser_testeur(ressource, voulus[pk])
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


@transaction.atomic
def ajouter_producteur(
    *, ressource: Ressource, personne: Personne, acteur: Personne, maintenant: datetime
) -> Ressource:
    """« Ajouter parmi les producteurs »: those that there are stay."""
    return _changer_producteurs(ressource, personne, None, acteur, maintenant)


@transaction.atomic
def remplacer_producteur(
    *, ressource: Ressource, ancien: Personne, nouveau: Personne, acteur: Personne, maintenant: datetime
) -> Ressource:
    """« Remplacer » one of the producers, who has deposited nothing: else their name stays."""
    return _changer_producteurs(ressource, nouveau, ancien, acteur, maintenant)


def _changer_producteurs(
    ressource: Ressource, arrive: Personne, part: Personne | None, acteur: Personne, maintenant: datetime
) -> Ressource:
    ressource = verrouiller_ressource(ressource)
    presents = get_user_model().objects.filter(productions__ressource=ressource)
    voulus = {p.pk: p for p in presents if part is None or p.pk != part.pk}
    if len(voulus) == len(presents) and part is not None:
        raise ActionImpossible(f"{part.nom_complet} ne produit plus « {ressource.titre} » : rechargez la page.")
    if arrive.pk in voulus:
        raise ActionImpossible(f"{arrive.nom_complet} produit déjà « {ressource.titre} ».")
    definir_producteurs(ressource=ressource, personnes=[*voulus.values(), arrive], acteur=acteur, maintenant=maintenant)
    courriels.producteur_ajoute(ressource, arrive, part, acteur=acteur, maintenant=maintenant)
    return ressource


def _refuser_retrait(ressource: Ressource, retires: set[int]) -> None:
    deposees = Version.objects.filter(ressource=ressource, deposee_par__in=retires, annulee_le__isnull=True)
    if version := deposees.select_related("deposee_par").order_by("numero").first():
        raise ActionImpossible(
            f"{version.deposee_par.nom_complet} a déposé la {version} de « {ressource.titre} » : "
            "son nom y reste parmi ceux qui l'ont produite."
        )


def _refuser_relecteur(ressource: Ressource, personne: Personne) -> None:
    relit = Relecture.objects.filter(version__ressource=ressource, relecteur=personne, etat__in=RELECTURES_TENUES)
    if relit.exists():
        raise ActionImpossible(
            f"{personne.nom_complet} relit « {ressource.titre} » : on ne relit pas ce que l'on produit."
        )


def _refuser_testeur(ressource: Ressource, personne: Personne) -> None:
    """By their account, or by their address where who planned the test did not know of the account."""
    siens = Q(testeur=personne) | Q(testeur_courriel=personne.email.lower())
    if TestEnClasse.objects.attendus().filter(siens, version__ressource=ressource).exists():
        raise ActionImpossible(
            f"{personne.nom_complet} doit tester « {ressource.titre} » en classe : on ne teste pas ce que l'on "
            "produit. Annulez d'abord ce test, ou attendez ses réponses."
        )
