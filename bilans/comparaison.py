"""Two documents of one review, in figures."""

from __future__ import annotations

from bilans.contenu.chiffres import LIBELLES, Chiffre
from bilans.models import Generation


def comparer(generation: Generation, precedente: Generation | None) -> list[Chiffre]:
    """Each figure of the document, with that of the one before; a figure that did not exist yet has none."""
    avant = precedente.chiffres if precedente else {}
    return [
        Chiffre(cle, libelle, generation.chiffres[cle], avant.get(cle))
        for cle, libelle in LIBELLES.items()
        if cle in generation.chiffres
    ]
