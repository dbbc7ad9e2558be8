"""The resources of a campaign; taking one up again."""

from __future__ import annotations

from functools import partial

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from commun.actions import page_action
from commun.erreurs import ActionImpossible
from commun.forms import MotifForm
from commun.horloge import aujourdhui, maintenant
from commun.listes import Liste
from commun.services.diffusion import prevenus
from poles.views.acces import campagne_de
from productions.colonnes import DU_POLE, RESSOURCES
from productions.courriels.destinataires import producteurs
from productions.etats import EtatRessource
from productions.forms.filtre_ressources import FiltreRessources
from productions.models import Ressource
from productions.queries.listes import habiller_ressources
from productions.queries.ressources import situees
from productions.services import continuer_sans_relecture, reprendre_ressource
from productions.services.relectures import refuser_de_continuer
from productions.services.ressources import reprise_impossible

from .acces import RESERVE_COORDINATION, fil_de, ressource_de
from .gardes import garde_de_ressource


@require_safe
def ressources(request: HttpRequest, slug: str, cycle: str) -> HttpResponseBase:
    campagne = campagne_de(request, "", slug, cycle)
    jour = aujourdhui(campagne.fuseau)
    visibles = Ressource.objects.visibles_par(request.user).filter(campagne_suivi=campagne)
    filtre = FiltreRessources(
        request.GET or None, queryset=visibles, campagne=campagne, personne=request.user, jour=jour
    )
    nommer_absents = request.user.has_perm("poles.voir_indisponibilites", campagne)
    liste = Liste(
        request,
        filtre,
        DU_POLE[RESSOURCES],
        "titre",
        partial(habiller_ressources, jour=jour),
        completer=partial(situees, jour=jour, nommer_absents=nommer_absents),
    )
    if liste.a_exporter:
        return liste.exporter(f"ressources-{slug}")
    contexte = {
        "campagne": campagne,
        "jour": jour,
        "filtre": filtre,
        "liste": liste,
        "page": liste.page,
        "ressources": liste.rangees,
        "peut_creer_fiche": not campagne.close and request.user.has_perm("productions.creer_fiche", campagne),
        "peut_repartir": request.user.has_perm("productions.repartir_relectures", campagne),
        "fil": [
            ("Mes pôles", reverse("accueil:mes_poles")),
            (str(campagne), campagne.get_absolute_url()),
            ("Ressources", ""),
        ],
    }
    return render(request, "productions/ressources.html", contexte)


@require_http_methods(["GET", "POST"])
def continuer(request: HttpRequest, pk: int) -> HttpResponse:
    """« Continuer sans relecture », where nobody is assigned."""
    ressource = ressource_de(request, pk, "productions.continuer_sans_relecture")

    def action(form: Form) -> str:
        continuer_sans_relecture(ressource=ressource, acteur=request.user, maintenant=maintenant())
        return "C'est noté : vous pouvez préparer la version suivante dès maintenant."

    return page_action(
        request,
        titre="Continuer sans relecture",
        bouton="Continuer sans relecture",
        action=action,
        retour=ressource.get_absolute_url(),
        consequence=f"« {ressource.titre} » passe en révision sans attendre de relecture : vous pouvez préparer la "
        f"V{ressource.numero_suivant}. Une relecture pourra encore être rouverte sur la version suivante.",
        prevenus=["le PREDAC ou l'IAN du pôle, dans les nouvelles du jour"],
        fil=fil_de(ressource, "Continuer sans relecture"),
        empechement=_relecture_confiee(ressource),
        garde=garde_de_ressource(ressource),
    )


def _relecture_confiee(ressource: Ressource) -> str:
    try:
        refuser_de_continuer(ressource)
    except ActionImpossible as refus:
        return str(refus)
    return ""


@require_http_methods(["GET", "POST"])
def reprendre(request: HttpRequest, pk: int) -> HttpResponse:
    """« Reprendre » what was abandoned, or was not validated."""
    ressource = ressource_de(request, pk, "productions.reprendre_ressource", RESERVE_COORDINATION)

    def action(form: Form) -> str:
        reprise = reprendre_ressource(
            ressource=ressource, motif=form.cleaned_data["motif"], acteur=request.user, maintenant=maintenant()
        )
        return f"« {reprise.titre} » est reprise : elle est maintenant « {reprise.get_etat_display()} »."

    if ressource.etat == EtatRessource.NON_VALIDEE:
        consequence = "La ressource repart en révision : ses producteurs pourront déposer une nouvelle version."
    else:
        consequence = "La ressource revient dans l'état où elle était avant d'être abandonnée."
    return page_action(
        request,
        titre=f"Reprendre « {ressource.titre} »",
        bouton="Reprendre la ressource",
        action=action,
        retour=ressource.get_absolute_url(),
        form_class=MotifForm,
        consequence=consequence,
        prevenus=prevenus(producteurs(ressource), sauf=request.user),
        fil=fil_de(ressource, "Reprendre"),
        empechement=reprise_impossible(ressource),
        garde=garde_de_ressource(ressource),
    )
