"""Tags behind templates/composants/ that need more than a variable."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import template
from django.forms import BoundField
from django.http import QueryDict
from django_filters import FilterSet

from commun.templatetags.dsfr_crispy import champ_dsfr

register = template.Library()


@dataclass(frozen=True)
class FiltreActif:
    libelle: str
    valeur: str
    sans: str
    """Query string of the same list without this filter."""


def _shown(field: BoundField, values: list[str]) -> str:
    choices = dict(_flat(getattr(field.field, "choices", ())))
    return ", ".join(str(choices.get(value, value)) for value in values)


def _flat(choices: Iterable[tuple[Any, Any]]) -> Iterator[tuple[str, Any]]:
    """Choices without their groups, keys as the address writes them."""
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(key), label


def _without(data: QueryDict, name: str) -> str:
    rest = data.copy()
    rest.pop(name, None)
    rest.pop("page", None)
    query = rest.urlencode()
    return f"?{query}" if query else ""


@register.simple_tag
def filtres_actifs(filtre: FilterSet) -> list[FiltreActif]:
    """The filters of a FilterSet that narrow the list now, each with the address that removes it."""
    data = filtre.form.data
    actifs = []
    for field in filtre.form:
        values = [value for value in data.getlist(field.html_name) if value] if data else []
        if values:
            actifs.append(FiltreActif(field.label, _shown(field, values), _without(data, field.html_name)))
    return actifs


@register.filter
def refuses(filtre: FilterSet) -> list[str]:
    """The labels of the filters that ask for what does not exist, or not for this person."""
    return [str(field.label) for field in filtre.form if field.errors]


@register.simple_tag
def champ_filtre(field: BoundField) -> str:
    """A filter's field: nobody expects a filter to be required, so it is never marked as optional."""
    return champ_dsfr(field, marquer_facultatif=False)


@register.filter
def principaux(filtre: FilterSet) -> list[BoundField]:
    """The fields that are always shown."""
    return [champ for champ in filtre.form if champ.name not in getattr(filtre, "secondaires", ())]


@dataclass(frozen=True)
class Autres:
    """The other fields of a filter, and whether one of them narrows the list or is refused."""

    champs: list[BoundField]
    ouverts: bool


@register.filter
def secondaires(filtre: FilterSet) -> Autres:
    champs = [champ for champ in filtre.form if champ.name in getattr(filtre, "secondaires", ())]
    return Autres(champs, any(champ.errors or filtre.form.data.get(champ.html_name) for champ in champs))
