"""About a resource's dates: extensions asked for, answered, and days set by the coordinator."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from productions.models import NatureReport, Report, Ressource

from .destinataires import coordination, equipe, producteurs
from .envoi import prevenir

if TYPE_CHECKING:
    from comptes.models import Personne


def report_demande(report: Report, *, acteur: Personne, maintenant: datetime) -> None:
    """To the PREDAC/IAN: answer; as news to the other producers."""
    r, url = report.ressource, report.get_absolute_url()
    a = coordination(r.campagne_suivi, maintenant)
    prevenir("report_demande", r, a, acteur, maintenant, "Répondre", url=url, report=report)
    autres = producteurs(r).exclude(pk__in=a.values("pk"))
    prevenir("report_annonce", r, autres, acteur, maintenant, "Voir la demande", url=url, nouvelle=True, report=report)


def report_accorde(report: Report, jour: date, *, acteur: Personne, maintenant: datetime) -> None:
    """To the producers: the new day."""
    _aux_producteurs("report_accorde", report, acteur, maintenant, "Voir la ressource", jour=jour, lien_ressource=True)


def report_refuse(report: Report, jour: date | None, *, acteur: Personne, maintenant: datetime) -> None:
    """To the producers: the day in force does not move, and why."""
    _aux_producteurs("report_refuse", report, acteur, maintenant, "Voir la réponse", jour=jour)


def date_proposee(report: Report, *, acteur: Personne, maintenant: datetime) -> None:
    """To the producers: accept another day, or withdraw."""
    _aux_producteurs("date_proposee", report, acteur, maintenant, "Accepter ou retirer la demande")


def date_acceptee(report: Report, *, acteur: Personne, maintenant: datetime) -> None:
    """To the PREDAC/IAN and the other producers: the day is settled."""
    _a_tous("date_acceptee", report, acteur, maintenant)


def report_retire(report: Report, *, acteur: Personne, maintenant: datetime) -> None:
    """To the PREDAC/IAN and the other producers: there is nothing to answer any more."""
    _a_tous("report_retire", report, acteur, maintenant)


def date_fixee(
    ressource: Ressource, nature: NatureReport, jour: date | None, *, acteur: Personne, maintenant: datetime
) -> None:
    """To the producers: the day of their resource has moved."""
    prevenir(
        "date_fixee",
        ressource,
        producteurs(ressource),
        acteur,
        maintenant,
        "Voir la ressource",
        quoi=nature.label,
        jour=jour,
    )


def _aux_producteurs(
    gabarit: str,
    report: Report,
    acteur: Personne,
    maintenant: datetime,
    bouton: str,
    *,
    lien_ressource: bool = False,
    jour: date | None = None,
) -> None:
    r = report.ressource
    url = "" if lien_ressource else report.get_absolute_url()
    prevenir(gabarit, r, producteurs(r), acteur, maintenant, bouton, url=url, report=report, jour=jour)


def _a_tous(gabarit: str, report: Report, acteur: Personne, maintenant: datetime) -> None:
    r = report.ressource
    prevenir(gabarit, r, equipe(r, maintenant), acteur, maintenant, "Voir la ressource", nouvelle=True, report=report)
