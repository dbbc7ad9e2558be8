"""What a word to fill in means, for whoever rewrites a mail; and what it may look like when no real mail shows it."""

from __future__ import annotations

import re

from commun.gabarits.sens import EXEMPLES, SENS

_FILTRES = {
    "jour": "en toutes lettres",
    "date": "en toutes lettres",
    "time": "l'heure",
    "upper": "en capitales",
    "truncatechars": "abrégé",
    "join": "séparés par des virgules",
}
# Conditions whose meaning is a sentence: true or not.
_FAITS = {
    "acteur", "par", "part", "suivant", "delegant", "campagne", "mandat.termine_le", "suppleance", "deplace", "redatee",
    "seconde.numero_version", "echange.contre", "seance.lien", "reunion.lien", "reunion.objet", "photo",
}  # fmt: skip
_OPERATEUR = re.compile(r"\s*(==|!=|>)\s*|\s+and\s+")


def sens(code: str) -> str:
    """« ressource.titre » → « titre de la ressource »; with what its filters change."""
    chemin, _, filtres = code.partition("|")
    if filtres.startswith("pluralize"):
        return f"la marque du pluriel, selon : {sens(chemin)}"
    connu = SENS.get(chemin) or chemin.replace("_", " ").replace(".", " : ")
    precision = _FILTRES.get(filtres.partition(":")[0]) if filtres else None
    return f"{connu} ({precision})" if precision else connu


def sens_de_la_condition(condition: str) -> str:
    """« report.reponse » → « montré s'il y a : la réponse à la demande »; a comparison is told as it stands."""
    if condition == "not forloop.last":
        return "montré si ce n'est pas le dernier de la liste"
    if _OPERATEUR.search(condition) or "|" in condition:
        return f"montré si la comparaison « {condition} » est vraie"
    dit = sens(condition)
    # What is a fact is told by a sentence, what is a thing by its name.
    return f"montré si {dit}" if condition in _FAITS else f"montré s'il y a : {dit}"


def sens_de_la_boucle(boucle: str) -> str:
    """« titre in titres » → « pour chaque : titre »."""
    return f"pour chaque : {SENS.get(boucle, sens(boucle.partition(' in ')[0].split(',')[0].strip()))}"


def exemple(code: str) -> str:
    """A made-up value: a likely one, else its meaning between square brackets."""
    chemin, _, filtres = code.partition("|")
    if filtres.startswith("pluralize"):
        return "s" if ":" not in filtres else filtres.split(":")[1].strip('"').rpartition(",")[2]
    if filtres.startswith("time"):
        return "14 h 30"
    if filtres.startswith(("jour", "date")):
        return "jeudi 26 novembre 2026"
    trouve = EXEMPLES.get(chemin) or EXEMPLES.get(chemin.rpartition(".")[2])
    trouve = trouve or f"[{SENS.get(chemin, chemin)}]"
    return trouve.upper() if filtres == "upper" else trouve
