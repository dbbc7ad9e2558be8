"""The grid that a proofreader fills in beside the remarks, if they wish to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from commun.erreurs import ActionImpossible
from grilles.models import VersionGrille
from grilles.services import enregistrer_reponses
from productions.etats import EtatRelecture
from productions.models import Relecture


@transaction.atomic
def remplir_grille(
    *, relecture: Relecture, grille: VersionGrille, valeurs: Mapping[int, int | str], maintenant: datetime
) -> Relecture:
    """« Enregistrer mes réponses »: the proofreader's alone until they hand in; nothing is asked of them."""
    relecture = verrouiller_relecture(relecture)
    if relecture.etat != EtatRelecture.ATTENDUE:
        raise ActionImpossible(f"Cette relecture est {relecture.get_etat_display()} : sa grille ne change plus.")
    ancienne = relecture.feuille
    # A grid without an answer is no grid: nothing of it is handed in, or counted.
    if valeurs:
        relecture.feuille = enregistrer_reponses(
            feuille=ancienne, grille=grille, valeurs=valeurs, maintenant=maintenant
        )
    else:
        relecture.feuille = None
    relecture.save(update_fields=["feuille"])
    if ancienne and not valeurs:
        ancienne.delete()
    return relecture


def verrouiller_relecture(relecture: Relecture) -> Relecture:
    """As it now is. Its sheet is read after: joined to the row waited for, it would be as it was before."""
    verrouillee = Relecture.objects.select_for_update(of=("self",), no_key=True)
    return verrouillee.select_related("version__ressource").get(pk=relecture.pk)
