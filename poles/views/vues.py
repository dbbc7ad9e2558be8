"""« Mes vues »: a list's filters and sort kept under a name, shared with a pôle by who leads it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from commun.acces import obtenir
from commun.actions import erreurs_dans, page_action
from commun.horloge import maintenant
from commun.pagination import paginer
from poles import services
from poles.forms import VueForm
from poles.models import VueEnregistree
from poles.permissions import poles_conduits
from poles.vues import Criteres, ListeAVues, adresses, criteres, donnees_de, liste_de, liste_du_code

FIL = ("Mes vues", "poles:vues")


@require_safe
def vues(request: HttpRequest) -> HttpResponse:
    """All those that one may use, list after list."""
    visibles = VueEnregistree.objects.visibles_par(request.user).filter(liste__in=adresses())
    page = paginer(request, visibles.select_related("pole", "personne").order_by("liste", "nom", "pk"))
    page.object_list = list(page.object_list)
    conduits = set(poles_conduits(request.user).values_list("pk", flat=True))
    for vue in page.object_list:
        vue.nom_de_liste = liste_de(vue.liste).nom
        vue.se_change = _se_change(request, vue, conduits)
    return render(request, "poles/vues.html", {"page": page, "fil": [("Mes vues", "")]})


def _se_change(request: HttpRequest, vue: VueEnregistree, conduits: set[int]) -> bool:
    """The rule `poles.gerer_vue`, without a query for what is plain."""
    if vue.pole_id is None or vue.pole_id in conduits:
        return True
    return (request.user.is_superuser or vue.personne_id == request.user.pk) and request.user.has_perm(
        "poles.gerer_vue", vue
    )


@require_http_methods(["GET", "POST"])
def enregistrer_vue(request: HttpRequest, code: str) -> HttpResponse:
    """Of one list, what the rest of the address narrows it by."""
    liste = liste_du_code(code)
    if liste is None:
        raise Http404
    lus = criteres(liste, request.GET, request.user, maintenant())
    form = VueForm(request.POST if request.method == "POST" else None, personne=request.user)
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form):
            vue = services.enregistrer_vue(
                personne=request.user,
                liste=liste.adresse,
                parametres=lus.parametres,
                maintenant=maintenant(),
                **form.choix,
            )
            messages.success(request, f"La vue « {vue.nom} » est enregistrée. {_qui_la_voit(vue, request)}")
            return redirect(vue.get_absolute_url())
    retour = f"{reverse(liste.adresse)}?{donnees_de(lus.parametres).urlencode()}"
    return _page(request, form, liste, lus, retour, "Enregistrer cette vue")


@require_http_methods(["GET", "POST"])
def modifier_vue(request: HttpRequest, pk: int) -> HttpResponse:
    vue, liste = _vue_de(request, pk)
    form = VueForm(
        request.POST if request.method == "POST" else None,
        personne=request.user,
        vue=vue,
        initial={"nom": vue.nom, "pole": vue.pole_id},
    )
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form):
            vue = services.modifier_vue(vue=vue, **form.choix)
            messages.success(request, f"La vue « {vue.nom} » est modifiée. {_qui_la_voit(vue, request)}")
            return redirect("poles:vues")
    lus = criteres(liste, donnees_de(vue.parametres), request.user, maintenant())
    return _page(request, form, liste, lus, reverse("poles:vues"), f"Modifier la vue « {vue.nom} »")


def _page(
    request: HttpRequest, form: VueForm, liste: ListeAVues, lus: Criteres, retour: str, titre: str
) -> HttpResponse:
    fil = [(FIL[0], reverse(FIL[1])), (titre, "")]
    contexte = {"form": form, "liste": liste, "criteres": lus, "retour": retour, "titre": titre, "fil": fil}
    return render(request, "poles/vue.html", contexte)


@require_http_methods(["GET", "POST"])
def supprimer_vue(request: HttpRequest, pk: int) -> HttpResponse:
    vue, liste = _vue_de(request, pk)

    def action(form: Form) -> str:
        services.supprimer_vue(vue=vue)
        return f"La vue « {vue.nom} » est supprimée."

    partage = f" Les membres du pôle « {vue.pole.nom} » ne la verront plus non plus." if vue.pole else ""
    return page_action(
        request,
        titre=f"Supprimer la vue « {vue.nom} »",
        bouton="Supprimer cette vue",
        action=action,
        retour=reverse("poles:vues"),
        consequence=f"Le nom et les filtres de cette vue de la liste « {liste.nom} » sont oubliés ; ce que la liste "
        f"montre ne change pas.{partage}",
        danger=True,
        fil=[(FIL[0], reverse(FIL[1])), ("Supprimer", "")],
    )


def _vue_de(request: HttpRequest, pk: int) -> tuple[VueEnregistree, ListeAVues]:
    visibles = VueEnregistree.objects.visibles_par(request.user).select_related("pole", "personne")
    vue = obtenir(visibles, request.user, pk=pk)
    liste = liste_de(vue.liste)
    if liste is None:
        raise Http404
    if not request.user.has_perm("poles.gerer_vue", vue):
        raise PermissionDenied(f"Cette vue est celle du pôle « {vue.pole.nom} » : elle se change par qui le coordonne.")
    return vue, liste


def _qui_la_voit(vue: VueEnregistree, request: HttpRequest) -> str:
    if vue.pole is not None:
        return f"Les membres du pôle « {vue.pole.nom} » la trouvent en haut de la liste ; aucun courriel ne part."
    if vue.personne_id != request.user.pk:
        return f"Elle n'est plus qu'à {vue.personne.nom_complet}."
    return "Personne d'autre ne la voit."
