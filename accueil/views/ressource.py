"""A resource's whole story: where it is, who is awaited, what one may do, and everything that happened."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commun.acces import obtenir
from commun.horloge import aujourdhui
from poles.queries import indisponibles
from productions.etats import EtatRelecture, EtatRessource
from productions.models import Ressource
from productions.parcours import Absences, nomme_les_attendus, points, situer
from productions.queries.dates import dates_en_vigueur
from productions.queries.tests_classe import tests_de
from productions.reports import report_impossible
from productions.services.remarques import REPONSES_OUVERTES
from productions.tests_classe import test_impossible
from productions.views.acces import fil_de
from validations.actions import possibilites
from validations.attente import nommer_signataires
from validations.dossier import Dossier, ressources_du_dossier
from validations.recit import raconter


@require_safe
def ressource(request: HttpRequest, pk: int) -> HttpResponse:
    la_ressource = obtenir(ressources_du_dossier(request.user, aujourdhui()), request.user, pk=pk)
    dossier = Dossier(la_ressource, request.user, aujourdhui(la_ressource.campagne_suivi.fuseau))
    relue = any(r.etat == EtatRelecture.RENDUE for v in dossier.versions for r in v.relectures.all())
    absences = _absences(request, la_ressource, dossier)
    visas = nommer_signataires(dossier.visas_attendus)
    contexte = {
        "ressource": la_ressource,
        "dossier": dossier,
        "situation": situer(la_ressource, dossier.relectures_attendues, visas, absences),
        # The path of what was given up leads nowhere: its words say where it stopped.
        "parcours": points(la_ressource, relue=relue) if la_ressource.etat != EtatRessource.ABANDONNEE else [],
        "possibilites": possibilites(dossier),
        "recit": raconter(dossier),
        "publications": dossier.publications,
        "producteurs": la_ressource.liens_producteurs.all(),
        "dates": _dates(request, la_ressource, dossier),
        "conduit": request.user.has_perm("validations.publier", la_ressource),
        **_tests(request, la_ressource, dossier),
        "lien_reponse": _peut_repondre(request, la_ressource),
        "fil": fil_de(la_ressource),
    }
    return render(request, "accueil/ressource.html", contexte)


def _dates(request: HttpRequest, la_ressource: Ressource, dossier: Dossier) -> list[dict[str, Any]]:
    """The days in force, where each comes from, and who may have which moved."""
    produit = request.user.has_perm("productions.demander_report", la_ressource)
    conduit = request.user.has_perm("productions.fixer_date", la_ressource)
    ouverts = {report.nature: report for report in dossier.reports if report.ouvert}
    lignes = []
    for date_ in dates_en_vigueur(la_ressource, dossier.dates_propres):
        mobile = not report_impossible(la_ressource, date_.nature)
        ouvert = ouverts.get(date_.nature) if mobile else None
        lignes.append(
            {
                "date": date_,
                "ouvert": ouvert,
                "lit": produit or conduit,
                "demander": mobile and produit and not ouvert,
                "fixer": mobile and conduit,
            }
        )
    return lignes


def _tests(request: HttpRequest, la_ressource: Ressource, dossier: Dossier) -> dict[str, Any]:
    """The class tests, and whether this person may plan one."""
    tests = tests_de(la_ressource) if la_ressource.a_des_tests else []
    impossible = test_impossible(la_ressource, dossier.derniere)
    return {
        "tests": tests,
        "testees": {test.version_id for test in tests if test.rendu_le},
        "peut_tester": not impossible and request.user.has_perm("productions.planifier_test", la_ressource),
    }


def _absences(request: HttpRequest, la_ressource: Ressource, dossier: Dossier) -> Absences:
    """Who is away of those who are awaited; only whoever leads the pôle is told their names."""
    if not nomme_les_attendus(la_ressource):
        return Absences()
    personnes = [lien.personne_id for lien in la_ressource.liens_producteurs.all()]
    personnes += [relecture.relecteur_id for relecture in dossier.relectures_attendues]
    sait = request.user.has_perm("poles.voir_indisponibilites", la_ressource.campagne_suivi)
    return Absences(indisponibles(dossier.jour, personnes), sait)


def _peut_repondre(request: HttpRequest, la_ressource: Ressource) -> bool:
    """Answers are prepared as long as a version can follow that carries them."""
    return la_ressource.etat in REPONSES_OUVERTES and request.user.has_perm("productions.deposer_version", la_ressource)
