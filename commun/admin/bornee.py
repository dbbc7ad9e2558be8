"""A list of the administration that costs the same whatever the size of its table."""

from __future__ import annotations

from django.contrib.admin import ModelAdmin

from commun.pagination import PaginateurBorne


class ListeBornee(ModelAdmin):
    """Counts no further than what one leafs through. A list is sorted by what an index holds (`ordering`), and has no
    `date_hierarchy` where rows are many: it reads them all to know their years."""

    paginator = PaginateurBorne
    # Counting the whole table at each page would cost more than the page.
    show_full_result_count = False
    list_per_page = 50
