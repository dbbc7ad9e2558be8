"""What a filter of the administration proposes: nothing that the person could not read in the list behind it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import ModelAdmin
from django.db.models import CharField, Field
from django.http import HttpRequest

# What names a record: asked from another table, it is the record that one chooses.
NOMMENT = {"libelle", "nom"}


class RelationDuPerimetre(admin.RelatedFieldListFilter):
    def field_choices(self, field: Field, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[Any, str]]:
        table = model_admin.admin_site._registry.get(field.remote_field.model)
        if table is None or request.user.is_superuser:
            return super().field_choices(field, request, model_admin)
        return [(ligne.pk, str(ligne)) for ligne in table.get_queryset(request)]


class ValeursDuPerimetre(admin.AllValuesFieldListFilter):
    """Of a column of another table: its values in the rows that this other table shows, under that table's name."""

    def __init__(
        self, field: Field, request: HttpRequest, params: Any, model: Any, model_admin: ModelAdmin, field_path: str
    ) -> None:
        super().__init__(field, request, params, model, model_admin, field_path)
        table = model_admin.admin_site._registry.get(field.model)
        if field.name in NOMMENT and field.model is not model_admin.model:
            self.title = field.model._meta.verbose_name
        if table is not None and not request.user.is_superuser:
            lignes = table.get_queryset(request).order_by(field.name)
            self.lookup_choices = lignes.values_list(field.name, flat=True).distinct()


def tenir_les_filtres() -> None:
    """For every list, without a word from any: once, when the administration starts."""
    enregistrer = admin.FieldListFilter.register
    enregistrer(lambda f: bool(f.remote_field), RelationDuPerimetre, take_priority=True)
    enregistrer(lambda f: isinstance(f, CharField) and not f.choices, ValeursDuPerimetre, take_priority=True)
