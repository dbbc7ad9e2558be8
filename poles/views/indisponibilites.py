"""« Indisponible du … au … »: for oneself, or for somebody whose pôle one leads."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from commun.actions import erreurs_dans, refus_en_message
from commun.horloge import aujourdhui, maintenant
from commun.templatetags.dates import jour as en_toutes_lettres
from comptes.models import Personne
from poles import services
from poles.forms import IndisponibiliteForm
from poles.models import Indisponibilite, Mandat
from poles.views.acces import fil_de, membre_de

GERER = "poles.gerer_presences"


@require_http_methods(["GET", "POST"])
def la_mienne(request: HttpRequest) -> HttpResponse:
    fil = [("Mon compte", reverse("comptes:mon_compte")), ("Indisponibilité", "")]
    return _page(request, request.user, reverse("poles:mon_indisponibilite"), reverse("comptes:mon_compte"), fil)


@require_http_methods(["GET", "POST"])
def d_un_membre(request: HttpRequest, slug: str, cycle: str, mandat: int) -> HttpResponse:
    campagne, membre = membre_de(request, GERER, slug, cycle, mandat)
    ici = reverse("poles:indisponibilite", args=[slug, cycle, mandat])
    fil = fil_de(campagne, "Indisponibilité")
    return _page(request, membre.personne, ici, campagne.get_absolute_url(), fil, membre)


def _page(
    request: HttpRequest,
    personne: Personne,
    ici: str,
    retour: str,
    fil: list[tuple[str, str]],
    membre: Mandat | None = None,
) -> HttpResponse:
    """`membre`: the mandate by which somebody else leads this person; nothing when it is oneself."""
    jour = aujourdhui()
    form = IndisponibiliteForm(request.POST if request.method == "POST" else None, initial={"debut": jour})
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form):
            absence = services.declarer_indisponibilite(
                personne=personne, acteur=request.user, maintenant=maintenant(), jour=jour, **form.cleaned_data
            )
            messages.success(request, _enregistree(absence, request.user))
            return redirect(ici)
    contexte = {
        "personne": personne,
        "soi": personne.pk == request.user.pk,
        "membre": membre,
        "form": form,
        "absences": [(absence, _lever(absence, membre)) for absence in personne.indisponibilites.non_passees(jour)],
        "jour": jour,
        "retour": retour,
        "fil": fil,
    }
    return render(request, "poles/indisponibilite.html", contexte)


def _lever(absence: Indisponibilite, membre: Mandat | None) -> str:
    if membre is None:
        return reverse("poles:lever_mon_indisponibilite", args=[absence.pk])
    campagne = membre.campagne
    adresse = [campagne.pole.slug, campagne.cycle.libelle, membre.pk, absence.pk]
    return reverse("poles:lever_indisponibilite", args=adresse)


def _enregistree(absence: Indisponibilite, acteur: Personne) -> str:
    dates = f"du {en_toutes_lettres(absence.debut)} au {en_toutes_lettres(absence.fin)}"
    if acteur.pk == absence.personne_id:
        return f"C'est noté : vous êtes indisponible {dates}. Le service ne vous relancera pas pendant ces jours-là."
    return f"C'est noté : {absence.personne.nom_complet} est indisponible {dates}. Un courriel l'en prévient."


@require_POST
def lever_la_mienne(request: HttpRequest, pk: int) -> HttpResponse:
    return _de_nouveau_disponible(request, request.user, pk, reverse("poles:mon_indisponibilite"))


@require_POST
def lever_d_un_membre(request: HttpRequest, slug: str, cycle: str, mandat: int, pk: int) -> HttpResponse:
    _, membre = membre_de(request, GERER, slug, cycle, mandat)
    return _de_nouveau_disponible(
        request, membre.personne, pk, reverse("poles:indisponibilite", args=[slug, cycle, mandat])
    )


def _de_nouveau_disponible(request: HttpRequest, personne: Personne, pk: int, retour: str) -> HttpResponse:
    absence = get_object_or_404(personne.indisponibilites, pk=pk)
    with refus_en_message(request):
        services.lever_indisponibilite(absence=absence, acteur=request.user, maintenant=maintenant(), jour=aujourdhui())
        messages.success(request, "C'est noté : cette indisponibilité est levée.")
    return redirect(retour)
