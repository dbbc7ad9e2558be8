"""The minutes and the decisions."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from commun.acces import obtenir
from commun.actions import erreurs_dans, refus_en_message, statut
from commun.horloge import aujourdhui, maintenant
from journal.peremption import abreger, garder
from poles.models import Campagne
from suivi.forms import CompteRenduForm, DecisionForm
from suivi.models import Decision, Reunion
from suivi.services import (
    compter_comme_point,
    faire_decision,
    modifier_decision,
    noter_decision,
    rediger_compte_rendu,
)
from suivi.services.verrou import verrouiller_decision, verrouiller_reunion
from suivi.views.acces import RESERVE, decision_de, fil_de_la_reunion, reunion_de


@require_http_methods(["GET", "POST"])
def rediger(request: HttpRequest, pk: int) -> HttpResponse:
    reunion = reunion_de(request, pk, "suivi.conduire_reunion")
    garde = garder(reunion, verrouiller_reunion, _compte_rendu_vu, ("reunion.rediger", "reunion.corriger"))
    form = CompteRenduForm(request.POST if request.method == "POST" else None, initial={"texte": reunion.compte_rendu})
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form), garde.tenue(request):
            premier = not reunion.compte_rendu
            rediger_compte_rendu(
                reunion=reunion, texte=form.cleaned_data["texte"], acteur=request.user, maintenant=maintenant()
            )
            nouvelle = " Les personnes invitées le liront dans leurs nouvelles." if premier else ""
            messages.success(request, f"Le compte rendu est enregistré.{nouvelle}")
            return redirect(reunion)
    contexte = {
        "reunion": reunion,
        "form": form,
        "vu": garde.vu,
        "fil": fil_de_la_reunion(reunion, "Compte rendu"),
    }
    return render(request, "suivi/compte_rendu.html", contexte, status=statut(form))


def _compte_rendu_vu(reunion: Reunion) -> str:
    return abreger(reunion.etat, reunion.compte_rendu)


@require_POST
def compter(request: HttpRequest, pk: int, campagne: int) -> HttpResponse:
    """« Compter comme point d'étape », in one click."""
    reunion = reunion_de(request, pk)
    la_campagne = obtenir(
        reunion.campagnes.filter(pk__in=Campagne.objects.visibles_par(request.user).values("pk")).select_related(
            "pole__academie", "cycle"
        ),
        request.user,
        "suivi.consigner_etape",
        reserve_a=RESERVE,
        pk=campagne,
    )
    with refus_en_message(request):
        etape = compter_comme_point(reunion=reunion, campagne=la_campagne, acteur=request.user, maintenant=maintenant())
        messages.success(request, f"{etape} : c'est consigné. L'inspection et la DRANE en reçoivent la nouvelle.")
        return redirect(etape)
    return redirect(reunion)


@require_http_methods(["GET", "POST"])
def ajouter_decision(request: HttpRequest, pk: int) -> HttpResponse:
    reunion = reunion_de(request, pk, "suivi.conduire_reunion")
    form = _form(request, Decision(), reunion)
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form):
            decision = noter_decision(reunion=reunion, acteur=request.user, maintenant=maintenant(), **form.decision)
            messages.success(request, _dite(decision, "La décision est ajoutée."))
            return redirect(f"{reunion.get_absolute_url()}#decision-{decision.pk}")
    contexte = {"reunion": reunion, "form": form, "fil": fil_de_la_reunion(reunion, "Ajouter une décision")}
    return render(request, "suivi/decision.html", contexte)


@require_http_methods(["GET", "POST"])
def corriger_decision(request: HttpRequest, pk: int) -> HttpResponse:
    decision = decision_de(request, pk, "suivi.modifier_decision")
    reunion = decision.reunion
    garde = garder(decision, verrouiller_decision, _decision_vue, ("decision.modifier", "decision.faire"))
    form = _form(request, decision, reunion)
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form), garde.tenue(request):
            faite = modifier_decision(decision=decision, acteur=request.user, maintenant=maintenant(), **form.decision)
            messages.success(request, _dite(faite, "La décision est modifiée."))
            return redirect(f"{reunion.get_absolute_url()}#decision-{pk}")
    contexte = {
        "reunion": reunion,
        "form": form,
        "vu": garde.vu,
        "fil": fil_de_la_reunion(reunion, "Modifier une décision"),
    }
    return render(request, "suivi/decision.html", contexte, status=statut(form))


def _form(request: HttpRequest, decision: Decision, reunion: Reunion) -> DecisionForm:
    tape = request.POST if request.method == "POST" else None
    return DecisionForm(tape, instance=decision, reunion=reunion, jour=aujourdhui(reunion.fuseau))


def _decision_vue(decision: Decision) -> str:
    return abreger(decision.texte, decision.responsable_id, decision.echeance, decision.faite_le)


def _dite(decision: Decision, fait: str) -> str:
    if decision.responsable is None:
        return fait
    return f"{fait} Elle entre dans « À faire » {decision.responsable.de_nom_complet}."


@require_POST
def faire(request: HttpRequest, pk: int) -> HttpResponse:
    """« C'est fait »."""
    decision = decision_de(request, pk, "suivi.faire_decision")
    with refus_en_message(request):
        faire_decision(decision=decision, acteur=request.user, maintenant=maintenant())
        messages.success(request, "C'est noté : la décision est faite.")
    return redirect(f"{decision.reunion.get_absolute_url()}#decision-{decision.pk}")
