"""The sentence that says each move. The rooms above give theirs in AppConfig.ready."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from commun.elision import de
from commun.templatetags.dates import quantieme
from journal.models import Ecriture
from journal.services import TEXTE_EFFACE

_MODELES: dict[str, str] = {}
SANS_TEXTE = "(texte effacé)"
_SANS_NOM = {"testeur": "La personne qui teste"}
_JOUR = re.compile(r"\d{4}-\d{2}-\d{2}")


class _Manquante(dict[str, Any]):
    """An older row may lack what today's sentence says: better a gap than no page."""

    def __missing__(self, cle: str) -> str:
        return "…"


def _dites(ecriture: Ecriture, **autres: str) -> _Manquante:
    """What a sentence may name: days as people say them, and who the move is about where the page has read it."""
    dites = {cle: _jour(valeur) for cle, valeur in ecriture.donnees.items()}
    qui = (getattr(ecriture, "concerne", "") or "").strip() or "une personne"
    return _Manquante(dites, qui=qui, de_qui=de(qui), **autres)


def _jour(valeur: Any) -> Any:
    if not (isinstance(valeur, str) and _JOUR.fullmatch(valeur)):
        return valeur
    jour = date.fromisoformat(valeur)
    return f"{quantieme(jour)} {jour.year}"


def enregistrer(modeles: Mapping[str, str]) -> None:
    """Give the sentences of several actions: {"ressource.deposer": "a déposé la V{numero}"}.

    A sentence is a verb for the actor's name; it may name the keys of `donnees`, `texte` and `qui`, the last two
    also as `de_texte`, `de_qui` (« d'Hélène »). Raises ValueError
    for an action that already has another sentence.
    """
    for action, modele in modeles.items():
        if _MODELES.setdefault(action, modele) != modele:
            raise ValueError(f"L'action {action} a déjà une phrase.")


def actions_connues() -> list[str]:
    return sorted(_MODELES)


def phrase(ecriture: Ecriture) -> str:
    """« a déposé la V2 »; the action's key where no room gave a sentence."""
    modele = _MODELES.get(ecriture.action)
    if modele is None:
        return ecriture.action.replace(".", " : ").replace("_", " ")
    texte = ecriture.texte or SANS_TEXTE
    return modele.format_map(_dites(ecriture, texte=texte, de_texte=de(texte)))


def phrase_breve(ecriture: Ecriture) -> str:
    """« a abandonné la ressource »: without the reason, nor to whom, nor what stands in brackets."""
    modele = re.split(r" : | \(|,? à \{texte\}| par délégation", _MODELES.get(ecriture.action, ""), maxsplit=1)[0]
    return modele.format_map(_dites(ecriture)) if modele else phrase(ecriture)


def phrase_entiere(ecriture: Ecriture) -> str:
    """The same with its subject: « Nadia Benali a déposé la V2 »."""
    return f"{auteur(ecriture)} {phrase(ecriture)}"


def auteur(ecriture: Ecriture) -> str:
    """Who acted; `en_tant_que` is said of whom the journal does not name."""
    if ecriture.acteur:
        return ecriture.acteur.nom_complet
    return _SANS_NOM.get(ecriture.donnees.get("en_tant_que", ""), "Le service")


enregistrer({TEXTE_EFFACE: "a effacé le texte de l'écriture nº {rang}"})
