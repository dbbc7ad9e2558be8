"""« Préparer l'année suivante »: all is shown before it is done; then the same page says what was done."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from bilans.annee_suivante import cycle_suivant, proposees, proposer
from bilans.forms.reconduction import AnneeSuivanteForm, ReporterForm
from bilans.models import Reconduction
from bilans.reste_ouvert import reste_ouvert
from bilans.services.annulation import annulation_impossible, annuler_preparation, reconduction_de
from bilans.services.reconduction import (
    demander_cycle_suivant,
    preparer_annee_suivante,
    refus_de_preparer,
    reporter_aussi,
    verrouiller_annee,
)
from commun.actions import erreurs_dans, page_action, refus_en_message, statut
from commun.forms import MotifForm
from commun.horloge import aujourdhui, maintenant
from journal.peremption import garder
from poles.models import Campagne, Cycle
from poles.views.acces import campagne_de, fil_de

_GESTES = ("campagne.clore", "campagne.rouvrir", "mandat.nommer", "mandat.terminer", "campagne.dates")


@require_http_methods(["GET", "POST"])
def preparer(request: HttpRequest, slug: str, cycle: str) -> HttpResponse:
    campagne = campagne_de(request, "bilans.preparer_annee", slug, cycle)
    if reconduction := reconduction_de(campagne):
        if request.method == "GET":
            return _faite(request, reconduction)
        messages.info(request, refus_de_preparer(campagne))
        return redirect(_adresse(campagne))
    refus, suivant = refus_de_preparer(campagne), cycle_suivant(campagne)
    if refus or suivant is None:
        contexte = {"campagne": campagne, "refus": refus, "fil": fil_de(campagne, "Préparer l'année suivante")}
        return render(request, "bilans/annee_suivante_attente.html", contexte)
    return _proposee(request, campagne, suivant)


def _proposee(request: HttpRequest, campagne: Campagne, suivant: Cycle) -> HttpResponse:
    jour = aujourdhui(campagne.fuseau)
    proposition = proposer(campagne, suivant, jour)
    form = AnneeSuivanteForm(request.POST if request.method == "POST" else None, proposition=proposition)
    garde = garder(campagne, verrouiller_annee, lambda c: proposer(c, suivant, jour).vu, _GESTES)
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form), garde.tenue(request):
            faite = preparer_annee_suivante(
                campagne=campagne, choix=form.choix(), acteur=request.user, maintenant=maintenant()
            )
            messages.success(request, _dite(faite))
            return redirect(_adresse(campagne))
    contexte = {
        "campagne": campagne,
        "p": proposition,
        "form": form,
        "vu": garde.vu,
        "restes": reste_ouvert(campagne, jour),
        "fil": fil_de(campagne, "Préparer l'année suivante"),
    }
    return render(request, "bilans/annee_suivante.html", contexte, status=statut(form))


def _faite(request: HttpRequest, reconduction: Reconduction, form: ReporterForm | None = None) -> HttpResponse:
    campagne = reconduction.de
    inachevees = proposees(campagne)
    restees = [p for p in inachevees if not p.empechement]
    contexte = {
        "campagne": campagne,
        "reconduction": reconduction,
        "ressources": reconduction.ressources.order_by("titre", "pk"),
        "mandats": reconduction.vers.mandats.select_related("personne"),
        "p": {"ressources": inachevees},
        "form": form or (ReporterForm(proposees=restees) if restees else None),
        "empechement": annulation_impossible(reconduction),
        "fil": fil_de(campagne, "L'année suivante"),
    }
    return render(request, "bilans/annee_suivante_faite.html", contexte)


def _dite(faite: Reconduction) -> str:
    nombre = faite.ressources.count()
    passent = (
        "aucune ressource n'y passe"
        if not nombre
        else f"{nombre} ressource{'s y passent' if nombre > 1 else ' y passe'}"
    )
    return (
        f"L'année {faite.vers.cycle} est préparée : {passent}, et l'année {faite.de.cycle} est close pour ce pôle. "
        "L'équipe, l'inspection, la DRANE et l'administration l'apprendront dans le courriel du jour."
    )


@require_POST
def reporter(request: HttpRequest, slug: str, cycle: str) -> HttpResponse:
    """« Reporter aussi »."""
    campagne = campagne_de(request, "bilans.preparer_annee", slug, cycle)
    reconduction = reconduction_de(campagne)
    form = ReporterForm(request.POST, proposees=[p for p in proposees(campagne) if not p.empechement])
    if form.is_valid():
        with refus_en_message(request):
            choisies = reporter_aussi(
                campagne=campagne,
                ressources=form.cleaned_data["ressources"],
                acteur=request.user,
                maintenant=maintenant(),
            )
            combien = f"{len(choisies)} ressources suivent" if len(choisies) > 1 else f"« {choisies[0].titre} » suit"
            messages.success(request, f"{combien}. Qui les produit l'apprendra dans le courriel du jour.")
    elif reconduction:
        return _faite(request, reconduction, form)
    return redirect(_adresse(campagne))


@require_POST
def demander_cycle(request: HttpRequest, slug: str, cycle: str) -> HttpResponse:
    """« Le demander à l'administration », where there is no next cycle."""
    campagne = campagne_de(request, "bilans.preparer_annee", slug, cycle)
    with refus_en_message(request):
        prevenus = demander_cycle_suivant(campagne=campagne, acteur=request.user, maintenant=maintenant())
        noms = ", ".join(p.nom_complet for p in prevenus)
        messages.success(request, f"La demande part tout de suite à {noms}. Revenez quand le cycle sera prêt.")
    return redirect(_adresse(campagne))


@require_http_methods(["GET", "POST"])
def annuler(request: HttpRequest, slug: str, cycle: str) -> HttpResponse:
    """« Annuler la préparation », until the next cycle opens."""
    campagne = campagne_de(request, "bilans.preparer_annee", slug, cycle)
    reconduction = reconduction_de(campagne)

    def action(form: Form) -> str:
        annuler_preparation(
            campagne=campagne, motif=form.cleaned_data["motif"], acteur=request.user, maintenant=maintenant()
        )
        return (
            f"La préparation est annulée : l'année {campagne.cycle} est rouverte, tout y est revenu. Ceux qui avaient "
            "été prévenus l'apprendront dans le courriel du jour."
        )

    return page_action(
        request,
        titre="Annuler la préparation de l'année suivante",
        bouton="Annuler la préparation",
        action=action,
        retour=_adresse(campagne),
        form_class=MotifForm,
        consequence=_consequence(reconduction),
        prevenus=["l'équipe, l'inspection, la DRANE et l'administration, dans les nouvelles du jour"],
        danger=True,
        renoncer="Garder l'année préparée",
        fil=fil_de(campagne, "Annuler la préparation"),
        empechement=annulation_impossible(reconduction),
    )


def _consequence(reconduction: Reconduction | None) -> str:
    if reconduction is None:
        return ""
    return (
        f"Les ressources reviennent dans l'année {reconduction.de.cycle}, qui est rouverte. Les mandats renouvelés, "
        f"les dates et les grilles copiées dans {reconduction.vers.cycle} sont retirés. Vous pourrez préparer l'année "
        "de nouveau."
    )


def _adresse(campagne: Campagne) -> str:
    return reverse("bilans:preparer_annee", args=[campagne.pole.slug, campagne.cycle.libelle])
