"""What is answered to a request for a later date: one page an answer, all made alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from commun.actions import page_action
from commun.forms import ConfirmationForm, MotifForm
from commun.horloge import maintenant
from commun.services.diffusion import prevenus
from commun.templatetags.dates import jour as en_toutes_lettres
from journal.mouvements import empechement
from productions import services
from productions.courriels.destinataires import coordination, producteurs
from productions.forms.report import AutreDateForm
from productions.models import Report
from productions.reports import report_impossible
from productions.views.acces import RESERVE_COORDINATION, RESERVE_PRODUCTEURS, fil_de
from productions.views.gardes import garde_de_report

from .acces import report_de


@dataclass(frozen=True)
class Reponse:
    """`consequence` may name {quoi}, {souhaite}, {propose}; `fait` says what happened and who is told."""

    service: Callable[..., Report]
    titre: str
    bouton: str
    consequence: str
    fait: str
    form_class: type[Form] = ConfirmationForm
    danger: bool = False
    des_producteurs: bool = False  # theirs to give, the others' being whoever leads the pôle
    sans_date: bool = False  # possible even where no later date makes sense any more


REPONSES = {
    "accorder": Reponse(
        services.accorder_report,
        "Accorder le report",
        "Accorder",
        "La date pour {quoi} devient le {souhaite}.",
        "Le report est accordé. Les producteurs sont prévenus, et les rappels suivent la nouvelle date.",
    ),
    "refuser": Reponse(
        services.refuser_report,
        "Refuser le report",
        "Refuser",
        "La date pour {quoi} ne bouge pas. Les producteurs liront pourquoi.",
        "Le report est refusé. Les producteurs sont prévenus, avec vos mots.",
        MotifForm,
        danger=True,
        sans_date=True,
    ),
    "proposer": Reponse(
        services.proposer_date,
        "Proposer une autre date",
        "Proposer cette date",
        "Les producteurs l'acceptent ou retirent leur demande. D'ici là, la date pour {quoi} ne bouge pas.",
        "La date est proposée. Les producteurs sont prévenus.",
        AutreDateForm,
    ),
    "accepter": Reponse(
        services.accepter_date,
        "Accepter la date proposée",
        "Accepter cette date",
        "La date pour {quoi} devient le {propose}.",
        "La date est acceptée. Le PREDAC ou l'IAN et les autres producteurs sont prévenus.",
        des_producteurs=True,
    ),
    "retirer": Reponse(
        services.retirer_report,
        "Retirer la demande de report",
        "Retirer la demande",
        "La date pour {quoi} ne bouge pas. Vous pourrez demander un autre report.",
        "La demande est retirée. Le PREDAC ou l'IAN et les autres producteurs sont prévenus.",
        des_producteurs=True,
        sans_date=True,
    ),
}


@require_http_methods(["GET", "POST"])
def repondre(request: HttpRequest, pk: int, geste: str) -> HttpResponse:
    reponse = REPONSES[geste]
    permission, reserve_a = (
        ("productions.repondre_date", RESERVE_PRODUCTEURS)
        if reponse.des_producteurs
        else ("productions.repondre_report", RESERVE_COORDINATION)
    )
    le_report = report_de(request, pk, permission, reserve_a)
    ressource, de_quoi = le_report.ressource, le_report.get_nature_display()

    def action(form: Form) -> str:
        reponse.service(report=le_report, acteur=request.user, maintenant=maintenant(), **form.cleaned_data)
        return reponse.fait

    conduite = [coordination(ressource.campagne_suivi, maintenant())] if reponse.des_producteurs else []
    sans_objet = "" if reponse.sans_date else report_impossible(ressource, le_report.nature)
    return page_action(
        request,
        titre=reponse.titre,
        bouton=reponse.bouton,
        action=action,
        retour=le_report.get_absolute_url(),
        form_class=reponse.form_class,
        consequence=reponse.consequence.format(
            quoi=f"{de_quoi} de « {ressource.titre} »",
            souhaite=en_toutes_lettres(le_report.jour_souhaite),
            propose=en_toutes_lettres(le_report.jour_propose),
        ),
        prevenus=prevenus(*conduite, producteurs(ressource), sauf=request.user),
        danger=reponse.danger,
        fil=[*fil_de(ressource), (f"Report de {de_quoi}", le_report.get_absolute_url()), (reponse.titre, "")],
        empechement=empechement(le_report, geste) or sans_objet,
        garde=garde_de_report(le_report),
    )
