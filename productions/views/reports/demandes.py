"""Extensions: asked for by producers, answered by whoever leads the pôle; and a day of a resource's own."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from calendrier.jours import avertissement
from calendrier.queries import periodes_sans_classe
from commun.acces import obtenir
from commun.actions import page_action
from commun.forms import MotifForm
from commun.horloge import maintenant
from commun.templatetags.dates import jour as en_toutes_lettres
from journal.mouvements import empechement
from productions import services
from productions.courriels.destinataires import coordination, producteurs
from productions.forms.report import AutreDateForm, DateDeRessourceForm, DemandeReportForm
from productions.models import NatureReport, Report, Ressource
from productions.queries.dates import jour_de_la_ressource
from productions.reports import deja_demande, report_impossible

from .acces import PARENTS, RESERVE_COORDINATION, RESERVE_PRODUCTEURS, fil_de, ressource_de
from .gardes import garde_de_report

saisie_ou_envoi = require_http_methods(["GET", "POST"])


@saisie_ou_envoi
def demander(request: HttpRequest, pk: int, nature: str) -> HttpResponse:
    ressource, nature = ressource_de(request, pk, "productions.demander_report"), _nature(nature)
    en_vigueur = jour_de_la_ressource(ressource, nature)

    def action(form: Form) -> str:
        report = services.demander_report(
            ressource=ressource, nature=nature, acteur=request.user, maintenant=maintenant(), **form.cleaned_data
        )
        return f"Votre demande est partie. {_alerte(ressource, report.jour_souhaite)}La date ne bouge pas d'ici là."

    return page_action(
        request,
        titre=f"Demander un report pour {nature.label}",
        bouton="Demander un report",
        action=action,
        retour=ressource.get_absolute_url(),
        form_class=DemandeReportForm,
        consequence=f"Pour {nature.label} de « {ressource.titre} », la date est : "
        f"{en_toutes_lettres(en_vigueur) if en_vigueur else 'aucune'}. Le PREDAC ou l'IAN accorde, refuse ou propose "
        "une autre date. Jusque-là, rien ne bouge.",
        prevenus=_noms(coordination(ressource.campagne_suivi, maintenant()), producteurs(ressource), sauf=request),
        fil=fil_de(ressource, "Demander un report"),
        empechement=report_impossible(ressource, nature) or deja_demande(ressource, nature),
    )


@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: who asks for what and why, what became of it, and what one may do."""
    le_report = _report(request, pk)
    ressource = le_report.ressource
    contexte = {
        "report": le_report,
        "ressource": ressource,
        "en_vigueur": jour_de_la_ressource(ressource, le_report.nature),
        "caduc": report_impossible(ressource, le_report.nature) if le_report.ouvert else "",
        "repond": request.user.has_perm("productions.repondre_report", le_report),
        "produit": request.user.has_perm("productions.repondre_date", le_report),
        "avertissement": avertissement(
            "Attention", le_report.jour_souhaite, periodes_sans_classe(ressource.campagne_suivi)
        ),
        "fil": fil_de(ressource, f"Report de {le_report.get_nature_display()}"),
    }
    return render(request, "productions/report.html", contexte)


@saisie_ou_envoi
def accorder(request: HttpRequest, pk: int) -> HttpResponse:
    le_report = _report(request, pk, "productions.repondre_report")
    return _repondre(
        request,
        le_report,
        "accorder",
        services.accorder_report,
        titre="Accorder le report",
        bouton="Accorder",
        consequence=f"La date pour {_quoi(le_report)} devient le {en_toutes_lettres(le_report.jour_souhaite)}.",
        fait="Le report est accordé. Les producteurs sont prévenus, et les rappels suivent la nouvelle date.",
    )


@saisie_ou_envoi
def refuser(request: HttpRequest, pk: int) -> HttpResponse:
    le_report = _report(request, pk, "productions.repondre_report")
    return _repondre(
        request,
        le_report,
        "refuser",
        services.refuser_report,
        titre="Refuser le report",
        bouton="Refuser",
        consequence=f"La date pour {_quoi(le_report)} ne bouge pas. Les producteurs liront pourquoi.",
        fait="Le report est refusé. Les producteurs sont prévenus, avec vos mots.",
        form_class=MotifForm,
        danger=True,
    )


@saisie_ou_envoi
def proposer(request: HttpRequest, pk: int) -> HttpResponse:
    le_report = _report(request, pk, "productions.repondre_report")
    return _repondre(
        request,
        le_report,
        "proposer",
        services.proposer_date,
        titre="Proposer une autre date",
        bouton="Proposer cette date",
        consequence=f"Les producteurs l'acceptent ou retirent leur demande. D'ici là, la date pour {_quoi(le_report)} "
        "ne bouge pas.",
        fait="La date est proposée. Les producteurs sont prévenus.",
        form_class=AutreDateForm,
    )


@saisie_ou_envoi
def accepter(request: HttpRequest, pk: int) -> HttpResponse:
    le_report = _report(request, pk, "productions.repondre_date", RESERVE_PRODUCTEURS)
    return _repondre(
        request,
        le_report,
        "accepter",
        services.accepter_date,
        titre="Accepter la date proposée",
        bouton="Accepter cette date",
        consequence=f"La date pour {_quoi(le_report)} devient le {en_toutes_lettres(le_report.jour_propose)}.",
        fait="La date est acceptée. Le PREDAC ou l'IAN et les autres producteurs sont prévenus.",
    )


@saisie_ou_envoi
def retirer(request: HttpRequest, pk: int) -> HttpResponse:
    le_report = _report(request, pk, "productions.repondre_date", RESERVE_PRODUCTEURS)
    return _repondre(
        request,
        le_report,
        "retirer",
        services.retirer_report,
        titre="Retirer la demande de report",
        bouton="Retirer la demande",
        consequence=f"La date pour {_quoi(le_report)} ne bouge pas. Vous pourrez demander un autre report.",
        fait="La demande est retirée. Le PREDAC ou l'IAN et les autres producteurs sont prévenus.",
    )


@saisie_ou_envoi
def fixer_date(request: HttpRequest, pk: int, nature: str) -> HttpResponse:
    ressource, nature = ressource_de(request, pk, "productions.fixer_date", RESERVE_COORDINATION), _nature(nature)
    propre = ressource.dates_propres.filter(nature=nature).select_related("report").first()
    en_vigueur = jour_de_la_ressource(ressource, nature)

    def action(form: Form) -> str:
        jour = form.cleaned_data["jour"]
        services.fixer_date(ressource=ressource, nature=nature, jour=jour, acteur=request.user, maintenant=maintenant())
        if jour == (propre.jour if propre else None):
            return "La date n'a pas changé : personne n'est prévenu."
        if jour is None:
            return (
                "La date prévue est de nouveau celle de la fiche-projet, du pôle ou du cycle. Les producteurs sont "
                "prévenus."
            )
        return f"La date est fixée. {_alerte(ressource, jour)}Les producteurs sont prévenus."

    accorde = " Un report avait été accordé : cette date le remplace." if propre and propre.report else ""
    return page_action(
        request,
        titre=f"Fixer une date pour {nature.label}",
        bouton="Fixer la date",
        action=action,
        retour=ressource.get_absolute_url(),
        form_class=partial(DateDeRessourceForm, initial={"jour": propre.jour if propre else None}),
        consequence=f"Pour {nature.label} de « {ressource.titre} », la date est : "
        f"{en_toutes_lettres(en_vigueur) if en_vigueur else 'aucune'}.{accorde} Celle que vous fixez ne vaut que pour "
        "cette ressource, avant celles de la fiche-projet, du pôle et du cycle.",
        prevenus=_noms(producteurs(ressource), sauf=request),
        fil=fil_de(ressource, "Fixer une date"),
        empechement=report_impossible(ressource, nature),
    )


def _repondre(
    request: HttpRequest, le_report: Report, geste: str, service: Any, *, fait: str, **page: Any
) -> HttpResponse:
    """One answer to a request: its page, its service."""
    ressource = le_report.ressource

    def action(form: Form) -> str:
        service(report=le_report, acteur=request.user, maintenant=maintenant(), **form.cleaned_data)
        return fait

    dus = [producteurs(ressource)]
    if geste in ("accepter", "retirer"):
        dus.insert(0, coordination(ressource.campagne_suivi, maintenant()))
    sans_objet = report_impossible(ressource, le_report.nature) if geste not in ("refuser", "retirer") else ""
    return page_action(
        request,
        action=action,
        retour=le_report.get_absolute_url(),
        prevenus=_noms(*dus, sauf=request),
        fil=[
            *fil_de(ressource),
            (f"Report de {le_report.get_nature_display()}", le_report.get_absolute_url()),
            (page["titre"], ""),
        ],
        empechement=empechement(le_report, geste) or sans_objet,
        garde=garde_de_report(le_report),
        **page,
    )


def _report(request: HttpRequest, pk: int, permission: str = "", reserve_a: str = RESERVE_COORDINATION) -> Report:
    parents = [f"ressource__{parent}" for parent in PARENTS]
    visibles = (
        Report.objects.visibles_par(request.user)
        .select_related("demande_par", "repondu_par", *parents)
        .prefetch_related("ressource__liens_producteurs")
    )
    return obtenir(visibles, request.user, permission, reserve_a=reserve_a, pk=pk)


def _nature(valeur: str) -> NatureReport:
    if valeur not in NatureReport.values:
        raise Http404("Cette étape n'a pas de date propre à une ressource.")
    return NatureReport(valeur)


def _quoi(le_report: Report) -> str:
    return f"{le_report.get_nature_display()} de « {le_report.ressource.titre} »"


def _alerte(ressource: Ressource, jour: date) -> str:
    """A warning about a day without class, which refuses nothing."""
    texte = avertissement("Attention", jour, periodes_sans_classe(ressource.campagne_suivi))
    return f"{texte} " if texte else ""


def _noms(*groupes: Any, sauf: HttpRequest) -> list[str]:
    personnes = {p.pk: p for groupe in groupes for p in groupe if p.pk != sauf.user.pk}
    return [p.nom_complet for p in personnes.values()]
