"""What is decided about a fiche, one button each."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from commun.actions import page_action, refus_en_message
from commun.forms import MotifForm
from commun.horloge import maintenant
from commun.services.diffusion import prevenus
from journal.mouvements import empechement
from productions import services
from productions.courriels.destinataires import auteurs
from productions.models import FicheProjet
from productions.services.fiches import abandon_impossible
from productions.views.gardes import garde_de_fiche

from .acces import fiche_de, fil_de

PAIE = "La vacation rémunère la conception : elle ne dépend pas de cette décision."
saisie_ou_envoi = require_http_methods(["GET", "POST"])


@require_POST
def retenir_fiche(request: HttpRequest, pk: int) -> HttpResponse:
    fiche = fiche_de(request, pk, "productions.retenir_fiche")
    with refus_en_message(request), garde_de_fiche(fiche).tenue(request):
        services.retenir_fiche(fiche=fiche, acteur=request.user, maintenant=maintenant())
        messages.success(
            request, f"La fiche est retenue : les productions peuvent commencer.{_prevenus(request, fiche)}"
        )
    return redirect(fiche)


@saisie_ou_envoi
def renvoyer_fiche(request: HttpRequest, pk: int) -> HttpResponse:
    return _avec_motif(
        request,
        pk,
        "renvoyer",
        services.renvoyer_fiche,
        bouton="Renvoyer pour reprise",
        consequence="La fiche redevient modifiable. Vos mots y restent affichés jusqu'à la décision suivante.",
        fait="La fiche est renvoyée pour reprise.",
    )


@saisie_ou_envoi
def rouvrir_fiche(request: HttpRequest, pk: int) -> HttpResponse:
    return _avec_motif(
        request,
        pk,
        "rouvrir",
        services.rouvrir_fiche,
        bouton="Rouvrir la fiche",
        consequence="La fiche redevient modifiable, puis doit être soumise de nouveau. Les productions continuent.",
        fait="La fiche est rouverte.",
    )


@saisie_ou_envoi
def abandonner_fiche(request: HttpRequest, pk: int) -> HttpResponse:
    return _avec_motif(
        request,
        pk,
        "abandonner",
        services.abandonner_fiche,
        bouton="Abandonner la fiche",
        consequence=f"Ses productions inachevées sont abandonnées avec elle. Rien n'est effacé. {PAIE}",
        fait="La fiche est abandonnée.",
        danger=True,
    )


@saisie_ou_envoi
def reprendre_fiche(request: HttpRequest, pk: int) -> HttpResponse:
    return _avec_motif(
        request,
        pk,
        "reprendre",
        services.reprendre_fiche,
        bouton="Reprendre la fiche",
        consequence="La fiche revient où elle en était. Ses productions abandonnées se reprennent ensuite, une à une.",
        fait="La fiche est reprise.",
    )


def _avec_motif(
    request: HttpRequest,
    pk: int,
    action: str,
    service: Callable[..., FicheProjet],
    *,
    bouton: str,
    consequence: str,
    fait: str,
    danger: bool = False,
) -> HttpResponse:
    """The page of an action that asks for a reason; each has its permission, `<action>_fiche`."""
    fiche = fiche_de(request, pk, f"productions.{action}_fiche")

    def agir(form: Form) -> str:
        service(fiche=fiche, motif=form.cleaned_data["motif"], acteur=request.user, maintenant=maintenant())
        return fait + _prevenus(request, fiche)

    return page_action(
        request,
        titre=f"{bouton} : « {fiche} »",
        bouton=bouton,
        action=agir,
        retour=fiche.get_absolute_url(),
        form_class=MotifForm,
        consequence=consequence,
        prevenus=_noms(request, fiche),
        danger=danger,
        fil=fil_de(fiche.campagne, (fiche.titre, fiche.get_absolute_url()), (bouton, "")),
        empechement=abandon_impossible(fiche) if action == "abandonner" else empechement(fiche, action),
        garde=garde_de_fiche(fiche),
    )


def _noms(request: HttpRequest, fiche: FicheProjet) -> list[str]:
    """Those who get the e-mail: its authors, not who has just decided."""
    return prevenus(auteurs(fiche), sauf=request.user)


def _prevenus(request: HttpRequest, fiche: FicheProjet) -> str:
    noms = _noms(request, fiche)
    return f" Sont prévenus par courriel : {', '.join(noms)}." if noms else ""
