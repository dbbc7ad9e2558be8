"""Writing the XML of a Moodle backup."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, indent, tostring

NUL = "$@NULL@$"  # how Moodle writes a database NULL
Enfants = Sequence[Element]


def noeud(nom: str, enfants: Enfants = (), *, attributs: dict[str, object] | None = None, **textes: object) -> Element:
    """An element; `textes` become children that hold one value, before `enfants`."""
    element = Element(nom, {cle: str(valeur) for cle, valeur in (attributs or {}).items()})
    for cle, valeur in textes.items():
        fils = Element(cle)
        fils.text = str(valeur)
        element.append(fils)
    element.extend(enfants)
    return element


def en_octets(racine: Element) -> bytes:
    indent(racine)
    corps = tostring(racine, encoding="unicode", short_empty_elements=False)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{corps}'.encode()
