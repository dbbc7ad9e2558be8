"""« Fixer une date »: a day of a resource's own, by whoever leads the pôle."""

from __future__ import annotations

from functools import partial

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from commun.actions import page_action
from commun.horloge import maintenant
from commun.services.diffusion import prevenus
from productions import services
from productions.courriels.destinataires import producteurs
from productions.forms.report import DateDeRessourceForm
from productions.queries.dates import jour_de_la_ressource
from productions.reports import report_impossible
from productions.views.acces import RESERVE_COORDINATION, fil_de, ressource_de

from .acces import alerte, date_en_clair, nature_de


@require_http_methods(["GET", "POST"])
def fixer_date(request: HttpRequest, pk: int, nature: str) -> HttpResponse:
    ressource, nature = ressource_de(request, pk, "productions.fixer_date", RESERVE_COORDINATION), nature_de(nature)
    propre = ressource.dates_propres.filter(nature=nature).select_related("report").first()
    en_vigueur = jour_de_la_ressource(ressource, nature)

    def action(form: Form) -> str:
        jour = form.cleaned_data["jour"]
        services.fixer_date(ressource=ressource, nature=nature, jour=jour, acteur=request.user, maintenant=maintenant())
        if jour == (propre.jour if propre else None):
            return "La date n'a pas changé : personne n'est prévenu."
        if jour is None:
            return (
                "La date prévue est de nouveau celle de la fiche-projet, du pôle ou du cycle. Les producteurs sont "
                "prévenus."
            )
        return f"La date est fixée. {alerte(ressource, jour)}Les producteurs sont prévenus."

    accorde = " Un report avait été accordé : cette date le remplace." if propre and propre.report else ""
    return page_action(
        request,
        titre=f"Fixer une date pour {nature.label}",
        bouton="Fixer la date",
        action=action,
        retour=ressource.get_absolute_url(),
        form_class=partial(DateDeRessourceForm, initial={"jour": propre.jour if propre else None}),
        consequence=f"Pour {nature.label} de « {ressource.titre} », la date est : "
        f"{date_en_clair(en_vigueur)}.{accorde} Celle que vous fixez ne vaut que pour "
        "cette ressource, avant celles de la fiche-projet, du pôle et du cycle.",
        prevenus=prevenus(producteurs(ressource), sauf=request.user),
        fil=fil_de(ressource, "Fixer une date"),
        empechement=report_impossible(ressource, nature),
    )
