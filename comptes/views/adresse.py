"""Changing one's own e-mail address, confirmed from the new mailbox."""

from __future__ import annotations

from datetime import timedelta

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from commun.actions import erreurs_dans, refus_en_message
from commun.forms import ConfirmationForm
from commun.horloge import maintenant
from commun.liens import lien_personnel
from comptes import services
from comptes.forms import AdresseForm
from comptes.models import ChangementAdresse, Personne


@sensitive_post_parameters("mot_de_passe")
@require_http_methods(["GET", "POST"])
def changer(request: HttpRequest) -> HttpResponse:
    # A session left open is no reason to guess the password at leisure.
    if request.method == "POST" and (trop := ratelimit.consume_or_429(request, action="reauthenticate")):
        return trop
    form = AdresseForm(request.POST if request.method == "POST" else None, personne=request.user)
    if request.method == "POST" and form.is_valid():
        adresse = form.cleaned_data["adresse"]
        with erreurs_dans(form):
            services.demander_changement_adresse(personne=request.user, adresse=adresse, maintenant=maintenant())
            messages.success(
                request,
                f"Un lien de confirmation part vers {adresse}. Tant que vous ne l'avez pas ouvert, rien ne change : "
                f"vous entrez toujours avec {request.user.email}.",
            )
            return redirect("comptes:mon_compte")
    contexte = {
        "form": form,
        "changement": request.user.changements_adresse.vivants().first(),
        "heures": services.VALIDITE // timedelta(hours=1),
        "fil": [("Mon compte", reverse("comptes:mon_compte")), ("Changer d'adresse", "")],
    }
    return render(request, "comptes/changer_adresse.html", contexte)


@require_POST
def renoncer(request: HttpRequest) -> HttpResponse:
    with refus_en_message(request):
        services.annuler_changement_adresse(personne=request.user, maintenant=maintenant())
        messages.success(request, "Le changement d'adresse est annulé : le lien envoyé ne sert plus.")
    return redirect("comptes:mon_compte")


@lien_personnel("GET", "POST")
def confirmer(request: HttpRequest, jeton: str) -> HttpResponse:
    """The page that the mail opens: reading it changes nothing, a mail scanner may."""
    changement = ChangementAdresse.objects.de(jeton).select_related("personne").first()
    if changement is None or not changement.vivant or changement.perime(maintenant()):
        return render(request, "comptes/adresse_perimee.html", status=404 if changement is None else 410)
    form = ConfirmationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form):
            personne = services.confirmer_changement_adresse(changement=changement, maintenant=maintenant())
            return _change(request, personne)
    return render(request, "comptes/confirmer_adresse.html", {"changement": changement, "form": form})


def _change(request: HttpRequest, personne: Personne) -> HttpResponse:
    messages.success(request, f"C'est fait : vous entrez désormais avec {personne.email}.")
    if request.user.pk != personne.pk:
        return redirect("account_login")
    # Every other session of this account has just ended.
    update_session_auth_hash(request, personne)
    return redirect("comptes:mon_compte")
