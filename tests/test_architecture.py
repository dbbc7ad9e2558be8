"""The shape of the house, checked: what the linters cannot express."""

import ast
import re
import statistics
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

RACINE = Path(settings.BASE_DIR)
REGLES = tomllib.loads((RACINE / "pyproject.toml").read_text())
ETAGES: list[str] = REGLES["tool"]["importlinter"]["contracts"][0]["layers"]
PIECES = ETAGES[:-1]
MODULES = [
    fichier for etage in ETAGES for fichier in (RACINE / etage).rglob("*.py") if "migrations" not in fichier.parts
]
GABARITS = [fichier for fichier in (RACINE / "templates").rglob("*") if fichier.suffix in {".html", ".txt"}]
# Where a request, a task or a command comes in; predicates and the sign-in library's adapter get no argument.
LIT_L_HORLOGE = {
    "views",
    "templatetags",
    "tasks",
    "commands",
    "admin",
    "administration",
    "permissions",
    "droits",
    "adaptateur",
}
# A running job's heartbeat tells the time as it goes.
LIT_L_HORLOGE_AUSSI = {"commun/horloge.py", "commun/services/travaux.py"}


def nom(fichier: Path) -> str:
    return str(fichier.relative_to(RACINE))


def role(fichier: Path) -> str:
    """Return what a module is in its room: « services » for services.py and for services/version.py."""
    parties = fichier.relative_to(RACINE).parts
    return "commands" if "commands" in parties else Path(parties[1]).stem


def lignes(fichier: Path) -> int:
    return len(fichier.read_text().splitlines())


def importes(fichier: Path) -> Iterator[str]:
    """Every module and name that a file imports, wherever in the file."""
    for noeud in ast.walk(ast.parse(fichier.read_text())):
        if isinstance(noeud, ast.Import):
            yield from (alias.name for alias in noeud.names)
        elif isinstance(noeud, ast.ImportFrom):
            yield from (f"{noeud.module or ''}.{alias.name}" for alias in noeud.names)


def test_chaque_piece_a_son_etage() -> None:
    presentes = {fichier.parent.name for fichier in RACINE.glob("*/apps.py")}
    assert presentes == set(PIECES)
    assert set(REGLES["tool"]["importlinter"]["root_packages"]) == set(ETAGES)
    assert REGLES["tool"]["importlinter"]["contracts"][1]["containers"] == PIECES


def test_les_cles_etrangeres_descendent() -> None:
    fautes = []
    for modele in apps.get_models(include_auto_created=True):
        piece = modele._meta.app_label
        for champ in modele._meta.get_fields():
            autre = getattr(champ, "remote_field", None) and champ.related_model
            if piece not in PIECES or not autre or champ.auto_created or isinstance(autre, str):
                continue
            cible = autre._meta.app_label
            if cible in PIECES and PIECES.index(cible) < PIECES.index(piece):
                fautes.append(f"{modele.__name__}.{champ.name} → {autre.__name__}")
    assert not fautes, f"Des clés étrangères montent : {fautes}"


def test_pas_de_module_long() -> None:
    longs = {nom(fichier): lignes(fichier) for fichier in MODULES if lignes(fichier) > 300}
    assert not longs
    # Empty files (packages) would make the median meaningless.
    assert statistics.median(lignes(fichier) for fichier in MODULES if lignes(fichier)) <= 70


def test_pas_de_fonction_longue() -> None:
    """Forty lines at most, the docstring counted and the decorators left out."""
    longues = {}
    for fichier in MODULES:
        for noeud in ast.walk(ast.parse(fichier.read_text())):
            if isinstance(noeud, ast.FunctionDef | ast.AsyncFunctionDef):
                longues[f"{nom(fichier)} {noeud.name}"] = noeud.end_lineno - noeud.lineno + 1
    assert not {fonction: nombre for fonction, nombre in longues.items() if nombre > 40}


def test_pas_de_gabarit_long() -> None:
    assert not {nom(fichier): lignes(fichier) for fichier in GABARITS if lignes(fichier) > 120}


def test_pas_de_fourre_tout() -> None:
    assert not [nom(fichier) for fichier in MODULES if {"utils", "helpers", "misc"} & {fichier.stem, *fichier.parts}]


def test_weasyprint_en_un_seul_lieu() -> None:
    fautifs = {nom(f) for f in MODULES if any(module.split(".")[0] == "weasyprint" for module in importes(f))}
    assert fautifs <= {"commun/pdf.py"}


def test_les_verrous_laissent_passer_les_references() -> None:
    """FOR UPDATE bars whoever inserts or, at its commit, checks a foreign key to the row: two gestures deadlock."""
    verrou = re.compile(r"select_for_update\((?![^)]*no_key=True)")
    assert [nom(f) for f in MODULES if verrou.search(f.read_text().replace('("self",)', "self"))] == []


def test_seuls_les_bords_lisent_l_horloge() -> None:
    """Services and models receive `maintenant`; nobody bypasses the clock that a demonstration may shift."""
    fautes = []
    for fichier in MODULES:
        if nom(fichier) in LIT_L_HORLOGE_AUSSI or fichier.parts[len(RACINE.parts)] == "config":
            continue
        texte = fichier.read_text()
        if re.search(
            r"timezone\.now\b|timezone\.localdate\b|datetime\.now\(|date\.today\(|datetime\.utcnow\(|auto_now", texte
        ):
            fautes.append(f"{nom(fichier)} lit l'heure de la machine")
        if role(fichier) not in LIT_L_HORLOGE and re.search(r"horloge\.(maintenant|aujourdhui)\(", texte):
            fautes.append(f"{nom(fichier)} lit l'horloge au lieu de recevoir « maintenant »")
        importe = any(
            module in {"commun.horloge.maintenant", "commun.horloge.aujourdhui"} for module in importes(fichier)
        )
        if importe and role(fichier) not in LIT_L_HORLOGE:
            fautes.append(f"{nom(fichier)} importe l'horloge au lieu de recevoir « maintenant »")
    assert not fautes


@pytest.mark.parametrize(
    ("motif", "pourquoi"),
    [
        (r"<script(?![^>]*\bsrc=)", "script dans la page"),
        (r"<style\b", "style dans la page"),
        (r"\sstyle=", "attribut style"),
        (r"\son[a-z]+=[\"']", "gestionnaire d'événement dans la page"),
        (r"https?://(?!www\.w3\.org)[^\s\"']+\.(js|css|woff2?|png|svg)", "ressource d'un autre site"),
    ],
)
def test_gabarits_surs(motif: str, pourquoi: str) -> None:
    """The content security policy would block the first four in silence."""
    # An e-mail has no style sheet to load.
    pages = [
        f for f in GABARITS if f.suffix == ".html" and "courriels" not in f.relative_to(RACINE / "templates").parts
    ]
    assert not [nom(fichier) for fichier in pages if re.search(motif, fichier.read_text())], pourquoi


def test_gabarits_echappes() -> None:
    """What people type is never printed as HTML (crispy's own pack marks what it has rendered itself)."""
    notres = [f for f in GABARITS if f.suffix == ".html" and "crispy_dsfr" not in f.parts]
    assert not [nom(fichier) for fichier in notres if re.search(r"\|safe\b|autoescape off", fichier.read_text())]
