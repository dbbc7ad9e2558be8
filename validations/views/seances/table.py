"""The table of an open séance: bringing an opinion in, taking it off."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from commun.actions import erreurs_dans, refus_en_message
from commun.horloge import maintenant
from comptes.models import Personne
from validations.forms import AvisSeanceForm
from validations.models import Avis, AvisPrepare, AvisSeance, PointSeance, Presence
from validations.permissions import natures_a_donner, natures_signables, pourquoi_pas_viser
from validations.services.seances import poser_avis, reprendre_avis_prepare, retirer_avis

from .acces import exiger_un_siege, fil_de_la_seance, point_de


@require_http_methods(["GET", "POST"])
def poser(request: HttpRequest, pk: int, personne: int) -> HttpResponse:
    """One's own opinion, or the one that somebody present says aloud, for who holds the shared screen."""
    point = point_de(request, pk)
    signataire = _signataire(request, point, personne)
    natures = natures_a_donner(signataire, point.demande) or natures_signables(signataire, point.demande)
    if not natures:
        raise PermissionDenied(f"{signataire.nom_complet} ne donne pas de visa sur cette ressource.")
    pose = _sur_la_table(request, point, signataire) or _prepare(request, point, signataire)
    form = AvisSeanceForm(
        request.POST if request.method == "POST" else None,
        natures=natures,
        initial={nom: getattr(pose, nom) for nom in ("nature", "avis", "motif") if hasattr(pose, nom)},
    )
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form):
            poser_avis(
                point=point, signataire=signataire, acteur=request.user, maintenant=maintenant(), **form.cleaned_data
            )
            messages.success(request, "L'avis est sur la table. Rien n'est signé.")
            return redirect(_retour(point))
    contexte = {
        "point": point,
        "ressource": point.demande.ressource,
        "signataire": signataire,
        "pour_un_autre": signataire != request.user,
        "raison": pourquoi_pas_viser(signataire, point.demande),
        "form": form,
        "retour": _retour(point),
        "fil": fil_de_la_seance(point.seance, point.demande.ressource.titre),
    }
    return render(request, "validations/seance_avis.html", contexte)


@require_POST
def reprendre(request: HttpRequest, pk: int) -> HttpResponse:
    """« Reprendre mon avis préparé »: one that lacks its reason opens on the form, where there is room to say it."""
    point = point_de(request, pk, "signer_en_seance")
    exiger_un_siege(request, point.seance)
    prepare = _prepare(request, point, request.user)
    if prepare and prepare.avis != Avis.FAVORABLE and not prepare.motif.strip():
        messages.warning(request, "Il manque le motif de cet avis : dites pourquoi, les producteurs le liront.")
        return redirect("validations:poser_avis", point.pk, request.user.pk)
    natures = natures_a_donner(request.user, point.demande)
    with refus_en_message(request):
        reprendre_avis_prepare(
            point=point, nature=natures[0] if natures else "", acteur=request.user, maintenant=maintenant()
        )
        messages.success(request, "Votre avis préparé est sur la table : les personnes présentes le lisent.")
    return redirect(_retour(point))


@require_POST
def retirer(request: HttpRequest, pk: int, personne: int) -> HttpResponse:
    point = point_de(request, pk)
    signataire = _signataire(request, point, personne)
    with refus_en_message(request):
        retirer_avis(point=point, signataire=signataire, maintenant=maintenant())
        suite = "redevient votre avis préparé" if signataire == request.user else f"revient à {signataire.nom_complet}"
        messages.success(request, f"L'avis est retiré de la table : il {suite}.")
    return redirect(_retour(point))


def _signataire(request: HttpRequest, point: PointSeance, pk: int) -> Personne:
    """Oneself; or, for who leads the séance, somebody who is there."""
    if pk == request.user.pk:
        return request.user
    if not request.user.has_perm("validations.conduire_seance", point.seance):
        raise PermissionDenied("Chacun met son propre avis sur la table, ou le dit à qui tient l'écran de la séance.")
    ligne = point.seance.presences.filter(personne=pk).select_related("personne").first()
    if ligne is None:
        raise Http404
    return ligne.personne


def _sur_la_table(request: HttpRequest, point: PointSeance, signataire: Personne) -> AvisSeance | None:
    """To be changed by its signatory, or by somebody who is there and has heard it."""
    la = point.seance.presences.filter(personne=request.user, presence=Presence.PRESENTE).exists()
    if not (la and point.seance.ouverte):
        return None
    return AvisSeance.objects.filter(point=point, signataire=signataire).first()


def _prepare(request: HttpRequest, point: PointSeance, signataire: Personne) -> AvisPrepare | None:
    """Its author alone reads it, here as elsewhere."""
    if signataire != request.user:
        return None
    return AvisPrepare.objects.filter(demande=point.demande_id, personne=signataire).first()


def _retour(point: PointSeance) -> str:
    return f"{point.seance.get_absolute_url()}#point-{point.pk}"
