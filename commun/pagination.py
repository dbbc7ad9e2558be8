"""Pages of a list, whose cost does not grow with the table."""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

LIGNES_COMPTEES = 1_000
LIGNES_PAR_PAGE = 25


class PaginateurBorne(Paginator):
    """Counts no further than LIGNES_COMPTEES rows: past that, one filters rather than leafs through."""

    @cached_property
    def count(self) -> int:
        # Neither sorted nor annotated: any of the rows will do.
        return self.object_list.order_by().values("pk")[:LIGNES_COMPTEES].count()

    @property
    def borne_atteinte(self) -> bool:
        return self.count == LIGNES_COMPTEES


def paginer(request: HttpRequest, queryset: QuerySet, par_page: int | None = None) -> Page:
    """The page that `?page=` asks for (the nearest one when it does not exist).

    Raises ValueError on a queryset without an order, whose pages would repeat and lose rows.
    """
    if not queryset.ordered:
        raise ValueError("paginer() attend un queryset ordonné.")
    return PaginateurBorne(queryset, par_page or LIGNES_PAR_PAGE).get_page(request.GET.get("page"))
