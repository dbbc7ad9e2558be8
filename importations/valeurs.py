"""What one cell says, for the column it stands in; why it cannot be taken."""

from __future__ import annotations

import re
from datetime import date

from commun.tableaux import Illisible
from commun.textes import mots

from .sortes import Champ

_MOIS = ("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre")
MOIS = {nom: rang for rang, nom in enumerate((*_MOIS, "decembre"), start=1)}
_EN_CHIFFRES = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?")


def lire_valeur(champ: Champ, valeur: object) -> tuple[str, list[str]]:
    """The text (a day as an ISO date), and what is wrong with it."""
    if isinstance(valeur, Illisible):
        return "", [f"La cellule « {champ.titre} » {valeur.motif}."]
    if isinstance(valeur, date):
        return (valeur.isoformat() if champ.jour else f"{valeur:%d/%m/%Y}"), []
    texte = str(valeur)
    if not texte:
        return "", [f"« {champ.titre} » est à remplir."] if champ.obligatoire else []
    if champ.jour:
        return _jour(champ, texte)
    # A long text keeps its lines; a name has none.
    texte = texte if champ.longueur > 300 else " ".join(texte.split())
    if len(texte) > champ.longueur:
        return texte[: champ.longueur], [
            f"« {champ.titre} » a {len(texte)} caractères ; {champ.longueur} au plus sont possibles."
        ]
    return texte, []


def _jour(champ: Champ, texte: str) -> tuple[str, list[str]]:
    """« 15/05/2027 », « 2027-05-15 », « 15 mai 2027 », « samedi 1er mai 2027 »."""
    annee = mois = jour = 0
    if trouve := _EN_CHIFFRES.fullmatch(texte):
        jour, mois, annee = map(int, trouve.groups())
    elif trouve := _ISO.fullmatch(texte):
        annee, mois, jour = map(int, trouve.groups())
    else:
        annee, mois, jour = _en_lettres(mots(texte))
    try:
        return date(annee, mois, jour).isoformat(), []
    except ValueError:
        return "", [f"« {champ.titre} » : « {texte[:40]} » n'est pas une date. Écrivez-la comme 15/05/2027."]


def _en_lettres(dits: list[str]) -> tuple[int, int, int]:
    dits = dits[1:] if len(dits) == 4 else dits
    if len(dits) != 3 or dits[1] not in MOIS or not re.fullmatch(r"\d{4}", dits[2]):
        return 0, 0, 0
    quantieme = re.fullmatch(r"(\d{1,2})(?:er)?", dits[0])
    return int(dits[2]), MOIS[dits[1]], int(quantieme[1]) if quantieme else 0
