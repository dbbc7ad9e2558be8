"""Where forms are handed in: each is sent as somebody, what it wrote is noted, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from comptes.models import Personne
from tests.entrees.attaques import Attaque
from tests.entrees.formulaires import Formulaire
from tests.gardes import ECRITURE, nouveau_cache
from tests.sessions import Sessions

# They answer on the same page, whatever they did.
REPONDENT_SUR_PLACE = {"poles:inviter_plusieurs"}


def page_de(reponse: HttpResponse) -> str:
    """What a browser would read as a page: a file is nobody's page."""
    if reponse.streaming:
        b"".join(reponse)
    html = not reponse.streaming and reponse.get("Content-Type", "").startswith("text/html")
    return reponse.content.decode(errors="replace") if html else ""


@dataclass
class Essai:
    """What one sending did."""

    reponse: HttpResponse
    ecrits: list[tuple[str, Any]]
    messages: list[Any]
    sur_place: bool = False

    @property
    def accepte(self) -> bool:
        if self.sur_place and self.reponse.status_code == 200:
            return bool(self.ecrits)
        return self.reponse.status_code in {201, 204, 302} and not self._dit("error")

    @property
    def en_partie(self) -> bool:
        """Several records, each answered by itself."""
        return self._dit("success") and self._dit("error")

    def _dit(self, ton: str) -> bool:
        return any(m.level_tag == ton for m in self.messages)


class Guichet:
    """Sends a form as somebody, says what was written, and takes it back."""

    def __init__(self) -> None:
        self.sessions = Sessions(Client())

    def client(self, qui: Personne | None) -> Client:
        """Signed in once, whatever the sendings do to the session."""
        return self.sessions.ouvrir(qui)

    def envoyer(self, formulaire: Formulaire, qui: Personne | None, attaque: Attaque) -> Essai:
        if attaque.brut:
            essai = self.poster(formulaire.url, qui, attaque.brut, content_type="application/x-www-form-urlencoded")
        else:
            essai = self.poster(formulaire.url, qui, attaque.donnees)
        essai.sur_place = formulaire.adresse in REPONDENT_SUR_PLACE
        return essai

    def poster(self, url: str, qui: Personne | None, donnees: Any, **requete: Any) -> Essai:
        client, ecrits = self.client(qui), []
        try:
            with transaction.atomic(), connection.execute_wrapper(_noter(ecrits)):
                reponse = client.post(url, donnees, **requete)
                raise _Annuler
        except _Annuler:
            nouveau_cache()
        messages = getattr(reponse.wsgi_request, "_messages", None)
        return Essai(reponse, ecrits, list(getattr(messages, "_queued_messages", [])))


class _Annuler(Exception):
    """Takes back what an answer wrote."""


def _noter(ecrits: list[tuple[str, Any]]) -> Callable:
    def noter(execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        if ECRITURE.match(sql):
            ecrits.append((sql, params))
        return execute(sql, params, many, context)

    return noter
