"""The files and links of a draft, saved as one goes; downloads."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from commun.actions import erreurs_dans, refus_en_message
from commun.fichiers import servir
from commun.horloge import maintenant
from productions.forms.depot import AjoutFichiersForm, LienForm, NatureForm, RemplacementForm
from productions.models import Analyse, Depot, Piece, Ressource
from productions.queries.pieces import pieces_lisibles, versions_lisibles
from productions.services import (
    ajouter_fichier,
    ajouter_lien,
    changer_nature,
    marquer_ouverte,
    remettre_piece,
    remplacer_fichier,
    retirer_piece,
)
from productions.services.verrous import derniere_version

from .acces import ressource_de
from .depot import afficher_depot


@require_POST
def ajouter(request: HttpRequest, pk: int) -> HttpResponse:
    """The good files are kept even when another of the same choice is refused."""
    ressource, depot = _depot_de(request, pk)
    form = AjoutFichiersForm(request.POST, request.FILES)
    form.is_valid()
    ajoutes = 0
    with erreurs_dans(form):
        for fichier in getattr(form, "acceptes", []):
            piece = ajouter_fichier(
                depot=depot, nature=form.nature_de(fichier), fichier=fichier, maintenant=maintenant()
            )
            if piece.refus:
                form.add_error("fichiers", f"« {piece.nom} » est refusé. {piece.refus}")
            else:
                ajoutes += 1
    if request.accepts("text/html"):
        return _apres_ajout(request, ressource, form, ajoutes)
    # The drop zone sends one file at a time, and says itself what became of it.
    erreurs = [str(erreur) for liste in form.errors.values() for erreur in liste]
    return JsonResponse({"erreurs": erreurs}, status=422 if erreurs else 201)


def _apres_ajout(request: HttpRequest, ressource: Ressource, form: AjoutFichiersForm, ajoutes: int) -> HttpResponse:
    if form.errors:
        return afficher_depot(request, ressource, ajout=form)
    messages.success(request, "Le fichier est ajouté." if ajoutes == 1 else f"{ajoutes} fichiers sont ajoutés.")
    return redirect("productions:depot", ressource.pk)


@require_POST
def lier(request: HttpRequest, pk: int) -> HttpResponse:
    ressource, depot = _depot_de(request, pk)
    form = LienForm(request.POST)
    if form.is_valid():
        with erreurs_dans(form):
            ajouter_lien(depot=depot, **form.cleaned_data)
            messages.success(request, "Le lien est ajouté.")
            return redirect("productions:depot", pk)
    return afficher_depot(request, ressource, lien=form)


@require_POST
def remplacer(request: HttpRequest, pk: int) -> HttpResponse:
    piece, ressource = _piece_du_brouillon(request, pk)
    form = RemplacementForm(request.POST, request.FILES)
    form.piece = piece
    if not form.is_valid():
        return afficher_depot(request, ressource, remplacement=form)
    with refus_en_message(request):
        nouvelle = remplacer_fichier(piece=piece, fichier=form.cleaned_data["fichier"], maintenant=maintenant())
        if nouvelle.refus:
            messages.error(request, f"« {nouvelle.nom} » est refusé. {nouvelle.refus}")
        else:
            messages.success(request, f"« {piece.nom} » est remplacé par « {nouvelle.nom} ».")
    return redirect("productions:depot", ressource.pk)


@require_POST
def changer(request: HttpRequest, pk: int) -> HttpResponse:
    piece, ressource = _piece_du_brouillon(request, pk)
    form = NatureForm(request.POST)
    if form.is_valid():
        with refus_en_message(request):
            changee = changer_nature(piece=piece, **form.cleaned_data)
            messages.success(request, f"« {piece.nom} » : la nature est maintenant « {changee.get_nature_display()} ».")
    return redirect("productions:depot", ressource.pk)


@require_POST
def retirer(request: HttpRequest, pk: int) -> HttpResponse:
    piece, ressource = _piece_du_brouillon(request, pk)
    with refus_en_message(request):
        retirer_piece(piece=piece)
        messages.success(request, f"« {piece.nom} » est retiré de ce dépôt.")
    return redirect("productions:depot", ressource.pk)


@require_POST
def remettre(request: HttpRequest, pk: int) -> HttpResponse:
    """« Remettre » what the version in force held."""
    pieces = Piece.objects.filter(version__ressource__in=Ressource.objects.visibles_par(request.user))
    piece = get_object_or_404(pieces.select_related("version"), pk=pk)
    ressource, depot = _depot_de(request, piece.version.ressource_id)
    if piece.version != derniere_version(ressource):
        raise Http404
    with refus_en_message(request):
        remettre_piece(depot=depot, piece=piece)
        messages.success(request, f"« {piece.nom} » est remis dans ce dépôt.")
    return redirect("productions:depot", ressource.pk)


@require_safe
def telecharger(request: HttpRequest, pk: int) -> HttpResponse:
    # A refused file has left the storage: its row in the draft only says why.
    refusees = {"analyse__etat": Analyse.Etat.REFUSEE, "depot__isnull": False}
    piece = get_object_or_404(pieces_lisibles(request.user).exclude(fichier="").exclude(**refusees), pk=pk)
    return servir(piece.fichier, piece.nom)


@require_POST
def ouverte(request: HttpRequest, pk: int) -> HttpResponse:
    """Sent by lecture.js when somebody opens or downloads: from then on the deposit stays."""
    version = get_object_or_404(versions_lisibles(request.user), pk=pk)
    marquer_ouverte(version=version, lecteur=request.user, maintenant=maintenant())
    return HttpResponse(status=204)


def _depot_de(request: HttpRequest, pk: int) -> tuple[Ressource, Depot]:
    ressource = ressource_de(request, pk, "productions.deposer_version")
    depot = get_object_or_404(Depot.objects.select_related("ressource"), ressource=ressource)
    return ressource, depot


def _piece_du_brouillon(request: HttpRequest, pk: int) -> tuple[Piece, Ressource]:
    """A piece of a draft that the person may see; 403 for who does not produce the resource."""
    visibles = Piece.objects.filter(depot__ressource__in=Ressource.objects.visibles_par(request.user))
    piece = get_object_or_404(visibles.select_related("depot__ressource"), pk=pk)
    return piece, ressource_de(request, piece.depot.ressource_id, "productions.deposer_version")
