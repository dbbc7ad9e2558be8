"""The page of a personal invitation, for somebody who has never come in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commun.actions import erreurs_dans
from commun.horloge import aujourdhui, maintenant
from commun.liens import lien_personnel
from comptes.connexion import ouvrir_session
from poles import services
from poles.forms import BienvenueForm
from poles.models import Invitation

INCONNU = "Ce lien n'est pas complet, ou il n'a jamais existé : recopiez-le en entier depuis le courriel."


def _invitation(jeton: str) -> Invitation | None:
    parents = ("mandat__personne", "mandat__campagne__pole__academie", "mandat__campagne__cycle")
    return Invitation.objects.de(jeton).select_related(*parents).first()


@lien_personnel("GET", "POST")
def accueillir(request: HttpRequest, jeton: str) -> HttpResponse:
    """Reading it changes nothing, a mail scanner may; the button proves the mailbox and opens the session."""
    invitation = _invitation(jeton)
    refus = invitation.refus(maintenant()) if invitation else INCONNU
    if refus:
        return _ne_sert_plus(request, refus, jeton, 410 if invitation else 404)
    campagne, personne = invitation.mandat.campagne, invitation.mandat.personne
    form = BienvenueForm(
        request.POST if request.method == "POST" else None,
        initial={"prenom": personne.prenom, "nom": personne.nom},
        academie=campagne.pole.academie,
        demander_etablissement=not personne.affectations.exists(),
    )
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form):
            try:
                return _entrer(request, invitation, form)
            except services.LienPerime as perime:
                return _ne_sert_plus(request, str(perime), jeton, 410)
    contexte = {"invitation": invitation, "campagne": campagne, "personne": personne, "form": form}
    return render(request, "poles/bienvenue.html", contexte)


def _entrer(request: HttpRequest, invitation: Invitation, form: BienvenueForm) -> HttpResponse:
    personne = services.entrer(
        invitation=invitation,
        prenom=form.cleaned_data["prenom"],
        nom=form.cleaned_data["nom"],
        etablissement=form.cleaned_data.get("etablissement"),
        maintenant=maintenant(),
        jour=aujourdhui(),
    )
    if not ouvrir_session(request, personne):
        return redirect("account_inactive")
    campagne = invitation.mandat.campagne
    messages.success(
        request,
        f"Bienvenue, {personne.nom_complet} : vous êtes dans l'équipe de « {campagne.pole} ». La prochaine fois, "
        f"entrez avec votre adresse {personne.email} et un code reçu par courriel.",
    )
    return redirect(campagne)


@lien_personnel("POST")
def nouveau_lien(request: HttpRequest, jeton: str) -> HttpResponse:
    """The same answer to everybody: whether something was sent is seen in the mailbox alone."""
    if invitation := _invitation(jeton):
        services.redemander_lien(invitation=invitation, maintenant=maintenant())
    return render(request, "poles/nouveau_lien.html")


def _ne_sert_plus(request: HttpRequest, refus: str, jeton: str, statut: int) -> HttpResponse:
    return render(request, "poles/lien_perime.html", {"refus": refus, "jeton": jeton}, status=statut)
