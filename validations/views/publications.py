"""Publishing, correcting, withdrawing."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from commun.acces import obtenir
from commun.actions import erreurs_dans, page_action, statut
from commun.erreurs import ActionImpossible
from commun.forms import MotifForm
from commun.gardes import Garde
from commun.horloge import aujourdhui, maintenant
from commun.services.diffusion import prevenus
from journal.peremption import abreger, garder
from productions.courriels.destinataires import producteurs
from productions.models import Ressource
from productions.views.acces import RESERVE_COORDINATION, fil_de, ressource_de
from productions.views.gardes import garde_de_ressource
from validations.courriels import signataires
from validations.forms import CorrectionForm, PublicationForm
from validations.models import Publication
from validations.queries import lieux_pris, publications_visibles
from validations.services import corriger_publication, publier, retirer_publication
from validations.services.publications import (
    GESTES,
    correction_impossible,
    refuser_publication_impossible,
    retrait_impossible,
    verrouiller_publication,
)


@require_http_methods(["GET", "POST"])
def publier_la_ressource(request: HttpRequest, pk: int) -> HttpResponse:
    """« Publier », « Publier ailleurs »; where an agreement is missing, what to do about it."""
    ressource = ressource_de(request, pk, "validations.publier", RESERVE_COORDINATION)
    jour = aujourdhui(ressource.campagne_suivi.fuseau)
    donnees = request.POST if request.method == "POST" else None
    form, garde = PublicationForm(donnees, jour=jour, pris=lieux_pris(ressource)), garde_de_ressource(ressource)
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form), garde.tenue(request):
            publication = publier(
                ressource=ressource, acteur=request.user, maintenant=maintenant(), **form.cleaned_data
            )
            messages.success(
                request,
                f"La {publication.version} est publiée ({publication.get_cible_display()}). "
                "Les producteurs sont prévenus.",
            )
            return redirect(ressource)
    liens = ressource.liens_producteurs.select_related("personne")
    # After a refused form, its errors say what is missing, beside what was typed.
    avant = request.method != "POST"
    contexte = {
        "ressource": ressource,
        "form": form,
        "manque": _ce_qui_manque(ressource) if avant else "",
        "sans_accord": [lien.personne.nom_complet for lien in liens if avant and not lien.accord],
        "producteurs": prevenus(producteurs(ressource), sauf=request.user),
        # Never by name: one of them may have signed in a round that was withdrawn, which nobody knows.
        "signataires": signataires(ressource).exists(),
        "vu": garde.vu,
        "fil": fil_de(ressource, "Publier"),
    }
    return render(request, "validations/publier.html", contexte, status=statut(form))


def _ce_qui_manque(ressource: Ressource) -> str:
    try:
        refuser_publication_impossible(ressource)
    except ActionImpossible as refus:
        return str(refus)
    return ""


@require_http_methods(["GET", "POST"])
def corriger(request: HttpRequest, pk: int) -> HttpResponse:
    publication = _publication(request, pk, "validations.corriger_publication")

    def action(form: Form) -> str:
        corriger_publication(publication=publication, acteur=request.user, maintenant=maintenant(), **form.cleaned_data)
        return "La publication est corrigée. L'ancienne adresse reste dans l'histoire de la ressource."

    actuels = {champ: getattr(publication, champ) for champ in CorrectionForm.Meta.fields}
    return page_action(
        request,
        titre="Corriger la publication",
        bouton="Enregistrer",
        action=action,
        retour=publication.ressource.get_absolute_url(),
        form_class=partial(CorrectionForm, initial=actuels),
        consequence=f"{publication.version} de « {publication.ressource.titre} », {publication.get_cible_display()}. "
        "Pour publier à un autre endroit, choisissez plutôt « Publier ailleurs ».",
        fil=fil_de(publication.ressource, "Corriger la publication"),
        empechement=correction_impossible(publication),
        garde=_garde_de_publication(publication),
    )


@require_http_methods(["GET", "POST"])
def retirer(request: HttpRequest, pk: int) -> HttpResponse:
    publication = _publication(request, pk, "validations.retirer_publication")
    ressource = publication.ressource

    def action(form: Form) -> str:
        retirer_publication(
            publication=publication, motif=form.cleaned_data["motif"], acteur=request.user, maintenant=maintenant()
        )
        return "La publication est retirée. Les producteurs sont prévenus. Pensez à retirer la page elle-même."

    return page_action(
        request,
        titre="Retirer la publication",
        bouton="Retirer la publication",
        action=action,
        retour=ressource.get_absolute_url(),
        form_class=MotifForm,
        consequence=f"{publication.version} de « {ressource.titre} », {publication.get_cible_display()} : elle n'est "
        "plus annoncée comme publiée. Retirez aussi la page elle-même : le service ne peut pas le faire.",
        prevenus=prevenus(producteurs(ressource), sauf=request.user),
        danger=True,
        fil=fil_de(ressource, "Retirer la publication"),
        empechement=retrait_impossible(publication),
    )


def _garde_de_publication(publication: Publication) -> Garde:
    """Two people may correct the same address: the second says who did, before it overwrites."""
    return garder(publication, verrouiller_publication, _publication_vue, GESTES)


def _publication_vue(publication: Publication) -> str:
    return abreger(publication.adresse, publication.licence, publication.licence_autre, publication.ouverte)


def _publication(request: HttpRequest, pk: int, permission: str) -> Publication:
    return obtenir(publications_visibles(request.user), request.user, permission, reserve_a=RESERVE_COORDINATION, pk=pk)
