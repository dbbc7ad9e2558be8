"""« Planifier un test », modify it, cancel it."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from commun.actions import erreurs_dans, page_action, statut
from commun.elision import de
from commun.forms import MotifForm
from commun.gardes import Garde
from commun.horloge import aujourdhui, maintenant
from commun.services.diffusion import prevenus
from journal.mouvements import empechement
from journal.peremption import abreger, garder
from productions.courriels.destinataires import equipe
from productions.forms.tests_classe import ModificationForm, PlanificationForm
from productions.models import NatureReport, Ressource, TestEnClasse
from productions.parcours import enumerer
from productions.queries.dates import jour_de_la_ressource
from productions.queries.tests_classe import candidats_au_test
from productions.services import tests_classe as services
from productions.services.tests_classe.verrou import verrouiller_test
from productions.services.verrous import derniere_version
from productions.tests_classe import dernier_jour, test_impossible
from productions.views.acces import fil_de, ressource_de
from productions.views.gardes import garde_de_ressource

from .acces import RESERVE, fil_du_test, le_test


@require_http_methods(["GET", "POST"])
def planifier(request: HttpRequest, pk: int) -> HttpResponse:
    ressource = ressource_de(request, pk, "productions.planifier_test", RESERVE)
    version = derniere_version(ressource)
    if raison := test_impossible(ressource, version):
        messages.error(request, raison)
        return redirect(ressource)
    garde, jour = garde_de_ressource(ressource), aujourdhui(ressource.campagne_suivi.fuseau)
    form = PlanificationForm(
        request.POST if request.method == "POST" else None,
        candidats=candidats_au_test(ressource, jour),
        initial={"jour_prevu": _jour_propose(ressource, jour), "niveau": _niveau_de(ressource)},
    )
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form), garde.tenue(request):
            test = services.planifier_test(
                ressource=ressource, seance=form.seance, acteur=request.user, maintenant=maintenant(), **form.qui
            )
            messages.success(request, _prevenus(test, request))
            return redirect(test)
    contexte = {
        "ressource": ressource,
        "version": version,
        "form": form,
        "vu": garde.vu,
        "dernier_jour": dernier_jour(ressource),
        "prevenus": prevenus(equipe(ressource, maintenant()), sauf=request.user),
        "fil": fil_de(ressource, "Planifier un test en classe"),
    }
    return render(request, "productions/tests/planifier.html", contexte, status=statut(form))


@require_safe
def test(request: HttpRequest, pk: int) -> HttpResponse:
    """Who asked for it knows who tests; the others read that a test is planned, or its results."""
    un = le_test(request, pk)
    contexte = {
        "test": un,
        "ressource": un.version.ressource,
        "version": un.version,
        "suit": request.user.has_perm("productions.suivre_test", un),
        "lien": un.liens.vivants().order_by("-expire_le").first(),
        "rappels": un.liens.exclude(occurrence="").order_by("envoye_le"),
        "maintenant": maintenant(),
        "fil": fil_du_test(un),
    }
    return render(request, "productions/tests/test.html", contexte)


@require_http_methods(["GET", "POST"])
def modifier(request: HttpRequest, pk: int) -> HttpResponse:
    un = le_test(request, pk, "productions.suivre_test")
    if not un.attendu:
        messages.error(request, f"Ce test est {un.get_etat_display()} : il ne se modifie plus.")
        return redirect(un)
    garde = _garde(un)
    form = ModificationForm(request.POST if request.method == "POST" else None, instance=le_test(request, pk))
    if request.method == "POST" and form.is_valid():
        deplace = form.cleaned_data["jour_prevu"] != un.jour_prevu
        with erreurs_dans(form), garde.tenue(request):
            services.modifier_test(test=un, seance=form.seance, acteur=request.user, maintenant=maintenant())
            suite = f" {un.nom_du_testeur} reçoit un message pour confirmer la nouvelle date." if deplace else ""
            messages.success(request, f"Le test est modifié.{suite}")
            return redirect(un)
    contexte = {
        "test": un,
        "ressource": un.version.ressource,
        "version": un.version,
        "form": form,
        "vu": garde.vu,
        "dernier_jour": dernier_jour(un.version.ressource),
        "fil": fil_du_test(un, "Modifier"),
    }
    return render(request, "productions/tests/modifier.html", contexte, status=statut(form))


@require_http_methods(["GET", "POST"])
def annuler(request: HttpRequest, pk: int) -> HttpResponse:
    un = le_test(request, pk, "productions.suivre_test")

    def action(form: MotifForm) -> str:
        services.annuler_test(test=un, motif=form.cleaned_data["motif"], acteur=request.user, maintenant=maintenant())
        return f"Le test est annulé : {un.nom_du_testeur} reçoit vos mots."

    return page_action(
        request,
        titre="Annuler le test en classe",
        bouton="Annuler le test",
        action=action,
        retour=un.get_absolute_url(),
        form_class=MotifForm,
        consequence="Rien n'est plus demandé au testeur. Son lien, s'il en a un, n'ouvre plus rien.",
        prevenus=[un.nom_du_testeur],
        danger=True,
        renoncer="Garder ce test",
        fil=fil_du_test(un, "Annuler"),
        empechement=empechement(un, "annuler"),
        garde=garder(un, verrouiller_test),
    )


def _garde(un: TestEnClasse) -> Garde:
    """The tester may have agreed to another day while the page was open."""
    return garder(un, verrouiller_test, _vu, ("testenclasse.confirmer", "testenclasse.modifier", "testenclasse.rendre"))


def _vu(un: TestEnClasse) -> str:
    valeurs = [getattr(un, champ) for champ in ("etat", "jour_prevu", "etablissement", "periode", "nombre_eleves")]
    return abreger(*valeurs, un.niveau_id, un.motif_tardif)


def _jour_propose(ressource: Ressource, jour: date) -> date | None:
    """The day in force for the resource's test, when it is still to come."""
    prevu = jour_de_la_ressource(ressource, NatureReport.TEST_CLASSE)
    return prevu if prevu and prevu >= jour else None


def _niveau_de(ressource: Ressource) -> int | None:
    niveaux = list(ressource.fiche.niveaux.values_list("pk", flat=True)[:2])
    return niveaux[0] if len(niveaux) == 1 else None


def _prevenus(un: TestEnClasse, request: HttpRequest) -> str:
    """What leaves now, then who reads of it with the day's news (productions/courriels/tests_classe.py)."""
    ressource = un.version.ressource
    if un.testeur:
        suite = f"{un.testeur.nom_complet} le trouve sur son accueil et dans un message."
    else:
        suite = f"un lien personnel part à l'adresse {de(un.testeur_nom)}, qui confirmera la date."
    autres = prevenus(equipe(ressource, maintenant()), sauf=request.user)
    if not autres:
        return f"Le test est planifié : {suite}"
    apprennent = "l'apprennent" if len(autres) > 1 else "l'apprend"
    return f"Le test est planifié : {suite} {enumerer(autres)} {apprennent} par les nouvelles du jour."
