"""A fonction as people write it in a list."""

from __future__ import annotations

from commun.textes import mots
from poles.models import Fonction, Titre

Role = tuple[str, str]  # the fonction and, for a coordinator, the title

ENSEIGNANT: Role = (Fonction.ENSEIGNANT.value, "")
_ECRITS: dict[Role, tuple[str, ...]] = {
    ENSEIGNANT: ("", "enseignant", "enseignante", "enseignant e", "professeur", "professeure", "prof", "membre"),
    (Fonction.OBSERVATEUR.value, ""): ("observateur", "observatrice", "observation"),
    (Fonction.INSPECTEUR.value, ""): ("inspecteur", "inspectrice", "inspection", "ia ipr", "ien"),
    (Fonction.DRANE.value, ""): (
        "drane",
        "representation de la drane",
        "representant drane",
        "representant de la drane",
    ),
    (Fonction.COORDINATEUR.value, Titre.PREDAC.value): ("predac",),
    (Fonction.COORDINATEUR.value, Titre.IAN.value): ("ian",),
}
ROLES = {ecrit: role for role, ecrits in _ECRITS.items() for ecrit in ecrits}


def role_de(texte: str) -> Role | None:
    return ROLES.get(" ".join(mots(texte)))


def pourquoi_pas(texte: str) -> str:
    """For what names no fonction."""
    if "coordinateur" in mots(texte) or "coordinatrice" in mots(texte) or "coordination" in mots(texte):
        return f"« {texte} » : dites PREDAC ou IAN."
    return (
        f"« {texte[:40]} » n'est pas une fonction du service : enseignant, observateur, PREDAC, IAN, inspection, DRANE."
    )
