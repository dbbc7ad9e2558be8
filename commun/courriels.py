"""What a mail says: the subject and the paragraphs of its template, then the common envelope."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from email.message import Message
from email.utils import formataddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, SafeMIMEText
from django.template import Context
from django.template.loader import render_to_string

from commun.gabarits import Noeud, TexteLivre, Vif, lire, rendre, texte_livre, verifier
from commun.gabarits.rendu import Valeurs
from commun.lieux import Lieu, academies_de, lieu_du_courriel
from commun.models import Courriel
from commun.textes import sans_invisibles

LONGUEUR_SUJET = 250
Entetes = Callable[[Courriel], dict[str, str]]
_entetes: dict[str, Entetes] = {}

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class TexteRedige:
    """A text that somebody has written for a mail, for an académie or (None) for the service.

    `livre`: an académie has chosen the shipped text, against the service's; it holds no words.
    """

    numero: int
    academie: int | None
    sujet: str
    corps: str
    livre: bool = False


@dataclass(frozen=True)
class Compose:
    """What a mail says; `valeurs`: what its words were filled in with (commun/gabarits/rendu.py).

    `ecarte`: the number of the written text in whose place the shipped one is said, `parce_que` it did not work.
    """

    sujet: str
    texte: str
    lieu: Lieu
    valeurs: Valeurs
    ecarte: int | None = None
    parce_que: str = ""


class TexteEcarte(Exception):
    """A written text does not work: its message says why, to whoever wrote it."""


Redaction = Callable[[str], Sequence[TexteRedige]]
_redactions: list[Redaction] = []


def enregistrer_entetes(gabarit: str, entetes: Entetes) -> None:
    """To call in `AppConfig.ready`: what a room adds to the headers of its own mails."""
    _entetes[gabarit] = entetes


def enregistrer_redaction(redaction: Redaction) -> None:
    """To call in `AppConfig.ready`, once: the texts written for a mail, in one query."""
    _redactions[:] = [redaction]


def textes_rediges(gabarit: str) -> Sequence[TexteRedige]:
    """Written in place of the shipped one, for the service and for académies."""
    return _redactions[0](gabarit) if _redactions else ()


def composer(
    gabarit: str,
    contexte: Mapping[str, Any],
    *,
    lieu: Lieu | None = None,
    rediges: Sequence[TexteRedige] | None = None,
    academies: Mapping[int, int] | None = None,
) -> Compose:
    """What the mail of templates/courriels/<gabarit>.txt says, or the text written in its place.

    `lieu`: where what it says is, when the context does not tell; `rediges`, `academies`: of `textes_rediges` and
    `academies_de`, asked once for several mails. A written text that does not work never keeps a mail back: the
    shipped one leaves.
    """
    livre = texte_livre(gabarit)
    lieu = lieu or lieu_du_courriel(contexte)
    rediges = textes_rediges(gabarit) if rediges is None else rediges
    redige = texte_du_lieu(rediges, lieu, academies)
    if redige is None or redige.livre:
        return _composer(livre, contexte, lieu, livre.arbre_sujet, livre.arbre_corps)
    try:
        return _redige(livre, redige, contexte, lieu)
    except TexteEcarte as raison:
        logger.error("Courriel %s, texte %s : le texte livré part. %s", gabarit, redige.numero, raison)
        secours = _composer(livre, contexte, lieu, livre.arbre_sujet, livre.arbre_corps)
        return replace(secours, ecarte=redige.numero, parce_que=str(raison))


def texte_du_lieu(
    rediges: Sequence[TexteRedige], lieu: Lieu, academies: Mapping[int, int] | None = None
) -> TexteRedige | None:
    """The académie's own text, else the service's."""
    par_academie = {redige.academie: redige for redige in rediges}
    academie = lieu.academie
    if lieu.campagne and set(par_academie) - {None}:
        connues = academies_de([lieu.campagne]) if academies is None else academies
        academie = connues.get(lieu.campagne)
    return par_academie.get(academie) or par_academie.get(None)


def _composer(
    livre: TexteLivre, contexte: Mapping[str, Any], lieu: Lieu, sujet: list[Noeud], corps: list[Noeud]
) -> Compose:
    """With the values of its own words alone."""
    vif = Vif(livre, Context(dict(contexte), autoescape=False))
    dit = rendre(sujet, vif), rendre(corps, vif)
    return Compose(en_entete(dit[0]), paragraphes(dit[1]), lieu, vif.valeurs)


def _redige(livre: TexteLivre, redige: TexteRedige, contexte: Mapping[str, Any], lieu: Lieu) -> Compose:
    """Raises TexteEcarte for a text that an upgrade has left behind, that fails, or that says nothing this time."""
    try:
        if fautes := verifier(livre, redige.sujet, redige.corps):
            raise TexteEcarte(f"Il ne convient plus. {fautes[0].phrase}"[:200])
        compose = _composer(livre, contexte, lieu, lire(redige.sujet), lire(redige.corps))
    except TexteEcarte:
        raise
    except Exception as erreur:
        logger.exception("Courriel %s : le texte rédigé a échoué", livre.gabarit)
        raise TexteEcarte("Une erreur est survenue en le remplissant : l'équipe technique en a la trace.") from erreur
    if not compose.sujet or not compose.texte:
        raise TexteEcarte(f"Rempli pour ce courriel, son {'texte' if compose.sujet else 'sujet'} était vide.")
    return compose


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
        subject=en_entete(courriel.sujet),
        body=render_to_string("courriels/_enveloppe.txt", contexte),
        to=[formataddr((en_entete(courriel.nom_destinataire), courriel.adresse))],
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


def en_entete(texte: str) -> str:
    """As it leaves: on one line, cut at LONGUEUR_SUJET characters."""
    texte = sur_une_ligne(texte)
    return texte if len(texte) <= LONGUEUR_SUJET else texte[: LONGUEUR_SUJET - 1] + "…"


def sur_une_ligne(texte: str) -> str:
    """Without what nobody sees, however long."""
    return " ".join(sans_invisibles(texte).split())


def paragraphes(texte: str) -> str:
    """Without what nobody sees, nor more than one empty line at a time."""
    lignes = "\n".join(ligne.strip() for ligne in sans_invisibles(texte).splitlines())
    return re.sub(r"\n{3,}", "\n\n", lignes).strip()
