"""What a reminder says, in the mail and on the pages."""

from __future__ import annotations

import re
from datetime import date

from calendrier.obligations import Obligation
from commun.templatetags.dates import jour as en_toutes_lettres

from .occurrences import ESCALADE, RELANCE, Cadence

# An obligation speaks to its person (« Donner mon visa »): somebody else reads « son visa ». After the verb only: the
# title that ends the line may say « mon » of something else.
_A_SOI = re.compile(r"^(\w+ )m(?=(?:on|a|es)\b)")
_NOMBRES = {1: "une fois", 2: "deux fois", 3: "trois fois", 4: "quatre fois", 5: "cinq fois"}


def a_un_tiers(phrase: str) -> str:
    return _A_SOI.sub(r"\1s", phrase)


def titre(obligation: Obligation) -> str:
    return f"{obligation.phrase} {obligation.objet}".strip()


def titre_du_retard(obligation: Obligation, noms: str) -> str:
    """« Nadia Benali : Donner son visa sur Ressource »."""
    return f"{noms} : {a_un_tiers(obligation.phrase)} {obligation.objet}".strip()


def quand(echeance: date | None, jour: date) -> str:
    """« pour le jeudi 26 novembre, dans 4 jours »; says by how much it is late."""
    if echeance is None:
        return "sans date"
    ecart = (echeance - jour).days
    proches = {-1: "en retard d'un jour", 0: "aujourd'hui", 1: "demain"}
    loin = f"dans {ecart} jours" if ecart > 0 else f"en retard de {-ecart} jours"
    return f"pour le {en_toutes_lettres(echeance)}, {proches.get(ecart, loin)}"


def moment(code: str) -> str:
    """Which reminder it is: « 14 jours avant », « le lendemain », « relance, 8 jours après »."""
    if code == ESCALADE:
        return "une semaine de retard"
    if code.startswith("s"):
        return "récapitulatif de la semaine"
    if code.startswith(RELANCE):
        return "relance"
    decalage = int(code[1:])
    if decalage < 0:
        return "la veille" if decalage == -1 else f"{-decalage} jours avant"
    return "le lendemain" if decalage == 1 else f"{decalage} jours après"


def phrase_de(cadence: Cadence) -> str:
    """« 14 et 3 jours avant, le lendemain, puis chaque semaine, trois fois. »"""
    parties = []
    if cadence.avant:
        nombres = ", ".join(map(str, cadence.avant[:-1]))
        parties.append(f"{nombres} et {cadence.avant[-1]} jours avant" if nombres else moment(f"j-{cadence.avant[0]}"))
    if cadence.apres is not None:
        parties.append(moment(f"j+{cadence.apres}"))
        if cadence.relances:
            fois = _NOMBRES.get(cadence.relances, f"{cadence.relances} fois")
            parties.append(f"puis chaque semaine, {fois}")
    phrase = ", ".join(parties) or "aucun rappel"
    return f"{phrase[0].upper()}{phrase[1:]}."
