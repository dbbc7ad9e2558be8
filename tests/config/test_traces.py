"""A log never holds what opens an account."""

import json
import logging
import sys

import pytest

from config.traces import FormatJson, FormatTexte

SECRET = "dWgK3-x_2bYq0J7mT5uVnR1sC8aZfE4hLpXoQiNtG6k"


@pytest.mark.parametrize("format_", [FormatJson(), FormatTexte("%(message)s")])
@pytest.mark.parametrize("chemin", ["/lien/invitation/{}/", "/lien/adresse/{}", "/compte/mot-de-passe/nouveau/1-{}/"])
def test_les_liens_personnels_sont_masques(format_, chemin):
    adresse = chemin.format(SECRET)
    try:
        raise ValueError(f"GET '{adresse}'")
    except ValueError:
        ligne = logging.LogRecord("django.request", 30, "", 1, 'Not Found: "%s"', (adresse,), sys.exc_info())
    texte = format_.format(ligne)
    assert SECRET not in texte
    assert "Not Found" in texte
    if isinstance(format_, FormatJson):
        assert json.loads(texte)["message"].endswith('"')
