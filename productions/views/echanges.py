"""A relecture that its proofreader cannot do: declined, passed on, exchanged."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commun.actions import erreurs_dans, page_action, refus_en_message, statut
from commun.horloge import aujourdhui, maintenant
from commun.services.diffusion import prevenus
from productions.courriels.destinataires import coordination
from productions.forms.relecture import DeclinForm, PassageForm
from productions.models import Echange
from productions.permissions import a_propose, est_sollicite
from productions.queries.echanges import partenaires, propositions_de
from productions.services import (
    accepter_echange,
    decliner_relecture,
    proposer_echange,
    refuser_echange,
    retirer_echange,
)
from productions.services.echanges import passage_impossible

from .acces import PARENTS, fil_de
from .relectures import relecture_de


@require_http_methods(["GET", "POST"])
def decliner(request: HttpRequest, pk: int) -> HttpResponse:
    une = relecture_de(request, pk)
    ressource = une.version.ressource
    chefs = prevenus(coordination(ressource.campagne_suivi, maintenant()), sauf=request.user)

    def action(form: Form) -> str:
        motif = form.cleaned_data["motif"]
        decliner_relecture(relecture=une, motif=motif, acteur=request.user, maintenant=maintenant())
        return "Vous n'avez plus cette relecture à faire. Le PREDAC ou l'IAN en est prévenu tout de suite."

    return page_action(
        request,
        titre="Décliner cette relecture",
        bouton="Décliner",
        action=action,
        retour=reverse("productions:relecture", args=[pk]),
        form_class=DeclinForm,
        consequence=f"Vous ne relirez pas la {une.version} de « {ressource.titre} ». Les remarques que vous auriez "
        "notées ne sont transmises à personne.",
        prevenus=chefs,
        renoncer="Garder cette relecture",
        fil=fil_de(ressource, "Décliner cette relecture"),
        empechement=passage_impossible(une),
    )


@require_http_methods(["GET", "POST"])
def passer(request: HttpRequest, pk: int) -> HttpResponse:
    """« Passer ou échanger »: a proposal, which the other accepts or not."""
    une = relecture_de(request, pk)
    ressource = une.version.ressource
    une.relecteur = request.user
    personnes, relectures = partenaires(une, aujourdhui(ressource.campagne_suivi.fuseau))
    form = PassageForm(request.POST if request.method == "POST" else None, personnes=personnes, relectures=relectures)
    if form.is_valid():
        with erreurs_dans(form):
            echange = proposer_echange(
                relecture=une,
                vers=form.cleaned_data["vers"],
                contre=form.cleaned_data["contre"],
                message=form.cleaned_data["message"],
                acteur=request.user,
                maintenant=maintenant(),
            )
            messages.success(
                request,
                f"Votre proposition part à {echange.vers.nom_complet}. La relecture reste la vôtre jusqu'à sa réponse.",
            )
            return redirect("productions:relecture", pk)
    contexte = {
        "relecture": une,
        "ressource": ressource,
        "form": form,
        "personnes": personnes,
        "proposition": next(iter(propositions_de([une.pk])), None),
        "empechement": passage_impossible(une),
        "fil": fil_de(ressource, "Passer ou échanger ma relecture"),
    }
    return render(request, "productions/passer.html", contexte, status=statut(form))


@require_safe
def echange(request: HttpRequest, pk: int) -> HttpResponse:
    """For the two people whom it is about, and nobody else."""
    un = _echange_de(request, pk)
    contexte = {
        "echange": un,
        "relecture": un.relecture,
        "ressource": un.relecture.version.ressource,
        "sollicite": est_sollicite(request.user, un),
        "en_attente": Echange.objects.en_attente().filter(pk=un.pk).exists(),
        "fil": [("Échange de relecture", "")],
    }
    return render(request, "productions/echange.html", contexte)


@require_POST
def accepter(request: HttpRequest, pk: int) -> HttpResponse:
    un = _echange_de(request, pk, est_sollicite)
    with refus_en_message(request):
        reprises = accepter_echange(echange=un, acteur=request.user, maintenant=maintenant())
        messages.success(
            request,
            f"C'est noté, merci. {un.relecture.relecteur.nom_complet} et le PREDAC ou l'IAN en sont prévenus.",
        )
        return redirect("productions:relecture", reprises[0].pk)
    return redirect(un)


@require_POST
def refuser(request: HttpRequest, pk: int) -> HttpResponse:
    un = _echange_de(request, pk, est_sollicite)
    with refus_en_message(request):
        refuser_echange(echange=un, acteur=request.user, maintenant=maintenant())
        messages.success(request, f"C'est noté. Un courriel prévient {un.relecture.relecteur.nom_complet}.")
    return redirect(un)


@require_POST
def retirer(request: HttpRequest, pk: int) -> HttpResponse:
    un = _echange_de(request, pk, a_propose)
    with refus_en_message(request):
        retirer_echange(echange=un, acteur=request.user, maintenant=maintenant())
        messages.success(request, f"Votre proposition est retirée : {un.vers.nom_complet} le lira dans ses nouvelles.")
    return redirect("productions:relecture", un.relecture_id)


def _echange_de(request: HttpRequest, pk: int, qui: Callable[..., bool] | None = None) -> Echange:
    """404 for anybody else; the predicate is asked itself: one's own word, which no superuser gives."""
    parents = [f"relecture__version__ressource__{parent}" for parent in PARENTS]
    siens = Echange.objects.concernant(request.user).select_related(
        "vers", "relecture__relecteur", "contre__version__ressource", *parents
    )
    un: Echange = get_object_or_404(siens, pk=pk)
    if qui and not qui(request.user, un):
        raise PermissionDenied("Cette action revient à l'autre personne de l'échange.")
    return un
