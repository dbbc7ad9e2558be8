"""« Mes validations »: what waits for a signatory, made for fifteen minutes; below, what they have signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from commun.horloge import aujourdhui
from commun.pagination import paginer
from comptes.models import Personne
from poles.droits import droits_de
from productions.cours.phrases import mesurer_lecture
from validations.attente import nommer_signataires
from validations.circuit import SIGNATAIRES
from validations.forms import FiltreVisas
from validations.models import DemandeValidation
from validations.queries import demandes_a_viser, signataires_par_ressource, visas_signes

# What one can hope to sign in a quarter of an hour; the others move up as one signs.
LIGNES = 25


@dataclass(frozen=True)
class Ligne:
    demande: DemandeValidation
    aussi_attendus: list[str]  # never what they think
    a_lire: str
    delegant: Personne | None = None  # in whose name this person would sign


@require_safe
def tableau(request: HttpRequest) -> HttpResponse:
    _reserver_aux_signataires(request.user)
    demandes = demandes_a_viser(request.user)
    filtre = FiltreVisas(request.GET or None, queryset=visas_signes(request.user), personne=request.user)
    contexte = {
        "lignes": list(_lignes(demandes[:LIGNES], request.user, aujourdhui())),
        "nombre": demandes.count(),
        "filtre": filtre,
        "page": paginer(request, filtre.qs),
        "fil": [("Mes validations", "")],
    }
    contexte["reste"] = contexte["nombre"] - len(contexte["lignes"])
    return render(request, "validations/tableau.html", contexte)


@require_safe
def suivante(request: HttpRequest) -> HttpResponse:
    """« Ressource suivante »: the one that has waited longest, or the dashboard when nothing waits."""
    _reserver_aux_signataires(request.user)
    demande = demandes_a_viser(request.user).first()
    return redirect(demande or "validations:tableau")


def _reserver_aux_signataires(personne: Personne) -> None:
    if not droits_de(personne).exerce(*SIGNATAIRES.values()):
        raise PermissionDenied(
            "« Mes validations » est la page des personnes qui donnent les visas : l'inspection et la DRANE. "
            "L'avancement d'une ressource se lit sur sa page."
        )


def _lignes(demandes: QuerySet[DemandeValidation], personne: Personne, jour: date) -> Iterator[Ligne]:
    droits = droits_de(personne)
    candidats = signataires_par_ressource([d.ressource for d in demandes], jour)
    for demande in demandes:
        manquants = [nature for nature in SIGNATAIRES if not getattr(demande, f"visa_{nature}")]
        possibles = candidats[demande.ressource_id]
        la_mienne = next((n for n in manquants if personne in possibles[n]), None)
        if la_mienne is None:  # given between the two queries
            continue
        autres = {
            nature: [p.nom_complet for p in possibles[nature] if p != personne]
            for nature in manquants
            if nature != la_mienne
        }
        a_lire = mesurer_lecture(demande.pages or 0, demande.activites or 0)
        titres = droits.titres(demande.ressource.campagne_suivi, SIGNATAIRES[la_mienne])
        # Not one that is lent in vain.
        titulaire = next(t.personne for t in titres if t.personne in possibles[la_mienne])
        delegant = titulaire if titulaire != personne else None
        yield Ligne(demande, nommer_signataires(autres), a_lire, delegant)
