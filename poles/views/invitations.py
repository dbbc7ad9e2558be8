"""Inviting people into a pôle's team, and what may be done of an invitation that has not served."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from commun.acces import obtenir
from commun.actions import erreurs_dans, page_action
from commun.forms import MotifForm
from commun.horloge import aujourdhui, maintenant
from poles import services
from poles.charges import charges_de
from poles.forms import InvitationForm, InvitationsForm
from poles.models import Campagne, Mandat
from poles.models.invitation import VALIDITE
from poles.services.invitations import Reponse
from poles.views.acces import campagne_de, fil_de

RESERVE_ACADEMIE = "à l'administration académique, qui a nommé cette personne"


@require_http_methods(["GET", "POST"])
def inviter(request: HttpRequest, slug: str, cycle: str) -> HttpResponse:
    campagne = campagne_de(request, "poles.inviter", slug, cycle)
    form = InvitationForm(
        request.POST if request.method == "POST" else None,
        # « Nommer une inspectrice » comes with the role already chosen.
        initial={"role": request.GET.get("role", "enseignant")},
        campagne=campagne,
        responsables=request.user.has_perm("poles.nommer_responsables", campagne),
    )
    if request.method == "POST" and form.is_valid():
        donnees = form.cleaned_data
        with erreurs_dans(form):
            mandat = services.inviter(
                campagne=campagne,
                email=donnees["email"],
                prenom=donnees["prenom"],
                nom=donnees["nom"],
                fonction=donnees["fonction"],
                titre=donnees["titre"],
                etablissement=donnees.get("etablissement"),
                acteur=request.user,
                # The day on which rights are read (poles/droits.py), so that the person can come in at once.
                debut=aujourdhui(),
                maintenant=maintenant(),
            )
            messages.success(request, _bienvenue(mandat, deja_connue=form.deja_connue is not None))
            return redirect(campagne)
    contexte = {
        "campagne": campagne,
        "form": form,
        "jours": VALIDITE.days,
        "onglets": _onglets(request, campagne),
        "fil": fil_de(campagne, "Inviter"),
    }
    return render(request, "poles/inviter.html", contexte)


def _onglets(request: HttpRequest, campagne: Campagne) -> list[dict[str, object]]:
    """The ways to invite: the two of the page, and a table."""
    adresse = [campagne.pole.slug, campagne.cycle.libelle]
    vues = {"Une personne": "inviter", "Plusieurs personnes": "inviter_plusieurs"}
    onglets: list[dict[str, object]] = [
        {
            "libelle": libelle,
            "url": reverse(f"poles:{vue}", args=adresse),
            "actif": request.resolver_match.url_name == vue,
        }
        for libelle, vue in vues.items()
    ]
    tableau = reverse("importations:deposer", args=["membres", campagne.pk])
    return [*onglets, {"libelle": "Un tableau", "url": tableau, "actif": False}]


def _bienvenue(mandat: Mandat, *, deja_connue: bool) -> str:
    nom = mandat.personne.nom_complet
    compte = f"{nom} avait déjà un compte et" if deja_connue else nom
    return f"{compte} rejoint l'équipe ({mandat.libelle}). Un courriel l'en prévient et lui dit comment entrer."


@require_http_methods(["GET", "POST"])
def inviter_plusieurs(request: HttpRequest, slug: str, cycle: str) -> HttpResponse:
    """Each line is answered on the same page; what is to correct stays in the field."""
    campagne = campagne_de(request, "poles.inviter", slug, cycle)
    form = InvitationsForm(request.POST if request.method == "POST" else None, initial={"role": "enseignant"})
    reponses: list[Reponse] = []
    if request.method == "POST" and form.is_valid():
        reponses = services.inviter_plusieurs(
            campagne=campagne,
            lignes=form.cleaned_data["personnes"],
            fonction=form.cleaned_data["fonction"],
            acteur=request.user,
            debut=aujourdhui(),
            maintenant=maintenant(),
        )
        gardees = "\n".join(reponse.ligne.texte for reponse in reponses if reponse.gardee)
        form = InvitationsForm(initial={"role": form.cleaned_data["role"], "personnes": gardees})
    contexte = {
        "campagne": campagne,
        "form": form,
        "reponses": reponses,
        "invitees": sum(reponse.issue == "invitée" for reponse in reponses),
        "a_corriger": sum(reponse.gardee for reponse in reponses),
        "onglets": _onglets(request, campagne),
        "fil": fil_de(campagne, "Inviter"),
    }
    return render(request, "poles/inviter_plusieurs.html", contexte)


@require_http_methods(["GET", "POST"])
def renvoyer(request: HttpRequest, slug: str, cycle: str, mandat: int) -> HttpResponse:
    campagne, invite = _invite(request, slug, cycle, mandat)
    nom = invite.personne.nom_complet

    def action(form: Form) -> str:
        services.renvoyer_invitation(mandat=invite, acteur=request.user, maintenant=maintenant())
        return f"Une nouvelle invitation part vers {nom} ; le lien précédent ne sert plus."

    return page_action(
        request,
        titre=f"Renvoyer l'invitation à {nom}",
        bouton="Renvoyer l'invitation",
        action=action,
        retour=campagne.get_absolute_url(),
        consequence=f"Un nouveau lien personnel part, valable {VALIDITE.days} jours. Le précédent ne sert plus.",
        prevenus=[nom],
        fil=fil_de(campagne, "Renvoyer l'invitation"),
    )


@require_http_methods(["GET", "POST"])
def annuler(request: HttpRequest, slug: str, cycle: str, mandat: int) -> HttpResponse:
    campagne, invite = _invite(request, slug, cycle, mandat)
    nom, de_nom = invite.personne.nom_complet, invite.personne.de_nom_complet

    def action(form: Form) -> str:
        services.annuler_invitation(
            mandat=invite,
            motif=form.cleaned_data["motif"],
            acteur=request.user,
            maintenant=maintenant(),
            jour=aujourdhui(),
        )
        return f"L'invitation {de_nom} est annulée : cette personne ne fait plus partie de l'équipe."

    tenues = [charge.titre for charge in charges_de(invite, aujourdhui()) if charge.choix]
    consequence = f"{nom} quitte l'équipe tout de suite ; le lien déjà envoyé ne sert plus."
    if tenues:
        consequence += f" Ce travail reste à son nom ({', '.join(tenues)}) : réattribuez-le si besoin."
    return page_action(
        request,
        titre=f"Annuler l'invitation {de_nom}",
        bouton="Annuler l'invitation",
        action=action,
        retour=campagne.get_absolute_url(),
        form_class=MotifForm,
        consequence=consequence,
        prevenus=[nom],
        danger=True,
        renoncer="Garder l'invitation",
        fil=fil_de(campagne, "Annuler l'invitation"),
    )


def _invite(request: HttpRequest, slug: str, cycle: str, pk: int) -> tuple[Campagne, Mandat]:
    campagne = campagne_de(request, "poles.inviter", slug, cycle)
    mandats = campagne.mandats.select_related("personne", "campagne__pole__academie", "campagne__cycle")
    return campagne, obtenir(mandats, request.user, "poles.relancer_invitation", reserve_a=RESERVE_ACADEMIE, pk=pk)
