"""« Remplacer » who leads a pôle or signs: who, from when, for good or for a while."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from commun.actions import erreurs_dans
from commun.horloge import aujourdhui, maintenant
from commun.templatetags.dates import jour as en_toutes_lettres
from poles import services
from poles.charges import groupes_de
from poles.forms import RemplacementForm
from poles.views.acces import RESERVE_ADMINISTRATION, fil_de, mandat_de
from poles.views.personnes import chercher


@require_http_methods(["GET", "POST"])
def remplacer(request: HttpRequest, slug: str, cycle: str, mandat: int) -> HttpResponse:
    campagne, ancien = mandat_de(request, "poles.remplacer", slug, cycle, mandat, RESERVE_ADMINISTRATION)
    jour = aujourdhui()
    recherche, candidats = chercher(request, campagne.pole.academie, sauf=ancien.personne_id)
    form = RemplacementForm(request.POST or None, candidats=candidats, mandat=ancien, jour=jour)
    if request.method == "POST" and form.is_valid():
        donnees = form.cleaned_data
        with erreurs_dans(form):
            nouveau = services.remplacer(
                mandat=ancien,
                personne=donnees["personne"],
                debut=donnees["debut"],
                fin=donnees["fin"],
                titre=donnees.get("titre", ""),
                motif=donnees["motif"],
                acteur=request.user,
                maintenant=maintenant(),
            )
            messages.success(
                request,
                f"{nouveau.personne.nom_complet} prend la fonction le {en_toutes_lettres(nouveau.debut)}. Les deux "
                "personnes et le PREDAC ou l'IAN sont prévenus ; ce qui attend suit la fonction.",
            )
            return redirect(campagne)
    contexte = {
        "campagne": campagne,
        "mandat": ancien,
        "recherche": recherche,
        "form": form,
        "groupes": [g for g in groupes_de(ancien, jour) if not any(c.choix for c in g.charges)],
        "fil": fil_de(campagne, f"Remplacer {ancien.personne.nom_complet}"),
    }
    return render(request, "poles/remplacer.html", contexte)
