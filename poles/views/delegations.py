"""« Déléguer mes visas »: the list, a new one, taking them back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from commun.acces import obtenir
from commun.actions import erreurs_dans, page_action
from commun.forms import MotifForm
from commun.horloge import aujourdhui, maintenant
from commun.pagination import paginer
from commun.templatetags.dates import jour as en_toutes_lettres
from poles import services
from poles.droits import droits_de
from poles.forms import DelegationForm
from poles.models import DELEGABLES, Academie, Mandat
from poles.queries import delegations_de, delegations_recues, delegations_visibles
from poles.views.personnes import chercher

RESERVE_SIGNATAIRES = "à l'inspection et à la DRANE, chacune pour ses propres visas"


@require_safe
def delegations(request: HttpRequest) -> HttpResponse:
    """Those granted and those received; 403 for who has neither visas to lend nor any lent to them."""
    jour = aujourdhui()
    mandats = [m for m in droits_de(request.user).mandats if request.user.has_perm("poles.deleguer", m)]
    accordees, recues = delegations_de(request.user), list(delegations_recues(request.user, jour))
    if not mandats and not recues and not accordees.exists():
        raise PermissionDenied(f"La délégation des visas revient {RESERVE_SIGNATAIRES}.")
    contexte = {
        "mandats": mandats,
        "recues": recues,
        "page": paginer(request, accordees),
        "jour": jour,
        "fil": _fil(),
    }
    return render(request, "poles/delegations.html", contexte)


@require_http_methods(["GET", "POST"])
def deleguer(request: HttpRequest, mandat: int) -> HttpResponse:
    jour = aujourdhui()
    siens = Mandat.objects.filter(personne=request.user, fonction__in=DELEGABLES).select_related(
        "personne", "campagne__pole__academie", "pole__academie", "academie"
    )
    concerne = obtenir(siens, request.user, "poles.deleguer", reserve_a=RESERVE_SIGNATAIRES, pk=mandat)
    recherche, candidats = chercher(request, _academie(concerne), sauf=request.user.pk)
    form = DelegationForm(request.POST or None, candidats=candidats, jour=jour)
    form.fields["personne"].label = "À qui déléguer mes visas"
    if request.method == "POST" and form.is_valid():
        donnees = form.cleaned_data
        with erreurs_dans(form):
            delegation = services.deleguer(
                mandat=concerne,
                delegataire=donnees["personne"],
                debut=donnees["debut"],
                fin=donnees["fin"],
                acteur=request.user,
                maintenant=maintenant(),
                jour=jour,
            )
            messages.success(
                request,
                f"Vos visas sont délégués à {delegation.delegataire.nom_complet} du "
                f"{en_toutes_lettres(delegation.debut)} au {en_toutes_lettres(delegation.fin)}. Un courriel l'en "
                "prévient ; le PREDAC ou l'IAN l'apprend dans ses nouvelles.",
            )
            return redirect("poles:delegations")
    contexte = {"mandat": concerne, "recherche": recherche, "form": form, "fil": _fil("Déléguer mes visas")}
    return render(request, "poles/deleguer.html", contexte)


@require_http_methods(["GET", "POST"])
def reprendre(request: HttpRequest, pk: int) -> HttpResponse:
    delegation = obtenir(
        delegations_visibles(request.user),
        request.user,
        "poles.revoquer_delegation",
        reserve_a="à la personne qui a délégué ses visas, ou à l'administration académique",
        pk=pk,
    )
    nom = delegation.delegataire.nom_complet

    def action(form: Form) -> str:
        services.revoquer_delegation(
            delegation=delegation,
            motif=form.cleaned_data["motif"],
            acteur=request.user,
            maintenant=maintenant(),
            jour=aujourdhui(),
        )
        return f"La délégation à {nom} a pris fin. Les visas déjà signés restent valables."

    return page_action(
        request,
        titre=f"Reprendre les visas délégués à {nom}",
        bouton="Reprendre les visas",
        action=action,
        retour=reverse("poles:delegations")
        if delegation.mandat.personne_id == request.user.pk
        else reverse("accueil:accueil"),
        form_class=MotifForm,
        consequence=f"Dès maintenant, {nom} ne peut plus viser par délégation "
        f"{delegation.mandat.personne.de_nom_complet}. Ce qui est signé reste valable.",
        prevenus=[nom, "le PREDAC ou l'IAN, dans ses nouvelles"],
        danger=True,
        fil=_fil("Reprendre mes visas"),
    )


def _academie(mandat: Mandat) -> Academie | None:
    return mandat.academie or (mandat.campagne.pole if mandat.campagne else mandat.pole).academie


def _fil(page: str = "") -> list[tuple[str, str]]:
    debut = [("Mes validations", reverse("validations:tableau"))]
    if not page:
        return [*debut, ("Délégations", "")]
    return [*debut, ("Délégations", reverse("poles:delegations")), (page, "")]
