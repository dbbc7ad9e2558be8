"""Remarks: written and taken back by the proofreader, answered by the producers."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from commun.acces import obtenir
from commun.actions import erreurs_dans, refus_en_message, statut
from commun.horloge import maintenant
from productions.forms.remarque import RemarqueForm, ReponseForm
from productions.models import Remarque, Ressource
from productions.permissions import est_auteur_de_la_remarque
from productions.services import ecrire_remarque, repondre_remarque, retirer_remarque

from .acces import PARENTS, RESERVE_PRODUCTEURS, fil_de
from .gardes import garde_de_reponse
from .relectures import afficher_relecture, endroits_de, relecture_de


@require_POST
def ajouter(request: HttpRequest, pk: int) -> HttpResponse:
    relecture = relecture_de(request, pk)
    form = RemarqueForm(request.POST, endroits=endroits_de(relecture))
    if form.is_valid():
        with erreurs_dans(form):
            ecrire_remarque(relecture=relecture, maintenant=maintenant(), **form.cleaned_data)
            messages.success(
                request,
                "La remarque est ajoutée. Personne d'autre ne la voit jusqu'à ce que vous rendiez votre relecture.",
            )
            return redirect(reverse("productions:relecture", args=[pk]) + "#remarque")
    return afficher_relecture(request, relecture, form)


@require_POST
def retirer(request: HttpRequest, pk: int) -> HttpResponse:
    remarque = get_object_or_404(remarques_de(request), pk=pk)
    if not est_auteur_de_la_remarque(request.user, remarque):
        raise PermissionDenied("Seule la personne qui a écrit cette remarque peut la retirer.")
    with refus_en_message(request):
        retirer_remarque(remarque=remarque)
        messages.success(request, "La remarque est retirée.")
    if remarque.relecture_id is None:
        return redirect(remarque.version.ressource)
    return redirect("productions:relecture", remarque.relecture_id)


@require_http_methods(["GET", "POST"])
def repondre(request: HttpRequest, pk: int) -> HttpResponse:
    """One remark and its answer; the same form stands beside each remark of the deposit page."""
    remarque = obtenir(
        remarques_de(request), request.user, "productions.repondre_remarque", reserve_a=RESERVE_PRODUCTEURS, pk=pk
    )
    ressource = remarque.version.ressource
    form = ReponseForm(
        request.POST if request.method == "POST" else None,
        initial={"reponse": remarque.reponse, "texte": remarque.reponse_texte},
    )
    retour, garde = _retour(request, remarque), garde_de_reponse(remarque)
    if form.is_valid():
        with erreurs_dans(form), garde.tenue(request):
            repondre_remarque(remarque=remarque, acteur=request.user, maintenant=maintenant(), **form.cleaned_data)
            messages.success(request, "Votre réponse est enregistrée. Elle partira avec la version suivante.")
            return redirect(retour)
    contexte = {
        "remarque": remarque,
        "ressource": ressource,
        "form": form,
        "retour": retour,
        "vu": garde.vu,
        "fil": fil_de(ressource, "Répondre à une remarque"),
    }
    return render(request, "productions/repondre.html", contexte, status=statut(form))


def remarques_de(request: HttpRequest) -> QuerySet[Remarque]:
    parents = [f"version__ressource__{parent}" for parent in PARENTS]
    return (
        Remarque.objects.visibles_par(request.user)
        .filter(version__ressource__in=Ressource.objects.visibles_par(request.user))
        .select_related("auteur", "relecture", "version_reponse", "contestation", *parents)
    )


def _retour(request: HttpRequest, remarque: Remarque) -> str:
    """Back to the deposit in preparation or to the resource's story, as the link said."""
    if request.GET.get("retour") == "depot":
        return reverse("productions:depot", args=[remarque.version.ressource_id]) + "#remarques"
    return f"{remarque.version.ressource.get_absolute_url()}#remarque-{remarque.pk}"
