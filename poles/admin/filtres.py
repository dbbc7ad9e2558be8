"""Filters of the tables that hang on a pôle or on a team."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Field, QuerySet
from django.http import HttpRequest

from commun.administration.filtres import RelationDuPerimetre
from poles.models import Mandat


class PoleFiltre(RelationDuPerimetre):
    """Those that one leads. A superuser has all of them: too many for a list of links, they are searched by name."""

    def field_choices(self, field: Field, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[Any, str]]:
        return [] if request.user.is_superuser else super().field_choices(field, request, model_admin)


class InvitationFiltre(admin.SimpleListFilter):
    title = "invitation"
    parameter_name = "invitation"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("attend", "n'est pas encore venu"), ("venu", "est déjà venu")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Mandat]) -> QuerySet[Mandat]:
        if self.value() not in ("attend", "venu"):
            return queryset
        return queryset.filter(personne__last_login__isnull=self.value() == "attend")
