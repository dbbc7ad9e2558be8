"""A later date asked for by a producer, and its page."""

from __future__ import annotations

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from calendrier.jours import avertissement
from calendrier.queries import periodes_sans_classe
from commun.actions import page_action
from commun.horloge import maintenant
from commun.services.diffusion import prevenus
from productions import services
from productions.courriels.destinataires import equipe
from productions.forms.report import DemandeReportForm
from productions.queries.dates import jour_de_la_ressource
from productions.reports import deja_demande, report_impossible
from productions.views.acces import fil_de, ressource_de

from .acces import alerte, date_en_clair, nature_de, report_de


@require_http_methods(["GET", "POST"])
def demander(request: HttpRequest, pk: int, nature: str) -> HttpResponse:
    ressource, nature = ressource_de(request, pk, "productions.demander_report"), nature_de(nature)
    en_vigueur = jour_de_la_ressource(ressource, nature)

    def action(form: Form) -> str:
        report = services.demander_report(
            ressource=ressource, nature=nature, acteur=request.user, maintenant=maintenant(), **form.cleaned_data
        )
        return f"Votre demande est partie. {alerte(ressource, report.jour_souhaite)}La date ne bouge pas d'ici là."

    return page_action(
        request,
        titre=f"Demander un report pour {nature.label}",
        bouton="Demander un report",
        action=action,
        retour=ressource.get_absolute_url(),
        form_class=DemandeReportForm,
        consequence=f"Pour {nature.label} de « {ressource.titre} », la date est : "
        f"{date_en_clair(en_vigueur)}. Le PREDAC ou l'IAN accorde, refuse ou propose "
        "une autre date. Jusque-là, rien ne bouge.",
        prevenus=prevenus(equipe(ressource, maintenant()), sauf=request.user),
        fil=fil_de(ressource, "Demander un report"),
        empechement=report_impossible(ressource, nature) or deja_demande(ressource, nature),
    )


@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: who asks for what and why, what became of it, and what one may do."""
    le_report = report_de(request, pk)
    ressource = le_report.ressource
    contexte = {
        "report": le_report,
        "ressource": ressource,
        "en_vigueur": jour_de_la_ressource(ressource, le_report.nature),
        "caduc": report_impossible(ressource, le_report.nature) if le_report.ouvert else "",
        "repond": request.user.has_perm("productions.repondre_report", le_report),
        "produit": request.user.has_perm("productions.repondre_date", le_report),
        "avertissement": avertissement(
            "Attention", le_report.jour_souhaite, periodes_sans_classe(ressource.campagne_suivi)
        ),
        "fil": fil_de(ressource, f"Report de {le_report.get_nature_display()}"),
    }
    return render(request, "productions/report.html", contexte)
