"""Depositing a version: the page, its draft, the deposit and its cancellation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commun.actions import REFUS, erreurs_dans, page_action, refus_en_message
from commun.erreurs import ActionImpossible
from commun.horloge import maintenant
from commun.resume import Resume
from commun.services.diffusion import prevenus
from productions.courriels import destinataires_du_depot
from productions.courriels.destinataires import coordination
from productions.forms.declarations import SaisieDeclarations
from productions.forms.depot import AjoutFichiersForm, DeposerForm, LienForm, NoteForm
from productions.models import Depot, NaturePiece, Ressource, Version
from productions.parcours import enumerer
from productions.queries.depots import Preparation, preparation, reponses_preparees
from productions.queries.televersements import envois_de
from productions.services import annuler_depot, deposer_version, ouvrir_depot
from productions.services.depots import depot_impossible
from productions.services.remarques import REPONSES_OUVERTES
from productions.services.verrous import derniere_version
from productions.services.versions import annulation_impossible

from . import brouillon
from .acces import fil_de, ressource_de
from .gardes import garde_de_ressource


@require_safe
def depot(request: HttpRequest, pk: int) -> HttpResponse:
    ressource = ressource_de(request, pk, "productions.deposer_version")
    return _suivre_analyses(request, ressource) if request.htmx else afficher_depot(request, ressource)


def _suivre_analyses(request: HttpRequest, ressource: Ressource) -> HttpResponse:
    """What htmx asks for while files are read: their progress, and what it changes elsewhere on the page."""
    prete = preparation(ressource, derniere_version(ressource))
    if prete is None:
        # Deposited meanwhile, by a co-producer.
        return HttpResponse(headers={"HX-Refresh": "true"})
    contexte = {
        "ressource": ressource,
        "numero": ressource.numero_suivant,
        "empechement": depot_impossible(ressource),
        "envois": envois_de(ressource, request.user, maintenant()),
        "preparation": prete,
    }
    return render(request, "productions/depot/_suivi.html", contexte)


def afficher_depot(
    request: HttpRequest, ressource: Ressource, declarations: SaisieDeclarations | None = None, **formulaires: Form
) -> HttpResponse:
    """The page of the draft; `formulaires` are those that come back with an error (ajout, lien, deposer)."""
    prete = preparation(ressource, derniere_version(ressource))
    contexte = {
        "ressource": ressource,
        "numero": ressource.numero_suivant,
        "empechement": depot_impossible(ressource),
        "fil": fil_de(ressource, f"Déposer la V{ressource.numero_suivant}"),
        "envois": envois_de(ressource, request.user, maintenant()),
        "preparation": prete,
    }
    if prete is None:
        return render(request, "productions/depot_debut.html", contexte)
    contexte |= _contexte_du_brouillon(request, prete) | formulaires
    contexte["declarations"] = declarations or SaisieDeclarations(prete.depot.declarations)
    contexte["resume"] = _resume(prete, contexte["deposer"], contexte["declarations"])
    if prete.numero == 1:
        contexte["deposer"].fields["note"].label = "Un mot d'accompagnement"
    # The base template says « Erreur » in the title of a page that comes back with one.
    contexte["form"] = next(iter(formulaires.values()), None)
    return render(request, "productions/depot.html", contexte)


def _contexte_du_brouillon(request: HttpRequest, prete: Preparation) -> dict[str, Any]:
    ressource = prete.ressource
    mien = next((lien for lien in prete.producteurs if lien.personne_id == request.user.pk), None)
    initial = {"note": prete.depot.note, "numero": prete.numero}
    return {
        "ajout": AjoutFichiersForm(),
        "lien": LienForm(),
        "deposer": DeposerForm(initial=initial),
        "remplacement": None,
        "natures": NaturePiece.choices,
        "peut_repondre": ressource.etat in REPONSES_OUVERTES,
        "accord_demande": mien is not None and not mien.accord,
        "mon_accord": mien,
        "sans_accord": [p.personne.nom_complet for p in prete.producteurs if not p.accord and p != mien],
        "prevenus": _prevenus(request, prete),
    }


def _resume(prete: Preparation, deposer: DeposerForm, declarations: SaisieDeclarations) -> Resume:
    """At the top of a page that comes back; what a deposit lacks, all at once, where it has been saved and refused."""
    refuse = deposer.is_bound and deposer.has_error(NON_FIELD_ERRORS, REFUS)
    return Resume(
        [("", deposer), *declarations.formulaires],
        [declarations.outils, declarations.medias],
        manques=prete.manques if refuse else (),
        titre=f"La V{prete.numero} n'est pas déposée" if refuse else "À corriger",
    )


def _prevenus(request: HttpRequest, prete: Preparation) -> list[str]:
    """Whom the deposit will tell, and what for."""
    ressource, premiere = prete.ressource, prete.numero == 1
    repondues = reponses_preparees(ressource).select_related("auteur")
    a = destinataires_du_depot(ressource, prete.numero, repondues, maintenant())
    groupes = [
        (a.coordination, "pour désigner des relecteurs" if premiere else "dans les nouvelles du jour"),
        (a.accords, "pour donner son accord à la publication"),
        (a.auteurs, "pour lire, dans les nouvelles du jour, les réponses à ses remarques"),
    ]
    return [f"{nom}, {quoi}" for gens, quoi in groupes for nom in prevenus(gens, sauf=request.user)]


def _animateurs(request: HttpRequest, ressource: Ressource) -> list[str]:
    return prevenus(coordination(ressource.campagne_suivi, maintenant()), sauf=request.user)


@require_POST
def ouvrir(request: HttpRequest, pk: int) -> HttpResponse:
    ressource = ressource_de(request, pk, "productions.deposer_version")
    with refus_en_message(request):
        ouvrir_depot(ressource=ressource, acteur=request.user, maintenant=maintenant())
    return redirect("productions:depot", pk)


@require_POST
def noter(request: HttpRequest, pk: int) -> HttpResponse:
    """« Enregistrer le brouillon »: the note and the declarations, typed in the same form as the deposit."""
    ressource = ressource_de(request, pk, "productions.deposer_version")
    depot, form = _brouillon(ressource), NoteForm(request.POST)
    if depot is None:
        return redirect("productions:depot", pk)
    saisie = brouillon.declarations_envoyees(request, depot)
    if brouillon.valides(form, saisie):
        try:
            depot = brouillon.enregistrer(request, depot, form, saisie)
        except ActionImpossible as refus:
            return _non_note(request, ressource, saisie, refus)
        if not request.accepts("text/html"):
            # Saved on its way by brouillon.js, which says so and remembers what it has written over.
            return HttpResponse(status=204, headers={"Brouillon-Revision": str(depot.revision)})
        messages.success(request, "Le brouillon est enregistré. Les producteurs de la ressource le voient tous.")
        return redirect(reverse("productions:depot", args=[pk]) + brouillon.suite(request))
    return afficher_depot(request, ressource, deposer=_avec_erreurs(request), declarations=saisie)


def _brouillon(ressource: Ressource) -> Depot | None:
    return Depot.objects.filter(ressource=ressource).select_related("modifie_par").first()


def _non_note(
    request: HttpRequest, ressource: Ressource, saisie: SaisieDeclarations | None, refus: ActionImpossible
) -> HttpResponse:
    """Nothing typed is lost: the page comes back with it, and says who wrote meanwhile."""
    if not request.accepts("text/html"):
        return JsonResponse({"erreur": str(refus)}, status=409)
    if _brouillon(ressource) is None:
        messages.error(request, str(refus))
        return redirect("productions:depot", ressource.pk)
    form = _avec_erreurs(request)
    form.add_error(None, str(refus))
    reponse = afficher_depot(request, ressource, deposer=form, declarations=saisie)
    reponse.status_code = 409
    return reponse


def _avec_erreurs(request: HttpRequest) -> DeposerForm:
    form = DeposerForm(request.POST)
    form.is_valid()
    return form


@require_POST
def deposer(request: HttpRequest, pk: int) -> HttpResponse:
    """« Déposer la V{n} ». A double click gives one version; a refusal keeps what was typed."""
    ressource = ressource_de(request, pk, "productions.deposer_version")
    form, depot = DeposerForm(request.POST), _brouillon(ressource)
    saisie = brouillon.declarations_envoyees(request, depot) if depot else None
    if brouillon.valides(form, saisie):
        with erreurs_dans(form):
            lu = brouillon.garder(request, depot, form, saisie) if depot else None
            version = deposer_version(
                ressource=ressource,
                acteur=request.user,
                maintenant=maintenant(),
                numero=form.cleaned_data["numero"],
                note=form.cleaned_data["note"],
                accord=form.cleaned_data["accord"],
                declarations=saisie and saisie.grille(),
                lu=lu,
                vues=form.cleaned_data["vues"],
            )
            messages.success(request, _deposee(version, _animateurs(request, ressource)))
            return redirect(ressource)
    if not Depot.objects.filter(ressource=ressource).exists():
        # The draft has become a version: the other click, or a co-producer, was first.
        for erreur in form.non_field_errors():
            messages.info(request, erreur)
        return redirect(ressource)
    ressource.refresh_from_db()
    return afficher_depot(request, ressource, deposer=form, declarations=saisie)


def _deposee(version: Version, animateurs: list[str]) -> str:
    debut = f"La {version} est déposée et scellée (sceau {version.sceau[:12]}…)."
    qui = enumerer(animateurs)
    if version.numero == 1:
        return f"{debut} Un message part à {qui} pour désigner des relecteurs." if qui else debut
    suite = f" Les nouvelles du jour le diront à {qui}." if qui else ""
    fait = f"{debut} La ressource est prête à valider.{suite}"
    if not version.remarques_traitees.exists():
        return fait
    adresse = reverse("productions:vous_avez_dit", args=[version.pk])
    return format_html('{} <a href="{}">Vous avez dit, nous avons fait : les réponses</a>', fait, adresse)


@require_http_methods(["GET", "POST"])
def annuler(request: HttpRequest, pk: int) -> HttpResponse:
    """« Annuler le dépôt » that nobody has opened."""
    ressource = ressource_de(request, pk, "productions.annuler_depot")
    version = f"V{ressource.numero_version}"

    def action(form: Form) -> str:
        annuler_depot(ressource=ressource, acteur=request.user, maintenant=maintenant())
        fait = f"Le dépôt de la {version} est annulé : ses fichiers sont revenus dans le brouillon."
        return f"{fait} Les nouvelles du jour le diront."

    return page_action(
        request,
        titre=f"Annuler le dépôt de la {version}",
        bouton="Annuler le dépôt",
        action=action,
        retour=ressource.get_absolute_url(),
        consequence=f"La {version} de « {ressource.titre} » est retirée et ses fichiers reviennent dans le brouillon. "
        "C'est possible tant que personne ne l'a ouverte. Le journal garde la trace du dépôt et de son annulation.",
        prevenus=["le PREDAC ou l'IAN du pôle, dans les nouvelles du jour"],
        renoncer=f"Garder la {version} déposée",
        fil=fil_de(ressource, "Annuler le dépôt"),
        empechement=annulation_impossible(ressource),
        garde=garde_de_ressource(ressource),
    )
