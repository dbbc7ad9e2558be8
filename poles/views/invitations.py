"""Inviting people into a pôle's team."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from commun.actions import erreurs_dans
from commun.horloge import aujourdhui, maintenant
from poles import services
from poles.forms import InvitationForm
from poles.models import Mandat
from poles.views.acces import campagne_de, fil_de


@require_http_methods(["GET", "POST"])
def inviter(request: HttpRequest, slug: str, cycle: str) -> HttpResponse:
    campagne = campagne_de(request, "poles.inviter", slug, cycle)
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
    return render(
        request, "poles/inviter.html", {"campagne": campagne, "form": form, "fil": fil_de(campagne, "Inviter")}
    )


def _bienvenue(mandat: Mandat, *, deja_connue: bool) -> str:
    nom = mandat.personne.nom_complet
    compte = f"{nom} avait déjà un compte et" if deja_connue else nom
    return f"{compte} rejoint l'équipe ({mandat.libelle}). Un courriel l'en prévient et lui dit comment entrer."
