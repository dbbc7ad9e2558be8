"""The form of five minutes: two answers are asked, the rest is folded. Saved on its way, corrected afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from commun.actions import erreurs_dans, statut
from commun.erreurs import ActionImpossible
from commun.horloge import aujourdhui, maintenant
from grilles.etats import Usage
from grilles.forms import FeuilleForm
from grilles.models import Feuille, VersionGrille
from grilles.queries import grille_a_remplir
from productions.etats import EtatTest
from productions.forms.tests_classe import ComplementForm
from productions.models import TestEnClasse
from productions.services import tests_classe as services

from .porte import Porte


@dataclass
class Saisie:
    """The two forms of the page: the grid, and what stands beside it."""

    grille: VersionGrille
    feuille: FeuilleForm
    complement: ComplementForm

    def valide(self) -> bool:
        return all([self.feuille.is_valid(), self.complement.is_valid()])

    @property
    def champs(self) -> list[str]:
        return [form.add_prefix(nom) for form in (self.feuille, self.complement) for nom in form.fields]

    @staticmethod
    def _supplement(champ: BoundField) -> bool:
        montre = champ.name in ("fait_le", "motif_tardif")
        return not montre and (bool(champ.errors) or not champ.name.endswith("-theme"))

    @property
    def a_un_supplement(self) -> bool:
        """Is there something, or something wrong, in the folded part?"""
        facultatifs = [*self.feuille.facultatifs(), *(c for c in self.complement if self._supplement(c))]
        return any(champ.errors or champ.value() for champ in facultatifs)


def reponses(request: HttpRequest, porte: Porte) -> HttpResponse:
    test = porte.test
    saisie = _saisie(test, request.POST if request.method == "POST" else None)
    if request.method == "POST" and saisie.valide():
        with erreurs_dans(saisie.feuille):
            services.rendre_test(
                test=test,
                grille=saisie.grille,
                valeurs=saisie.feuille.valeurs,
                constats=saisie.complement.saisis,
                nombre_eleves=saisie.complement.cleaned_data["nombre_eleves"],
                fait_le=saisie.complement.cleaned_data["fait_le"],
                motif_tardif=saisie.complement.cleaned_data.get("motif_tardif", ""),
                acteur=porte.acteur,
                maintenant=maintenant(),
            )
            messages.success(request, _fait(test))
            return redirect(porte.adresse("mon_test"))
    contexte = {
        "test": test,
        "ressource": test.version.ressource,
        "version": test.version,
        "porte": porte,
        "adresses": porte.adresses,
        "form": saisie.feuille,
        "complement": saisie.complement,
        "ouvert": saisie.a_un_supplement,
        "refus": _refus(test),
    }
    return render(request, "productions/tests/reponses.html", contexte, status=statut(saisie.feuille))


def brouillon(request: HttpRequest, porte: Porte) -> HttpResponse:
    """What the page sends as one types: kept, and checked only when it is handed in."""
    saisie = _saisie(porte.test, request.POST)
    champs = {nom: request.POST[nom] for nom in saisie.champs if request.POST.get(nom)}
    try:
        services.noter_brouillon(test=porte.test, champs=champs)
    except ActionImpossible as refus:
        return JsonResponse({"erreur": str(refus)}, status=409)
    return HttpResponse(status=204)


# By a link: it saves as one types, and the testers of a school may share one address.
brouillon.limite = "brouillon_de_test"


def _saisie(test: TestEnClasse, donnees: Any) -> Saisie:
    """Bound to what is sent; else to what was typed and not handed in, else to what was."""
    feuille = Feuille.objects.avec_reponses().get(pk=test.feuille_id) if test.feuille_id else None
    jour = aujourdhui(test.version.ressource.campagne_suivi.fuseau)
    tape = donnees if donnees is not None else test.brouillon
    grille = grille_a_remplir(test.version.ressource.campagne_suivi, Usage.TEST, feuille, tape)
    return Saisie(
        grille,
        FeuilleForm(donnees, grille=grille, feuille=feuille, initial=_de("grille-", test.brouillon)),
        ComplementForm(
            donnees, test=test, constats=test.constats.all(), aujourdhui=jour, initial=_de("plus-", test.brouillon)
        ),
    )


def _de(prefixe: str, brouillon: dict[str, str]) -> dict[str, str]:
    siens = {nom: valeur for nom, valeur in brouillon.items() if nom.startswith(prefixe)}
    return {nom.removeprefix(prefixe): valeur for nom, valeur in siens.items() if nom != f"{prefixe}version"}


def _refus(test: TestEnClasse) -> str:
    if test.attendu or test.etat == EtatTest.RENDU:
        return ""
    return f"Ce test n'est plus demandé ({test.get_etat_display()}) : il n'y a plus rien à remplir."


def _fait(test: TestEnClasse) -> str:
    if test.etat == EtatTest.RENDU:
        return "Vos corrections sont enregistrées."
    return "Merci ! Vos réponses sont arrivées. Votre attestation est prête, et un courriel vous redonne cette page."
