"""A pôle makes a grid its own, puts it in force, goes back to the shipped one, takes its grids to the next cycle."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from commun.actions import erreurs_dans, page_action, refus_en_message
from commun.horloge import maintenant
from grilles.etats import EtatVersion
from grilles.forms import CopieForm
from grilles.models import VersionGrille
from grilles.queries import repondables
from grilles.services import (
    abandonner_brouillon,
    adapter_grille,
    copier_grilles,
    mettre_en_vigueur,
    revenir_a_la_grille_fournie,
)
from grilles.services.versions import pas_prete
from poles.etats import EtatCycle
from poles.models import Campagne

from .acces import (
    GERER,
    adresse_de,
    fil_de_la_grille,
    fil_des_grilles,
    garde_de,
    grilles_de,
    page_de,
    usage_de,
    version_de,
)

COMMENCEES = "Les réponses déjà commencées gardent les questions qu'elles ont ; les suivantes auront celles-ci."


@require_POST
def adapter(request: HttpRequest, slug: str, cycle: str, usage: str) -> HttpResponse:
    """« Adapter cette grille », or « Repartir de cette version » when the form names one."""
    campagne, usage = usage_de(request, slug, cycle, usage)
    modele = _modele(campagne, usage, request.POST.get("modele", ""))
    with refus_en_message(request):
        version = adapter_grille(campagne=campagne, usage=usage, modele=modele)
        version.grille.campagne = campagne
        messages.success(
            request,
            f"La version {version.numero} est en préparation. Rien ne change pour qui remplit la grille tant que vous "
            "ne la mettez pas en vigueur.",
        )
        return redirect(adresse_de("brouillon", version))
    return redirect(page_de(campagne, usage))


def _modele(campagne: Campagne, usage: str, nomme: str) -> VersionGrille | None:
    if not nomme:
        return None
    pk = int(nomme) if nomme.isdecimal() and len(nomme) < 19 else 0
    return get_object_or_404(repondables(campagne, usage).exclude(etat=EtatVersion.BROUILLON), pk=pk)


@require_http_methods(["GET", "POST"])
def en_vigueur(request: HttpRequest, slug: str, cycle: str, usage: str, numero: int) -> HttpResponse:
    campagne, version = version_de(request, slug, cycle, usage, numero)

    def action(form: Form) -> str:
        mettre_en_vigueur(version=version, acteur=request.user, maintenant=maintenant())
        return f"La version {numero} est en vigueur. {COMMENCEES} Personne n'en est prévenu."

    retour = page_de(campagne, usage)
    return page_action(
        request,
        titre=f"Mettre en vigueur la version {numero} : {version.grille.get_usage_display()}",
        bouton="Mettre en vigueur",
        action=action,
        retour=retour,
        consequence=f"{COMMENCEES} Une fois en vigueur, cette version ne se modifie plus : on en prépare une autre.",
        renoncer="Continuer à la préparer",
        fil=fil_de_la_grille(campagne, usage, "Mettre en vigueur"),
        empechement=pas_prete(version) if version.modifiable else _autre_etat(version),
        garde=garde_de(version),
    )


def _autre_etat(version: VersionGrille) -> str:
    return f"La version {version.numero} est maintenant {version.get_etat_display()}."


@require_http_methods(["GET", "POST"])
def revenir(request: HttpRequest, slug: str, cycle: str, usage: str, numero: int) -> HttpResponse:
    campagne, version = version_de(request, slug, cycle, usage, numero)

    def action(form: Form) -> str:
        revenir_a_la_grille_fournie(version=version, acteur=request.user, maintenant=maintenant())
        return "La grille fournie est de nouveau en vigueur. Personne n'en est prévenu."

    en_vigueur = version.etat == EtatVersion.EN_VIGUEUR
    return page_action(
        request,
        titre="Revenir à la grille fournie",
        bouton="Revenir à la grille fournie",
        action=action,
        retour=page_de(campagne, usage),
        consequence=f"La version {numero} du pôle n'est plus proposée. Elle reste parmi les versions précédentes, "
        "avec les réponses reçues, et vous pourrez en repartir. Les réponses déjà commencées gardent ses questions.",
        renoncer="Garder la grille du pôle",
        fil=fil_de_la_grille(campagne, usage, "Revenir"),
        empechement="" if en_vigueur else _autre_etat(version),
        garde=garde_de(version),
    )


@require_http_methods(["GET", "POST"])
def abandonner(request: HttpRequest, slug: str, cycle: str, usage: str, numero: int) -> HttpResponse:
    campagne, version = version_de(request, slug, cycle, usage, numero)

    def action(form: Form) -> str:
        abandonner_brouillon(version=version)
        return "Le brouillon est abandonné. La grille en vigueur n'a pas changé."

    retour = page_de(campagne, usage)
    return page_action(
        request,
        titre=f"Abandonner la version {numero} en préparation",
        bouton="Abandonner ce brouillon",
        action=action,
        retour=retour,
        consequence="Ses sections et ses questions sont effacées. La grille en vigueur ne change pas : "
        "personne n'avait répondu à celle-ci.",
        danger=True,
        renoncer="Continuer à la préparer",
        fil=fil_de_la_grille(campagne, usage, "Abandonner"),
        empechement="" if version.modifiable else _autre_etat(version),
        garde=garde_de(version),
    )


@require_http_methods(["GET", "POST"])
def copier(request: HttpRequest, slug: str, cycle: str) -> HttpResponse:
    """« Copier vers le cycle suivant »: to the same pôle's later cycles, where this person leads it too."""
    campagne = grilles_de(request, slug, cycle)
    suivantes = _suivantes(request, campagne)
    form = CopieForm(request.POST if request.method == "POST" else None, campagnes=suivantes)
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form):
            vers = form.cleaned_data["vers"]
            copiees = copier_grilles(de=campagne, vers=vers, acteur=request.user, maintenant=maintenant())
            messages.success(request, _ce_qui_est_copie(copiees, vers))
            return redirect("grilles:grilles", vers.pole.slug, vers.cycle.libelle)
    siennes = VersionGrille.objects.filter(grille__campagne=campagne, etat=EtatVersion.EN_VIGUEUR)
    contexte = {
        "campagne": campagne,
        "form": form,
        "versions": siennes.select_related("grille"),
        "possible": suivantes.exists() and siennes.exists(),
        "sans_suite": not suivantes.exists(),
        "fil": fil_des_grilles(campagne, ("Copier vers le cycle suivant", "")),
    }
    return render(request, "grilles/copier.html", contexte)


def _suivantes(request: HttpRequest, campagne: Campagne) -> QuerySet[Campagne]:
    autres = Campagne.objects.filter(pole=campagne.pole_id, cycle__debut__gt=campagne.cycle.debut)
    autres = autres.exclude(cycle__etat=EtatCycle.CLOS).select_related("pole__academie", "cycle")
    menees = [autre.pk for autre in autres if request.user.has_perm(GERER, autre)]
    return autres.filter(pk__in=menees).order_by("cycle__debut", "pk")


def _ce_qui_est_copie(copiees: list[VersionGrille], vers: Campagne) -> str:
    if not copiees:
        return f"Rien à copier : le cycle {vers.cycle} a déjà ses propres grilles. Elles n'ont pas changé."
    noms = ", ".join(version.grille.get_usage_display() for version in copiees)
    return f"C'est copié et en vigueur pour le cycle {vers.cycle} : {noms}. Personne n'en est prévenu."
