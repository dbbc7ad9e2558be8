"""Reads the table, and knocks at the doors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from comptes.models import Personne
from tests.gardes import nouveau_cache
from tests.permissions.gens import COLONNES
from tests.sessions import Sessions

TABLE = Path(__file__).with_name("table.txt")
# What an answer shows of the permission; a refused form and a sentence of refusal are answers to who may act.
LETTRES = {200: "2", 201: "2", 204: "2", 302: "2", 409: "2", 422: "2", 400: "2", 403: "3", 404: "4", 410: "4", 405: "-"}


@dataclass(frozen=True)
class Ligne:
    methode: str
    adresse: str
    sujet: str
    lettres: dict[str, str]

    @property
    def la_meme_pour_tous(self) -> bool:
        """Does the address answer everybody who is signed in alike?"""
        return len({lettre for colonne, lettre in self.lettres.items() if colonne != "A"}) == 1

    @property
    def fermee(self) -> bool:
        """Does the address take no such method?"""
        return {lettre for colonne, lettre in self.lettres.items() if colonne != "A"} == {"-"}

    def attendue(self, colonne: str, rang: int) -> str:
        """A column's letters are one for all its people, or one each."""
        lettres = self.lettres[colonne]
        return lettres if len(lettres) == 1 else lettres[rang]


def lignes() -> Iterator[Ligne]:
    for texte in TABLE.read_text().splitlines():
        mots = texte.split("#")[0].split()
        if not mots:
            continue
        methode, adresse, sujet, *lettres = mots
        assert len(lettres) == len(COLONNES), f"{len(COLONNES)} colonnes attendues : {texte}"
        yield Ligne(methode, adresse, sujet, dict(zip(COLONNES, lettres, strict=True)))


class Porte:
    """Asks an address as somebody, and leaves nothing behind."""

    def __init__(self) -> None:
        self.sessions = Sessions(Client(raise_request_exception=False))

    def frapper(self, methode: str, adresse: str, arguments: list, qui: Personne | None) -> str:
        # Signing out, or being refused too many times, must not change the next answer.
        client = self.sessions.ouvrir(qui)
        url = reverse(adresse, args=arguments)
        try:
            with transaction.atomic():
                reponse = getattr(client, methode.lower())(url)
                if reponse.streaming:
                    b"".join(reponse)
                raise _Annuler
        except _Annuler:
            if methode == "POST":
                nouveau_cache()
        if reponse.status_code == 302 and reponse["Location"].startswith(reverse(settings.LOGIN_URL) + "?next="):
            return "L"
        return LETTRES.get(reponse.status_code, f"[{reponse.status_code}]")


class _Annuler(Exception):
    """Takes back what an answer wrote."""
