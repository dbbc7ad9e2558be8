"""Reading a table and importing it, in the background. Each may run twice."""

from __future__ import annotations

from celery import shared_task

from commun.horloge import aujourdhui, maintenant
from commun.models import Travail
from commun.services.travaux import Suivi, executer
from importations import services
from importations.models import Importation


@shared_task(name="importations.lire")
def lire(travail_id: str) -> None:
    executer(travail_id, _lire)


def _lire(travail: Travail, suivi: Suivi) -> None:
    if importation := _de(travail):
        services.lire(importation=importation, suivi=suivi, jour=aujourdhui(), maintenant=maintenant())


@shared_task(name="importations.importer")
def importer(travail_id: str) -> None:
    executer(travail_id, _importer)


def _importer(travail: Travail, suivi: Suivi) -> None:
    if importation := _de(travail):
        services.importer_pour_de_bon(importation=importation, suivi=suivi, jour=aujourdhui(), horloge=maintenant)


def _de(travail: Travail) -> Importation | None:
    """None for one that was given up meanwhile."""
    return Importation.objects.select_related("demandeur").filter(pk=travail.parametres["importation"]).first()


@shared_task(name="importations.purger")
def purger() -> None:
    services.purger(maintenant())
