"""« Scinder la ressource »: one page that says what goes with which."""

from __future__ import annotations

from functools import partial

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from commun.actions import page_action
from commun.horloge import maintenant
from commun.services.diffusion import prevenus
from productions.forms.scission import ScissionForm
from productions.models import Ressource
from productions.services import scinder_ressource
from productions.services.scission import deposants, scission_impossible

from .acces import RESERVE_COORDINATION, fil_de, ressource_de
from .gardes import garde_de_scission


@require_http_methods(["GET", "POST"])
def scinder(request: HttpRequest, pk: int) -> HttpResponse:
    ressource = ressource_de(request, pk, "productions.scinder_ressource", RESERVE_COORDINATION)
    producteurs = list(ressource.liens_producteurs.select_related("personne"))

    def action(form: Form) -> str:
        seconde = scinder_ressource(
            ressource=ressource,
            titre=form.cleaned_data["titre"],
            restent=form.cleaned_data["restent"],
            partent=form.cleaned_data["partent"],
            acteur=request.user,
            maintenant=maintenant(),
        )
        return (
            f"« {seconde.titre} » est créée sous la même fiche : elle est « {seconde.get_etat_display()} ». "
            "Les producteurs sont prévenus. Le lien vers elle est dans « Toute l'histoire »."
        )

    return page_action(
        request,
        titre=f"Scinder « {ressource.titre} »",
        bouton="Scinder la ressource",
        action=action,
        retour=ressource.get_absolute_url(),
        form_class=partial(ScissionForm, producteurs=producteurs, deposants=deposants(ressource)),
        consequence=_consequence(ressource),
        prevenus=prevenus((lien.personne for lien in producteurs), sauf=request.user),
        fil=fil_de(ressource, "Scinder"),
        empechement=scission_impossible(ressource),
        garde=garde_de_scission(ressource),
    )


def _consequence(ressource: Ressource) -> str:
    if ressource.numero_version:
        suite = (
            "Elle reçoit une copie des versions déposées, avec leurs fichiers et leurs dates ; ses producteurs y "
            f"déposeront la V{ressource.numero_suivant}. "
            "Les relectures, les remarques, le brouillon en cours, les visas et les publications restent à la première."
        )
    else:
        suite = "Elle commence sans version. Le brouillon en cours reste à la première."
    return (
        f"Une seconde ressource est créée sous la même fiche-projet. {suite} Chacun redonnera son accord de "
        "publication pour la seconde. On ne pourra plus réunir les deux."
    )
