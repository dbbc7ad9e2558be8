"""Masking the hints, one by one or all, and having them back. Kept with the account, which every page loads anyway."""

from __future__ import annotations

from django.db import transaction

from aide.conseils import CODES, TOUS
from commun.erreurs import ActionImpossible
from comptes.models import Personne


def masquer_conseil(*, personne: Personne, code: str) -> None:
    """« Masquer ce conseil »."""
    if code not in CODES:
        raise ActionImpossible("Ce conseil n'existe plus.")
    _retenir(personne, code)


def ne_plus_afficher_de_conseils(*, personne: Personne) -> None:
    """« Ne plus afficher de conseils », those to come included."""
    _retenir(personne, TOUS)


def afficher_de_nouveau_les_conseils(*, personne: Personne) -> None:
    """« Afficher de nouveau les conseils »: all of them, as on the first day."""
    Personne.objects.filter(pk=personne.pk).update(conseils_masques=[])


@transaction.atomic
def _retenir(personne: Personne, code: str) -> None:
    """Under the row's lock: two tabs that mask two hints keep both."""
    ligne = Personne.objects.select_for_update(no_key=True).only("conseils_masques").get(pk=personne.pk)
    if code not in ligne.conseils_masques:
        ligne.conseils_masques = sorted({*ligne.conseils_masques, code})
        ligne.save(update_fields=["conseils_masques"])
