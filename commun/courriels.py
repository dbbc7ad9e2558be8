"""What a mail says: the subject and the paragraphs of its template, then the common envelope."""

from __future__ import annotations

import re
from collections.abc import Callable
from email.message import Message
from email.utils import formataddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, SafeMIMEText
from django.template import Context, engines
from django.template.loader import get_template, render_to_string

from commun.models import Courriel
from commun.textes import sans_invisibles

LONGUEUR_SUJET = 250
_FIN_DU_SUJET = "\0"
# Lines that hold nothing but a comment or {% load … %} may stand above the subject.
_LIGNES_DE_SERVICE = re.compile(r"\A(?:\s*(?:\{%\s*load\b[^%\n]*%\}|\{#[^#\n]*#\})[ \t]*\n)*\s*")


Entetes = Callable[[Courriel], dict[str, str]]
_entetes: dict[str, Entetes] = {}


def enregistrer_entetes(gabarit: str, entetes: Entetes) -> None:
    """To call in `AppConfig.ready`: what a room adds to the headers of its own mails."""
    _entetes[gabarit] = entetes


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
    return _une_ligne(rendu_sujet, LONGUEUR_SUJET), _paragraphes(rendu_corps)


def adresse_absolue(url: str) -> str:
    """The address as a mail must give it; a path is one of this service's pages."""
    return f"{settings.URL_PUBLIQUE.rstrip('/')}{url}" if url.startswith("/") else url


def message(courriel: Courriel) -> EmailMultiAlternatives:
    """The mail ready to leave, as text and as HTML.

    The Message-ID depends on the row alone: a mail sent again by hand after an uncertain outcome is recognised
    by the mailboxes that drop duplicates.
    """
    domaine = urlsplit(settings.URL_PUBLIQUE).hostname or "localhost"
    contexte = {
        "courriel": courriel,
        "page": adresse_absolue(courriel.url),
        "nom_service": settings.NOM_SERVICE,
        "url_service": adresse_absolue("/"),
    }
    pret = EmailMultiAlternatives(
        subject=_une_ligne(courriel.sujet, LONGUEUR_SUJET),
        body=render_to_string("courriels/_enveloppe.txt", contexte),
        to=[formataddr((_une_ligne(courriel.nom_destinataire, LONGUEUR_SUJET), courriel.adresse))],
        headers={
            "Message-ID": f"<courriel-{courriel.pk}-{courriel.cree_le:%Y%m%d%H%M%S%f}@{domaine}>",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "OOF, AutoReply",
            "List-Id": f"<poles.{domaine}>",
            **(_entetes[courriel.gabarit](courriel) if courriel.gabarit in _entetes else {}),
        },
    )
    pret.attach_alternative(render_to_string("courriels/_enveloppe.html", contexte), "text/html")
    if courriel.nom_piece:
        pret.attach(_piece_jointe(courriel))
    return pret


def _piece_jointe(courriel: Courriel) -> SafeMIMEText:
    """A text: its type may say more (« text/calendar; method=REQUEST »), by which clients know an invitation."""
    annonce = Message()
    annonce["Content-Type"] = courriel.type_piece
    piece = SafeMIMEText(courriel.contenu_piece, annonce.get_content_subtype(), "utf-8")
    for nom, valeur in annonce.get_params()[1:]:
        piece.set_param(nom, valeur)
    piece.add_header("Content-Disposition", "attachment", filename=courriel.nom_piece)
    return piece


def _une_ligne(texte: str, longueur: int) -> str:
    texte = " ".join(sans_invisibles(texte).split())
    return texte if len(texte) <= longueur else texte[: longueur - 1] + "…"


def _paragraphes(texte: str) -> str:
    lignes = "\n".join(ligne.strip() for ligne in sans_invisibles(texte).splitlines())
    return re.sub(r"\n{3,}", "\n\n", lignes).strip()
