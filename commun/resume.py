"""What is read first on a page that comes back: all that is wrong on it, each with the way to where it is mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.forms import BaseForm, BaseFormSet


@dataclass(frozen=True)
class Resume:
    """Shown by templates/composants/resume_erreurs.html; false where nothing is wrong.

    `formulaires`: each with what its fields belong to (« Production 2 », or nothing). `manques`: words, and the part
    of the page where it is mended.
    """

    formulaires: Sequence[tuple[str, BaseForm]]
    listes: Sequence[BaseFormSet] = ()
    manques: Sequence[tuple[str, str]] = ()
    titre: str = "À corriger"

    def __bool__(self) -> bool:
        return any(form.errors for _, form in self.formulaires) or any(
            liste.is_bound and liste.non_form_errors() for liste in self.listes
        )


def lignes(quoi: str, liste: BaseFormSet) -> list[tuple[str, BaseForm]]:
    """The forms of a list: « Production 1 », « Production 2 »…"""
    return [(f"{quoi} {rang}", form) for rang, form in enumerate(liste, start=1)]
