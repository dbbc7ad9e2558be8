"""Planning, moving, cancelling a séance; asking for a validation from its page."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from commun.actions import erreurs_dans, page_action, refus_en_message, statut
from commun.forms import MotifForm
from commun.horloge import aujourdhui, maintenant
from journal.peremption import abreger, garder
from poles.views.acces import campagne_de
from productions.models import Ressource
from validations.forms import SeanceForm
from validations.models import Seance
from validations.ordre_du_jour import a_demander
from validations.services.seances import annuler_seance, demander_en_seance, modifier_seance, preparer_seance
from validations.services.seances.verrou import verrouiller_seance

from .acces import RESERVE_CONDUITE, adresse_des_seances, fil_de_la_seance, seance_de

GESTES = ("seance.modifier", "seance.completer", "seance.ouvrir", "seance.annuler")


@require_http_methods(["GET", "POST"])
def preparer(request: HttpRequest, slug: str, cycle: str) -> HttpResponse:
    """« Préparer une séance »."""
    campagne = campagne_de(request, "validations.preparer_seance", slug, cycle, RESERVE_CONDUITE)
    form = SeanceForm(
        request.POST if request.method == "POST" else None,
        instance=Seance(campagne=campagne),
        campagne=campagne,
        jour=aujourdhui(campagne.fuseau),
    )
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form):
            seance = preparer_seance(campagne=campagne, acteur=request.user, maintenant=maintenant(), **form.decision)
            messages.success(request, "La séance est préparée. Les personnes invitées reçoivent un courriel.")
            return redirect(seance)
    contexte = {
        "form": form,
        "campagne": campagne,
        "pretes": list(a_demander(campagne)),
        "retour": adresse_des_seances(campagne),
        "fil": [
            ("Mes pôles", reverse("accueil:mes_poles")),
            (str(campagne), campagne.get_absolute_url()),
            ("Séances de validation", adresse_des_seances(campagne)),
            ("Préparer une séance", ""),
        ],
    }
    return render(request, "validations/seance_preparer.html", contexte)


@require_http_methods(["GET", "POST"])
def modifier(request: HttpRequest, pk: int) -> HttpResponse:
    seance = seance_de(request, pk, "conduire_seance")
    garde = garder(seance, verrouiller_seance, _seance_vue, GESTES)
    # The form writes what is typed on the instance that it is given: the service reads the séance afresh.
    form = SeanceForm(
        request.POST if request.method == "POST" else None,
        instance=seance,
        campagne=seance.campagne,
        jour=aujourdhui(seance.campagne.fuseau),
    )
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form), garde.tenue(request):
            modifier_seance(seance=seance, acteur=request.user, maintenant=maintenant(), **form.decision)
            messages.success(
                request,
                "La séance est modifiée. Si la date ou le lieu change, un courriel part aux personnes invitées.",
            )
            return redirect(seance)
    contexte = {
        "form": form,
        "seance": seance,
        "campagne": seance.campagne,
        "pretes": [],
        "vu": garde.vu,
        "retour": seance.get_absolute_url(),
        "fil": fil_de_la_seance(seance, "Modifier"),
    }
    return render(request, "validations/seance_preparer.html", contexte, status=statut(form))


def _seance_vue(seance: Seance) -> str:
    """When, where, which resources, in which state; who is invited only grows, and loses nothing."""
    points = list(seance.points.order_by("pk").values_list("demande", flat=True))
    return abreger(seance.etat, seance.prevue_le, seance.lieu, seance.lien, points)


@require_http_methods(["GET", "POST"])
def annuler(request: HttpRequest, pk: int) -> HttpResponse:
    seance = seance_de(request, pk, "conduire_seance")

    def action(form: Form) -> str:
        annuler_seance(seance=seance, motif=form.cleaned_data["motif"], acteur=request.user, maintenant=maintenant())
        return "La séance est annulée. Les personnes invitées sont prévenues."

    return page_action(
        request,
        titre="Annuler la séance de validation",
        bouton="Annuler la séance",
        action=action,
        retour=seance.get_absolute_url(),
        form_class=MotifForm,
        consequence="La séance n'aura pas lieu. Les visas restent attendus et les avis préparés sont conservés.",
        prevenus=[p.personne.nom_complet for p in seance.presences.select_related("personne")],
        danger=True,
        renoncer="Garder la séance",
        fil=fil_de_la_seance(seance, "Annuler"),
    )


@require_POST
def demander(request: HttpRequest, pk: int, ressource: int) -> HttpResponse:
    """« Demander la validation et inscrire »."""
    seance = seance_de(request, pk, "conduire_seance")
    voulue = get_object_or_404(
        Ressource.objects.visibles_par(request.user).filter(campagne_suivi=seance.campagne), pk=ressource
    )
    with refus_en_message(request):
        demander_en_seance(seance=seance, ressource=voulue, acteur=request.user, maintenant=maintenant())
        messages.success(
            request, f"La validation de « {voulue.titre} » est demandée, et la ressource est à l'ordre du jour."
        )
    return redirect(seance)
