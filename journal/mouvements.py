"""The one writer of every state: looks the move up in the object's table, writes the state and the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from commun.erreurs import ActionImpossible
from journal.peremption import dernier_geste
from journal.services import ecrire

if TYPE_CHECKING:
    from comptes.models import Personne

ETAT_D_AVANT = ""  # a move back to the state kept in `etat_avant`


@dataclass(frozen=True)
class Transition:
    """One line of a transition table: from this state, this action leads there; `qui` says who, for the reader."""

    de: str
    action: str
    vers: str
    qui: str
    libelle: str = ""
    motif: bool = False


class Mobile(Protocol):
    transitions: Sequence[Transition]
    chaine: str
    etat: str
    etat_depuis: datetime | None


def trouver(objet: Mobile, action: str) -> Transition | None:
    return next((t for t in objet.transitions if t.de == objet.etat and t.action == action), None)


def actions_possibles(objet: Mobile) -> list[str]:
    return [t.action for t in objet.transitions if t.de == objet.etat]


def changer_etat(
    objet: Any,
    action: str,
    *,
    acteur: Personne | None,
    maintenant: datetime,
    donnees: Mapping[str, Any] | None = None,
    texte: str = "",
    avec: Iterable[str] = (),
) -> Transition:
    """Move `objet`, whose row the caller has locked. Raises ActionImpossible when the table has no such move.

    `avec`: the fields that go with the state in one write, where the database refuses one without the others.
    """
    transition = trouver(objet, action)
    if transition is None:
        raise ActionImpossible(refus(objet, action))
    avant, champs = objet.etat, ["etat", "etat_depuis", *avec]
    objet.etat = transition.vers or objet.etat_avant
    objet.etat_depuis = maintenant
    if hasattr(objet, "etat_avant"):
        objet.etat_avant = avant
        champs.append("etat_avant")
    objet.save(update_fields=champs)
    ecrire(
        chaine=objet.chaine,
        action=f"{objet._meta.model_name}.{action}",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"de": avant, "vers": objet.etat, **(donnees or {})},
        texte=texte,
    )
    return transition


def refus(objet: Any, action: str) -> str:
    """Why the table has no such move now, and who made the last one."""
    libelle = next((t.libelle for t in objet.transitions if t.action == action and t.libelle), action.replace("_", " "))
    qui = dernier_geste(objet)
    return (
        f"« {libelle.capitalize()} » n'est pas possible maintenant : l'état est « {objet.get_etat_display()} »."
        f"{f' {qui}.' if qui else ''}"
    )


def empechement(objet: Any, action: str) -> str:
    """The same before anything is tried; empty when the move is possible."""
    return "" if trouver(objet, action) else refus(objet, action)
