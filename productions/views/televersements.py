"""Resumable uploads into a draft: announced, sent piece by piece by depot.js, resumed where they were."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from commun.actions import refus_en_message
from commun.erreurs import ActionImpossible
from commun.horloge import maintenant
from commun.models import Televersement
from commun.morceaux import BLOC, MauvaisDebut
from commun.services.televersements import MORCEAU_MAX, octets_arrives
from commun.services.televersements import recevoir as recevoir_blocs
from commun.templatetags.dates import taille
from productions.forms.depot import AnnonceForm, DebutForm
from productions.models import Piece, Ressource
from productions.queries.televersements import USAGE
from productions.services import annuler_televersement, commencer_televersement, finir_televersement

from .acces import ressource_de

Vue = Callable[..., HttpResponse]
_OCTETS = "application/octet-stream"


def _refus_en_json(vue: Vue) -> Vue:
    """What is refused, in the words that depot.js shows: 422 for the file itself, 409 for what stands in its way."""

    @wraps(vue)
    def avec_refus(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return vue(request, *args, **kwargs)
        except ValidationError as refus:
            return JsonResponse({"erreurs": refus.messages}, status=422)
        except ActionImpossible as refus:
            return JsonResponse({"erreurs": [str(refus)]}, status=409)

    return avec_refus


@require_POST
@_refus_en_json
def commencer(request: HttpRequest, pk: int) -> HttpResponse:
    """Announce a file; the same one announced again is resumed where it was."""
    ressource = ressource_de(request, pk, "productions.deposer_version")
    form = AnnonceForm(request.POST)
    if not form.is_valid():
        raise ValidationError("Ce fichier ne peut pas être envoyé : choisissez-le de nouveau.")
    piece = form.cleaned_data.pop("piece")
    remplace = get_object_or_404(Piece, pk=piece, depot__ressource=ressource) if piece else None
    form.cleaned_data["modifie_le"] = form.cleaned_data["modifie_le"] or 0
    televersement = commencer_televersement(
        ressource=ressource, acteur=request.user, remplace=remplace, maintenant=maintenant(), **form.cleaned_data
    )
    adresses = {
        "adresse": reverse("productions:televersement", args=[televersement.pk]),
        "morceaux": reverse("productions:recevoir_morceau", args=[televersement.pk]),
        "finir": reverse("productions:finir_televersement", args=[televersement.pk]),
        "annuler": reverse("productions:annuler_televersement", args=[televersement.pk]),
    }
    return JsonResponse(_ou_en_est(televersement) | adresses, status=201)


@require_safe
def ou_en_est(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How many bytes have arrived: where to go on from."""
    return JsonResponse(_ou_en_est(_le_mien(request, pk)))


@require_POST
@_refus_en_json
def recevoir(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The bytes from `debut` on, raw, in the body. 409 says where to go on from when that is not there.

    The body is read block by block, never held whole; a connection that is cut leaves what had arrived.
    """
    televersement, _ = _pour_un_producteur(request, pk)
    longueur, form = _longueur(request), DebutForm(request.GET)
    if request.content_type != _OCTETS or not longueur or not form.is_valid():
        return JsonResponse({"erreurs": ["Cet envoi est incomplet : rechargez la page et réessayez."]}, status=400)
    if longueur > MORCEAU_MAX:
        return JsonResponse({"erreurs": [f"Un morceau pèse {taille(MORCEAU_MAX)} au plus."]}, status=413)
    blocs, debut = _blocs(request), form.cleaned_data["debut"]
    try:
        recus = recevoir_blocs(televersement=televersement, debut=debut, blocs=blocs, maintenant=maintenant())
    except MauvaisDebut as ailleurs:
        return JsonResponse({"recus": ailleurs.arrives}, status=409)
    finally:
        # Answered before the end, a browser would see a broken line instead of the answer.
        deque(blocs, maxlen=0)
    return JsonResponse({"recus": recus})


def _longueur(request: HttpRequest) -> int:
    """What the sender announces; nothing when that is no number."""
    try:
        return max(0, int(request.META.get("CONTENT_LENGTH") or 0))
    except ValueError:
        return 0


def _blocs(request: HttpRequest) -> Iterator[bytes]:
    try:
        while bloc := request.read(BLOC):
            yield bloc
    except UnreadablePostError:
        # Cut: what is written stays, and the next request goes on from there.
        return


@require_POST
def finir(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything has arrived: the file enters the draft. The same again changes nothing."""
    televersement, ressource = _pour_un_producteur(request, pk)
    if not request.accepts("text/html"):
        return _finir_en_json(request, televersement, ressource)
    with refus_en_message(request):
        try:
            piece = finir_televersement(televersement=televersement, ressource=ressource, maintenant=maintenant())
            _refuser(piece)
            messages.success(request, _range(piece, televersement, ressource))
        except ValidationError as refus:
            messages.error(request, " ".join(refus.messages))
    return redirect("productions:depot", ressource.pk)


@_refus_en_json
def _finir_en_json(request: HttpRequest, televersement: Televersement, ressource: Ressource) -> HttpResponse:
    piece = finir_televersement(televersement=televersement, ressource=ressource, maintenant=maintenant())
    _refuser(piece)
    return JsonResponse({"message": _range(piece, televersement, ressource)}, status=201)


def _refuser(piece: Piece) -> None:
    """What was read in a small file at once; a large one is read later, and its line in the draft says so."""
    if piece.refus:
        raise ValidationError(f"« {piece.nom} » est refusé. {piece.refus}")


def _range(piece: Piece, televersement: Televersement, ressource: Ressource) -> str:
    """Where the file has gone, when that is not where it was meant to."""
    ou = ""
    if piece.version_id:
        # The answer was lost on its way, and a co-producer has deposited since.
        ou = f", et la {piece.version} vient d'être déposée avec lui"
    elif piece.depot_id != televersement.parametres["depot"]:
        ou = f" au dépôt de la V{ressource.numero_suivant} : la version pour laquelle il partait est déjà déposée"
    elif televersement.place and piece.pk != int(televersement.place):
        ou = " à ce dépôt : le fichier qu'il devait remplacer n'y est plus"
    return f"« {piece.nom} » est ajouté{ou}."


@require_POST
def annuler(request: HttpRequest, pk: UUID) -> HttpResponse:
    """« Annuler l'envoi », by whoever began it, even when they no longer produce the resource."""
    televersement = _le_mien(request, pk)
    annule = annuler_televersement(televersement=televersement, maintenant=maintenant())
    if not request.accepts("text/html"):
        return HttpResponse(status=204)
    if annule:
        messages.success(request, f"L'envoi de « {televersement.nom} » est annulé.")
    return redirect("productions:depot", televersement.cible)


def _le_mien(request: HttpRequest, pk: UUID) -> Televersement:
    return get_object_or_404(Televersement, pk=pk, usage=USAGE, proprietaire=request.user.pk)


def _pour_un_producteur(request: HttpRequest, pk: UUID) -> tuple[Televersement, Ressource]:
    televersement = _le_mien(request, pk)
    return televersement, ressource_de(request, televersement.cible, "productions.deposer_version")


def _ou_en_est(televersement: Televersement) -> dict[str, Any]:
    return {
        "recus": octets_arrives(televersement),
        "taille": televersement.taille,
        "etat": televersement.etat,
        "nom": televersement.nom,
    }
