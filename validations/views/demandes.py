"""Asking for a validation, withdrawing the request, deciding without visas, giving up."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from commun.actions import erreurs_dans, page_action, statut
from commun.erreurs import ActionImpossible
from commun.forms import MotifForm
from commun.horloge import aujourdhui, maintenant
from commun.services.diffusion import prevenus
from journal.mouvements import empechement
from productions.courriels.destinataires import producteurs
from productions.models import Ressource
from productions.views.acces import RESERVE_COORDINATION, fil_de, ressource_de
from productions.views.gardes import garde_de_ressource
from validations.circuit import visas_sans_signataire
from validations.forms import DemandeForm
from validations.models import NatureVisa
from validations.queries import signataires_possibles
from validations.services import abandonner, demander_validation, retirer_demande, valider_formation
from validations.services.abandon import abandon_impossible
from validations.services.demandes import refuser_demande_impossible, validation_directe_impossible

RESERVE_AUX_DEUX = "aux producteurs de la ressource, au PREDAC ou à l'IAN du pôle"
COORDINATION = "le PREDAC ou l'IAN"
VACATION = "La vacation rémunère la conception : elle ne dépend pas de cette décision."


@require_http_methods(["GET", "POST"])
def demander(request: HttpRequest, pk: int) -> HttpResponse:
    ressource = ressource_de(request, pk, "validations.demander_validation", RESERVE_AUX_DEUX)
    form, garde = DemandeForm(request.POST if request.method == "POST" else None), garde_de_ressource(ressource)
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form), garde.tenue(request):
            demander_validation(ressource=ressource, acteur=request.user, maintenant=maintenant(), **form.cleaned_data)
            messages.success(request, "La validation est demandée. Les signataires sont prévenus par courriel.")
            return redirect(ressource)
    candidats = signataires_possibles(ressource, aujourdhui(ressource.campagne_suivi.fuseau))
    contexte = {
        "ressource": ressource,
        "form": form,
        "manque": "" if request.method == "POST" else _ce_qui_manque(ressource),
        "signataires": [
            (NatureVisa(nature).label, prevenus(personnes, sauf=request.user))
            for nature, personnes in candidats.items()
        ],
        "sans_signataire": [NatureVisa(nature).label for nature in visas_sans_signataire(candidats)],
        "vu": garde.vu,
        "fil": fil_de(ressource, "Demander la validation"),
    }
    return render(request, "validations/demander.html", contexte, status=statut(form))


def _ce_qui_manque(ressource: Ressource) -> str:
    try:
        refuser_demande_impossible(ressource)
    except ActionImpossible as refus:
        return str(refus)
    return ""


@require_http_methods(["GET", "POST"])
def retirer(request: HttpRequest, pk: int) -> HttpResponse:
    ressource = ressource_de(request, pk, "validations.retirer_demande", RESERVE_AUX_DEUX)

    def action(form: Form) -> str:
        retirer_demande(
            ressource=ressource, motif=form.cleaned_data["motif"], acteur=request.user, maintenant=maintenant()
        )
        return "La demande est retirée. Les signataires et l'équipe sont prévenus."

    return page_action(
        request,
        titre="Retirer la demande de validation",
        bouton="Retirer la demande",
        action=action,
        retour=ressource.get_absolute_url(),
        form_class=MotifForm,
        consequence=f"« {ressource.titre} » redevient prête à valider. Un visa déjà donné ne compte plus ; "
        "il reste lisible par son auteur seul.",
        prevenus=["les signataires", *_producteurs(request, ressource), COORDINATION],
        fil=fil_de(ressource, "Retirer la demande"),
        empechement=empechement(ressource, "retirer_demande"),
        garde=garde_de_ressource(ressource),
    )


@require_http_methods(["GET", "POST"])
def valider(request: HttpRequest, pk: int) -> HttpResponse:
    """« Valider » an in-service training resource."""
    ressource = ressource_de(request, pk, "validations.valider_formation", RESERVE_COORDINATION)

    def action(form: Form) -> str:
        valider_formation(ressource=ressource, acteur=request.user, maintenant=maintenant())
        return f"« {ressource.titre} » est validée. Ses producteurs sont prévenus."

    return page_action(
        request,
        titre=f"Valider « {ressource.titre} »",
        bouton="Valider la ressource",
        action=action,
        retour=ressource.get_absolute_url(),
        consequence="Une ressource de formation continue n'a pas besoin de visa : votre décision suffit. "
        "Elle pourra ensuite être publiée.",
        prevenus=_producteurs(request, ressource),
        fil=fil_de(ressource, "Valider"),
        empechement=validation_directe_impossible(ressource),
        garde=garde_de_ressource(ressource),
    )


@require_http_methods(["GET", "POST"])
def abandonner_la_ressource(request: HttpRequest, pk: int) -> HttpResponse:
    ressource = ressource_de(request, pk, "validations.abandonner", RESERVE_COORDINATION)

    def action(form: Form) -> str:
        abandonner(ressource=ressource, motif=form.cleaned_data["motif"], acteur=request.user, maintenant=maintenant())
        return f"« {ressource.titre} » est abandonnée. Ses producteurs sont prévenus."

    return page_action(
        request,
        titre=f"Abandonner « {ressource.titre} »",
        bouton="Abandonner la ressource",
        action=action,
        retour=ressource.get_absolute_url(),
        form_class=MotifForm,
        consequence=f"Le travail s'arrête ; rien n'est effacé, et vous pourrez la reprendre. {VACATION}",
        prevenus=_producteurs(request, ressource),
        danger=True,
        fil=fil_de(ressource, "Abandonner"),
        empechement=abandon_impossible(ressource),
        garde=garde_de_ressource(ressource),
    )


def _producteurs(request: HttpRequest, ressource: Ressource) -> list[str]:
    return prevenus(producteurs(ressource), sauf=request.user)
