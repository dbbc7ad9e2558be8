"""What a mail says: the subject and the paragraphs of its template, then the common envelope."""

from __future__ import annotations

import re
from typing import Any

from django.template import Context, engines
from django.template.loader import get_template

_FIN_DU_SUJET = "\0"
# Lines that hold nothing but a comment or {% load … %} may stand above the subject.
_LIGNES_DE_SERVICE = re.compile(r"\A(?:\s*(?:\{%\s*load\b[^%\n]*%\}|\{#[^#\n]*#\})[ \t]*\n)*\s*")
LONGUEUR_SUJET = 250


def composer(gabarit: str, contexte: dict[str, Any]) -> tuple[str, str]:
    """Return (subject, text) of templates/courriels/<gabarit>.txt.

    The end of the subject is marked in the source, not found in the result: a title that holds a line break
    stays whole in the subject, on one line.
    """
    source = get_template(f"courriels/{gabarit}.txt").template.source
    entete = _LIGNES_DE_SERVICE.match(source).group()
    sujet, _, corps = source[len(entete) :].partition("\n")
    modele = engines["django"].engine.from_string(f"{entete}{sujet}{_FIN_DU_SUJET}{corps}")
    rendu_sujet, _, rendu_corps = modele.render(Context(contexte, autoescape=False)).partition(_FIN_DU_SUJET)
    return _une_ligne(rendu_sujet), _paragraphes(rendu_corps)


def _une_ligne(texte: str) -> str:
    texte = " ".join(texte.split())
    return texte if len(texte) <= LONGUEUR_SUJET else texte[: LONGUEUR_SUJET - 1] + "…"


def _paragraphes(texte: str) -> str:
    lignes = "\n".join(ligne.strip() for ligne in texte.replace(_FIN_DU_SUJET, "").splitlines())
    return re.sub(r"\n{3,}", "\n\n", lignes).strip()
