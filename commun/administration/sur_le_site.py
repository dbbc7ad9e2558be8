"""The pages of the service that the administration leads to, from a heading of its index and from a record.

What is one row is changed in a table; what takes a page of its own is done on that page. The rooms above say which, and
to whom each opens: nobody is shown a link that would be refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from commun.administration.rubriques import Rubrique

Lien = tuple[str, str]  # what it says, where it leads


@dataclass(frozen=True)
class Page:
    """`vue` is an address without a record; `ouverte` is asked of whoever reads the index."""

    titre: str
    vue: str
    ouverte: Callable[[Any], bool] = lambda personne: True

    def lien(self) -> Lien:
        return self.titre, reverse(self.vue)


@dataclass(frozen=True)
class Groupe:
    """Links of one kind of work, on a record."""

    titre: str
    liens: Sequence[Lien] = field(default_factory=tuple)


# Of a record, for a person: what its page of the administration shows under « Sur le site ».
PagesDe = Callable[[Any, Any], Sequence[Groupe]]
_DES_RUBRIQUES: dict[Rubrique, Sequence[Page]] = {}


def mener_a(pages: dict[Rubrique, Sequence[Page]]) -> None:
    """Called once, by the room that knows all the others."""
    _DES_RUBRIQUES.update(pages)


def liens_de(rubrique: Rubrique, personne: Any) -> list[Lien]:
    return [page.lien() for page in _DES_RUBRIQUES.get(rubrique, ()) if page.ouverte(personne)]
