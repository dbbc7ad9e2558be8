"""Addresses that nobody was given: impossible numbers, texts that are none, questions made by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, resolve, reverse

from tests import visites
from tests.conftest import COMPLET
from tests.entrees.attaques import BALISES, OCTETS
from tests.entrees.formulaires import formulaires
from tests.entrees.guichet import Guichet, page_de
from tests.monde import Monde
from tests.permissions.lecture import lignes
from tests.permissions.sujets import arguments

pytestmark = pytest.mark.django_db

NUMEROS = [10**25, 2**63, 0]
MOTS = ["a\x00b", "é" * 2000, "..", "<b id=zorglub>"]
VALEURS = ["9" * 30, "-1", "0", BALISES, "a\x00b", "é" * 3000, "..%2f", "[]", "1e9", "2031-02-30", "%' OR 1=1 --", ""]
# What an address of a list may ask, beside the fields of its form.
PARAMETRES = re.compile(r"[?&](?:amp;)?([a-z_]+)=")
ADMINISTRATION = ("q", "o", "p", "all", "id__exact", "pk__in", "e", "_popup", "_to_field", "_facets", "inconnu__x")
REPONSES = {200, 302, 400, 403, 404, 405, 409, 410, 422}
# A link that serves no more is a page that says so.
DITS = {"account_reset_password_from_key", "poles:nouveau_lien", "productions:nouveau_lien_test"}


def _adresses_forgees(monde: Monde) -> Iterator[str]:
    """Each address of the service with one of its numbers, or of its words, replaced by an impossible one."""
    connues = {ligne.adresse: ligne.sujet for ligne in lignes() if ligne.adresse not in DITS}
    for nom_de_page, sujet in connues.items():
        trouvee = resolve(reverse(nom_de_page, args=arguments(monde, nom_de_page, sujet)))
        for nom, valeur in trouvee.kwargs.items():
            faux = NUMEROS if isinstance(valeur, int) else MOTS
            for forgee in faux if COMPLET else faux[:1]:
                try:
                    yield reverse(trouvee.view_name, kwargs={**trouvee.kwargs, nom: forgee})
                except NoReverseMatch:
                    continue


def test_un_numero_impossible_n_est_jamais_une_erreur(monde):
    guichet, qui, fautes = Guichet(), monde.roles["superutilisateur"], []
    adresses = list(_adresses_forgees(monde))
    assert len(adresses) > 80
    for modele in admin.site._registry:
        base = f"admin:{modele._meta.app_label}_{modele._meta.model_name}"
        pages = ("change", "history", "delete") if COMPLET else ("change",)
        adresses += [reverse(f"{base}_{page}", args=[faux]) for page in pages for faux in (10**25, "a_00b", "é")]
    for adresse in adresses:
        statuts = {guichet.client(qui).get(adresse).status_code}
        if not adresse.startswith(reverse("admin:index")):
            essai = guichet.poster(adresse, qui, {})
            statuts.add(essai.reponse.status_code)
            if essai.ecrits:
                fautes.append(f"{adresse[:120]} écrit {essai.ecrits[0][0][:80]}")
        if not statuts <= REPONSES - {200}:
            fautes.append(f"{adresse[:120]} répond {statuts}")
    assert not fautes, "\n".join(fautes)


def _listes(monde: Monde, guichet: Guichet) -> Iterator[tuple[str, object, list[str]]]:
    """Each page that its address can narrow, sort or leaf through, with what it can be asked."""
    vues = set()
    for visite in visites.visites(monde):
        if visite.nom in vues:
            continue
        vues.add(visite.nom)
        url = visite.url.partition("?")[0]
        page = page_de(guichet.client(visite.qui).get(url))
        champs = {nom for f in formulaires(page, url) if f.methode == "GET" for nom in f.champs}
        champs |= set(PARAMETRES.findall(page))
        if champs:
            yield url, visite.qui, sorted(champs | {"page", "tri", "format", "inconnu"})


@pytest.mark.long
def test_une_question_forgee_n_est_jamais_une_erreur(monde, settings):
    settings.DEMO = True
    guichet, fautes = Guichet(), []
    cibles = list(_listes(monde, guichet))
    assert len(cibles) > 12
    racine = monde.roles["superutilisateur"]
    modeles = [m._meta for m in admin.site._registry]
    cibles += [(reverse(f"admin:{m.app_label}_{m.model_name}_changelist"), racine, ADMINISTRATION) for m in modeles]
    for tour, (url, qui, champs) in enumerate(cibles):
        for question in _questions(champs, tour):
            reponse = guichet.client(qui).get(f"{url}?{question}")
            if reponse.status_code not in REPONSES:
                fautes.append(f"{url}?{question[:150]} répond {reponse.status_code}")
            if "<b id=zorglub>" in page_de(reponse):
                fautes.append(f"{url}?{question[:150]} obéit au balisage")
    assert not fautes, "\n".join(fautes)


def _questions(champs: list[str], tour: int) -> Iterator[str]:
    """All the fields at once, then one by one: everything in `make test-complet`, each in turn in `make test`."""
    ensemble = VALEURS if COMPLET else [VALEURS[(tour * 2 + i) % len(VALEURS)] for i in range(2)]
    yield from (urlencode(dict.fromkeys(champs, valeur)) for valeur in ensemble)
    yield "&".join(f"{quote(champ)}={OCTETS}" for champ in champs)
    for rang, champ in enumerate(champs):
        seules = VALEURS if COMPLET else [VALEURS[(tour + rang) % len(VALEURS)]]
        yield from (urlencode({champ: valeur}) for valeur in seules)
