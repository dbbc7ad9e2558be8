"""« Déclarer définitif », « Ajouter un complément »: each asks, says who will be told, then follows the work."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlencode

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from bilans import services
from bilans.contenu.assemblage import en_retard
from bilans.contenu.complement import nouveaux_tests
from bilans.forms.citations import CitationsForm
from bilans.models import Bilan
from bilans.perimetre import perimetre_de
from bilans.queries import destinataires
from bilans.services.cloture import refus_de_completer, refus_du_definitif
from bilans.views.acces import bilan_de, fil_du_bilan
from bilans.views.bilan import garde_du_bilan
from commun.actions import page_action
from commun.horloge import aujourdhui, maintenant
from commun.models import Travail
from commun.services.diffusion import prevenus
from suivi.etats import EtatReunion, GenreReunion


@require_http_methods(["GET", "POST"])
def complement(request: HttpRequest, pk: int) -> HttpResponse:
    le_bilan = bilan_de(request, pk, "bilans.rediger")
    lances: list[Travail] = []

    def completer(form: Form) -> str:
        lances.append(
            services.demander_complement(
                bilan=le_bilan, citations=form.citations, acteur=request.user, maintenant=maintenant()
            )
        )
        return "C'est demandé. Le complément est scellé et annoncé dès qu'il est entier."

    nouveaux, lecteurs = nouveaux_tests(le_bilan, maintenant()), _lecteurs(request, le_bilan)
    page = page_action(
        request,
        titre="Ajouter un complément au bilan",
        bouton="Ajouter le complément",
        action=completer,
        retour=le_bilan.get_absolute_url(),
        consequence=f"Tests en classe rendus depuis le dernier document : {nouveaux.count()}. Leurs résultats se "
        "joignent au bilan dans un document daté et scellé ; le bilan lui-même ne change pas." + _si_personne(lecteurs),
        # An académie quotes what its pôles chose.
        form_class=partial(CitationsForm, tests=nouveaux if le_bilan.campagne else nouveaux.none()),
        prevenus=lecteurs,
        fil=fil_du_bilan(le_bilan, "Ajouter un complément"),
        empechement=refus_de_completer(le_bilan, maintenant()),
    )
    return _suivre(lances[0], le_bilan) if lances else page


def _suivre(travail: Travail, le_bilan: Bilan) -> HttpResponse:
    """The page that asked for it would refuse by now: the way back leads to the review."""
    return redirect(f"{travail.get_absolute_url()}?{urlencode({'retour': le_bilan.get_absolute_url()})}")


def _lecteurs(request: HttpRequest, le_bilan: Bilan) -> list[str]:
    return prevenus(destinataires(le_bilan, aujourdhui(le_bilan.fuseau)), sauf=request.user)


def _si_personne(lecteurs: list[str]) -> str:
    return "" if lecteurs else " Personne d'autre que vous n'est à prévenir : aucun courriel ne partira."


def _visio_a_venir(le_bilan: Bilan) -> str:
    """The document holds the visio's minutes: sealed before them, it stays without."""
    campagne = le_bilan.campagne
    if campagne is None or campagne.reunions.filter(genre=GenreReunion.BILAN, etat=EtatReunion.TENUE).exists():
        return ""
    return " La visio de bilan n'est pas encore tenue : son compte rendu ne sera pas dans le document."


def _sans_motif(le_bilan: Bilan) -> str:
    if le_bilan.campagne is None:
        return ""
    retards, tests = en_retard(le_bilan, perimetre_de(le_bilan, maintenant()))
    nombre = len({r.cle for r in [*retards, *tests] if not r.motif.cause})
    if not nombre:
        return ""
    combien = "1 retard portera" if nombre == 1 else f"{nombre} retards porteront"
    return f" Sans motif choisi, {combien} « Motif non précisé »."


@require_http_methods(["GET", "POST"])
def definitif(request: HttpRequest, pk: int) -> HttpResponse:
    le_bilan = bilan_de(request, pk, "bilans.rediger")
    lances: list[Travail] = []

    def declarer(form: Form) -> str:
        lances.append(services.demander_definitif(bilan=le_bilan, acteur=request.user, maintenant=maintenant()))
        return "C'est demandé. Le document définitif est scellé et envoyé dès qu'il est entier."

    lecteurs = _lecteurs(request, le_bilan)
    page = page_action(
        request,
        titre="Déclarer le bilan définitif",
        bouton="Déclarer définitif",
        action=declarer,
        retour=le_bilan.get_absolute_url(),
        consequence="Le document est fabriqué sans la mention « brouillon », scellé par son empreinte et envoyé. "
        "Les textes et les ressources mises en avant ne se modifient plus."
        + _visio_a_venir(le_bilan)
        + _sans_motif(le_bilan)
        + _si_personne(lecteurs),
        prevenus=lecteurs,
        danger=True,
        fil=fil_du_bilan(le_bilan, "Déclarer définitif"),
        empechement=refus_du_definitif(le_bilan),
        garde=garde_du_bilan(le_bilan),
    )
    return _suivre(lances[0], le_bilan) if lances else page
