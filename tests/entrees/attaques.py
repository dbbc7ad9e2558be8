"""What is sent to every form: what a tired person, a broken programme or an ill-meaning one would send."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.conftest import COMPLET
from tests.entrees.formulaires import Champ, Formulaire

BALISES = "\"'><script>alert(1)</script><b id=zorglub>{{ 7|add:7 }}{% now 'Y' %}&amp;"
# What one does not see: it can turn a name round, hide a word or break an export.
INVISIBLES = "\x00\x07\x0b\x1b\x7f\x85\u202a\u202b\u202d\u202e\u202c\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff"
TEXTES = {
    "trop long": "Titre " * 850,
    "balises": BALISES + " assez long pour un motif",
    "caractères invisibles": f"Un livret{INVISIBLES}\u202efdp.exe, assez long",
    "emoji": "\U0001f469\u200d\U0001f3eb \U0010fffd e\u0301 \u0639\u0631\u0628\u064a\u0629, assez long pour un motif",
    "blancs": " \u3000\u2003\t ",
}
DATES = ("9999-12-31", "0001-01-01", "2031-02-30", "9" * 400)
ADRESSES = (
    "é\u202e@exemple.fr",
    "https://exemple.fr/" + "a" * 5000,
    "a@exemple.fr\r\nBcc: b@exemple.fr",
    "javascript:alert(1)",
    "http://[::1",
    "https://exemple.fr/<script>",
)
FAUX = (str(2**63), "abc", "999999999", "1 OR 1=1", "\x00", "", "-1", "9" * 5000)
# An octet sequence that is no text: half of a surrogate pair, a lone continuation byte.
OCTETS = "%ED%A0%80%FF%C0%AF"
LIBRES = {"envoi"}  # any value will do: it only tells a second click from a first


@dataclass(frozen=True)
class Attaque:
    nom: str
    donnees: dict[str, Any]
    forgee: bool = False  # nothing at all may be written
    brut: str = ""  # the body itself, instead of `donnees`


def decent(formulaire: Formulaire) -> Attaque:
    return Attaque("décent", formulaire.valeurs())


def attaques(formulaire: Formulaire, etrangers: list[str], tour: int = 0) -> Iterator[Attaque]:
    """All of them in `make test-complet`; in `make test` those that repeat one another take turns, one a form."""
    decentes = formulaire.valeurs()
    yield Attaque("vide", {})
    yield from _dans(formulaire, decentes, _tour(list(TEXTES.items()), 2, tour), lambda c: c.texte)
    yield from _dans(formulaire, decentes, ((d, d) for d in _tour(DATES, 1, tour)), lambda c: c.genre == "date")
    adresses = ((a, a) for a in _tour(ADRESSES, 1, tour))
    yield from _dans(formulaire, decentes, adresses, lambda c: c.genre in {"email", "url"})
    for rang, champ in enumerate(_distincts(formulaire), start=tour):
        if champ.compte:
            yield from _un_par_un(champ, decentes, _tour(FAUX[-2:], 1, rang))
        elif champ.choisi and champ.nom not in LIBRES:
            possibles = [f for f in (*FAUX, *etrangers) if f not in champ.choix]
            yield from _un_par_un(champ, decentes, _tour(possibles, 1, rang), forgee=champ.genre != "hidden")
    yield from _tour(
        [
            Attaque("en double", {nom: [v, "autre"] for nom, v in decentes.items() if isinstance(v, str)}),
            Attaque("fichiers pour textes", {nom: SimpleUploadedFile("a.pdf", b"%PDF-") for nom in formulaire.champs}),
            Attaque("textes pour fichiers", dict.fromkeys(formulaire.champs, "livret.pdf")),
            Attaque("octets", {}, brut="&".join(f"{nom}={OCTETS}" for nom in formulaire.champs)),
        ],
        1,
        tour,
    )


def _tour(valeurs: Sequence[Any], nombre: int, tour: int) -> list[Any]:
    """So many of them, from the turn's on; all of them in `make test-complet`."""
    return list(valeurs) if COMPLET else [valeurs[(tour + rang) % len(valeurs)] for rang in range(nombre)]


def _distincts(formulaire: Formulaire) -> Iterable[Champ]:
    """The rows of a same list are attacked once in `make test`: « productions-0-pk » stands for the others."""
    champs = formulaire.champs.values()
    return champs if COMPLET else {re.sub(r"\d+", "", champ.nom): champ for champ in champs}.values()


def _un_par_un(
    champ: Champ, decentes: dict[str, Any], valeurs: Iterable[str], forgee: bool = False
) -> Iterator[Attaque]:
    for valeur in valeurs:
        # What is blank once cleaned is no choice at all, which some fields allow.
        yield Attaque(
            f"{champ.nom}={valeur[:20]!r}", {**decentes, champ.nom: valeur}, forgee and valeur.strip("\x00") != ""
        )


def _dans(
    formulaire: Formulaire,
    decentes: dict[str, Any],
    valeurs: Iterable[tuple[str, str]],
    convient: Callable[[Champ], bool],
) -> Iterator[Attaque]:
    """The same value in all the fields of a kind, the others being decent."""
    noms = [c.nom for c in formulaire.champs.values() if convient(c)]
    if noms:
        for nom, valeur in valeurs:
            yield Attaque(f"{nom[:30]!r} dans {', '.join(noms)}", decentes | dict.fromkeys(noms, valeur))
