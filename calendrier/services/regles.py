"""What a pôle, or the administration for a whole cycle, decides of its reminders."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from calendrier.models import ReglagesRappels, RegleRappel
from calendrier.rappels.cibles import Cible
from calendrier.rappels.occurrences import Cadence
from calendrier.rappels.phrases import phrase_de
from commun.erreurs import ActionImpossible
from journal.services import ecrire
from poles.models import Campagne
from poles.services.campagnes import verrouiller_campagne

if TYPE_CHECKING:
    from comptes.models import Personne


@transaction.atomic
def regler_rappels(
    *, campagne: Campagne, cible: Cible, cadence: Cadence, acteur: Personne, maintenant: datetime
) -> RegleRappel:
    """« Enregistrer »: the pôle's own rule, from the next sending on. What was already sent is not sent again."""
    campagne = verrouiller_campagne(campagne)
    if cadence.apres is not None and not cible.obligatoire:
        raise ActionImpossible("Ce qui est indicatif n'est jamais rappelé après sa date.")
    avant = (*cadence.avant, None, None, None)
    regle, _ = RegleRappel.objects.update_or_create(
        campagne=campagne,
        cycle=campagne.cycle,
        nature=cible.nature,
        genre=cible.genre,
        obligatoire=cible.obligatoire,
        defaults={
            "avant_1": avant[0],
            "avant_2": avant[1],
            "avant_3": avant[2],
            "apres": cadence.apres,
            "relances": cadence.relances,
        },
    )
    _journal("rappels.regler", campagne, acteur, maintenant, f"{cible}. {phrase_de(cadence)}", {"cible": cible.code})
    return regle


@transaction.atomic
def retablir_rappels(*, campagne: Campagne, cible: Cible, acteur: Personne, maintenant: datetime) -> None:
    """« Revenir au réglage habituel » : the cycle's rule, or the usual one."""
    campagne = verrouiller_campagne(campagne)
    siennes = RegleRappel.objects.filter(
        campagne=campagne, nature=cible.nature, genre=cible.genre, obligatoire=cible.obligatoire
    )
    if not siennes.delete()[0]:
        raise ActionImpossible("Ces rappels suivent déjà le réglage habituel.")
    _journal("rappels.retablir", campagne, acteur, maintenant, str(cible), {"cible": cible.code})


@transaction.atomic
def copier_inspection(*, campagne: Campagne, oui: bool, acteur: Personne, maintenant: datetime) -> ReglagesRappels:
    """Whether the inspector reads, in their weekly mail, what is a week late."""
    campagne = verrouiller_campagne(campagne)
    reglages, _ = ReglagesRappels.objects.update_or_create(campagne=campagne, defaults={"inspection_en_copie": oui})
    texte = "l'inspection lit les retards" if oui else "l'inspection ne les lit plus"
    _journal("rappels.copier", campagne, acteur, maintenant, texte, {"oui": int(oui)})
    return reglages


def _journal(
    action: str, campagne: Campagne, acteur: Personne, maintenant: datetime, texte: str, donnees: dict[str, object]
) -> None:
    ecrire(chaine=campagne.chaine, action=action, acteur=acteur, maintenant=maintenant, donnees=donnees, texte=texte)
