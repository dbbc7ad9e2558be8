"""Which reminders I want; and the link of the mail that asks for fewer."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from calendrier import services
from calendrier.courriels import personne_du_lien
from calendrier.forms import PreferencesRappelsForm
from calendrier.models import PreferencesRappels
from commun.liens import lien_personnel


@require_http_methods(["GET", "POST"])
def mes_rappels(request: HttpRequest) -> HttpResponse:
    actuelles = PreferencesRappels.objects.filter(personne=request.user).first() or PreferencesRappels()
    form = PreferencesRappelsForm(
        request.POST if request.method == "POST" else None,
        initial={"rythme": actuelles.rythme, "indicatifs": actuelles.indicatifs},
    )
    if request.method == "POST" and form.is_valid():
        services.enregistrer_preferences(personne=request.user, **form.cleaned_data)
        messages.success(
            request, "Vos préférences de rappels sont enregistrées : elles valent dès le prochain courriel."
        )
        return redirect("comptes:mon_compte")
    fil = [("Mon compte", reverse("comptes:mon_compte")), ("Mes rappels", "")]
    return render(request, "calendrier/mes_rappels.html", {"form": form, "fil": fil})


# A mailbox's own button posts here without ever having seen the page (RFC 8058): the signed address is the proof.
@csrf_exempt
@lien_personnel("GET", "POST")
def desabonnement(request: HttpRequest, signature: str) -> HttpResponse:
    """Reading it changes nothing, a mail scanner may."""
    pk = personne_du_lien(signature)
    personne = get_user_model().objects.filter(pk=pk, is_active=True).first() if pk else None
    if personne is None:
        return render(request, "calendrier/desabonnement_inconnu.html", status=404)
    if request.method == "POST":
        services.se_desabonner(personne=personne)
        # A mailbox does not follow where it is sent on to.
        if "List-Unsubscribe" not in request.POST:
            return redirect(request.path)
    refus = PreferencesRappels.objects.filter(personne=personne, indicatifs=False)
    return render(request, "calendrier/desabonnement.html", {"personne": personne, "fait": refus.exists()})
