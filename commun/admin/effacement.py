"""What has served is never deleted: it is closed, ended or renamed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.http import HttpRequest

from commun.admin.bornee import ListeBornee


def a_servi(objet: Model) -> bool:
    """Whether any other record names this one, in whatever room."""
    relations = [
        champ
        for champ in objet._meta.get_fields(include_hidden=True)
        if champ.auto_created and not champ.concrete and (champ.one_to_many or champ.one_to_one or champ.many_to_many)
    ]
    return any(r.related_model._base_manager.filter(**{r.field.name: objet}).exists() for r in relations)


class EffacableSiInutilise(ListeBornee):
    """Deleting is for a record typed by mistake, one at a time."""

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) and obj is not None and not a_servi(obj)

    def get_actions(self, request: HttpRequest) -> dict[str, tuple[Callable[..., Any], str, str]]:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions


class JamaisEfface(ListeBornee):
    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
