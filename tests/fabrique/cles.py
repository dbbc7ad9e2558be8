"""What tells one call from another: its arguments, as values that a dictionary can hold."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import Model

_SIMPLES = (type(None), bool, int, float, str, bytes, date, time, timedelta, Decimal, UUID, Path)
# It moves each time one signs in, and nothing is decided by it.
_SANS_SUITE = {"last_login"}


class Inconnue(Exception):
    """Nobody can say whether this value is the same as another."""


def cle(valeur: Any) -> Any:
    if isinstance(valeur, _SIMPLES):
        return type(valeur).__name__, valeur
    if isinstance(valeur, Model):
        return _enregistrement(valeur)
    if isinstance(valeur, dict):
        return "dict", tuple(sorted((str(nom), cle(v)) for nom, v in valeur.items()))
    if isinstance(valeur, list | tuple):
        return "suite", tuple(cle(v) for v in valeur)
    if is_dataclass(valeur) and not isinstance(valeur, type):
        return type(valeur).__name__, tuple(cle(getattr(valeur, f.name)) for f in fields(valeur))
    raise Inconnue(type(valeur))


def _enregistrement(objet: Model) -> Any:
    """As it is in memory: a test may have changed it without saving."""
    if objet._state.adding:
        raise Inconnue(objet._meta.label)
    contenu = [objet.__dict__.get(f.attname) for f in objet._meta.concrete_fields if f.attname not in _SANS_SUITE]
    return objet._meta.label, repr(contenu)
