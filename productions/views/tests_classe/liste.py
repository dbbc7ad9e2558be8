"""« Tests en classe » of a pôle: a list to filter, and its results as files."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from calendrier.tests_tardifs import est_tardif
from commun.export import LIGNES_EXPORTEES, exporter_classeur
from commun.horloge import aujourdhui
from commun.listes import Liste
from poles.views.acces import campagne_de
from productions.colonnes import TESTS, TESTS_AVEC_NOM
from productions.forms.filtre_tests import FiltreTests
from productions.models import TestEnClasse
from productions.queries.tests_classe import TITRES_DES_REPONSES, avec_reponses, habiller_tests, lignes_de_reponses

# Beside the formats of every list: the same rows, with what was answered.
AVEC_REPONSES = "reponses"


@require_safe
def tests_du_pole(request: HttpRequest, slug: str, cycle: str) -> HttpResponseBase:
    campagne = campagne_de(request, "", slug, cycle)
    jour = aujourdhui(campagne.fuseau)
    nomme = request.user.has_perm("productions.voir_testeurs", campagne)
    visibles = TestEnClasse.objects.visibles_par(request.user).filter(version__ressource__campagne_suivi=campagne)
    filtre = FiltreTests(request.GET or None, queryset=visibles, campagne=campagne, jour=jour, nomme=nomme)
    liste = Liste(request, filtre, TESTS_AVEC_NOM if nomme else TESTS, "jour_prevu", habiller_tests)
    if request.GET.get("format") == AVEC_REPONSES:
        return _classeur(liste, f"tests-{slug}")
    if liste.a_exporter:
        return liste.exporter(f"tests-{slug}")
    contexte = {
        "campagne": campagne,
        "jour": jour,
        "nomme": nomme,
        "filtre": filtre,
        "liste": liste,
        "page": liste.page,
        "tests": [(test, est_tardif(test.jour, campagne.cycle)) for test in liste.page],
        "lien_reponses": liste.lien_export(AVEC_REPONSES),
        "fil": [
            ("Mes pôles", reverse("accueil:mes_poles")),
            (str(campagne), campagne.get_absolute_url()),
            ("Tests en classe", ""),
        ],
    }
    return render(request, "productions/tests/liste.html", contexte)


def _classeur(liste: Liste, nom: str) -> HttpResponseBase:
    """The same rows, and on another sheet what their testers answered."""
    tests = list(avec_reponses(liste.habiller(liste.lignes))[:LIGNES_EXPORTEES])
    colonnes = [c for c in liste.colonnes if c.valeur]
    lignes = ([c.valeur(test) for c in colonnes if c.valeur] for test in tests)
    feuilles = [
        ("Tests", [c.titre for c in colonnes], lignes),
        ("Réponses", TITRES_DES_REPONSES, lignes_de_reponses(tests)),
    ]
    return exporter_classeur(nom, feuilles)
