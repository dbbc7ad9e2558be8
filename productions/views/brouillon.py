"""What is typed in the shared draft, note and declarations: read from the request, kept, and who wrote meanwhile."""

from __future__ import annotations

from django.forms import Form
from django.http import HttpRequest

from commun.erreurs import ActionImpossible, Perime
from commun.horloge import maintenant
from productions.forms.declarations import SaisieDeclarations, envoyees, sans_la_ligne
from productions.models import Depot
from productions.services import noter_depot


def declarations_envoyees(request: HttpRequest, depot: Depot) -> SaisieDeclarations | None:
    """None when the request holds no grid: what the draft declares stays."""
    if not envoyees(request.POST):
        return None
    return SaisieDeclarations(depot.declarations, sans_la_ligne(request.POST))


def valides(form: Form, saisie: SaisieDeclarations | None) -> bool:
    """Both are looked at, always: what is to correct is said at once."""
    saisie_valide = saisie is None or saisie.est_valide()
    return form.is_valid() and saisie_valide


def enregistrer(request: HttpRequest, depot: Depot, form: Form, saisie: SaisieDeclarations | None) -> Depot:
    """Raises Perime when a co-producer has written since the page was opened."""
    return noter_depot(
        depot=depot,
        note=form.cleaned_data["note"],
        declarations=saisie and saisie.grille(),
        lu=form.cleaned_data["lu"],
        acteur=request.user,
        maintenant=maintenant(),
    )


def garder(request: HttpRequest, depot: Depot, form: Form, saisie: SaisieDeclarations | None) -> int | None:
    """The same before a deposit, so that its refusal loses nothing that was typed; the revision it is kept under."""
    try:
        return enregistrer(request, depot, form, saisie).revision
    except Perime:
        raise
    except ActionImpossible:
        # The draft has just become a version: the deposit itself will say by whom.
        return None


def suite(request: HttpRequest) -> str:
    """Where the page comes back to: the part of the grid whose line was added or taken off."""
    partie = request.POST.get("ajouter") or request.POST.get("retirer", "").partition("-")[0]
    return f"#{partie}" if partie in ("outils", "medias") else ""
