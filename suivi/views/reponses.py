"""« Je participerai », « Je ne pourrai pas »: from the meeting's page, or by the link of the mail."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from commun.actions import refus_en_message
from commun.erreurs import ActionImpossible
from commun.horloge import maintenant
from commun.liens import lien_personnel
from suivi.etats import Reponse
from suivi.liens import participation_du_lien
from suivi.models import Participation
from suivi.services import repondre as services_repondre
from suivi.services.reponses import refus_de_repondre
from suivi.views.acces import reunion_de

INCONNU = (
    "Ce lien n'est pas complet, n'a jamais existé, ou s'adresse à quelqu'un qui n'est plus de ce pôle. "
    "Recopiez-le en entier depuis le courriel."
)
DONNABLES = (Reponse.PARTICIPE, Reponse.NE_PEUT_PAS)
DITES = {
    Reponse.PARTICIPE: "C'est noté : vous participerez.",
    Reponse.NE_PEUT_PAS: "C'est noté : vous ne pourrez pas. La personne qui organise le lira dans ses nouvelles.",
}


def _reponse(request: HttpRequest) -> str:
    """Raises ActionImpossible for what is neither of the two buttons."""
    reponse = request.POST.get("reponse", "")
    if reponse not in DONNABLES:
        raise ActionImpossible("Choisissez « Je participerai » ou « Je ne pourrai pas ».")
    return reponse


@require_POST
def repondre(request: HttpRequest, pk: int) -> HttpResponse:
    reunion = reunion_de(request, pk, "suivi.repondre")
    # A superuser passes the door: nobody answers for somebody else.
    participation = Participation.objects.filter(reunion=reunion, personne=request.user).first()
    with refus_en_message(request):
        if participation is None:
            raise ActionImpossible("Vous n'êtes pas invité à cette réunion : il n'y a rien à répondre.")
        participation.reunion = reunion
        reponse = _reponse(request)
        services_repondre(participation=participation, reponse=reponse, maintenant=maintenant())
        messages.success(request, DITES[reponse])
    return redirect(reunion)


@lien_personnel("GET", "POST")
def repondre_par_lien(request: HttpRequest, jeton: str) -> HttpResponse:
    """Reading it changes nothing, a mail scanner may; one of the two buttons answers."""
    participation = participation_du_lien(jeton)
    if participation is None:
        return render(request, "suivi/lien_inconnu.html", {"refus": INCONNU}, status=404)
    erreur = ""
    if request.method == "POST":
        try:
            reponse = _reponse(request)
            services_repondre(participation=participation, reponse=reponse, maintenant=maintenant())
        except ActionImpossible as refus:
            erreur = str(refus)
        else:
            messages.success(request, DITES[reponse])
            return redirect(request.path)
    contexte = {
        "participation": participation,
        "reunion": participation.reunion,
        "refus": refus_de_repondre(participation, maintenant()),
        "erreur": erreur,
    }
    return render(request, "suivi/repondre.html", contexte)
