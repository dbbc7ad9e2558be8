"""Saving what a proofreader answers to the grid: by the button, and on its way by the page itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from commun.actions import erreurs_dans
from commun.horloge import maintenant
from grilles.forms import FeuilleForm
from productions.services.grilles import remplir_grille

from .panneau_grille import formulaire, garde_de_grille, grille_vue
from .relectures import afficher_relecture, relecture_de


@require_POST
def remplir(request: HttpRequest, pk: int) -> HttpResponse:
    """« Enregistrer mes réponses »; a page that saves on its way asks for JSON and shows nothing new."""
    une, en_route = relecture_de(request, pk), request.accepts("application/json") and not request.accepts("text/html")
    form, garde = formulaire(une, request.POST), garde_de_grille(une)
    if form.is_valid():
        with erreurs_dans(form), garde.tenue(request):
            une = remplir_grille(relecture=une, grille=form.grille, valeurs=form.valeurs, maintenant=maintenant())
            if en_route:
                return HttpResponse(status=204, headers={"Grille-Vue": grille_vue(une)})
            messages.success(
                request, "Vos réponses sont enregistrées. Elles partiront avec votre relecture, quand vous la rendrez."
            )
            return redirect(f"{reverse('productions:relecture', args=[pk])}#grille")
    if en_route:
        return JsonResponse({"erreur": _erreurs(form)}, status=409)
    return afficher_relecture(request, une, grille=form)


def _erreurs(form: FeuilleForm) -> str:
    """What stops the saving on its way: of the whole sheet, then question by question."""
    fautes = [str(faute) for faute in form.non_field_errors()]
    fautes += [f"{champ.label} : {faute}" for champ in form for faute in champ.errors]
    return " ".join(fautes)
