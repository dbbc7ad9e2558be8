"""What a meeting decided: noted, confided to somebody, done."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commun.erreurs import ActionImpossible
from commun.templatetags.dates import instant
from journal.services import ecrire
from suivi import courriels
from suivi.models import Decision, Reunion

from .verrou import verrouiller_decision, verrouiller_reunion

if TYPE_CHECKING:
    from comptes.models import Personne


@transaction.atomic
def noter_decision(
    *,
    reunion: Reunion,
    texte: str,
    responsable: Personne | None,
    echeance: date | None,
    acteur: Personne,
    maintenant: datetime,
) -> Decision:
    """« Ajouter la décision »: with somebody and a date, it is theirs to do, and they are told.

    Raises ActionImpossible for the same once more: of two clicks, one confides it.
    """
    reunion = verrouiller_reunion(reunion)
    if not reunion.tenue:
        raise ActionImpossible("Les décisions se notent quand la réunion a eu lieu.")
    if reunion.decisions.filter(texte=texte, responsable=responsable, echeance=echeance).exists():
        raise ActionImpossible("Cette décision est déjà notée : elle est sur la page de la réunion.")
    decision = Decision.objects.create(
        reunion=reunion,
        texte=texte,
        responsable=responsable,
        echeance=echeance,
        notee_par=acteur,
        notee_le=maintenant,
    )
    _ecrire(decision, "decision.noter", acteur, maintenant)
    courriels.decision_confiee(decision, acteur=acteur, maintenant=maintenant)
    return decision


@transaction.atomic
def modifier_decision(
    *,
    decision: Decision,
    texte: str,
    responsable: Personne | None,
    echeance: date | None,
    acteur: Personne,
    maintenant: datetime,
) -> Decision:
    """« Modifier la décision »: who takes it over, or gets another date, is told."""
    decision = verrouiller_decision(decision)
    if decision.faite_le:
        raise ActionImpossible(f"Cette décision est faite : {_par_qui(decision)}.")
    avant = (decision.responsable_id, decision.echeance)
    decision.texte, decision.responsable, decision.echeance = texte, responsable, echeance
    decision.save(update_fields=["texte", "responsable", "echeance"])
    _ecrire(decision, "decision.modifier", acteur, maintenant)
    if avant != (decision.responsable_id, echeance):
        courriels.decision_confiee(decision, acteur=acteur, maintenant=maintenant)
    return decision


@transaction.atomic
def faire_decision(*, decision: Decision, acteur: Personne, maintenant: datetime) -> Decision:
    """« C'est fait »."""
    decision = verrouiller_decision(decision)
    if decision.faite_le:
        raise ActionImpossible(f"C'est déjà noté : {_par_qui(decision)}.")
    decision.faite_le, decision.faite_par = maintenant, acteur
    decision.save(update_fields=["faite_le", "faite_par"])
    _ecrire(decision, "decision.faire", acteur, maintenant)
    return decision


def _par_qui(decision: Decision) -> str:
    return f"{decision.faite_par.nom_complet}, le {instant(decision.faite_le)}"


def _ecrire(decision: Decision, action: str, acteur: Personne, maintenant: datetime) -> None:
    ecrire(
        chaine=decision.reunion.chaine,
        action=action,
        acteur=acteur,
        maintenant=maintenant,
        donnees={"decision": decision.pk, "reunion": decision.reunion_id, "responsable": decision.responsable_id or 0},
        texte=decision.texte,
    )
