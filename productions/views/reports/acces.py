"""What the pages of a later date share: which request, which date, who is told."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest

from calendrier.jours import avertissement
from calendrier.queries import periodes_sans_classe
from commun.acces import obtenir
from commun.templatetags.dates import jour as en_toutes_lettres
from productions.models import NatureReport, Report, Ressource
from productions.views.acces import PARENTS, RESERVE_COORDINATION


def report_de(request: HttpRequest, pk: int, permission: str = "", reserve_a: str = RESERVE_COORDINATION) -> Report:
    parents = [f"ressource__{parent}" for parent in PARENTS]
    visibles = (
        Report.objects.visibles_par(request.user)
        .select_related("demande_par", "repondu_par", *parents)
        .prefetch_related("ressource__liens_producteurs")
    )
    return obtenir(visibles, request.user, permission, reserve_a=reserve_a, pk=pk)


def nature_de(valeur: str) -> NatureReport:
    if valeur not in NatureReport.values:
        raise Http404("Cette étape n'a pas de date propre à une ressource.")
    return NatureReport(valeur)


def date_en_clair(jour: date | None) -> str:
    return en_toutes_lettres(jour) if jour else "aucune"


def alerte(ressource: Ressource, jour: date) -> str:
    """A warning about a day without class, which refuses nothing."""
    texte = avertissement("Attention", jour, periodes_sans_classe(ressource.campagne_suivi))
    return f"{texte} " if texte else ""
