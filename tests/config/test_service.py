"""What the whole service answers, whatever the room: health, headers, closed doors, log lines."""

import json
import logging

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern

from config.traces import FormatJson

# Everybody may read these; whatever else a room opens is added here, on purpose.
OUVERTES = {"/sante/", "/aide/", "/aide/<slug:sujet>/", "/accessibilite/", "/donnees-personnelles/"}
# The ways in, for who has no session yet.
ENTREES = ("/compte/connexion/", "/compte/mot-de-passe/", "/compte/ferme/")


@pytest.mark.django_db
@pytest.mark.parametrize("accept", ["*/*", "text/html", "text/plain"])
def test_sante(client: Client, accept: str) -> None:
    reponse = client.get("/sante/", headers={"accept": accept})
    assert reponse.status_code == 200
    assert reponse["Content-Type"].startswith("text/plain")


@pytest.mark.django_db
def test_sante_dit_la_panne(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def tomber(*_: object, **__: object) -> None:
        raise ConnectionError("secret-de-la-machine")

    monkeypatch.setattr(type(caches["default"]), "set", tomber)
    monkeypatch.setattr(type(caches["default"]), "aset", tomber, raising=False)
    reponse = client.get("/sante/")
    assert reponse.status_code == 500
    assert "secret-de-la-machine" not in reponse.text


@pytest.mark.django_db
def test_les_entetes_de_securite(client: Client) -> None:
    entetes = client.get(reverse("account_login")).headers
    politique = entetes["Content-Security-Policy"]
    assert "script-src 'self';" in f"{politique};"
    assert "style-src 'self';" in f"{politique};"
    assert "unsafe" not in politique
    assert entetes["X-Frame-Options"] == "DENY"
    assert entetes["X-Content-Type-Options"] == "nosniff"
    assert entetes["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
def test_sans_compte_on_va_se_connecter(client: Client) -> None:
    """Every address without an argument sends a stranger to the sign-in page, or does not exist for them."""
    ouvertes = []
    for motif in get_resolver().url_patterns:
        for chemin in adresses_simples(motif):
            reponse = client.get(chemin)
            if reponse.status_code == 200 and not chemin.startswith(ENTREES):
                ouvertes.append(chemin)
    assert set(ouvertes) <= OUVERTES


def adresses_simples(motif: object, prefixe: str = "/") -> list[str]:
    chemin = prefixe + str(motif.pattern).replace("^", "").replace("\\Z", "")
    if "<" in chemin or "(" in chemin:
        return []
    if isinstance(motif, URLPattern):
        return [chemin]
    return [adresse for sous in motif.url_patterns for adresse in adresses_simples(sous, chemin)]


def test_une_ligne_de_trace_se_relit() -> None:
    try:
        raise ValueError("panne\nsur deux lignes")
    except ValueError as erreur:
        ligne = logging.LogRecord("productions", logging.ERROR, __file__, 1, "dépôt %s", ("V2",), (None, erreur, None))
    relue = json.loads(FormatJson().format(ligne))
    assert (relue["niveau"], relue["origine"], relue["message"]) == ("ERROR", "productions", "dépôt V2")
