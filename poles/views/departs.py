"""A mandate ends, or its person cannot go on: everything they hold on one screen, decided in one confirmation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from commun.actions import erreurs_dans, page_action
from commun.horloge import aujourdhui, maintenant
from commun.templatetags.dates import jour as en_toutes_lettres
from poles import services
from poles.charges import charges_de, groupes_de
from poles.forms import FinForm, QuitterForm, ReattributionForm
from poles.models import Campagne, Mandat
from poles.views.acces import campagne_de, fil_de, mandat_de, mandat_de_la_campagne

RESERVE_A_SOI = "à la personne dont c'est le mandat"
RESTENT = (
    "Les ressources appartiennent à qui les produit : sans autre choix de votre part, elles restent à son nom, et la "
    "personne les retrouve sur son accueil."
)


@require_http_methods(["GET", "POST"])
def terminer(request: HttpRequest, slug: str, cycle: str, mandat: int) -> HttpResponse:
    campagne, concerne = mandat_de(request, "poles.terminer_mandat", slug, cycle, mandat)
    jour = aujourdhui()
    if refus := _deja_termine(concerne):
        messages.error(request, refus)
        return redirect(campagne)
    form = FinForm(request.POST or None, groupes=groupes_de(concerne, jour), mandat=concerne, jour=jour)
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form):
            termine = services.mettre_fin_au_mandat(
                mandat=concerne,
                fin=form.cleaned_data["dernier_jour"],
                sur_le_champ=form.cleaned_data["sur_le_champ"],
                motif=form.cleaned_data["motif"],
                choix=form.choix,
                vues=form.vues,
                acteur=request.user,
                maintenant=maintenant(),
                jour=jour,
            )
            quand = "tout de suite" if termine.termine_le else f"le {en_toutes_lettres(termine.fin)}"
            messages.success(
                request,
                f"Le mandat {concerne.personne.de_nom_complet} prend fin {quand}. Un courriel le lui dit"
                f"{', et à chaque personne à qui vous avez confié quelque chose' if form.confies else ''}.",
            )
            if form.laisses:
                messages.warning(request, _ce_qui_est_laisse(concerne, form.laisses))
            return redirect(campagne)
    contexte = {
        "titre": f"Mettre fin au mandat {concerne.personne.de_nom_complet}",
        "bouton": "Mettre fin au mandat",
        "danger": True,
    }
    return _page(request, campagne, concerne, form, contexte)


@require_http_methods(["GET", "POST"])
def reattribuer(request: HttpRequest, slug: str, cycle: str, mandat: int) -> HttpResponse:
    campagne = campagne_de(request, "poles.reattribuer", slug, cycle)
    concerne = mandat_de_la_campagne(campagne, mandat).dans(campagne)
    jour = aujourdhui()
    form = ReattributionForm(request.POST or None, groupes=groupes_de(concerne, jour))
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form):
            nombre = services.reattribuer(
                mandat=concerne,
                campagne=campagne,
                motif=form.cleaned_data["motif"],
                choix=form.choix,
                vues=form.vues,
                acteur=request.user,
                maintenant=maintenant(),
                jour=jour,
            )
            quoi = "Un travail est réattribué" if nombre == 1 else f"{nombre} travaux sont réattribués"
            messages.success(request, f"{quoi}. Les personnes concernées sont prévenues par courriel.")
            return redirect(campagne)
    contexte = {"titre": f"Réattribuer le travail {concerne.personne.de_nom_complet}", "bouton": "Réattribuer"}
    return _page(request, campagne, concerne, form, contexte)


@require_http_methods(["GET", "POST"])
def quitter(request: HttpRequest, slug: str, cycle: str, mandat: int) -> HttpResponse:
    campagne, concerne = mandat_de(request, "poles.quitter", slug, cycle, mandat, RESERVE_A_SOI)
    # has_perm lets a superuser through: nobody leaves for somebody else.
    if concerne.personne_id != request.user.pk:
        raise PermissionDenied(f"Cette action revient {RESERVE_A_SOI}.")
    jour = aujourdhui()
    if refus := _deja_termine(concerne):
        messages.error(request, refus)
        return redirect(campagne)

    def action(form: Form) -> str:
        fini = services.quitter_le_pole(
            mandat=concerne,
            fin=form.cleaned_data["dernier_jour"],
            motif=form.cleaned_data["motif"],
            acteur=request.user,
            maintenant=maintenant(),
        )
        return f"Votre dernier jour dans l'équipe est le {en_toutes_lettres(fini.fin)}. Merci de votre travail."

    reste = [charge.titre for charge in charges_de(concerne, jour) if charge.choix]
    return page_action(
        request,
        titre="Quitter le pôle",
        bouton="Quitter le pôle",
        action=action,
        # Past the last day the pôle's page is closed to them.
        retour=reverse("accueil:accueil"),
        form_class=lambda donnees: QuitterForm(donnees, mandat=concerne, jour=jour),
        consequence=_ce_qui_reste(reste),
        prevenus=["le PREDAC ou l'IAN du pôle"],
        danger=True,
        fil=fil_de(campagne, "Quitter le pôle"),
    )


def _ce_qui_reste(reste: list[str]) -> str:
    debut = "Après ce jour, vous ne verrez plus la page du pôle. "
    if not reste:
        return f"{debut}Rien n'est à votre nom qui doive être repris."
    titres = ", ".join(f"« {titre} »" for titre in reste)
    return (
        f"{debut}Reste à votre nom, et visible sur votre accueil : {titres}. Le PREDAC ou l'IAN en reçoit la liste et "
        "peut les confier à quelqu'un d'autre."
    )


def _ce_qui_est_laisse(mandat: Mandat, titres: list[str]) -> str:
    enumeres = ", ".join(f"« {titre} »" for titre in titres)
    return (
        f"Vous avez laissé à {mandat.personne.nom_complet} : {enumeres}. On l'attend encore de cette personne ; "
        "« Réattribuer », dans l'équipe, permet d'en décider autrement."
    )


def _deja_termine(mandat: Mandat) -> str:
    if mandat.termine_le or (mandat.fin and mandat.fin < aujourdhui()):
        return f"Le mandat {mandat.personne.de_nom_complet} est déjà terminé."
    return ""


def _page(
    request: HttpRequest, campagne: Campagne, mandat: Mandat, form: ReattributionForm, contexte: dict[str, Any]
) -> HttpResponse:
    contexte |= {
        "campagne": campagne,
        "mandat": mandat,
        "form": form,
        "restent": RESTENT,
        "fil": fil_de(campagne, contexte["titre"]),
    }
    return render(request, "poles/repartir.html", contexte)
