"""Of which milestones a resource may have a later day, in which states, and until when."""

from __future__ import annotations

from datetime import date

from calendrier.queries import echeances_de
from calendrier.tests_tardifs import dernier_jour_de_test

from .etats import EtatRessource as R
from .models import NatureReport, Ressource

# Once the round is open the signatories are awaited; once it is decided nobody is.
_AVANT_LES_VISAS = (R.EN_CONCEPTION, R.EN_RELECTURE, R.EN_REVISION, R.PRETE_A_VALIDER)


def report_impossible(ressource: Ressource, nature: str) -> str:
    """Why its day no longer moves; empty when it may."""
    libelle, numero = NatureReport(nature).label, ressource.numero_version
    if ressource.etat == R.ABANDONNEE:
        return f"« {ressource.titre} » est abandonnée : elle n'a plus de date à tenir."
    attendue_avant = {NatureReport.V1: 0, NatureReport.V2: 1}.get(NatureReport(nature))
    if attendue_avant is not None:
        return f"{libelle[0].upper()}{libelle[1:]} est déjà déposée." if numero > attendue_avant else ""
    if nature == NatureReport.TEST_CLASSE:
        return "" if ressource.pour_la_classe else "Une ressource de formation continue ne se teste pas en classe."
    if ressource.etat in _AVANT_LES_VISAS:
        return ""
    return f"« {ressource.titre} » est {ressource.get_etat_display()} : la date de la validation ne se reporte plus."


def reportables(ressource: Ressource) -> list[NatureReport]:
    """The milestones still to come of this resource, in the order of the year."""
    return [nature for nature in NatureReport if not report_impossible(ressource, nature)]


def dernier_jour(ressource: Ressource, nature: str) -> date:
    """31 December of the year in which the cycle ends; for a test, the pôle's own last day where it has one."""
    cycle = ressource.campagne_suivi.cycle
    if nature == NatureReport.TEST_CLASSE:
        return dernier_jour_de_test(cycle, echeances_de(ressource.campagne_suivi))
    return date(cycle.fin.year, 12, 31)


def deja_demande(ressource: Ressource, nature: str) -> str:
    """Why another one cannot be asked for; empty when it can."""
    if ressource.reports.ouverts().filter(nature=nature).exists():
        libelle = NatureReport(nature).label
        return f"Un report est déjà demandé pour {libelle} : attendez la réponse, ou retirez la demande."
    return ""
