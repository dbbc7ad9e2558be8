"""The visa page: everything needed to judge on one screen, the form at hand; afterwards, what one has signed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from commun.acces import obtenir
from commun.actions import erreurs_dans
from commun.horloge import aujourdhui, maintenant
from productions.models import Remarque
from validations.attente import nommer_signataires
from validations.dossier import Dossier, lire_visa, ressources_du_dossier
from validations.forms import VisaForm
from validations.models import DemandeValidation, NatureVisa, Visa
from validations.permissions import natures_a_donner, natures_signables, pourquoi_pas_viser
from validations.queries import demandes_a_viser, demandes_visibles
from validations.recit import raconter
from validations.services import donner_visa


@require_http_methods(["GET", "POST"])
def viser(request: HttpRequest, pk: int) -> HttpResponse:
    dossier, demande = _ouvrir(request, pk)
    raison = pourquoi_pas_viser(request.user, demande)
    form = None
    # A second click, or a round closed meanwhile, meets the service's refusal with what was typed.
    if request.method == "POST" or not raison:
        natures = natures_a_donner(request.user, demande) or natures_signables(request.user, demande)
        if not natures:
            raise PermissionDenied(raison)
        form = VisaForm(request.POST if request.method == "POST" else None, natures=natures)
    if request.method == "POST" and form.is_valid():
        with erreurs_dans(form):
            visa = donner_visa(demande=demande, acteur=request.user, maintenant=maintenant(), **form.cleaned_data)
            messages.success(request, _ce_qui_s_est_passe(visa))
            return redirect(demande)
    return render(request, "validations/viser.html", _contexte(dossier, demande, form, raison))


def _ouvrir(request: HttpRequest, pk: int) -> tuple[Dossier, DemandeValidation]:
    """404 for who does not see the resource, 403 for a reader who signs nothing here."""
    demande = obtenir(demandes_visibles(request.user), request.user, pk=pk)
    ressource = ressources_du_dossier(request.user).get(pk=demande.ressource_id)
    dossier = Dossier(ressource, request.user, aujourdhui(ressource.campagne_suivi.fuseau))
    demande = next(d for d in dossier.demandes if d.pk == pk)
    signe = any(v.signataire_id == request.user.pk for v in demande.visas.all())
    if not signe and not natures_signables(request.user, demande):
        raise PermissionDenied(
            "Cette page sert à donner les visas : elle revient à l'inspection et à la DRANE. "
            "Toute l'histoire de la ressource se lit sur sa page."
        )
    return dossier, demande


def _ce_qui_s_est_passe(visa: Visa) -> str:
    demande = visa.demande
    if demande.ouverte:
        return (
            "Votre visa est donné. L'autre visa est attendu ; le PREDAC ou l'IAN saura que vous avez visé, "
            "sans savoir ce que vous dites."
        )
    return (
        f"Votre visa est donné. C'était le second : « {demande.ressource.titre} », {demande.get_issue_display()}. "
        "Les producteurs, le PREDAC ou l'IAN et l'autre signataire sont prévenus."
    )


def _contexte(dossier: Dossier, demande: DemandeValidation, form: VisaForm | None, raison: str) -> dict[str, Any]:
    visas = list(demande.visas.all())
    mien = next((v for v in visas if v.signataire_id == dossier.personne.pk), None)
    version = next(v for v in dossier.versions if v.pk == demande.version_id)
    return {
        "ressource": dossier.ressource,
        "demande": demande,
        "version": version,
        "resume": _resume(dossier),
        "remarques": _remarques(dossier),
        "recit": raconter(dossier),
        "form": form,
        "nature": NatureVisa(form.natures[0]).label if form else "",
        "raison": raison,
        "mon_visa": lire_visa(mien, dossier.personne) if mien else None,
        "visas": [lire_visa(visa, dossier.personne) for visa in visas],
        "aussi_attendus": nommer_signataires(dossier.visas_attendus) if demande.ouverte else [],
        "restent": demandes_a_viser(dossier.personne).count() if form is None else 0,
        "fil": [("Mes validations", reverse("validations:tableau")), (dossier.ressource.titre, "")],
    }


def _resume(dossier: Dossier) -> list[tuple[str, str]]:
    """Five lines: where it comes from, who made it, for whom, what it is, with what."""
    fiche, campagne = dossier.ressource.fiche, dossier.ressource.campagne_suivi
    theme = f", « {campagne.theme} »" if campagne.theme else ""
    publics = [str(mot) for mot in (*fiche.disciplines.all(), *fiche.niveaux.all())]
    producteurs = [lien.personne.nom_complet for lien in dossier.ressource.liens_producteurs.all()]
    return [
        ("Pôle", f"{campagne.pole.nom}{theme}"),
        ("Producteurs", ", ".join(producteurs)),
        ("Pour", ", ".join(publics)),
        ("En bref", fiche.resume or fiche.objectifs),
        ("Outils", fiche.outils),
    ]


def _remarques(dossier: Dossier) -> list[Remarque]:
    """Of every version in force, newest first: what was asked, what was answered."""
    return [r for v in dossier.versions if v.annulee_le is None for r in v.remarques.all()]
