"""« Déclarer définitif »: asks, says who will be told, then follows the work."""

from __future__ import annotations

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from bilans import services
from bilans.queries import destinataires
from bilans.services.cloture import refus_du_definitif
from bilans.views.acces import bilan_de, fil_du_bilan
from bilans.views.bilan import garde_du_bilan
from commun.actions import page_action
from commun.horloge import aujourdhui, maintenant
from commun.models import Travail


@require_http_methods(["GET", "POST"])
def definitif(request: HttpRequest, pk: int) -> HttpResponse:
    le_bilan = bilan_de(request, pk, "bilans.rediger")
    lances: list[Travail] = []

    def declarer(form: Form) -> str:
        lances.append(services.demander_definitif(bilan=le_bilan, acteur=request.user, maintenant=maintenant()))
        return "Le document définitif se fabrique : dès qu'il est entier, il est scellé et envoyé."

    lecteurs = destinataires(le_bilan, aujourdhui(le_bilan.fuseau)).exclude(pk=request.user.pk)
    page = page_action(
        request,
        titre="Déclarer le bilan définitif",
        bouton="Déclarer définitif",
        action=declarer,
        retour=le_bilan.get_absolute_url(),
        consequence="Le document est fabriqué sans la mention « brouillon », scellé par son empreinte et envoyé. "
        "Les textes et les ressources mises en avant ne se modifient plus.",
        prevenus=[personne.nom_complet for personne in lecteurs],
        danger=True,
        fil=fil_du_bilan(le_bilan, "Déclarer définitif"),
        empechement=refus_du_definitif(le_bilan),
        garde=garde_du_bilan(le_bilan),
    )
    return redirect(lances[0]) if lances else page
