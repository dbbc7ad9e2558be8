"""A list of the administration that costs the same whatever the size of its table."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from commun.administration.perimetre import DansLePerimetre
from commun.contient import CONTIENT
from commun.pagination import PaginateurBorne


class ChoixParNumero(AutocompleteSelect):
    """What is no number names nothing: the field refuses it, and showing the form again must not fail on it."""

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        """A list where nothing is chosen yet is named by what stands in it; Django leaves it empty."""
        return super().build_attrs(base_attrs, extra_attrs) | {
            "data-placeholder": f"Choisir : {self.field.verbose_name}"
        }

    def optgroups(self, name: str, value: list[Any], attr: Any = None) -> list[Any]:
        return super().optgroups(name, [v for v in value if str(v).isdecimal() and len(str(v)) < 19], attr)


class ListeBornee(DansLePerimetre):
    """Counts no further than what one leafs through. A list is sorted by what an index holds (`ordering`), and has no
    `date_hierarchy` where rows are many: it reads them all to know their years."""

    paginator = PaginateurBorne
    # Counting the whole table at each page would cost more than the page.
    show_full_result_count = False
    list_per_page = 50

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        """Names without their accents and capitals, as on the site's lists; a number is whole (« =demandeur »)."""
        champs = super().get_search_fields(request)
        return [champ if champ.startswith("=") else f"{champ}__{CONTIENT}" for champ in champs]

    def response_action(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """What names no record chooses nothing; Django would fail on it."""
        if all(map(self._est_une_cle, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            return super().response_action(request, queryset)
        messages.error(request, "Rien n'a été fait : une des lignes choisies n'existe pas. Choisissez de nouveau.")
        return redirect(request.get_full_path())

    def _est_une_cle(self, valeur: str) -> bool:
        cle = self.model._meta.pk
        try:
            cle.run_validators(cle.to_python(valeur))
        except ValidationError:
            return False
        return True

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ChoixParNumero(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
