"""What the address of « Relancer » asks: about which pôles, which records, and where one comes from."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from commun.erreurs import ActionImpossible

# What one can read before saying yes, and what an address may hold.
POLES_MAX, SUJETS_MAX = 300, 200


def adresse_de_relance(campagnes: Iterable[int], sujets: Iterable[str] = (), retour: str = "") -> str:
    """`sujets`: about these records alone (« ressource:12 »); `retour`: the page to come back to."""
    parties = [f"campagne={','.join(map(str, campagnes))}"]
    parties += [f"sujet={','.join(sujets)}"] if sujets else []
    parties += [urlencode({"retour": retour})] if retour else []
    return f"{reverse('calendrier:relancer')}?{'&'.join(parties)}"


def poles_demandes(donnees: QueryDict) -> set[int]:
    """The campaigns' numbers. Raises ActionImpossible past what can be read."""
    numeros = {int(n) for n in _liste(donnees, "campagne") if n.isascii() and n.isdigit() and len(n) < 10}
    return dans_les_limites(numeros)


def sujets_demandes(donnees: QueryDict) -> list[str]:
    sujets = _liste(donnees, "sujet")
    if len(sujets) > SUJETS_MAX:
        raise ActionImpossible(f"On relance pour {SUJETS_MAX} ressources à la fois au plus : choisissez-en moins.")
    return sujets


def dans_les_limites(campagnes: set[int]) -> set[int]:
    if len(campagnes) > POLES_MAX:
        raise ActionImpossible(f"On relance {POLES_MAX} pôles à la fois au plus : choisissez-en moins, ou filtrez-les.")
    return campagnes


def _liste(donnees: QueryDict, nom: str) -> list[str]:
    """Said once for each, or several at once with commas between."""
    return [morceau for valeur in donnees.getlist(nom) for morceau in valeur.split(",") if morceau]
