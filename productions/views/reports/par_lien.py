"""Asking for a later date from the mail: the link says who asks, and opens nothing else."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commun.actions import erreurs_dans
from commun.horloge import maintenant
from commun.liens import lien_personnel
from productions import services
from productions.courriels.destinataires import coordination
from productions.forms.report import DemandeReportForm
from productions.liens_reports import lire
from productions.models import NatureReport, Ressource
from productions.queries.dates import jour_de_la_ressource
from productions.reports import report_impossible
from productions.views.acces import PARENTS


@lien_personnel("GET", "POST")
def demander_par_lien(request: HttpRequest, signature: str) -> HttpResponse:
    """Reading it changes nothing, a mail scanner may; whoever no longer produces the resource asks for nothing."""
    lien = lire(signature)
    personne = get_user_model().objects.filter(pk=lien.personne, is_active=True).first() if lien else None
    produites = Ressource.objects.filter(producteurs=personne).select_related(*PARENTS) if personne else None
    ressource = produites.filter(pk=lien.ressource).first() if produites is not None else None
    if ressource is None:
        return render(request, "productions/report_lien_perime.html", status=404)
    nature = NatureReport(lien.nature)
    form = DemandeReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form):
            services.demander_report(
                ressource=ressource, nature=nature, acteur=personne, maintenant=maintenant(), **form.cleaned_data
            )
            messages.success(request, "Votre demande est partie.")
            return redirect(request.path)
    en_cours = ressource.reports.ouverts().filter(nature=nature).first()
    contexte = {
        "ressource": ressource,
        "nature": nature,
        "personne": personne,
        "en_vigueur": jour_de_la_ressource(ressource, nature),
        "prevenus": [p.nom_complet for p in coordination(ressource.campagne_suivi, maintenant())],
        "empechement": report_impossible(ressource, nature),
        "form": form,
        "en_cours": en_cours,
    }
    return render(request, "productions/report_par_lien.html", contexte)
