"""A list of the administration that costs the same whatever the size of its table."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import ForeignKey
from django.forms import ModelChoiceField
from django.http import HttpRequest

from commun.pagination import PaginateurBorne


class ChoixParNumero(AutocompleteSelect):
    """What is no number names nothing: the field refuses it, and showing the form again must not fail on it."""

    def optgroups(self, name: str, value: list[Any], attr: Any = None) -> list[Any]:
        return super().optgroups(name, [v for v in value if str(v).isdecimal() and len(str(v)) < 19], attr)


class ListeBornee(ModelAdmin):
    """Counts no further than what one leafs through. A list is sorted by what an index holds (`ordering`), and has no
    `date_hierarchy` where rows are many: it reads them all to know their years."""

    paginator = PaginateurBorne
    # Counting the whole table at each page would cost more than the page.
    show_full_result_count = False
    list_per_page = 50

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ChoixParNumero(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
