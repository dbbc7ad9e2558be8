"""« d'Hélène », « d'Anne-Sophie »: no page, no mail says « de Hélène », whoever the people are."""

from __future__ import annotations

import re
from html import unescape
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils.html import strip_tags

from commun.elision import de, que
from commun.models import Courriel
from comptes.models import Personne, PersonneManager
from journal.libelles import phrase
from journal.models import Ecriture
from journal.queries import avec_les_noms
from tests import monde as le_monde

HEURTEES = re.compile(r"\b(?:de|que|lorsque|puisque)\s+(?:Hélène|Anne-Sophie)\b", re.IGNORECASE)
DITES = re.compile(r"\bd['’]\s*(?:Hélène|Anne-Sophie)\b", re.IGNORECASE)
# A sentence that puts « de » or « que » straight before somebody's name, in a template or in Python.
SANS_ELISION = re.compile(
    r"\b(?:[Dd]e|[Qq]ue|[Ll]orsque|[Pp]uisque)\s+(?:<[^>]+>)?\{+\s*[\w.]*\b(?:nom_complet|prenom|qui)\s*\}"
)
SOURCES = (
    "accueil",
    "bilans",
    "commun",
    "comptes",
    "courriers",
    "calendrier",
    "journal",
    "poles",
    "productions",
    "suivi",
    "validations",
)
SOURCES += ("templates",)


@pytest.mark.parametrize(
    ("nom", "dit"),
    [
        ("Hélène Roux", "d'Hélène Roux"),
        ("Anne-Sophie Le Goff", "d'Anne-Sophie Le Goff"),
        ("Élodie", "d'Élodie"),
        ("E\u0301lodie", "d'E\u0301lodie"),
        ("Œdipe", "d'Œdipe"),
        ("hugo", "d'hugo"),
        ("Yves", "d'Yves"),
        ("Yann", "de Yann"),
        ("Ouarda", "de Ouarda"),
        ("Hassan Idrissi", "de Hassan Idrissi"),
        ("Harry", "de Harry"),
        ("Paul", "de Paul"),
        ("l'inspection", "de l'inspection"),
        ("(texte effacé)", "de (texte effacé)"),
        ("", "de "),
    ],
)
def test_de(nom, dit):
    assert de(nom) == dit


def test_que():
    assert (que("Hélène"), que("Paul")) == ("qu'Hélène", "que Paul")
    qui = Personne(prenom="Anne-Sophie", nom="Petit")
    assert (qui.de_nom_complet, qui.que_nom_complet) == ("d'Anne-Sophie Petit", "qu'Anne-Sophie Petit")


def test_aucune_phrase_ne_met_de_devant_un_nom():
    """Those that no page of the world shows are read in the sources."""
    fautes = []
    for room in SOURCES:
        for chemin in (Path(settings.BASE_DIR) / room).rglob("*"):
            if chemin.suffix in {".py", ".html", ".txt"}:
                fautes += [f"{chemin.name} : {trouve[0]}" for trouve in SANS_ELISION.finditer(chemin.read_text())]
    assert not fautes, fautes


def heurts(textes: dict[str, str]) -> dict[str, str]:
    """Where somebody's name is ill-said, in a world of `monde_elide`; fails where no name is said at all."""
    lus = {ou: " ".join(unescape(strip_tags(texte)).split()) for ou, texte in textes.items()}
    # Otherwise nothing would be proved.
    assert sum(bool(DITES.search(texte)) for texte in lus.values()) > 12
    return {ou: trouve[0] for ou, texte in lus.items() if (trouve := HEURTEES.search(texte))}


def monde_elide(monkeypatch: pytest.MonkeyPatch) -> le_monde.Monde:
    """Everybody there is called Hélène or Anne-Sophie; its pages are read by tests/test_adresses.py."""
    prenoms, creer = cycle(["Hélène", "Anne-Sophie"]), PersonneManager.create_user

    def creer_elidee(manager: PersonneManager, email: str, *args: Any, **champs: Any) -> Personne:
        return creer(manager, email, *args, **champs | {"prenom": next(prenoms)})

    monkeypatch.setattr(PersonneManager, "create_user", creer_elidee)
    return le_monde.creer()


def hors_des_pages() -> dict[str, str]:
    """The mails and the sentences of the journal."""
    courriels = {c.gabarit: f"{c.sujet} {c.texte}" for c in Courriel.objects.all()}
    return courriels | {e.action: phrase(e) for e in avec_les_noms(Ecriture.objects.all())}
