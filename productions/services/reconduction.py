"""A resource is followed in the next year of its pôle: `campagne_suivi` moves, `campagne_origine` never does."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from journal.services import ecrire
from poles.models import Campagne
from productions.etats import EtatFiche
from productions.models import FicheProjet, Ressource

from .verrous import verrouiller_ressources

if TYPE_CHECKING:
    from comptes.models import Personne

# What is still being decided is no fact of the year: it goes on with its resources. A fiche retained stays.
EN_SUSPENS = (EtatFiche.BROUILLON, EtatFiche.SOUMISE, EtatFiche.A_REVOIR, EtatFiche.ROUVERTE)


@dataclass(frozen=True)
class Passage:
    """What has moved, to move it back."""

    ressources: list[int]
    fiches: list[int]


def verrouiller_campagnes_entieres(*campagnes: Campagne, aussi: Collection[int] = ()) -> list[Ressource]:
    """The fiches and the resources that belong to these campaigns or are followed there, in the order of all locks.

    `aussi`: other resources. Returns the resources, fresh.
    """
    fiches = FicheProjet.objects.filter(Q(campagne__in=campagnes) | Q(ressources__campagne_suivi__in=campagnes))
    pks = set(fiches.values_list("pk", flat=True))
    list(FicheProjet.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk"))
    siennes = Q(campagne_suivi__in=campagnes) | Q(pk__in=aussi) | Q(fiche__in=pks)
    pks = set(Ressource.objects.filter(siennes).values_list("pk", flat=True))
    return verrouiller_ressources(Ressource.objects.filter(pk__in=pks))


@transaction.atomic
def reconduire_ressources(
    *, ressources: Sequence[Ressource], vers: Campagne, acteur: Personne, maintenant: datetime
) -> Passage:
    """« Reporter » these resources, which the caller has locked with their fiches, on a later year of their pôle."""
    fiches = FicheProjet.objects.filter(ressources__in=ressources, etat__in=EN_SUSPENS).exclude(campagne=vers)
    passage = Passage([r.pk for r in ressources], sorted(set(fiches.values_list("pk", flat=True))))
    _deplacer(passage, vers, "reconduire", acteur, maintenant)
    return passage


@transaction.atomic
def ramener_ressources(*, passage: Passage, a: Campagne, acteur: Personne, maintenant: datetime) -> None:
    """What `reconduire_ressources` has moved goes back, under the same locks."""
    _deplacer(passage, a, "ramener", acteur, maintenant)


def _deplacer(passage: Passage, vers: Campagne, action: str, acteur: Personne, maintenant: datetime) -> None:
    """The journal goes from the part to the whole: fiches, then resources, each in the order of their numbers."""
    fiches = FicheProjet.objects.filter(pk__in=passage.fiches).order_by("pk")
    ressources = Ressource.objects.filter(pk__in=passage.ressources).order_by("pk")
    for fiche in fiches:
        _noter(fiche, f"ficheprojet.{action}", fiche.campagne_id, vers, acteur, maintenant)
    for ressource in ressources:
        _noter(ressource, f"ressource.{action}", ressource.campagne_suivi_id, vers, acteur, maintenant)
    fiches.update(campagne=vers)
    ressources.update(campagne_suivi=vers)


def _noter(
    objet: FicheProjet | Ressource, action: str, de: int, vers: Campagne, acteur: Personne, maintenant: datetime
) -> None:
    donnees = {"campagne": de, "campagne_suivante": vers.pk}
    ecrire(chaine=objet.chaine, action=action, acteur=acteur, maintenant=maintenant, donnees=donnees)
