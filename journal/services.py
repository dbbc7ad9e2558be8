"""The only writer of the journal."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from journal.empreintes import empreinte, empreinte_du_texte
from journal.models import Ecriture, Tete

if TYPE_CHECKING:
    from comptes.models import Personne

TEXTE_EFFACE = "journal.texte_efface"
_CODE = re.compile(r"\S{0,200}")


def ecrire(
    *,
    chaine: str,
    action: str,
    acteur: Personne | None,
    maintenant: datetime,
    donnees: dict[str, Any] | None = None,
    texte: str = "",
) -> Ecriture:
    """Append one move to its chain, inside the caller's transaction, which the chain's head then waits for.

    `donnees` can never be erased: it takes whole numbers, booleans and words without a space (ids, codes, ISO
    dates), alone or in lists and dictionaries; anything else raises TypeError. Names and free text go in
    `texte`. Who writes to several chains in one transaction goes from the part to the whole, or two of them may
    wait for each other: fiches, then resources (each in the order of their numbers, rows locked before), then what
    they belong to, the campaign, the pôle, the académie (several of a kind in the order of their names).
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("Le journal s'écrit dans la transaction de l'action.")
    donnees = donnees or {}
    _verifier(donnees)
    tete, _ = Tete.objects.select_for_update(no_key=True).get_or_create(chaine=chaine)
    sel = secrets.token_hex(16) if texte else ""
    ecriture = Ecriture(
        chaine=chaine,
        rang=tete.rang + 1,
        acteur=acteur,
        action=action,
        donnees=donnees,
        texte=texte,
        sel=sel,
        empreinte_texte=empreinte_du_texte(texte, sel),
        ecrite_le=maintenant,
    )
    ecriture.empreinte = empreinte(ecriture, tete.empreinte)
    ecriture.save(force_insert=True)
    tete.rang, tete.empreinte = ecriture.rang, ecriture.empreinte
    tete.save(update_fields=["rang", "empreinte"])
    return ecriture


@dataclass(frozen=True)
class Mouvement:
    """One move of a chain to compose, as `ecrire` would take it."""

    action: str
    acteur_id: int | None
    instant: datetime
    donnees: dict[str, Any] = field(default_factory=dict)
    texte: str = ""


def composer_chaine(
    chaine: str,
    mouvements: Iterable[Mouvement],
    sel: Callable[[], str] = lambda: secrets.token_hex(16),
    tete: Tete | None = None,
) -> tuple[list[Ecriture], Tete]:
    """The rows and the head of a chain that goes on from `tete` (by default a new one): what `ecrire` would write."""
    tete, ecritures = tete or Tete(chaine=chaine), []
    for mouvement in mouvements:
        _verifier(mouvement.donnees)
        sel_du_texte = sel() if mouvement.texte else ""
        ecriture = Ecriture(
            chaine=chaine,
            rang=tete.rang + 1,
            acteur_id=mouvement.acteur_id,
            action=mouvement.action,
            donnees=mouvement.donnees,
            texte=mouvement.texte,
            sel=sel_du_texte,
            empreinte_texte=empreinte_du_texte(mouvement.texte, sel_du_texte),
            ecrite_le=mouvement.instant,
        )
        ecriture.empreinte = empreinte(ecriture, tete.empreinte)
        ecritures.append(ecriture)
        tete.rang, tete.empreinte = ecriture.rang, ecriture.empreinte
    return ecritures, tete


def ecrire_plusieurs(*, chaine: str, mouvements: Iterable[Mouvement]) -> None:
    """As `ecrire`, many moves of one chain at once, in their order, inside the caller's transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("Le journal s'écrit dans la transaction de l'action.")
    tete, _ = Tete.objects.select_for_update(no_key=True).get_or_create(chaine=chaine)
    ecritures, tete = composer_chaine(chaine, mouvements, tete=tete)
    Ecriture.objects.bulk_create(ecritures, batch_size=500)
    tete.save(update_fields=["rang", "empreinte"])


@transaction.atomic
def effacer_texte(*, ecriture: Ecriture, acteur: Personne | None, maintenant: datetime) -> None:
    """Erase a row's free text for good; its digest stays and the erasure is itself written to the chain."""
    if not ecriture.texte:
        return
    # The one exception to « never updated »: the base manager knows nothing of the guard.
    Ecriture._base_manager.filter(pk=ecriture.pk).update(texte="", sel="")
    ecriture.texte = ecriture.sel = ""
    ecrire(
        chaine=ecriture.chaine,
        action=TEXTE_EFFACE,
        acteur=acteur,
        maintenant=maintenant,
        donnees={"rang": ecriture.rang},
    )


def _verifier(valeur: Any) -> None:
    if isinstance(valeur, dict):
        for cle, contenu in valeur.items():
            if not isinstance(cle, str):
                raise TypeError(f"Journal : la clé {cle!r} doit être un mot.")
            _verifier(contenu)
    elif isinstance(valeur, list | tuple):
        for contenu in valeur:
            _verifier(contenu)
    elif isinstance(valeur, str):
        if not _CODE.fullmatch(valeur):
            raise TypeError(f"Journal : {valeur[:50]!r} est du texte libre ; il va dans `texte`.")
    elif valeur is not None and not isinstance(valeur, int):
        raise TypeError(f"Journal : {type(valeur).__name__} ne s'écrit pas dans `donnees`.")
