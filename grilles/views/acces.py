"""A pôle's grid, for whoever leads the pôle, and the breadcrumb of its pages."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import capfirst

from commun.gardes import Garde
from grilles.etats import Usage
from grilles.models import VersionGrille
from grilles.services.verrous import verrouiller_version
from journal.peremption import abreger, garder
from poles.models import Campagne
from poles.views.acces import campagne_de

GERER = "grilles.gerer"


def grilles_de(request: HttpRequest, slug: str, cycle: str) -> Campagne:
    return campagne_de(request, GERER, slug, cycle)


def usage_de(request: HttpRequest, slug: str, cycle: str, usage: str) -> tuple[Campagne, Usage]:
    campagne = grilles_de(request, slug, cycle)
    if usage not in Usage.values:
        raise Http404("Aucune grille ne sert à cela.")
    return campagne, Usage(usage)


def version_de(request: HttpRequest, slug: str, cycle: str, usage: str, numero: int) -> tuple[Campagne, VersionGrille]:
    """One of the pôle's own versions, whatever its state: the services refuse what it no longer allows."""
    campagne, usage = usage_de(request, slug, cycle, usage)
    siennes = VersionGrille.objects.filter(grille__campagne=campagne, grille__usage=usage)
    parents = ("grille__campagne__pole", "grille__campagne__cycle")
    return campagne, get_object_or_404(siennes.select_related(*parents), numero=numero)


def garde_de(version: VersionGrille, lire: Callable[[], object] | None = None) -> Garde:
    """Of a page that shows a draft whole, or what `lire` reads of it: one question, one section."""

    def decrire(v: VersionGrille) -> str:
        return abreger(v.etat, lire() if lire else contenu(v))

    return garder(version, verrouiller_version, decrire)


def contenu(version: VersionGrille) -> list[tuple[object, ...]]:
    """All that a version asks, in order."""
    return list(
        version.sections.order_by("ordre", "pk", "questions__ordre", "questions__pk").values_list(
            "titre", "aide", "questions__genre", "questions__intitule", "questions__aide", "questions__choix",
            "questions__obligatoire",
        )
    )  # fmt: skip


def adresse_de(nom: str, version: VersionGrille, *suite: object) -> str:
    """A page of one of the pôle's own versions."""
    campagne = version.grille.campagne
    args = [campagne.pole.slug, campagne.cycle.libelle, version.grille.usage, version.numero, *suite]
    return reverse(f"grilles:{nom}", args=args)


def page_de(campagne: Campagne, usage: str) -> str:
    return reverse("grilles:grille", args=[campagne.pole.slug, campagne.cycle.libelle, usage])


def fil_des_grilles(campagne: Campagne, *suite: tuple[str, str]) -> list[tuple[str, str]]:
    toutes = reverse("grilles:grilles", args=[campagne.pole.slug, campagne.cycle.libelle])
    return [
        ("Mes pôles", reverse("accueil:mes_poles")),
        (str(campagne.pole), campagne.get_absolute_url()),
        ("Grilles", toutes if suite else ""),
        *suite,
    ]


def fil_de_la_grille(campagne: Campagne, usage: str, *suite: str) -> list[tuple[str, str]]:
    """« Mes pôles › Économie-gestion › Grilles › Relecture › … »."""
    nom = capfirst(Usage(usage).label)
    if not suite:
        return fil_des_grilles(campagne, (nom, ""))
    return fil_des_grilles(campagne, (nom, page_de(campagne, usage)), *((libelle, "") for libelle in suite))
