"""Changing establishment in mid-year: one's own, or that of somebody whose pôle one leads."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from commun.actions import erreurs_dans
from commun.horloge import aujourdhui, maintenant
from commun.templatetags.dates import jour as en_toutes_lettres
from comptes.models import Personne
from poles import services
from poles.forms import ChangementEtablissementForm
from poles.models import Affectation, Campagne
from poles.views.acces import fil_de, membre_de

COMPTE = "comptes:mon_compte"


@require_http_methods(["GET", "POST"])
def le_mien(request: HttpRequest) -> HttpResponse:
    fil = [("Mon compte", reverse(COMPTE)), ("Établissement", "")]
    return _changer(request, request.user, reverse(COMPTE), fil, None)


@require_http_methods(["GET", "POST"])
def d_un_membre(request: HttpRequest, slug: str, cycle: str, mandat: int) -> HttpResponse:
    campagne, membre = membre_de(request, "poles.gerer_presences", slug, cycle, mandat)
    return _changer(request, membre.personne, campagne.get_absolute_url(), fil_de(campagne, "Établissement"), campagne)


def _changer(
    request: HttpRequest, personne: Personne, retour: str, fil: list[tuple[str, str]], campagne: Campagne | None
) -> HttpResponse:
    jour = aujourdhui()
    form = ChangementEtablissementForm(
        request.POST if request.method == "POST" else None, jour=jour, initial={"debut": jour}
    )
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form):
            nouvelle = services.changer_etablissement(
                personne=personne,
                acteur=request.user,
                maintenant=maintenant(),
                campagne=campagne,
                **form.cleaned_data,
            )
            messages.success(request, _fait(nouvelle, request.user, personne))
            return redirect(retour)
    contexte = {
        "personne": personne,
        "soi": personne.pk == request.user.pk,
        "form": form,
        "affectations": personne.affectations.select_related("etablissement"),
        "retour": retour,
        "fil": fil,
    }
    return render(request, "poles/etablissement.html", contexte)


def _fait(nouvelle: Affectation, acteur: Personne, personne: Personne) -> str:
    depuis = f"{nouvelle.etablissement}, à partir du {en_toutes_lettres(nouvelle.debut)}"
    if acteur.pk == personne.pk:
        return f"Votre établissement est enregistré : {depuis}."
    return f"L'établissement {personne.de_nom_complet} est enregistré : {depuis}. Un courriel l'en prévient."
