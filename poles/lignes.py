"""Several people typed at once: « prenom.nom@… » or « Prénom Nom <…> », one a line or as a mail program copies them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

LIGNES_MAX = 30
_NOM_PUIS_ADRESSE = re.compile(r"""^["']?(?P<nom>[^<>"]*?)["']?\s*[<(]\s*(?P<email>[^<>()\s]*)\s*[>)][,;]?$""")
_LONGUEUR_NOM, _LONGUEUR_EMAIL = 100, 254


@dataclass(frozen=True)
class Ligne:
    """One line as it was typed, and what is read in it; `erreur` says what to correct."""

    texte: str
    email: str = ""
    prenom: str = ""
    nom: str = ""
    erreur: str = ""


def lire(texte: str) -> list[Ligne]:
    """The lines that are not blank, in order."""
    # By what a keyboard ends a line with: a control character within a line is a blank.
    brutes = texte.replace("\r", "\n").split("\n")
    morceaux = (morceau for brute in brutes for morceau in _separer_les_personnes(brute))
    # Kept as it was typed: it may come back in the field, to be corrected.
    return [
        replace(_lire_ligne(ligne), texte=morceau.strip())
        for morceau in morceaux
        if (ligne := " ".join(morceau.split()))
    ]


def _separer_les_personnes(brute: str) -> list[str]:
    """« a@…; b@… » is two people; a comma before the address, as in « DUPONT, Marc <…> », parts nobody."""
    if brute.count("@") < 2:
        return [brute]
    personnes, en_cours = [], ""
    for bout in re.split(r"(?<=[;,])", brute):
        en_cours += bout
        if "@" in bout:
            personnes.append(en_cours.rstrip(" ;,"))
            en_cours = ""
    return [*personnes, en_cours]


def _lire_ligne(texte: str) -> Ligne:
    trouve = _NOM_PUIS_ADRESSE.match(texte)
    email = (trouve["email"] if trouve else texte.rstrip(",;")).lower()
    try:
        validate_email(email)
    except ValidationError:
        return Ligne(texte, erreur="Ce n'est pas une adresse : écrivez « prenom.nom@… » ou « Prénom Nom <adresse> ».")
    prenom, nom = _separer(trouve["nom"]) if trouve and trouve["nom"] else noms_de(email)
    if len(email) > _LONGUEUR_EMAIL or max(len(prenom), len(nom)) > _LONGUEUR_NOM:
        return Ligne(texte, erreur="Le nom ou l'adresse sont trop longs.")
    return Ligne(texte, email, prenom, nom)


def _separer(entier: str) -> tuple[str, str]:
    """« DE LA TOUR, Jean Paul » by its comma, « Jean Paul DE LA TOUR » by its capitals; else the first word."""
    nom, virgule, prenom = entier.partition(",")
    if virgule and nom.strip() and prenom.strip():
        return prenom.strip(), nom.strip()
    mots = entier.split()
    capitales = next((i for i in range(1, len(mots)) if all(_en_capitales(mot) for mot in mots[i:])), 1)
    prenom, nom = mots[:capitales], mots[capitales:]
    return (" ".join(prenom), " ".join(nom)) if nom else ("", " ".join(prenom))


def _en_capitales(mot: str) -> bool:
    return mot.isupper()


def noms_de(email: str) -> tuple[str, str]:
    """« jean-paul.roux2@… » says « Jean-Paul Roux »; without a dot, nothing."""
    prenom, point, nom = email.partition("@")[0].partition(".")
    if not point or not prenom or not nom:
        return "", ""
    return _capitaliser(prenom), _capitaliser(nom.rstrip("0123456789").replace(".", " "))


def _capitaliser(mot: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), mot)
