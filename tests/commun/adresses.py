"""The service's addresses, and one page for each of the view helpers under test."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from commun.actions import page_action, refus_en_message
from commun.erreurs import ActionImpossible
from commun.forms import MotifForm
from config.urls import urlpatterns as adresses_du_service

faites: list[str] = []


def _renvoyer(form) -> str:
    if "impossible" in form.cleaned_data["motif"]:
        raise ActionImpossible("La fiche est déjà retenue.")
    faites.append(form.cleaned_data["motif"])
    return "La fiche est renvoyée."


def action(request: HttpRequest) -> HttpResponse:
    return page_action(
        request,
        titre="Renvoyer la fiche pour reprise",
        bouton="Renvoyer pour reprise",
        action=_renvoyer,
        retour="/aide/",
        form_class=MotifForm,
        consequence="La fiche redevient modifiable.",
        prevenus=["Nadia Benali", "Yann Le Goff"],
        fil=[("Renvoyer pour reprise", "")],
    )


def message(request: HttpRequest) -> HttpResponse:
    with refus_en_message(request):
        messages.success(request, "jamais gardé")
        raise ActionImpossible("Trop tard.")
    return redirect("/aide/")


def refus(request: HttpRequest) -> HttpResponse:
    raise ActionImpossible("Personne n'a prévu ce refus.")


urlpatterns = [
    path("essai-action/", action),
    path("essai-message/", message),
    path("essai-refus/", refus),
    *adresses_du_service,
]
