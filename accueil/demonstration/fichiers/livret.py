"""The livret d'utilisation: what a colleague needs to take the resource up, as a PDF of one or two pages."""

from __future__ import annotations

from collections.abc import Iterator

from .edition import Edition
from .pdf import PUCE, SOUS_TITRE, TEXTE, TITRE, Ligne, ecrire_pdf

CADRE = (
    "Aucune donnée personnelle d'élève ne sort de l'espace numérique de travail. Les élèves se connectent avec leur "
    "compte EduConnect ; ils n'ont aucun autre compte à créer.",
    "Le cours se restaure dans Éléa : Administration du cours, puis Restaurer, puis déposer le fichier .mbz.",
)


def livret(edition: Edition) -> tuple[str, bytes]:
    """The file's name and its bytes."""
    nom = f"Livret d'utilisation - {edition.titre.replace(':', '-').replace('?', '')} - V{edition.numero}.pdf"
    pied = f"{edition.titre} - livret d'utilisation, V{edition.numero}"
    return nom, ecrire_pdf(edition.titre, list(_lignes(edition)), pied=pied, le=edition.deposee_le)


def _lignes(edition: Edition) -> Iterator[Ligne]:
    contenu = edition.contenu
    yield TITRE, edition.titre
    yield TEXTE, f"Livret d'utilisation pour le professeur. Version {edition.numero} du {edition.jour:%d/%m/%Y}."
    yield TEXTE, f"Public : {edition.public}. Durée : {contenu.duree}. Auteurs : {', '.join(edition.auteurs)}."
    yield SOUS_TITRE, "Objectif"
    yield TEXTE, contenu.objectif
    yield SOUS_TITRE, "Déroulement"
    for rang, (titre, consigne) in enumerate(contenu.seances, start=1):
        yield PUCE, f"Séance {rang}, « {titre} ». {consigne}"
    if edition.numero > 1:
        yield SOUS_TITRE, "Ce que la nouvelle version ajoute"
        for titre, consigne in edition.sections[len(contenu.seances) :]:
            yield PUCE, f"{titre}. {consigne}"
        if edition.changements:
            yield TEXTE, edition.changements
    yield SOUS_TITRE, "Outils et protection des données"
    for phrase in CADRE:
        yield TEXTE, phrase
    yield SOUS_TITRE, "Licence"
    yield TEXTE, "CC BY-SA 4.0 : reprenez, adaptez, partagez aux mêmes conditions, en citant les auteurs."
