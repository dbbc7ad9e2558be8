"""Signing all one's visas at once: on one's own device, or on the shared screen with a code."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from commun.actions import erreurs_dans, refus_en_message
from commun.horloge import maintenant
from comptes.models import Personne
from validations.forms import CodeForm, SignatureForm
from validations.models import AvisSeance, Presence, Seance
from validations.ordre_du_jour import a_signer
from validations.services.seances import demander_code, signer_avec_code, signer_visas
from validations.services.seances.signature import Bilan, empreinte_de

from .acces import exiger_un_siege, fil_de_la_seance, seance_de


@require_http_methods(["GET", "POST"])
def signer(request: HttpRequest, pk: int) -> HttpResponse:
    """« Signer tous mes visas », signed in as oneself."""
    seance = seance_de(request, pk, "signer_en_seance")
    exiger_un_siege(request, seance)
    form = SignatureForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        with refus_en_message(request):
            bilan = signer_visas(
                seance=seance, acteur=request.user, contenu=form.cleaned_data["contenu"], maintenant=maintenant()
            )
            _dire(request, bilan, "Vous avez")
            return redirect(seance)
        return redirect(request.path if a_signer(seance, request.user) else seance.get_absolute_url())
    poses = a_signer(seance, request.user) if seance.ouverte else []
    contenu = empreinte_de(seance, request.user, poses)
    return _page(request, seance, request.user, poses, SignatureForm(initial={"contenu": contenu}))


@require_POST
def code(request: HttpRequest, pk: int, personne: int) -> HttpResponse:
    """« Envoyer un code » to somebody who is there without a device of their own."""
    seance = seance_de(request, pk, "conduire_seance")
    signataire = _present(seance, personne)
    with refus_en_message(request):
        demander_code(seance=seance, signataire=signataire, acteur=request.user, maintenant=maintenant())
        messages.success(request, f"Un code part à {signataire.nom_complet}. Il sert une fois, pendant 10 minutes.")
        return redirect(reverse("validations:signer_avec_code", args=[seance.pk, signataire.pk]))
    return redirect(seance)


@require_http_methods(["GET", "POST"])
def avec_code(request: HttpRequest, pk: int, personne: int) -> HttpResponse:
    """The shared screen: the table to re-read, and the code that its signatory types."""
    seance = seance_de(request, pk, "conduire_seance")
    signataire = _present(seance, personne)
    if not seance.presences.filter(personne=request.user, presence=Presence.PRESENTE).exists():
        raise PermissionDenied("L'écran partagé est tenu par une personne présente à la séance.")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form):
            bilan = signer_avec_code(
                seance=seance,
                signataire=signataire,
                code=form.cleaned_data["code"],
                acteur=request.user,
                maintenant=maintenant(),
            )
            _dire(request, bilan, f"{signataire.nom_complet} a")
            return redirect(seance)
    poses = a_signer(seance, signataire) if seance.ouverte else []
    return _page(request, seance, signataire, poses, form)


def _present(seance: Seance, pk: int) -> Personne:
    """Read afresh: their rights are those of now."""
    ligne = seance.presences.filter(personne=pk, presence=Presence.PRESENTE).select_related("personne").first()
    if ligne is None:
        raise Http404
    return ligne.personne


def _page(
    request: HttpRequest, seance: Seance, signataire: Personne, poses: list[AvisSeance], form: SignatureForm | CodeForm
) -> HttpResponse:
    contexte = {
        "seance": seance,
        "signataire": signataire,
        "poses": poses,
        "form": form,
        "sur_l_ecran": signataire != request.user,
        "fil": fil_de_la_seance(seance, "Signer"),
    }
    return render(request, "validations/seance_signer.html", contexte)


def _dire(request: HttpRequest, bilan: Bilan, debut: str) -> None:
    """What passed, and what did not and why."""
    nombre = len(bilan.signes)
    if nombre:
        messages.success(request, f"{debut} signé {nombre} visa{'s' if nombre > 1 else ''}.")
    elif not bilan.refus:
        messages.info(request, "Ces visas étaient déjà signés.")
    for titre, raison in bilan.refus:
        messages.error(request, f"« {titre} » n'est pas signée : {raison}")
