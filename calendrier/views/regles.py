"""The reminders of a pôle: its rules in plain sentences, and what becomes of each."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from calendrier import services
from calendrier.forms import CopieInspectionForm, RegleRappelForm
from calendrier.models import ReglagesRappels
from calendrier.rappels.cibles import Cible, lire
from calendrier.rappels.phrases import phrase_de
from calendrier.rappels.tableau import cadence_en_vigueur, lignes_de_regles
from commun.actions import erreurs_dans, page_action, statut
from commun.horloge import aujourdhui, maintenant
from journal.peremption import abreger, garder
from poles.models import Campagne
from poles.services.campagnes import verrouiller_campagne
from poles.views.acces import campagne_de

REGLER = "calendrier.regler_rappels"
GESTES = ("rappels.regler", "rappels.retablir")


def fil_des_rappels(campagne: Campagne, *suite: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        ("Mes pôles", reverse("accueil:mes_poles")),
        (str(campagne.pole), campagne.get_absolute_url()),
        ("Rappels", adresse_des_regles(campagne) if suite else ""),
        *suite,
    ]


def adresse_des_regles(campagne: Campagne) -> str:
    return reverse("calendrier:regles", args=[campagne.pole.slug, campagne.cycle.libelle])


@require_http_methods(["GET", "POST"])
def regles(request: HttpRequest, slug: str, cycle: str) -> HttpResponse:
    """The table of the rules; its only form is the copy to the inspector."""
    campagne = campagne_de(request, REGLER, slug, cycle)
    en_copie = ReglagesRappels.objects.filter(campagne=campagne, inspection_en_copie=True).exists()
    form = CopieInspectionForm(
        request.POST if request.method == "POST" else None, initial={"inspection_en_copie": en_copie}
    )
    if request.method == "POST" and form.is_valid():
        oui = form.cleaned_data["inspection_en_copie"]
        services.copier_inspection(campagne=campagne, oui=oui, acteur=request.user, maintenant=maintenant())
        suite = "lira désormais ce qui a une semaine de retard" if oui else "ne lit plus les retards"
        messages.success(request, f"C'est enregistré : l'inspection {suite}. Personne n'en est prévenu.")
        return redirect(adresse_des_regles(campagne))
    contexte = {
        "campagne": campagne,
        "lignes": lignes_de_regles(campagne, aujourdhui(campagne.fuseau)),
        "form": form,
        "fil": fil_des_rappels(campagne),
    }
    return render(request, "calendrier/regles.html", contexte)


@require_http_methods(["GET", "POST"])
def regler(request: HttpRequest, slug: str, cycle: str, code: str) -> HttpResponse:
    campagne, cible = _cible(request, slug, cycle, code)
    garde = garder(campagne, verrouiller_campagne, lambda c: abreger(cadence_en_vigueur(c, cible)), GESTES)
    cadence, _ = cadence_en_vigueur(campagne, cible)
    form = RegleRappelForm(
        request.POST if request.method == "POST" else None,
        initial=RegleRappelForm.valeurs(cadence),
        obligatoire=cible.obligatoire,
    )
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form), garde.tenue(request), transaction.atomic():
            services.regler_rappels(
                campagne=campagne, cible=cible, cadence=form.cadence, acteur=request.user, maintenant=maintenant()
            )
            messages.success(
                request,
                f"{cible} : {phrase_de(form.cadence)} Cela vaut dès le prochain envoi ; ce qui est déjà parti ne "
                "repart pas, et personne n'en est prévenu.",
            )
            return redirect(adresse_des_regles(campagne))
    contexte = {
        "campagne": campagne,
        "cible": cible,
        "actuelle": phrase_de(cadence),
        "form": form,
        "vu": garde.vu,
        "retour": adresse_des_regles(campagne),
        "fil": fil_des_rappels(campagne, (cible.libelle, "")),
    }
    return render(request, "calendrier/regler.html", contexte, status=statut(form))


@require_http_methods(["GET", "POST"])
def retablir(request: HttpRequest, slug: str, cycle: str, code: str) -> HttpResponse:
    campagne, cible = _cible(request, slug, cycle, code)
    cadence, du_pole = cadence_en_vigueur(campagne, cible)

    def action(form: Form) -> str:
        services.retablir_rappels(campagne=campagne, cible=cible, acteur=request.user, maintenant=maintenant())
        retablie, _ = cadence_en_vigueur(campagne, cible)
        return f"{cible} : de nouveau le réglage habituel. {phrase_de(retablie)}"

    return page_action(
        request,
        titre=f"Revenir au réglage habituel : {cible}",
        bouton="Revenir au réglage habituel",
        action=action,
        retour=adresse_des_regles(campagne),
        consequence=f"Le réglage du pôle est effacé : {phrase_de(cadence)} Ce qui est déjà parti ne repart pas.",
        renoncer="Garder le réglage du pôle",
        fil=fil_des_rappels(campagne, (cible.libelle, "")),
        empechement="" if du_pole else "Ces rappels suivent déjà le réglage habituel.",
    )


def _cible(request: HttpRequest, slug: str, cycle: str, code: str) -> tuple[Campagne, Cible]:
    campagne = campagne_de(request, REGLER, slug, cycle)
    cible = lire(code)
    if cible is None:
        raise Http404("Cette adresse ne désigne aucune date.")
    return campagne, cible
