"""The producers' agreement to publication."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from commun.actions import page_action
from commun.horloge import maintenant
from productions.forms.relecture import AccordEcritForm
from productions.services import donner_accord, enregistrer_accord_ecrit

from .acces import RESERVE_COORDINATION, fil_de, ressource_de


@require_http_methods(["GET", "POST"])
def donner(request: HttpRequest, pk: int) -> HttpResponse:
    ressource = ressource_de(request, pk, "productions.donner_accord")
    if not ressource.liens_producteurs.filter(personne=request.user, accord="").exists():
        messages.info(request, "Vous avez déjà donné votre accord à la publication de cette ressource.")
        return redirect(ressource)

    def action(form: Form) -> str:
        donner_accord(ressource=ressource, acteur=request.user, maintenant=maintenant())
        return "Votre accord est enregistré. Merci !"

    return page_action(
        request,
        titre="Donner mon accord à la publication",
        bouton="Donner mon accord",
        action=action,
        retour=ressource.get_absolute_url(),
        consequence=f"Vous acceptez que « {ressource.titre} » soit publiée, une fois validée, sur le site académique "
        "ou dans l'espace mutualisé, sous la licence CC BY-SA 4.0 ou une autre convenue ensemble : chacun peut la "
        "réutiliser et la modifier en citant ses auteurs. Chaque producteur donne son propre accord.",
        fil=fil_de(ressource, "Donner mon accord"),
    )


@require_http_methods(["GET", "POST"])
def enregistrer_ecrit(request: HttpRequest, pk: int) -> HttpResponse:
    ressource = ressource_de(request, pk, "productions.enregistrer_accord_ecrit", RESERVE_COORDINATION)
    attendus = ressource.liens_producteurs.filter(accord="").select_related("personne")
    if not attendus:
        messages.info(request, "Tous les producteurs ont déjà donné leur accord.")
        return redirect(ressource)

    def action(form: Form) -> str:
        lien = enregistrer_accord_ecrit(acteur=request.user, maintenant=maintenant(), **form.cleaned_data)
        return f"L'accord écrit {lien.personne.de_nom_complet} est enregistré."

    return page_action(
        request,
        titre="Enregistrer un accord écrit",
        bouton="Enregistrer l'accord",
        action=action,
        retour=ressource.get_absolute_url(),
        form_class=partial(AccordEcritForm, producteurs=attendus),
        consequence="À utiliser quand un producteur a donné son accord par écrit et ne peut pas le faire ici. "
        "Gardez l'écrit : la référence dit où le retrouver.",
        fil=fil_de(ressource, "Enregistrer un accord écrit"),
    )
