"""Every form of every page against what nobody should send: no error, nothing lost, nothing stored that should not."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.utils.html import escape

from comptes.models import Personne
from poles.models import Mandat
from tests import fabrique, visites
from tests import monde as le_monde
from tests.conftest import COMPLET
from tests.entrees.attaques import INVISIBLES, Attaque, attaques, decent
from tests.entrees.formulaires import Formulaire, formulaires
from tests.gardes import ECRITURE, nouveau_cache
from tests.monde import Monde

pytestmark = pytest.mark.django_db

REFUS = {200, 400, 404, 409, 410, 413, 422}
# What is decent there is nobody's guess: a password, a code.
# A refused deposit keeps in the draft what was typed beside it.
GARDENT = {"productions:deposer"}
JAMAIS_ACCEPTES = {
    "account_change_password",
    "account_login",
    "account_set_password",
    "comptes:changer_adresse",
    "validations:signer_avec_code",
}


@dataclass
class Essai:
    """What one sending did."""

    reponse: HttpResponse
    ecrits: list[tuple[str, Any]]
    messages: list[Any]

    @property
    def accepte(self) -> bool:
        return self.reponse.status_code in {201, 204, 302} and not any(m.level_tag == "error" for m in self.messages)


class Guichet:
    """Sends a form as somebody, says what was written, and takes it back."""

    def __init__(self) -> None:
        self.le_client, self.cles = Client(), {None: ""}

    def client(self, qui: Personne | None) -> Client:
        """Signed in once, whatever the sendings do to the session."""
        if qui not in self.cles:
            entree = Client()
            entree.force_login(qui, backend="django.contrib.auth.backends.ModelBackend")
            self.cles[qui] = entree.cookies[settings.SESSION_COOKIE_NAME].value
        cle = self.cles[qui]
        self.le_client.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: cle} if cle else {})
        return self.le_client

    def envoyer(self, formulaire: Formulaire, qui: Personne | None, attaque: Attaque) -> Essai:
        client, ecrits = self.client(qui), []
        corps: dict[str, Any] = {"data": attaque.donnees}
        if attaque.brut:
            corps = {"data": attaque.brut, "content_type": "application/x-www-form-urlencoded"}
        try:
            with transaction.atomic(), connection.execute_wrapper(_noter(ecrits)):
                reponse = client.post(formulaire.url, **corps)
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


def _a_attaquer(monde: Monde, guichet: Guichet) -> Iterator[tuple[Formulaire, Personne | None]]:
    """Each form once, where somebody careful is let through if there is such a place."""
    candidats: dict[tuple, list[tuple[Formulaire, Personne | None]]] = {}
    seulement = os.environ.get("ADRESSES", "").split()
    for visite in (v for v in visites.visites(monde) if not seulement or v.nom in seulement):
        reponse = guichet.client(visite.qui).get(visite.url)
        if reponse.streaming:
            b"".join(reponse)
        elif reponse.status_code == 200:
            for formulaire in formulaires(reponse.content.decode(), visite.url):
                if formulaire.methode == "POST":
                    # Its buttons are one form each in `make test-complet`.
                    cle = formulaire.cle if COMPLET else formulaire.adresse
                    candidats.setdefault(cle, []).append((formulaire, visite.qui))
    refuses = set()
    for semblables in candidats.values():
        decents = (couple for couple in semblables if guichet.envoyer(*couple, decent(couple[0])).accepte)
        choisi = next(decents, None)
        if choisi is None:
            refuses.add(semblables[0][0].adresse)
        yield choisi or semblables[0]
    assert refuses - JAMAIS_ACCEPTES == set(), "un envoi soigneux y est refusé : les attaques n'y prouvent rien"


def _etrangers(monde: Monde) -> list[str]:
    """Numbers of things that exist in another académie: a person, a resource, a mandate, a version's piece."""
    ailleurs = fabrique.campagne(cycle=fabrique.cycle(academie=fabrique.academie("Bordeaux")))
    ressource = fabrique.ressource(ailleurs, "en_relecture")
    return [str(fabrique.enseignant(ailleurs).pk), str(ressource.pk), str(Mandat.objects.latest("pk").pk)]


def test_aucun_formulaire_ne_cede(monkeypatch):
    monkeypatch.setattr(settings, "DEMO", True)  # the accounts of the demonstration have a form each
    monde, guichet, fautes = le_monde.creer(), Guichet(), []
    etrangers = _etrangers(monde)
    for formulaire, qui in list(_a_attaquer(monde, guichet)):
        for attaque in attaques(formulaire, etrangers):
            try:
                essai = guichet.envoyer(formulaire, qui, attaque)
            except Exception as erreur:
                fautes.append(f"{formulaire.adresse} {attaque.nom} : {type(erreur).__name__} {str(erreur)[:150]}")
                continue
            fautes += [f"{formulaire.adresse} {attaque.nom} : {faute}" for faute in _fautes(formulaire, attaque, essai)]
    assert not fautes, "\n".join(fautes)


def _fautes(formulaire: Formulaire, attaque: Attaque, essai: Essai) -> Iterator[str]:
    statut = essai.reponse.status_code
    if statut not in REFUS | {201, 204, 302}:
        yield f"répond {statut}"
    if not essai.accepte and (ecrits := [sql for sql, _ in essai.ecrits if formulaire.adresse not in GARDENT]):
        yield f"refusé, mais écrit {ecrits[0][:80]}"
    if attaque.forgee and essai.ecrits:
        yield f"écrit {essai.ecrits[0][0][:80]}"
    for sql, params in essai.ecrits:
        if set(INVISIBLES) & set(_textes(params)):
            yield f"range des caractères invisibles : {sql[:60]}"
            break
    # The rows of a page whose own count was falsified are nobody's typing.
    if not essai.accepte and not attaque.brut and "_FORMS" not in attaque.nom:
        yield from _perdus(formulaire, attaque, essai)


def _textes(params: Any) -> str:
    return "".join(str(p) for p in params or () if isinstance(p, str))


def _perdus(formulaire: Formulaire, attaque: Attaque, essai: Essai) -> Iterator[str]:
    page = essai.reponse.content.decode()
    for champ in formulaire.champs.values():
        tape = attaque.donnees.get(champ.nom)
        if champ.texte and isinstance(tape, str) and escape(_vu(tape)) not in page:
            yield f"« {champ.nom} » n'est plus dans la page ({essai.reponse.status_code})"


def _vu(tape: str) -> str:
    """What the person saw in the field."""
    return "".join(" " if c in "\x0b\x85" else c for c in tape if c not in INVISIBLES or c in "\x0b\x85").strip()
