"""The fiches of a pôle as one document to print or send."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string

from calendrier.queries import periodes_sans_classe
from commun.erreurs import ActionImpossible
from productions.avertissements import LIBELLES, Avertissement, avertissements_de
from productions.models import FicheProjet
from productions.planning import Planning


def document(fiches: Sequence[FicheProjet], *, couverture: bool, maintenant: datetime) -> str:
    """HTML ready for `rendre_pdf`; `couverture` adds the cover and the table of contents.

    All the fiches are of one campaign. Raises ActionImpossible when there is none.
    """
    if not fiches:
        raise ActionImpossible("Aucune fiche à imprimer : les brouillons et les fiches abandonnées n'y figurent pas.")
    campagne = fiches[0].campagne
    contexte = {
        "campagne": campagne,
        "feuilles": feuilles(fiches),
        "couverture": couverture,
        "fait_le": maintenant.astimezone(ZoneInfo(campagne.fuseau)),
    }
    return render_to_string("productions/pdf/fiches.html", contexte)


def feuilles(fiches: Sequence[FicheProjet]) -> list[dict[str, Any]]:
    """Each fiche with its dates, and beside each date what deserves a look."""
    periodes = list(periodes_sans_classe(fiches[0].campagne))
    return [{"fiche": fiche, "jours": _jours(fiche, avertissements_de(fiche, periodes))} for fiche in fiches]


def _jours(fiche: FicheProjet, trouves: Sequence[Avertissement]) -> list[dict[str, Any]]:
    return [
        {
            "libelle": LIBELLES[champ],
            "jour": jour,
            "avertissements": [a.texte for a in trouves if a.champ == champ and not a.remarque],
        }
        for champ, jour in vars(Planning.de(fiche)).items()
    ]
