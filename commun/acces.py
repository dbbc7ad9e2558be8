"""Fetch and authorise in one call: a stranger gets 404, a reader who may not act 403."""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

M = TypeVar("M", bound=Model)


def obtenir(
    visibles: QuerySet[M], personne: Any, permission: str = "", *, reserve_a: str = "", sur: str = "", **recherche: Any
) -> M:
    """The record, from a queryset scoped to `personne`.

    `permission` is a rule's name, checked on the record (or on its attribute `sur`); `reserve_a` ends the
    sentence of the 403 page: « Cette action revient au PREDAC ou à l'IAN du pôle. »
    """
    # PostgreSQL refuses the character 0, which an address may hold.
    if any(isinstance(valeur, str) and "\0" in valeur for valeur in recherche.values()):
        raise Http404
    objet = get_object_or_404(visibles, **recherche)
    if permission and not personne.has_perm(permission, getattr(objet, sur) if sur else objet):
        raise PermissionDenied(f"Cette action revient {reserve_a}." if reserve_a else "")
    return objet
