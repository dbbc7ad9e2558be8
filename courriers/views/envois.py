"""The outbox: what left, why, and « Renvoyer »."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from commun.actions import page_action
from commun.gabarits import texte_connu
from commun.horloge import maintenant
from commun.liens import est_personnel, sans_liens_personnels
from commun.models import Courriel
from commun.models.courriel import GARDE
from commun.pagination import paginer
from commun.services.renvois import adresse_actuelle, empechement, renvoyer_a_la_personne
from courriers.filtres import FiltreEnvois
from courriers.pannes import en_mots
from courriers.queries import envois as requetes

RESERVE = "Les courriels envoyés se lisent par qui conduit un pôle ou administre une académie."
FIL = ("Courriels envoyés", "courriers:envois")


@require_safe
def envois(request: HttpRequest) -> HttpResponse:
    _verifier(request)
    instant = maintenant()
    filtre = FiltreEnvois(request.GET or None, queryset=requetes.visibles_par(request.user), maintenant=instant)
    page = paginer(request, filtre.qs)
    bloques = {courriel.pk for courriel in page if courriel.est_bloque(instant)}
    contexte = {
        "filtre": filtre,
        "page": page,
        "lignes": [(courriel, texte_connu(courriel.gabarit).nom, courriel.pk in bloques) for courriel in page],
        "filtree": any(request.GET.get(nom) for nom in filtre.filters),
        "mois": GARDE // timedelta(days=30),
        "redige": request.user.has_perm("courriers.lire_textes"),
        "fil": [(FIL[0], "")],
    }
    return render(request, "courriers/envois.html", contexte)


@require_safe
def envoi(request: HttpRequest, pk: int) -> HttpResponse:
    courriel = _courriel(request, pk)
    instant, lisible = maintenant(), requetes.texte_lisible(courriel, request.user)
    campagne = requetes.campagne_du_courriel(courriel)
    contexte = {
        "courriel": courriel,
        "livre": texte_connu(courriel.gabarit),
        "campagne": campagne,
        "titres": requetes.titres_du_destinataire(courriel, campagne),
        "nouvelles": [(n, texte_connu(n.gabarit)) for n in courriel.nouvelles.order_by("cree_le", "pk")],
        "renvois": requetes.renvois_de(courriel),
        "objet": "" if courriel.prive or est_personnel(courriel.url) else courriel.url,
        "lisible": lisible,
        "texte": sans_liens_personnels(courriel.texte) if lisible else "",
        "bloque": courriel.est_bloque(instant),
        "panne": en_mots(courriel),
        "empechement": empechement(courriel, maintenant=instant),
        "fil": [(FIL[0], reverse(FIL[1])), (courriel.sujet, "")],
    }
    return render(request, "courriers/envoi.html", contexte)


def renvoyer(request: HttpRequest, pk: int) -> HttpResponse:
    """Says to whom before it does."""
    courriel, instant = _courriel(request, pk), maintenant()
    retour = reverse("courriers:envoi", args=[pk])
    bloque = courriel.est_bloque(instant)

    def action(form: object) -> str:
        renvoyer_a_la_personne(courriel, par=request.user.pk, maintenant=instant)
        return f"« {courriel.sujet} » part de nouveau vers {courriel.nom_destinataire}."

    return page_action(
        request,
        titre=f"Renvoyer « {courriel.sujet} »",
        bouton="Renvoyer",
        action=action,
        retour=retour,
        consequence=_consequence(courriel, bloque),
        prevenus=[courriel.nom_destinataire],
        empechement=empechement(courriel, maintenant=instant),
        fil=[(FIL[0], reverse(FIL[1])), (courriel.sujet, retour), ("Renvoyer", "")],
    )


def _consequence(courriel: Courriel, bloque: bool) -> str:
    phrases = ["Le même texte part de nouveau, à cette seule personne."]
    if courriel.personne and adresse_actuelle(courriel) != courriel.adresse:
        phrases.append("Son adresse a changé depuis : il part vers la nouvelle.")
    if bloque:
        phrases.append("Le premier envoi est peut-être arrivé : la personne pourrait le recevoir deux fois.")
    elif courriel.envoye_le:
        phrases.append("Ce qu'il dit date du premier envoi, et peut ne plus être vrai.")
    return " ".join(phrases)


def _verifier(request: HttpRequest) -> None:
    if not request.user.has_perm("courriers.lire_envois"):
        raise PermissionDenied(RESERVE)


def _courriel(request: HttpRequest, pk: int) -> Courriel:
    _verifier(request)
    return get_object_or_404(requetes.visibles_par(request.user), pk=pk)
