"""Opening a séance, who is there, what is said, closing it, its minutes."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from commun.actions import erreurs_dans, page_action, refus_en_message
from commun.erreurs import ActionImpossible
from commun.horloge import aujourdhui, maintenant
from commun.services.travaux import demander
from validations.forms import CommentaireForm
from validations.models import Presence
from validations.ordre_du_jour import invitables
from validations.services.seances import clore_seance, commenter, noter_presences, ouvrir_seance

from .acces import fil_de_la_seance, point_de, seance_de

GENRE, TACHE = "procès-verbal en PDF", "validations.pv_seance"


@require_POST
def ouvrir(request: HttpRequest, pk: int) -> HttpResponse:
    seance = seance_de(request, pk, "conduire_seance")
    with refus_en_message(request):
        ouvrir_seance(seance=seance, acteur=request.user, maintenant=maintenant())
        messages.success(request, "La séance est ouverte. Enregistrez d'abord qui est là.")
    return redirect(seance)


@require_POST
def presences(request: HttpRequest, pk: int) -> HttpResponse:
    """Only the lines that were changed on this page: what somebody else has recorded meanwhile stays."""
    seance = seance_de(request, pk, "conduire_seance")
    dites = {
        int(numero): valeur
        for nom, valeur in request.POST.items()
        if (numero := nom.removeprefix("presence-")).isdecimal()
        and len(nom) < 25
        and valeur in Presence.values
        and valeur != request.POST.get(f"vue-{numero}")
    }
    arrives = [int(pk) for pk in request.POST.getlist("aussi") if pk.isdecimal() and len(pk) < 10]
    with refus_en_message(request):
        noter_presences(
            seance=seance,
            presences=dites,
            arrivees=invitables(seance.campagne, aujourdhui(seance.campagne.fuseau)).filter(pk__in=arrives),
            acteur=request.user,
            maintenant=maintenant(),
        )
        messages.success(request, "Les présences sont enregistrées.")
    return redirect(seance)


@require_POST
def commenter_le_point(request: HttpRequest, pk: int) -> HttpResponse:
    """Saved as it is typed, by htmx; with a button where there is no script."""
    point = point_de(request, pk)
    form, dit = CommentaireForm(request.POST), "Enregistré."
    if form.is_valid():
        with erreurs_dans(form):
            commenter(point=point, acteur=request.user, maintenant=maintenant(), **form.cleaned_data)
    if form.errors:
        dit = " ".join(erreur for liste in form.errors.values() for erreur in liste)
    if request.htmx:
        return HttpResponse(dit, content_type="text/plain; charset=utf-8")
    retour = f"{point.seance.get_absolute_url()}#point-{point.pk}"
    if form.errors:
        # Without script, the page of the séance would come back without what was typed.
        contexte = {"titre": "Commentaire à corriger", "bouton": "Enregistrer", "form": form, "retour": retour}
        return render(request, "commun/action.html", contexte)
    messages.success(request, dit)
    return redirect(retour)


@require_http_methods(["GET", "POST"])
def clore(request: HttpRequest, pk: int) -> HttpResponse:
    seance = seance_de(request, pk, "conduire_seance")

    def action(form: Form) -> str:
        clore_seance(seance=seance, acteur=request.user, maintenant=maintenant())
        return "La séance est close. Chacun reçoit le récapitulatif ; le procès-verbal se télécharge ici."

    return page_action(
        request,
        titre="Clore la séance de validation",
        bouton="Clore la séance",
        action=action,
        retour=seance.get_absolute_url(),
        consequence="Les visas signés sont donnés. Un avis resté sur la table sans signature redevient l'avis préparé "
        "de son auteur, et son visa reste attendu. Les commentaires ne se modifient plus.",
        prevenus=[p.personne.nom_complet for p in seance.presences.select_related("personne")],
        renoncer="Continuer la séance",
        fil=fil_de_la_seance(seance, "Clore"),
    )


@require_POST
def pv(request: HttpRequest, pk: int) -> HttpResponse:
    """« Obtenir le procès-verbal (PDF) »: what its asker may read, as it stands now."""
    seance = seance_de(request, pk)
    with refus_en_message(request):
        if not seance.close:
            raise ActionImpossible("Le procès-verbal s'établit quand la séance est close.")
        travail = demander(
            genre=GENRE,
            titre=f"Procès-verbal, {seance.campagne.pole.nom}, {seance.quand:%d-%m-%Y}",
            demandeur=request.user.pk,
            parametres={"seance": seance.pk},
            tache=TACHE,
            maintenant=maintenant(),
        )
        return redirect(travail)
    return redirect(seance)
