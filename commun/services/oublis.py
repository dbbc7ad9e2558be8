"""Somebody is erased: the outbox forgets to whom its mails went, and what they said of them."""

from __future__ import annotations

from collections.abc import Collection
from functools import reduce
from operator import or_

from django.db.models import Q

from commun.etats import EtatCourriel
from commun.models import Courriel

from .courriels import CONTENU_EFFACE

SUJET_EFFACE = "(courriel effacé)"
# Mail servers repeat in their refusals the address that they refuse.
DESTINATAIRE_EFFACE = {"adresse": "", "nom_destinataire": "", "erreur": ""}


def oublier_destinataire(adresse: str, *, prefixe: str) -> None:
    """Forget to whom the mails of these keys went, and what they said: for who has no account, and is erased."""
    siens = Courriel.objects.filter(_de_cle([prefixe]), adresse=adresse)
    siens.update(**DESTINATAIRE_EFFACE, **CONTENU_EFFACE)


def oublier_personne(numero: int, adresse: str) -> None:
    """Forget whom the mails of an erased account went to, and what they said; what has not left never will.

    At the same address, those to somebody without an account went to the same person: what still waits for an answer
    from them leaves.
    """
    siens = Courriel.objects.filter(personne=numero)
    siens.filter(etat=EtatCourriel.EN_ATTENTE).delete()
    sans_compte = Courriel.objects.filter(personne=None, adresse__iexact=adresse)
    partis = siens | sans_compte.exclude(etat=EtatCourriel.EN_ATTENTE)
    partis.update(sujet=SUJET_EFFACE, **DESTINATAIRE_EFFACE, **CONTENU_EFFACE)


def oublier_un_nom(nom: str, *, prefixes: Collection[str]) -> None:
    """Forget what the mails of these keys told others of somebody who is erased: the whole text.

    Of the news that wait, their page stays: the mail that gathers them takes it, and none of their text. What is about
    to leave by itself is left alone: it would leave empty.
    """
    nommants = Courriel.objects.filter(_de_cle(prefixes), texte__contains=nom)
    nommants.filter(etat=EtatCourriel.EN_ATTENTE, prochain_essai=None).update(texte="", valeurs={})
    nommants.exclude(etat=EtatCourriel.EN_ATTENTE).update(**CONTENU_EFFACE)


def _de_cle(prefixes: Collection[str]) -> Q:
    """With their copies (« Renvoyer »)."""
    debuts = [Q(cle__startswith=prefixe) | Q(copie_de__cle__startswith=prefixe) for prefixe in prefixes]
    return reduce(or_, debuts)
