"""« surligner »: the words that a search has found, in what a list shows."""

from __future__ import annotations

import re
from itertools import takewhile

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from commun.recherche import Recherche
from commun.textes import sans_accents

register = template.Library()

_MOT = re.compile(r"([^\W_]+)")
# In letters: what two words of one family have in common, and the endings that may differ.
RACINE, FINALE = 4, 2


@register.filter
def surligner(texte: str, recherche: Recherche | None) -> str | SafeString:
    """The text, escaped, its words that were looked for marked."""
    if not recherche:
        return texte
    # Words stand at the odd places.
    morceaux = _MOT.split(texte)
    return mark_safe(  # noqa: S308 - each piece is escaped
        "".join(
            format_html("<mark>{}</mark>" if i % 2 and _cherche(mot, recherche) else "{}", mot)
            for i, mot in enumerate(morceaux)
        )
    )


def _cherche(mot: str, recherche: Recherche) -> bool:
    plie = sans_accents(mot)
    return any(plie.startswith(voulu) or _parents(plie, voulu) for voulu in recherche.mots)


def _parents(mot: str, voulu: str) -> bool:
    """« document » and « documents », « commercial » and « commerciaux »."""
    commun = sum(1 for _ in takewhile(lambda paire: paire[0] == paire[1], zip(mot, voulu, strict=False)))
    return commun >= RACINE and max(len(mot), len(voulu)) - commun <= FINALE
