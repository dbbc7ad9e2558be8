"""« Proposer une répartition »: who reads what in the whole pôle, as a table that the coordinator edits and accepts."""

from __future__ import annotations

import re
from datetime import date
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from commun.actions import PERIME, erreurs_dans, statut
from commun.forms import ConfirmationForm
from commun.horloge import aujourdhui, maintenant
from poles.models import Campagne
from poles.views.acces import campagne_de
from productions.forms.assignation import LigneForm, ReglageForm
from productions.parcours import enumerer
from productions.queries.candidats import autres_equipes, empruntees
from productions.queries.repartition import Plan, planifier
from productions.services import Lot, confier_relectures
from productions.services.repartition import repartition_perimee

from .acces import RESERVE_COORDINATION, adresse_des_ressources, dernier_jour_de

_VU = re.compile(r"r([0-9]{1,9})-vu")


@require_http_methods(["GET", "POST"])
def repartir(request: HttpRequest, slug: str, cycle: str) -> HttpResponse:
    campagne = campagne_de(request, "productions.repartir_relectures", slug, cycle, RESERVE_COORDINATION)
    jour = aujourdhui(campagne.fuseau)
    reglage = _reglage(request, campagne, jour)
    propre = reglage.cleaned_data if reglage.is_valid() else {}
    plan = planifier(campagne, jour, int(propre.get("par") or 1), [p.pk for p in propre.get("emprunts", ())])
    page = ConfirmationForm(request.POST if request.method == "POST" else None)
    lignes = [_ligne(request, plan, rang, jour) for rang in range(len(plan.ressources))]
    # Every row is checked, so that all there is to correct is said at once.
    fautives = [ligne for ligne in lignes if ligne.is_bound and not ligne.is_valid()]
    if fautives and (raison := repartition_perimee(campagne, _vues(request))):
        page.add_error(None, ValidationError(raison, code=PERIME))
    if page.is_bound and not fautives:
        with erreurs_dans(page):
            messages.success(request, _confier(request, campagne, plan, lignes))
            return redirect(adresse_des_ressources(campagne))
    contexte = {
        "campagne": campagne,
        "plan": plan,
        "reglage": reglage,
        "lignes": lignes,
        "form": page,
        "fautives": fautives,
        "charges": _charges(plan),
        "academie": campagne.pole.academie_id,
        "fil": [
            ("Mes pôles", reverse("accueil:mes_poles")),
            (str(campagne), campagne.get_absolute_url()),
            ("Ressources", adresse_des_ressources(campagne)),
            ("Proposer une répartition", ""),
        ],
    }
    return render(request, "productions/repartir.html", contexte, status=statut(page))


def _confier(request: HttpRequest, campagne: Campagne, plan: Plan, lignes: list[LigneForm]) -> str:
    confiees = confier_relectures(
        campagne=campagne,
        lots=[_lot(plan, ligne) for ligne in lignes if ligne.is_bound],
        vues=_vues(request),
        acteur=request.user,
        maintenant=maintenant(),
    )
    # Whoever confides one to themselves is sent nothing.
    noms = enumerer(sorted({r.relecteur.nom_complet for r in confiees if r.relecteur != request.user}))
    return f"{_combien(len(confiees))} : {f'un message part à {noms}, avec les dates' if noms else 'à vous seul'}."


def _reglage(request: HttpRequest, campagne: Campagne, jour: date) -> ReglageForm:
    """Whom the search has found, and whoever is borrowed already."""
    texte = request.GET.get("qui", "")[:100].strip()
    autres = partial(autres_equipes, campagne, jour)
    return ReglageForm(request.GET, trouvees=empruntees(autres, texte, request.GET.getlist("emprunts")))


def _ligne(request: HttpRequest, plan: Plan, rang: int, jour: date) -> LigneForm:
    """Bound to what was sent of this resource; one that has come meanwhile shows what is proposed."""
    ressource, a_lire = plan.ressources[rang], plan.a_lire[rang]
    envoyee = request.method == "POST" and f"r{ressource.pk}-vu" in request.POST
    absents = {x.cle for x in plan.lecteurs if not x.present}
    ligne = LigneForm(
        request.POST if envoyee else None,
        ressource=ressource,
        places=a_lire.places,
        candidats=[
            (pk, f"{nom} (indisponible)" if pk in absents else nom)
            for pk, nom in plan.noms.items()
            if pk not in a_lire.exclus
        ],
        proposes=sorted(plan.proposee.lisent[ressource.pk]),
        echeance=plan.echeances[ressource.pk],
        jour=jour,
        dernier_jour=dernier_jour_de(ressource),
    )
    ligne.vu = plan.vues[ressource.pk]
    return ligne


def _vues(request: HttpRequest) -> dict[int, str]:
    """What the page showed of each resource of its table, even of one that has left it since."""
    cles = (_VU.fullmatch(nom) for nom in request.POST)
    return {int(cle[1]): request.POST[cle[0]] for cle in cles if cle}


def _lot(plan: Plan, ligne: LigneForm) -> Lot:
    propre = ligne.cleaned_data
    return Lot(ligne.ressource, [plan.personnes[pk] for pk in propre["relecteurs"]], propre["echeance"])


def _combien(nombre: int) -> str:
    return f"{nombre} relectures sont confiées" if nombre > 1 else "Une relecture est confiée"


def _charges(plan: Plan) -> list[dict[str, object]]:
    """Each reader with what they would have to hand in, the most loaded first; who is away is not counted."""
    lignes = [
        {"nom": plan.noms[pk], "total": total, "nouvelles": plan.proposee.confiees(pk)}
        for pk, total in plan.proposee.charges.items()
    ]
    return sorted(lignes, key=lambda ligne: -ligne["total"])
