"""Fills a text in: with the values of a mail that is being written, of one that was, or with made-up ones."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Protocol

from django.template import Context, Node, VariableDoesNotExist, engines

from commun.gabarits.arbre import Ecrit, Jeton, Noeud, Pour, Si
from commun.gabarits.libelles import exemple
from commun.gabarits.livre import TexteLivre

# The values of one mail: {"mots": {code: text}, "si": {code: bool}, "pour": {code: [values of each turn]}}.
Valeurs = dict[str, Any]
SANS_VALEUR = "[sans valeur ici]"


class Source(Protocol):
    def mot(self, code: str) -> str: ...
    def vrai(self, condition: str) -> bool: ...
    def tours(self, boucle: str) -> Iterator[Source]: ...


def rendre(noeuds: list[Noeud], source: Source) -> str:
    """What the text says with the values of `source`."""
    return "".join(_rendre(noeud, source) for noeud in noeuds)


def _rendre(noeud: Noeud, source: Source) -> str:
    if isinstance(noeud, Ecrit):
        return noeud.texte
    if isinstance(noeud, Jeton):
        return source.mot(noeud.code)
    if isinstance(noeud, Pour):
        return "".join(rendre(noeud.noeuds, tour) for tour in source.tours(noeud.code))
    return _si(noeud, source)


def _si(noeud: Si, source: Source) -> str:
    for branche in noeud.branches:
        if not branche.condition or source.vrai(branche.condition):
            return rendre(branche.noeuds, source)
    return ""


class Vif:
    """The records themselves, through the expressions of the shipped text; `valeurs` keeps what was asked of them."""

    def __init__(self, livre: TexteLivre, contexte: Context, valeurs: Valeurs | None = None) -> None:
        self.livre, self.contexte = livre, contexte
        # Expressions ask their context for the settings of a template: any will do.
        contexte.template = contexte.template or engines["django"].engine.from_string("")
        self.valeurs = {} if valeurs is None else valeurs

    def mot(self, code: str) -> str:
        mots = self.valeurs.setdefault("mots", {})
        if code not in mots:
            mots[code] = str(_compiler(self.livre.charges, f"{{{{ {code} }}}}").render_annotated(self.contexte))
        return mots[code]

    def vrai(self, condition: str) -> bool:
        """As Django's own {% if %}: what cannot be found is false."""
        conditions = self.valeurs.setdefault("si", {})
        if condition not in conditions:
            noeud = _compiler(self.livre.charges, f"{{% if {condition} %}}{{% endif %}}")
            try:
                conditions[condition] = bool(noeud.conditions_nodelists[0][0].eval(self.contexte))
            except VariableDoesNotExist:
                conditions[condition] = False
        return conditions[condition]

    def tours(self, boucle: str) -> Iterator[Vif]:
        noeud = _compiler(self.livre.charges, f"{{% for {boucle} %}}{{% endfor %}}")
        elements = list(noeud.sequence.resolve(self.contexte, ignore_failures=True) or [])
        vus = self.valeurs.setdefault("pour", {}).setdefault(boucle, [{} for _ in elements])
        for rang, element in enumerate(elements):
            noms = noeud.loopvars
            valeurs = dict(zip(noms, element, strict=True)) if len(noms) > 1 else {noms[0]: element}
            tour = {"counter": rang + 1, "first": rang == 0, "last": rang == len(elements) - 1}
            with self.contexte.push(**valeurs, forloop=tour):
                yield Vif(self.livre, self.contexte, vus[rang])


class Enregistre:
    """What the records said when the mail was written."""

    def __init__(self, valeurs: Valeurs, autour: Enregistre | None = None) -> None:
        self.valeurs, self.autour = valeurs, autour

    def mot(self, code: str) -> str:
        ici = self.valeurs.get("mots", {}).get(code)
        if ici is None:
            return self.autour.mot(code) if self.autour else SANS_VALEUR
        return ici

    def vrai(self, condition: str) -> bool:
        ici = self.valeurs.get("si", {}).get(condition)
        if ici is None:
            return self.autour.vrai(condition) if self.autour else False
        return ici

    def tours(self, boucle: str) -> Iterator[Enregistre]:
        return (Enregistre(tour, self) for tour in self.valeurs.get("pour", {}).get(boucle, []))


class Fictif:
    """Made up: every word by its meaning, every « si » true, every list of two."""

    TOURS = 2

    def __init__(self, dernier: bool = True) -> None:
        self.dernier = dernier

    def mot(self, code: str) -> str:
        return exemple(code)

    def vrai(self, condition: str) -> bool:
        return not self.dernier if condition == "not forloop.last" else True

    def tours(self, boucle: str) -> Iterator[Fictif]:
        return (Fictif(dernier=rang == self.TOURS) for rang in range(1, self.TOURS + 1))


@lru_cache(maxsize=4096)
def _compiler(charges: str, expression: str) -> Node:
    """The shipped expression alone, compiled once: what somebody wrote has passed `controle` before."""
    gabarit = engines["django"].engine.from_string(f"{charges}{expression}")
    return gabarit.nodelist[-1]
