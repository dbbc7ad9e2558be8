"""The visa page: everything needed to judge on one screen, the form at hand; afterwards, what one has signed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from commun.acces import obtenir
from commun.actions import erreurs_dans, refus_en_message
from commun.horloge import aujourdhui, maintenant
from comptes.models import Personne
from productions.comparaison import Comparaison
from productions.models import Remarque, Version
from validations.attente import nommer_signataires
from validations.dossier import Dossier, lire_visa, ressources_du_dossier
from validations.forms import VisaForm
from validations.grilles import GrillesDuVisa
from validations.models import AvisPrepare, DemandeValidation, NatureVisa, Visa
from validations.permissions import natures_a_donner, natures_signables, pourquoi_pas_viser, titre_pour
from validations.queries import avis_prepare_de, demandes_a_viser, demandes_visibles
from validations.recit import raconter
from validations.reprise import ecarts, version_visee_avant, visa_a_reconfirmer
from validations.services import donner_visa, preparer_avis, reconfirmer_visa, supprimer_avis_prepare


@require_http_methods(["GET", "POST"])
def viser(request: HttpRequest, pk: int) -> HttpResponse:
    dossier, demande = ouvrir(request, pk)
    raison = pourquoi_pas_viser(request.user, demande)
    prepare = avis_prepare_de(request.user, demande) if demande.ouverte else None
    form = grilles = None
    # A second click, or a round closed meanwhile, meets the service's refusal with what was typed.
    if request.method == "POST" or not raison:
        natures = natures_a_donner(request.user, demande) or natures_signables(request.user, demande)
        if not natures:
            raise PermissionDenied(raison)
        donnees = request.POST if request.method == "POST" else None
        form = VisaForm(donnees, natures=natures, initial=model_to_dict(prepare) if prepare else None)
        grilles = GrillesDuVisa(demande, request.user, natures, donnees)
    if request.method == "POST" and all((form.is_valid(), grilles.valides())):
        with erreurs_dans(form):
            donnes = {champ: form.cleaned_data[champ] for champ in ("nature", "avis", "motif")}
            donnes["remplies"] = grilles.remplies()
            visa = donner_visa(demande=demande, acteur=request.user, maintenant=maintenant(), **donnes)
            messages.success(request, ce_qui_s_est_passe(visa))
            return redirect(demande)
    contexte = contexte_du_visa(dossier, demande, form, raison, prepare, grilles)
    return render(request, "validations/viser.html", contexte)


@require_POST
def preparer(request: HttpRequest, pk: int) -> HttpResponse:
    """« Enregistrer comme avis préparé »: the same form, which signs nothing."""
    dossier, demande = ouvrir(request, pk)
    natures = natures_a_donner(request.user, demande) or natures_signables(request.user, demande)
    if not natures:
        raise PermissionDenied(pourquoi_pas_viser(request.user, demande))
    form = VisaForm(request.POST, natures=natures, brouillon=True)
    grilles = GrillesDuVisa(demande, request.user, natures, request.POST)
    if all((form.is_valid(), grilles.valides())):
        with erreurs_dans(form):
            ecrits = {champ: form.cleaned_data[champ] for champ in ("avis", "motif", "notes")}
            ecrits["remplies"] = grilles.remplies()
            preparer_avis(demande=demande, acteur=request.user, maintenant=maintenant(), **ecrits)
            messages.success(
                request,
                "Votre avis est préparé. Vous seul pouvez le lire ; rien n'est signé. "
                "Vous le retrouverez ici, et en séance si vous choisissez de le reprendre.",
            )
            return redirect(f"{demande.get_absolute_url()}#visa")
    prepare = avis_prepare_de(request.user, demande)
    raison = pourquoi_pas_viser(request.user, demande)
    contexte = contexte_du_visa(dossier, demande, form, raison, prepare, grilles)
    return render(request, "validations/viser.html", contexte)


@require_POST
def supprimer(request: HttpRequest, pk: int) -> HttpResponse:
    """« Supprimer mon avis préparé »."""
    _, demande = ouvrir(request, pk)
    supprimer_avis_prepare(demande=demande, acteur=request.user)
    messages.success(request, "Votre avis préparé est supprimé. Personne d'autre ne l'avait lu.")
    return redirect(f"{demande.get_absolute_url()}#visa")


@require_POST
def reconfirmer(request: HttpRequest, pk: int) -> HttpResponse:
    """« Reconfirmer mon visa favorable »: the page has shown what changed since."""
    _, demande = ouvrir(request, pk)
    with refus_en_message(request):
        visa = reconfirmer_visa(demande=demande, acteur=request.user, maintenant=maintenant())
        messages.success(request, ce_qui_s_est_passe(visa))
    return redirect(demande)


def ouvrir(request: HttpRequest, pk: int) -> tuple[Dossier, DemandeValidation]:
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


def ce_qui_s_est_passe(visa: Visa) -> str:
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


def contexte_du_visa(
    dossier: Dossier,
    demande: DemandeValidation,
    form: VisaForm | None,
    raison: str,
    prepare: AvisPrepare | None,
    grilles: GrillesDuVisa | None,
) -> dict[str, Any]:
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
        "prepare": prepare,
        "grilles": grilles.panneaux() if grilles else [],
        "visee_avant": version_visee_avant(dossier.personne, version, dossier.demandes),
        "ecarts": _ecarts(dossier, demande, version) if form else None,
        "nature": NatureVisa(form.natures[0]).label if form else "",
        "delegant": _delegant(dossier, demande, form) if form else None,
        "raison": raison,
        "mon_visa": lire_visa(mien, dossier.personne, dossier.feuilles) if mien else None,
        "visas": [lire_visa(visa, dossier.personne, dossier.feuilles) for visa in visas],
        "aussi_attendus": nommer_signataires(dossier.visas_attendus) if demande.ouverte else [],
        "restent": demandes_a_viser(dossier.personne).count() if form is None else 0,
        "fil": [("Mes validations", reverse("validations:tableau")), (dossier.ressource.titre, "")],
    }


def _ecarts(dossier: Dossier, demande: DemandeValidation, version: Version) -> Comparaison | None:
    """What changed since the favourable visa that this person may say again, in one click."""
    ancien = visa_a_reconfirmer(dossier.personne, demande)
    if ancien is None or ancien.nature not in natures_a_donner(dossier.personne, demande):
        return None
    avant = next((v for v in dossier.versions if v.pk == ancien.demande.version_id), None)
    return ecarts(avant, version, dossier.versions) if avant else None


def _delegant(dossier: Dossier, demande: DemandeValidation, form: VisaForm) -> Personne | None:
    """In whose name this person signs, None in their own."""
    titre = titre_pour(dossier.personne, demande, form.natures[0])
    return titre.personne if titre and titre.personne_id != dossier.personne.pk else None


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
