"""The results of a version's class tests: sums and words, without names; what is masked, what becomes a remark."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from commun.acces import obtenir
from commun.actions import page_action
from commun.fichiers import servir
from commun.forms import ConfirmationForm, MotifForm
from commun.horloge import maintenant
from grilles.models import Reponse
from journal.peremption import abreger, garder
from productions.etats import EtatTest
from productions.forms.tests_classe import RemarqueDeConstatForm
from productions.models import Constat, PhotoDeTest, TestEnClasse
from productions.queries.pieces import versions_lisibles
from productions.queries.tests_classe import PARENTS, resultats_de
from productions.services import tests_classe as services
from productions.services.tests_classe.verrou import verrouiller_test
from productions.views.acces import RESERVE_COORDINATION, fil_de

from .acces import RESERVE

MASQUER = "productions.masquer_verbatim"


@require_safe
def resultats(request: HttpRequest, pk: int) -> HttpResponse:
    parents = ("ressource__fiche", "ressource__campagne_suivi__pole__academie", "ressource__campagne_suivi__cycle")
    version = obtenir(versions_lisibles(request.user).select_related(*parents), request.user, pk=pk)
    ressource = version.ressource
    contexte = {
        "ressource": ressource,
        "version": version,
        "resultats": resultats_de(version),
        "peut_masquer": request.user.has_perm("poles.modifier_campagne", ressource.campagne_suivi),
        "peut_remarquer": request.user.has_perm("productions.planifier_test", ressource),
        "fil": fil_de(ressource, f"Tests en classe de la {version}"),
    }
    return render(request, "productions/tests/resultats.html", contexte)


@require_http_methods(["GET", "POST"])
def masquer_constat(request: HttpRequest, pk: int) -> HttpResponse:
    constat = get_object_or_404(_constats(request), pk=pk)
    test = _autorise(request, constat.test, MASQUER, RESERVE_COORDINATION)

    def action(form: Form) -> str:
        motif = form.cleaned_data.get("motif", "")
        services.masquer_constat(
            constat=constat, masque=not constat.masque, motif=motif, acteur=request.user, maintenant=maintenant()
        )
        return _fait(constat.masque)

    def vu(_: TestEnClasse) -> str:
        return abreger(Constat.objects.values_list("masque", flat=True).get(pk=constat.pk))

    return _page_du_masque(request, test, "ce constat", constat.masque, constat.texte, action, vu)


@require_http_methods(["GET", "POST"])
def masquer_reponse(request: HttpRequest, pk: int) -> HttpResponse:
    une = get_object_or_404(Reponse, pk=pk, valeur__isnull=True)
    test = get_object_or_404(_rendus(request), feuille=une.feuille_id)
    test = _autorise(request, test, MASQUER, RESERVE_COORDINATION)

    def action(form: Form) -> str:
        motif = form.cleaned_data.get("motif", "")
        services.masquer_verbatim(
            test=test, reponse=une, masque=not une.masquee, motif=motif, acteur=request.user, maintenant=maintenant()
        )
        return _fait(une.masquee)

    def vu(_: TestEnClasse) -> str:
        return abreger(Reponse.objects.values_list("masquee", flat=True).get(pk=une.pk))

    return _page_du_masque(request, test, "cette réponse", une.masquee, une.texte, action, vu)


@require_http_methods(["GET", "POST"])
def remarquer(request: HttpRequest, pk: int) -> HttpResponse:
    """« En faire une remarque »: what one tester says is then answered as any remark."""
    constat = get_object_or_404(_constats(request).exclude(masque=True), pk=pk)
    test = _autorise(request, constat.test, "productions.suivre_test", RESERVE)

    def action(form: Form) -> str:
        services.faire_remarque(constat=constat, acteur=request.user, maintenant=maintenant(), **form.cleaned_data)
        return "C'est une remarque : les producteurs y répondront avec la prochaine version."

    return page_action(
        request,
        titre="En faire une remarque",
        bouton="Ajouter la remarque",
        action=action,
        retour=_adresse(test),
        form_class=partial(RemarqueDeConstatForm, initial={"texte": constat.texte}),
        consequence=f"« {constat.texte} »",
        fil=fil_de(test.version.ressource, "En faire une remarque"),
        empechement="Ce constat est déjà une remarque." if constat.remarque_id else "",
    )


@require_safe
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    photos = PhotoDeTest.objects.filter(test__in=_rendus(request))
    return servir(get_object_or_404(photos, pk=pk).fichier, "photo.jpg")


def _rendus(request: HttpRequest) -> QuerySet[TestEnClasse]:
    return TestEnClasse.objects.visibles_par(request.user).filter(etat=EtatTest.RENDU).select_related(*PARENTS)


def _constats(request: HttpRequest) -> QuerySet[Constat]:
    parents = (f"test__{parent}" for parent in PARENTS)
    return Constat.objects.filter(test__in=_rendus(request)).select_related("test", *parents)


def _autorise(request: HttpRequest, test: TestEnClasse, permission: str, reserve_a: str) -> TestEnClasse:
    return obtenir(_rendus(request), request.user, permission, reserve_a=reserve_a, pk=test.pk)


def _page_du_masque(
    request: HttpRequest,
    test: TestEnClasse,
    quoi: str,
    masque: bool,
    texte: str,
    action: Callable[[Form], str],
    vu: Callable[[TestEnClasse], str],
) -> HttpResponse:
    """The button says « Masquer » or « Montrer »: sent twice, it does not undo itself."""
    titre = f"{'Montrer' if masque else 'Masquer'} {quoi}"
    return page_action(
        request,
        titre=titre,
        bouton=titre,
        action=action,
        retour=_adresse(test),
        form_class=ConfirmationForm if masque else MotifForm,
        consequence=f"« {texte} » "
        + ("sera de nouveau lu avec les résultats." if masque else "ne sera plus lu avec les résultats, ni exporté."),
        fil=fil_de(test.version.ressource, titre),
        garde=garder(test, verrouiller_test, vu, ("testenclasse.masquer", "testenclasse.montrer")),
    )


def _adresse(test: TestEnClasse) -> str:
    return reverse("productions:resultats_tests", args=[test.version_id])


def _fait(etait_masque: bool) -> str:
    return (
        "Le passage est de nouveau visible." if etait_masque else "Le passage est masqué, et le journal dit pourquoi."
    )
