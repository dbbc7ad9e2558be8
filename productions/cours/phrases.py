"""What a file contains, in French: one line for the lists, the outline of a course, what deserves a look."""

from __future__ import annotations

import re
from typing import Any

# What teachers call the modules of Moodle and Éléa; the others keep their own name.
_MODULES = {
    "assign": ("devoir", "devoirs"),
    "bigbluebuttonbn": ("classe virtuelle", "classes virtuelles"),
    "book": ("livre", "livres"),
    "chat": ("chat", "chats"),
    "choice": ("sondage", "sondages"),
    "data": ("base de données", "bases de données"),
    "feedback": ("questionnaire", "questionnaires"),
    "folder": ("dossier", "dossiers"),
    "forum": ("forum", "forums"),
    "geogebra": ("activité GeoGebra", "activités GeoGebra"),
    "glossary": ("glossaire", "glossaires"),
    "h5pactivity": ("activité H5P", "activités H5P"),
    "hvp": ("activité H5P", "activités H5P"),
    "label": ("texte ou média", "textes ou médias"),
    "lesson": ("leçon", "leçons"),
    "lti": ("outil externe", "outils externes"),
    "page": ("page", "pages"),
    "questionnaire": ("questionnaire", "questionnaires"),
    "quiz": ("test", "tests"),
    "resource": ("fichier à ouvrir", "fichiers à ouvrir"),
    "scorm": ("paquet SCORM", "paquets SCORM"),
    "subsection": ("sous-section", "sous-sections"),
    "survey": ("consultation", "consultations"),
    "url": ("lien", "liens"),
    "wiki": ("wiki", "wikis"),
    "workshop": ("atelier", "ateliers"),
}
# How many kinds of activities one line names.
_GENRES_MAX = 4


def resumer(genre: str, faits: dict[str, Any]) -> str:
    """« cours Moodle 4.1, 6 sections, 24 activités : 5 tests, 3 devoirs », « 12 pages »; empty when unknown."""
    if genre == "mbz" and faits.get("contenant"):
        return _resumer_cours(faits)
    if genre == "h5p" and faits.get("activite"):
        nom = faits["activite"].removeprefix("H5P.")
        return f"activité H5P ({nom})" + (f", « {faits['titre']} »" if faits.get("titre") else "")
    pages = faits.get("pages", 0)
    return compter(pages, "diapositive" if genre in {"pptx", "odp"} else "page") if pages else ""


def _resumer_cours(faits: dict[str, Any]) -> str:
    version = re.match(r"\d+\.\d+", faits["moodle"])
    quoi = "activité" if faits["type"] == "activity" else "cours"
    parties = [f"{quoi} Moodle {version[0] if version else ''}".rstrip()]
    if faits["sections"]:
        parties.append(compter(faits["sections"], "section"))
    return ", ".join([*parties, _activites(faits["activites"])])


def _activites(activites: dict[str, int]) -> str:
    total = sum(activites.values())
    if not total:
        return "aucune activité"
    rangees = sorted(activites.items(), key=lambda a: -a[1])
    noms = [_nommer(nombre, module) for module, nombre in rangees[:_GENRES_MAX]]
    suite = "…" if len(rangees) > _GENRES_MAX else ""
    return f"{compter(total, 'activité')} : {', '.join(noms)}{suite}" if total > 1 else noms[0]


def avertir(faits: dict[str, Any]) -> list[str]:
    """What a depositor should look at, and that prevents nothing."""
    avertissements = []
    if faits.get("option_utilisateurs") == "1" and not faits.get("utilisateurs"):
        avertissements.append(
            "Cette sauvegarde a été faite avec l'option « utilisateurs » ; elle n'en contient aucun. "
            "La prochaine fois, décochez l'option."
        )
    if signes := faits.get("fichiers_signes"):
        quoi = f"{signes} fichiers du cours portent" if signes > 1 else "Un fichier du cours porte"
        avertissements.append(f"{quoi} un nom d'auteur : vérifiez que ce n'est pas celui d'un élève.")
    return avertissements


def planifier(faits: dict[str, Any]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The outline: each section's title, and in it each activity's kind and title."""
    return [
        (section["titre"], [(_libelle(module, 0), titre) for module, titre in section["activites"]])
        for section in faits.get("plan", [])
    ]


def mesurer_lecture(pages: int, activites: int) -> str:
    """« livret de 12 pages, 24 activités »: what there is to read before judging; empty when nothing is known."""
    parties = [f"livret de {compter(pages, 'page')}"] if pages else []
    return ", ".join(parties + ([compter(activites, "activité")] if activites else []))


def compter(nombre: int, mot: str) -> str:
    return f"{nombre} {mot}{'s' if nombre > 1 else ''}"


def _nommer(nombre: int, module: str) -> str:
    return f"{nombre} {_libelle(module, nombre > 1)}"


def _libelle(module: str, pluriel: int) -> str:
    return _MODULES.get(module, (module, module))[pluriel]
