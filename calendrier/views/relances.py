"""« Relancer »: of some pôles, or of some records of theirs, who will get which mail about what; then it leaves."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from calendrier.forms import RelanceForm
from calendrier.rappels.demande import dans_les_limites, poles_demandes, sujets_demandes
from calendrier.rappels.relance import Relance, preparer_relance
from calendrier.services import relancer as relancer_les_personnes
from commun.erreurs import ActionImpossible
from commun.horloge import aujourdhui, maintenant
from commun.retour import adresse_sure
from poles.droits import droits_de
from poles.etats import EtatCycle
from poles.models import Campagne
from poles.permissions import CONDUIRE, conduit_quelque_part
from poles.views.acces import RESERVE


@require_http_methods(["GET", "POST"])
def relancer(request: HttpRequest) -> HttpResponse:
    retour = adresse_sure(request, request.GET.get("retour"))
    try:
        campagnes, sujets = _campagnes(request), sujets_demandes(request.GET)
    except ActionImpossible as refus:
        messages.error(request, str(refus))
        return redirect(retour or "accueil:mes_poles")
    retour = retour or _retour(campagnes)
    jour = _jour_de(campagnes)
    relance = preparer_relance(campagnes, jour, request.user.pk, sujets)
    form = RelanceForm(request.POST if request.method == "POST" else None, relance=relance)
    if request.method == "POST" and form.is_valid():
        try:
            noms = relancer_les_personnes(
                campagnes=campagnes,
                sujets=sujets,
                personnes=form.cleaned_data["personne"],
                vu=form.cleaned_data["vu"],
                acteur=request.user,
                maintenant=maintenant(),
                jour=jour,
            )
        except ActionImpossible as refus:
            messages.error(request, str(refus))
            return redirect(request.get_full_path())
        _dire(request, noms, relance, jour)
        return redirect(retour)
    cochees = form.cochees
    contexte = {
        "campagnes": campagnes,
        "plusieurs": len(campagnes) > 1,
        "nommes": len(sujets),
        "relance": relance,
        "lignes": [(a, str(a.personne) in cochees) for a in relance.a_relancer],
        "form": form,
        "adresse": request.get_full_path(),
        "retour": retour,
        "fil": [*_fil(campagnes), ("Relancer", "")],
    }
    return render(request, "calendrier/relancer.html", contexte)


def _jour_de(campagnes: list[Campagne]) -> date:
    """Several pôles of one académie at most, whose days end together; else the service's own day."""
    fuseaux = {campagne.fuseau for campagne in campagnes}
    return aujourdhui(fuseaux.pop() if len(fuseaux) == 1 else None)


def _campagnes(request: HttpRequest) -> list[Campagne]:
    """Those that the address names, all of which one must lead; without any, all those that one does.

    Raises ActionImpossible where nothing is ticked in a list, or too much.
    """
    visibles = Campagne.objects.visibles_par(request.user).select_related("pole__academie", "cycle")
    visibles = visibles.order_by("pole__nom", "pk")
    numeros = poles_demandes(request.GET)
    if not numeros and "cochees" in request.GET:
        raise ActionImpossible("Cochez au moins un pôle.")
    if not numeros:
        if not conduit_quelque_part(request.user):
            raise PermissionDenied(f"Relancer revient {RESERVE}.")
        conduites = list(visibles.filter(droits_de(request.user).q("", *CONDUIRE), cycle__etat=EtatCycle.OUVERT))
        dans_les_limites({campagne.pk for campagne in conduites})
        return conduites
    campagnes = list(visibles.filter(pk__in=numeros))
    if len(campagnes) < len(numeros):
        raise Http404
    if not all(request.user.has_perm("calendrier.relancer", campagne) for campagne in campagnes):
        raise PermissionDenied(f"Relancer revient {RESERVE}.")
    return campagnes


def _dire(request: HttpRequest, noms: list[str], relance: Relance, jour: date) -> None:
    nombre = len(noms)
    combien = "Une relance est partie" if nombre == 1 else f"{nombre} relances sont parties"
    parties = f"{reverse('courriers:envois')}?{urlencode({'sorte': 'relance', 'du': jour.isoformat()})}"
    fait = f"{combien} par courriel : {', '.join(noms)}."
    messages.success(request, format_html('{} <a href="{}">Voir les relances parties ce jour</a>', fait, parties))
    laissees = [a.nom for a in relance.a_relancer if a.nom not in noms] + [a.nom for a in relance.ecartees]
    if laissees:
        messages.info(request, f"Aucun courriel n'est envoyé à : {', '.join(sorted(laissees))}.")


def _retour(campagnes: list[Campagne]) -> str:
    """The pôle's page, or where its several pôles are listed."""
    return campagnes[0].get_absolute_url() if len(campagnes) == 1 else reverse("accueil:mes_poles")


def _fil(campagnes: list[Campagne]) -> list[tuple[str, str]]:
    fil = [("Mes pôles", reverse("accueil:mes_poles"))]
    return [*fil, (str(campagnes[0]), campagnes[0].get_absolute_url())] if len(campagnes) == 1 else fil
