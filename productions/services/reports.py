"""Extensions: producers ask for a later day, whoever leads the pôle grants, refuses or proposes another."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction

from commun.erreurs import ActionImpossible
from commun.templatetags.dates import quantieme
from journal.mouvements import changer_etat
from journal.services import ecrire
from productions import courriels
from productions.etats import EtatReport
from productions.models import DatePropre, NatureReport, Report, Ressource
from productions.queries.dates import jour_de_la_ressource
from productions.reports import deja_demande, dernier_jour, report_impossible

from .verrous import est_producteur, verrouiller_ressource

if TYPE_CHECKING:
    from comptes.models import Personne


@transaction.atomic
def demander_report(
    *, ressource: Ressource, nature: str, jour: date, motif: str, acteur: Personne, maintenant: datetime
) -> Report:
    """« Demander un report »: one request at a time for a milestone; the PREDAC/IAN is told."""
    ressource = verrouiller_ressource(ressource)
    if not est_producteur(ressource, acteur.pk):
        raise ActionImpossible("Seule une personne qui produit la ressource demande un report.")
    _refuser_si_impossible(ressource, nature)
    if raison := deja_demande(ressource, nature):
        raise ActionImpossible(raison)
    avant = jour_de_la_ressource(ressource, nature)
    if avant and jour <= avant:
        raise ActionImpossible(f"La date est déjà le {_en_clair(avant)} : demandez un jour plus tard.")
    _refuser_jour(ressource, nature, jour, maintenant)
    report = Report.objects.create(
        ressource=ressource,
        nature=nature,
        jour_avant=avant,
        jour_souhaite=jour,
        motif=motif.strip(),
        demande_par=acteur,
        demande_le=maintenant,
        etat_depuis=maintenant,
    )
    ecrire(
        chaine=ressource.chaine,
        action="report.demander",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"report": report.pk, "nature": nature, "jour": jour.isoformat()},
        texte=f"{report.get_nature_display()} au {_en_clair(jour)}",
    )
    courriels.report_demande(report, acteur=acteur, maintenant=maintenant)
    return report


@transaction.atomic
def accorder_report(*, report: Report, acteur: Personne, maintenant: datetime) -> Report:
    """« Accorder »: the day wished becomes the resource's own."""
    report = verrouiller_report(report)
    _refuser_si_impossible(report.ressource, report.nature)
    _refuser_jour(report.ressource, report.nature, report.jour_souhaite, maintenant)
    _refuser_d_avancer(report, report.jour_souhaite)
    _repondre(report, "accorder", report.jour_souhaite, acteur, maintenant)
    _appliquer(report, report.jour_souhaite)
    courriels.report_accorde(report, report.jour_souhaite, acteur=acteur, maintenant=maintenant)
    return report


@transaction.atomic
def refuser_report(*, report: Report, motif: str, acteur: Personne, maintenant: datetime) -> Report:
    """« Refuser »: the day does not move; the producers read why."""
    report = verrouiller_report(report)
    _repondre(report, "refuser", None, acteur, maintenant, motif)
    en_vigueur = jour_de_la_ressource(report.ressource, report.nature)
    courriels.report_refuse(report, en_vigueur, acteur=acteur, maintenant=maintenant)
    return report


@transaction.atomic
def proposer_date(*, report: Report, jour: date, motif: str, acteur: Personne, maintenant: datetime) -> Report:
    """« Proposer une autre date »: the producers accept it or withdraw; until then nothing moves."""
    report = verrouiller_report(report)
    _refuser_si_impossible(report.ressource, report.nature)
    _refuser_jour(report.ressource, report.nature, jour, maintenant)
    if jour == report.jour_souhaite:
        raise ActionImpossible("C'est la date demandée : accordez le report.")
    _refuser_d_avancer(report, jour)
    report.jour_propose = jour
    _repondre(report, "proposer", jour, acteur, maintenant, motif)
    courriels.date_proposee(report, acteur=acteur, maintenant=maintenant)
    return report


@transaction.atomic
def accepter_date(*, report: Report, acteur: Personne, maintenant: datetime) -> Report:
    """« Accepter cette date »: the day proposed becomes the resource's own."""
    report = verrouiller_report(report)
    _refuser_a_qui_ne_produit_pas(report, acteur)
    _refuser_si_impossible(report.ressource, report.nature)
    _refuser_jour(report.ressource, report.nature, report.jour_propose, maintenant)
    _refuser_d_avancer(report, report.jour_propose)
    _mouvoir(report, "accepter", report.jour_propose, acteur, maintenant)
    _appliquer(report, report.jour_propose)
    courriels.date_acceptee(report, acteur=acteur, maintenant=maintenant)
    return report


@transaction.atomic
def retirer_report(*, report: Report, acteur: Personne, maintenant: datetime) -> Report:
    """« Retirer ma demande »: the day in force stays."""
    report = verrouiller_report(report)
    _refuser_a_qui_ne_produit_pas(report, acteur)
    _mouvoir(report, "retirer", None, acteur, maintenant)
    courriels.report_retire(report, acteur=acteur, maintenant=maintenant)
    return report


@transaction.atomic
def fixer_date(
    *, ressource: Ressource, nature: str, jour: date | None, acteur: Personne, maintenant: datetime
) -> DatePropre | None:
    """« Fixer la date »: a day of this resource's own, or none: the fiche's, the pôle's or the cycle's is back."""
    ressource = verrouiller_ressource(ressource)
    _refuser_si_impossible(ressource, nature)
    ancienne = ressource.dates_propres.filter(nature=nature).first()
    if (ancienne.jour if ancienne else None) == jour:
        return ancienne
    if jour is None:
        ancienne.delete()
        propre = None
    else:
        _refuser_jour(ressource, nature, jour, maintenant)
        propre, _ = DatePropre.objects.update_or_create(
            ressource=ressource, nature=nature, defaults={"jour": jour, "report": None}
        )
    libelle = NatureReport(nature).label
    ecrire(
        chaine=ressource.chaine,
        action="ressource.fixer_date" if jour else "ressource.rendre_date",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"nature": nature} | ({"jour": jour.isoformat()} if jour else {}),
        texte=f"{libelle} au {_en_clair(jour)}" if jour else libelle,
    )
    en_vigueur = jour_de_la_ressource(ressource, nature)
    courriels.date_fixee(ressource, NatureReport(nature), en_vigueur, acteur=acteur, maintenant=maintenant)
    return propre


def verrouiller_report(report: Report) -> Report:
    """Under its resource's lock, as every date of it."""
    ressource = verrouiller_ressource(report.ressource)
    verrouille = Report.objects.select_for_update(of=("self",), no_key=True).get(pk=report.pk)
    verrouille.ressource = ressource
    return verrouille


def _appliquer(report: Report, jour: date) -> None:
    DatePropre.objects.update_or_create(
        ressource=report.ressource, nature=report.nature, defaults={"jour": jour, "report": report}
    )


def _repondre(
    report: Report, action: str, jour: date | None, acteur: Personne, maintenant: datetime, motif: str = ""
) -> None:
    _mouvoir(report, action, jour, acteur, maintenant)
    report.repondu_par, report.reponse = acteur, motif.strip()
    report.save(update_fields=["repondu_par", "reponse"])


def _mouvoir(report: Report, action: str, jour: date | None, acteur: Personne, maintenant: datetime) -> None:
    """The day proposed is written before the state, which the database does not take without it."""
    if report.jour_propose and action == "proposer" and report.etat == EtatReport.DEMANDE:
        report.save(update_fields=["jour_propose"])
    libelle = report.get_nature_display()
    changer_etat(
        report,
        action,
        acteur=acteur,
        maintenant=maintenant,
        donnees={"report": report.pk} | ({"jour": jour.isoformat()} if jour else {}),
        texte=f"{libelle} au {_en_clair(jour)}" if jour else libelle,
    )


def _refuser_si_impossible(ressource: Ressource, nature: str) -> None:
    if raison := report_impossible(ressource, nature):
        raise ActionImpossible(raison)


def _refuser_jour(ressource: Ressource, nature: str, jour: date, maintenant: datetime) -> None:
    """A day to come, and not after the last one that the rule of the year allows."""
    aujourdhui = maintenant.astimezone(ZoneInfo(ressource.campagne_suivi.fuseau)).date()
    limite = dernier_jour(ressource, nature)
    if jour < aujourdhui:
        raise ActionImpossible("Cette date est passée : choisissez un jour à venir.")
    if jour > limite:
        raise ActionImpossible(f"Choisissez un jour jusqu'au {_en_clair(limite)}.")


def _refuser_d_avancer(report: Report, jour: date) -> None:
    """The day in force may have moved since the request: an extension never brings it forward."""
    en_vigueur = jour_de_la_ressource(report.ressource, report.nature)
    if en_vigueur and jour < en_vigueur:
        raise ActionImpossible(f"La date est déjà le {_en_clair(en_vigueur)} : un report ne l'avance pas.")


def _refuser_a_qui_ne_produit_pas(report: Report, acteur: Personne) -> None:
    if not est_producteur(report.ressource, acteur.pk):
        raise ActionImpossible("Seule une personne qui produit la ressource peut répondre à cette proposition.")


def _en_clair(jour: date) -> str:
    return f"{quantieme(jour)} {jour.year}"
