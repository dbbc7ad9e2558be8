"""What the software writes by itself is read in the admin, never typed there."""

from __future__ import annotations

from django.db.models import Model, URLField
from django.http import HttpRequest

from commun.admin.bornee import ListeBornee


class LectureSeule(ListeBornee):
    # Django's next default, said now: without it an address shown there warns at each page.
    formfield_overrides = {URLField: {"assume_scheme": "https"}}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
