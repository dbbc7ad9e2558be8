"""Every mail's template: a subject, an empty line, a text that stays short."""

import re

import pytest

from commun.gabarits import gabarits, texte_livre
from commun.gabarits.livre import source_livree


@pytest.mark.parametrize("gabarit", gabarits())
def test_la_forme_d_un_courriel(gabarit: str) -> None:
    livre, source = texte_livre(gabarit), source_livree(gabarit)
    assert livre.sujet.strip()
    sujet, vide = source[len(livre.entete) :].splitlines()[:2]
    assert (sujet, vide.strip()) == (livre.sujet, "")
    # The envelope adds some 45 words; a mail has fewer than 200.
    mots = re.sub(r"\{%.*?%\}|\{#.*?#\}", " ", livre.corps).split()
    assert 5 <= len(mots) <= 150
    assert "http" not in source, "le lien est celui du bouton"
