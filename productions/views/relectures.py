"""Proofreading: closed and opened anew by the coordinator, written and handed in by the proofreader."""

from __future__ import annotations

from functools import partial

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from commun.actions import page_action, statut
from commun.elision import de
from commun.horloge import maintenant
from commun.services.diffusion import prevenus
from grilles.forms import FeuilleForm
from journal.mouvements import empechement
from journal.peremption import dernier_geste
from productions.courriels.destinataires import producteurs
from productions.etats import EtatRelecture
from productions.forms.relecture import RenduForm
from productions.forms.remarque import RemarqueForm
from productions.models import Relecture, Remarque, Ressource
from productions.parcours import enumerer
from productions.permissions import est_relecteur
from productions.queries.echanges import propositions_de
from productions.queries.endroits import endroits
from productions.queries.pieces import dans_l_ordre
from productions.queries.ressources import relectures_attendues
from productions.services import clore_relecture, rendre_relecture, rouvrir_relecture
from productions.services.relectures import remise_impossible

from .acces import PARENTS, RESERVE_COORDINATION, fil_de, ressource_de
from .gardes import garde_de_cloture, garde_de_ressource
from .panneau_grille import panneau

RESERVE_RELECTEUR = "à la personne à qui cette relecture est confiée"


@require_http_methods(["GET", "POST"])
def clore(request: HttpRequest, pk: int) -> HttpResponse:
    ressource = ressource_de(request, pk, "productions.clore_relecture", RESERVE_COORDINATION)

    def action(form: Form) -> str:
        clore_relecture(ressource=ressource, acteur=request.user, maintenant=maintenant())
        return "La relecture est close : les producteurs peuvent préparer la version suivante."

    relecteurs = [r.relecteur for r in relectures_attendues([pk])]
    attendus = [relecteur.nom_complet for relecteur in relecteurs]
    consequence = "Les producteurs peuvent préparer la version suivante, avec les remarques déjà rendues."
    if attendus:
        consequence += (
            f" La relecture {de(enumerer(attendus))} n'est plus attendue : les remarques qui n'ont pas été rendues ne "
            "seront transmises à personne."
        )
    return page_action(
        request,
        titre="Clore la relecture",
        bouton="Clore la relecture",
        action=action,
        retour=ressource.get_absolute_url(),
        consequence=consequence,
        prevenus=prevenus(producteurs(ressource), relecteurs, sauf=request.user),
        fil=fil_de(ressource, "Clore la relecture"),
        empechement=empechement(ressource, "clore_relecture"),
        garde=garde_de_cloture(ressource),
    )


@require_http_methods(["GET", "POST"])
def rouvrir(request: HttpRequest, pk: int) -> HttpResponse:
    ressource = ressource_de(request, pk, "productions.rouvrir_relecture", RESERVE_COORDINATION)

    def action(form: Form) -> str:
        rouvrir_relecture(ressource=ressource, acteur=request.user, maintenant=maintenant())
        return "La relecture est rouverte : choisissez qui va relire."

    return page_action(
        request,
        titre="Rouvrir une relecture",
        bouton="Rouvrir une relecture",
        action=action,
        retour=reverse("productions:assigner_relecture", args=[pk]),
        consequence=f"La V{ressource.numero_version} de « {ressource.titre} » repasse en relecture. "
        "Vous choisirez ensuite qui la relit. La validation pourra être demandée après la version suivante.",
        prevenus=prevenus(producteurs(ressource), sauf=request.user),
        fil=fil_de(ressource, "Rouvrir une relecture"),
        empechement=empechement(ressource, "rouvrir_relecture"),
        garde=garde_de_ressource(ressource),
    )


@require_safe
def relecture(request: HttpRequest, pk: int) -> HttpResponse:
    return afficher_relecture(request, relecture_de(request, pk))


def endroits_de(une: Relecture) -> list[tuple[str, list[tuple[str, str]]]]:
    return endroits(une.version.pieces.select_related("analyse")) if une.etat == EtatRelecture.ATTENDUE else []


def afficher_relecture(
    request: HttpRequest, une: Relecture, form: RemarqueForm | None = None, grille: FeuilleForm | None = None
) -> HttpResponse:
    """The version to read, and the proofreader's remarks and grid; the others' once theirs are handed in."""
    remarques = list(
        _remarques(une, request).select_related("auteur", "version_reponse", "contestation").order_by("cree_le", "pk")
    )
    contexte = {
        "relecture": une,
        "ressource": une.version.ressource,
        "version": une.version,
        "pieces": dans_l_ordre(une.version.pieces.all()),
        "ouverte": une.etat == EtatRelecture.ATTENDUE,
        "miennes": [r for r in remarques if r.relecture_id == une.pk],
        "proposition": next(iter(propositions_de([une.pk])), None),
        "autres": [r for r in remarques if r.relecture_id != une.pk],
        "form": form or RemarqueForm(endroits=endroits_de(une)),
        **panneau(une, grille),
        "limites": _limites(une),
        "fil": fil_de(une.version.ressource, f"Ma relecture de la {une.version}"),
    }
    return render(request, "productions/relecture.html", contexte, status=statut(grille))


def _limites(une: Relecture) -> list[str]:
    """What the proofreader may not do now, and why."""
    if une.etat != EtatRelecture.ATTENDUE:
        qui = dernier_geste(une)
        return [
            f"Écrire ou retirer une remarque : cette relecture est {une.get_etat_display()}.{f' {qui}.' if qui else ''}"
        ]
    attente = "Lire les remarques des autres : elles se lisent une fois la vôtre rendue."
    raison = remise_impossible(une)
    return [f"Rendre ma relecture : {raison}", attente] if raison else [attente]


def _remarques(une: Relecture, request: HttpRequest) -> QuerySet[Remarque]:
    return Remarque.objects.visibles_par(request.user).filter(version=une.version)


@require_http_methods(["GET", "POST"])
def rendre(request: HttpRequest, pk: int) -> HttpResponse:
    une = relecture_de(request, pk)
    ressource = une.version.ressource

    def action(form: Form) -> str:
        rendre_relecture(relecture=une, avis=form.cleaned_data["avis"], acteur=request.user, maintenant=maintenant())
        merci = f"Votre relecture de « {ressource.titre} » est rendue. Merci !"
        return f"{merci} Un courriel prévient {enumerer(a_qui)}." if a_qui else merci

    a_qui = prevenus(producteurs(ressource), sauf=request.user)
    return page_action(
        request,
        titre="Rendre ma relecture",
        bouton="Rendre ma relecture",
        action=action,
        retour=reverse("productions:relecture", args=[pk]),
        form_class=partial(RenduForm, initial={"avis": une.avis}),
        consequence=_transmission(une, enumerer(a_qui)),
        prevenus=a_qui,
        fil=fil_de(ressource, "Rendre ma relecture"),
        empechement=remise_impossible(une),
    )


def _transmission(une: Relecture, a_qui: str) -> str:
    """« 3 remarques, dont 1 bloquante, seront transmises à … », and the grid where something was answered."""
    grille = " Vos réponses à la grille partiront aussi." if une.feuille_id else ""
    bloquantes = list(une.remarques.values_list("bloquante", flat=True))
    nombre, dont = len(bloquantes), sum(bloquantes)
    if not nombre and une.feuille_id:
        return f"Vous n'avez écrit aucune remarque : votre grille et votre appréciation seront transmises à {a_qui}."
    if not nombre:
        return f"Vous n'avez écrit aucune remarque : seule votre appréciation sera transmise à {a_qui}."
    quoi = f"{nombre} remarque{'s' if nombre > 1 else ''}"
    precision = f", dont {dont} bloquante{'s' if dont > 1 else ''}," if dont else ", aucune bloquante,"
    return (
        f"{quoi}{precision} {'seront transmises' if nombre > 1 else 'sera transmise'} à {a_qui}.{grille} "
        "Ensuite, elles ne changent plus ; vous verrez aussi celles des autres."
    )


def relecture_de(request: HttpRequest, pk: int) -> Relecture:
    """The proofreader's own; 403 for whoever else may see the resource.

    The predicate itself is asked, not has_perm, which lets a superuser through: what is written here is signed
    with the proofreader's name.
    """
    parents = [f"version__ressource__{parent}" for parent in PARENTS]
    visibles = Relecture.objects.filter(version__ressource__in=Ressource.objects.visibles_par(request.user))
    une: Relecture = get_object_or_404(visibles.select_related("assignee_par", *parents), pk=pk)
    if not est_relecteur(request.user, une):
        raise PermissionDenied(f"Cette action revient {RESERVE_RELECTEUR}.")
    return une
