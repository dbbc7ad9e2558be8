"""« Vous avez dit → nous avons fait »: the answers that a version carries, and what each side says of them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commun.acces import obtenir
from commun.actions import erreurs_dans, page_action, refus_en_message, statut
from commun.horloge import maintenant
from commun.services.diffusion import prevenus
from productions.courriels.destinataires import producteurs
from productions.forms.remarque import ContestationForm, ReponseDefinitiveForm
from productions.models import Remarque, Version
from productions.permissions import est_auteur_de_la_remarque
from productions.queries.pieces import versions_lisibles
from productions.queries.suites import reponses_de
from productions.services import clore_remarque, contester_reponse, trancher_remarque
from productions.services.suites import reponse_definitive_impossible, suite_impossible

from .acces import PARENTS, RESERVE_PRODUCTEURS, fil_de
from .gardes import garde_de_suite
from .remarques import remarques_de


@require_safe
def vous_avez_dit(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever sees the version; made to be printed too."""
    parents = [f"ressource__{parent}" for parent in PARENTS]
    version: Version = get_object_or_404(versions_lisibles(request.user).select_related("deposee_par", *parents), pk=pk)
    contexte = {
        "version": version,
        "ressource": version.ressource,
        "reponses": reponses_de(version, request.user),
        "fil": fil_de(version.ressource, f"Vous avez dit, nous avons fait : {version}"),
    }
    return render(request, "productions/vous_avez_dit.html", contexte)


@require_POST
def clore(request: HttpRequest, pk: int) -> HttpResponse:
    """« Je suis d'accord »."""
    remarque = _la_mienne(request, pk)
    with refus_en_message(request):
        clore_remarque(remarque=remarque, acteur=request.user, maintenant=maintenant())
        messages.success(request, "C'est noté : la remarque est close. Les producteurs le liront dans leurs nouvelles.")
    return redirect(_retour(remarque))


@require_http_methods(["GET", "POST"])
def contester(request: HttpRequest, pk: int) -> HttpResponse:
    remarque = _la_mienne(request, pk)
    ressource = remarque.version.ressource
    reponse = remarque.get_reponse_display() or "aucune"
    if remarque.reponse_texte:
        reponse += f", « {remarque.reponse_texte} »"

    def action(form: Form) -> str:
        motif = form.cleaned_data["motif"]
        contester_reponse(remarque=remarque, motif=motif, acteur=request.user, maintenant=maintenant())
        return "C'est dit aux producteurs. Leur prochaine réponse sera la dernière : un courriel vous préviendra."

    return page_action(
        request,
        titre="Contester la réponse à ma remarque",
        bouton="Contester la réponse",
        action=action,
        retour=_retour(remarque),
        form_class=ContestationForm,
        consequence=f"Votre remarque : « {remarque.texte} » Leur réponse : {reponse}. Une réponse se conteste une "
        "seule fois.",
        prevenus=prevenus(producteurs(ressource), sauf=request.user),
        renoncer="Ne pas contester",
        fil=fil_de(ressource, "Contester une réponse"),
        empechement=suite_impossible(remarque, "contester"),
        garde=garde_de_suite(remarque),
    )


@require_http_methods(["GET", "POST"])
def trancher(request: HttpRequest, pk: int) -> HttpResponse:
    """The producers' last word on a contested remark."""
    remarque: Remarque = obtenir(
        remarques_de(request), request.user, "productions.trancher_remarque", reserve_a=RESERVE_PRODUCTEURS, pk=pk
    )
    ressource, garde = remarque.version.ressource, garde_de_suite(remarque)
    form = ReponseDefinitiveForm(request.POST if request.method == "POST" else None, numero=ressource.numero_suivant)
    if form.is_valid():
        with erreurs_dans(form), garde.tenue(request):
            trancher_remarque(remarque=remarque, acteur=request.user, maintenant=maintenant(), **form.cleaned_data)
            messages.success(
                request,
                f"Votre réponse définitive est donnée : {remarque.auteur.nom_complet} la lira dans ses nouvelles.",
            )
            return redirect(f"{ressource.get_absolute_url()}#remarque-{remarque.pk}")
    contexte = {
        "remarque": remarque,
        "ressource": ressource,
        "form": form,
        "empechement": reponse_definitive_impossible(remarque),
        "vu": garde.vu,
        "fil": fil_de(ressource, "Répondre définitivement"),
    }
    return render(request, "productions/trancher.html", contexte, status=statut(form))


def _la_mienne(request: HttpRequest, pk: int) -> Remarque:
    """The predicate itself is asked: what is said of an answer is said in one's own name."""
    remarque: Remarque = get_object_or_404(remarques_de(request), pk=pk)
    if not est_auteur_de_la_remarque(request.user, remarque):
        raise PermissionDenied("Seule la personne qui a écrit cette remarque peut le dire.")
    return remarque


def _retour(remarque: Remarque) -> str:
    """The page of the version that carries the answer, at this remark."""
    if remarque.version_reponse_id is None:
        return f"{remarque.version.ressource.get_absolute_url()}#remarque-{remarque.pk}"
    return f"{reverse('productions:vous_avez_dit', args=[remarque.version_reponse_id])}#remarque-{remarque.pk}"
