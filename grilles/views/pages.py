"""What is asked in a pôle: its four grids, one of them, and what its reader will see."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from grilles.etats import Usage
from grilles.forms import FeuilleForm
from grilles.models import VersionGrille
from grilles.queries import avec_questions, repondables
from grilles.queries.tableau import ligne_de, lignes_de
from poles.models import Campagne

from .acces import adresse_de, fil_de_la_grille, fil_des_grilles, grilles_de, page_de, usage_de

# Who fills it in, as the pages say it.
LECTEURS = {
    Usage.RELECTURE: "qui relit une ressource, à côté de ses remarques",
    Usage.TEST: "qui teste une ressource en classe, sur son téléphone",
    Usage.VISA_PEDAGOGIQUE: "l'inspection, avec son visa",
    Usage.VISA_NUMERIQUE: "la DRANE, avec son visa",
}


@require_safe
def grilles(request: HttpRequest, slug: str, cycle: str) -> HttpResponse:
    campagne = grilles_de(request, slug, cycle)
    lignes = lignes_de(campagne)
    for ligne in lignes:
        ligne.adresse, ligne.lecteurs = page_de(campagne, ligne.usage), LECTEURS[ligne.usage]
    contexte = {
        "campagne": campagne,
        "lignes": lignes,
        "copier": reverse("grilles:copier", args=[slug, cycle]) if any(li.du_pole for li in lignes) else "",
        "fil": fil_des_grilles(campagne),
    }
    return render(request, "grilles/grilles.html", contexte)


@require_safe
def grille(request: HttpRequest, slug: str, cycle: str, usage: str) -> HttpResponse:
    """One use: what is in force, what is being written, what was in force before."""
    campagne, usage = usage_de(request, slug, cycle, usage)
    ligne = ligne_de(campagne, usage)
    brouillon = ligne.brouillon
    contexte = {
        "campagne": campagne,
        "usage": usage,
        "ligne": ligne,
        "lecteurs": LECTEURS[usage],
        "questions": _questions(ligne.en_vigueur),
        "brouillon": adresse_de("brouillon", brouillon) if brouillon else "",
        "revenir": adresse_de("revenir", ligne.en_vigueur) if ligne.du_pole else "",
        "fil": fil_de_la_grille(campagne, usage),
    }
    return render(request, "grilles/grille.html", contexte)


@require_safe
def apercu(request: HttpRequest, slug: str, cycle: str, usage: str, pk: int) -> HttpResponse:
    """Any version of this pôle, or the shipped one, as it is filled in."""
    campagne, usage = usage_de(request, slug, cycle, usage)
    version = get_object_or_404(avec_questions(repondables(campagne, usage)), pk=pk)
    contexte = {
        "campagne": campagne,
        "usage": usage,
        "version": version,
        "lecteurs": LECTEURS[usage],
        "form": FeuilleForm(grille=version),
        "brouillon": _adresse_du_brouillon(campagne, version),
        "retour": page_de(campagne, usage),
        "fil": fil_de_la_grille(campagne, usage, "Aperçu"),
    }
    return render(request, "grilles/apercu.html", contexte)


def _questions(version: VersionGrille) -> int:
    return sum(len(s.questions.all()) for s in version.sections.prefetch_related("questions"))


def _adresse_du_brouillon(campagne: Campagne, version: VersionGrille) -> str:
    if not version.modifiable:
        return ""
    version.grille.campagne = campagne
    return adresse_de("brouillon", version)
