"""What whoever leads a pôle changes on its page: the team, the theme, the missions."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from commun.acces import obtenir
from commun.actions import erreurs_dans
from commun.horloge import aujourdhui, maintenant
from poles import services
from poles.forms import CampagneForm, InvitationForm
from poles.models import Campagne, Mandat

RESERVE = "au PREDAC ou à l'IAN du pôle, ou à l'administration académique"


def _campagne(request: HttpRequest, permission: str, slug: str, cycle: str) -> Campagne:
    visibles = Campagne.objects.visibles_par(request.user).select_related("pole__academie", "cycle")
    return obtenir(visibles, request.user, permission, reserve_a=RESERVE, pole__slug=slug, cycle__libelle=cycle)


def _fil(campagne: Campagne, page: str) -> list[tuple[str, str]]:
    return [("Mes pôles", reverse("accueil:mes_poles")), (str(campagne.pole), campagne.get_absolute_url()), (page, "")]


@require_http_methods(["GET", "POST"])
def inviter(request: HttpRequest, slug: str, cycle: str) -> HttpResponse:
    campagne = _campagne(request, "poles.inviter", slug, cycle)
    form = InvitationForm(
        request.POST if request.method == "POST" else None,
        # « Nommer une inspectrice » comes with the role already chosen.
        initial={"role": request.GET.get("role", "enseignant")},
        campagne=campagne,
        responsables=request.user.has_perm("poles.nommer_responsables", campagne),
    )
    if request.method == "POST" and form.is_valid():
        donnees = form.cleaned_data
        with erreurs_dans(form):
            mandat = services.inviter(
                campagne=campagne,
                email=donnees["email"],
                prenom=donnees["prenom"],
                nom=donnees["nom"],
                fonction=donnees["fonction"],
                titre=donnees["titre"],
                etablissement=donnees.get("etablissement"),
                acteur=request.user,
                # The day on which rights are read (poles/droits.py), so that the person can come in at once.
                debut=aujourdhui(),
                maintenant=maintenant(),
            )
            messages.success(request, _bienvenue(mandat, deja_connue=form.deja_connue is not None))
            return redirect(campagne)
    return render(request, "poles/inviter.html", {"campagne": campagne, "form": form, "fil": _fil(campagne, "Inviter")})


def _bienvenue(mandat: Mandat, *, deja_connue: bool) -> str:
    nom = mandat.personne.nom_complet
    compte = f"{nom} avait déjà un compte et" if deja_connue else nom
    return f"{compte} rejoint l'équipe ({mandat.libelle}). Un courriel l'en prévient et lui dit comment entrer."


@require_http_methods(["GET", "POST"])
def modifier_campagne(request: HttpRequest, slug: str, cycle: str) -> HttpResponse:
    campagne = _campagne(request, "poles.modifier_campagne", slug, cycle)
    form = CampagneForm(request.POST if request.method == "POST" else None, initial=CampagneForm.valeurs(campagne))
    if request.method == "POST" and form.is_valid():
        missions = form.cleaned_data["missions"]
        with erreurs_dans(form):
            services.modifier_campagne(
                campagne=campagne,
                theme=form.cleaned_data["theme"],
                mission_production="production" in missions,
                mission_animation="animation" in missions,
                acteur=request.user,
                maintenant=maintenant(),
            )
            messages.success(request, "Le thème et les missions de l'année sont enregistrés.")
            return redirect(campagne)
    contexte = {"campagne": campagne, "form": form, "fil": _fil(campagne, "Thème et missions")}
    return render(request, "poles/modifier_campagne.html", contexte)
