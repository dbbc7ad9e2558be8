"""A table comes in, and goes."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.files import File
from django.db import transaction

from commun.erreurs import ActionImpossible
from commun.noms import nom_propre
from commun.services import travaux
from commun.tableaux import TableauRefuse
from commun.tableaux.lecture import verifier_tableau
from importations.models import Importation
from importations.sortes import Sorte

if TYPE_CHECKING:
    from comptes.models import Personne

GARDEE = timedelta(days=30)


def deposer(*, sorte: Sorte, portee: Any, fichier: File, acteur: Personne, maintenant: datetime) -> Importation:
    """« Lire ce tableau »: a worker reads it; nothing is imported. Raises ActionImpossible for what is no table.

    What the same person had deposited there, and not imported, gives way.
    """
    nom = nom_propre(fichier.name or "")
    fichier.seek(0)
    tete = fichier.read(8)
    fichier.seek(0)
    try:
        verifier_tableau(nom, fichier.size or 0, tete)
    except TableauRefuse as refus:
        raise ActionImpossible(str(refus)) from refus
    importation = Importation(
        sorte=sorte.code, portee=portee.pk, demandeur=acteur, nom_fichier=nom[:200], deposee_le=maintenant
    )
    importation.fichier.save(nom, fichier, save=False)
    try:
        _remplacer(importation, maintenant)
    except BaseException:
        importation.fichier.delete(save=False)
        raise
    return importation


@transaction.atomic
def _remplacer(importation: Importation, maintenant: datetime) -> None:
    avant = Importation.objects.filter(
        sorte=importation.sorte,
        portee=importation.portee,
        demandeur=importation.demandeur,
        importee_le__isnull=True,
    )
    # Held: what a worker is writing at this very moment is imported once it lets go, and stays.
    tenues = avant.select_for_update(of=("self",), no_key=True).select_related("travail")
    for ancienne in tenues.order_by("pk"):
        _effacer(ancienne, maintenant)
    importation.save()
    importation.travail = travaux.demander(
        genre="importation",
        titre=f"Lecture de « {importation.nom_fichier} »"[:250],
        demandeur=importation.demandeur_id,
        parametres={"importation": importation.pk},
        tache="importations.lire",
        maintenant=maintenant,
    )
    importation.save(update_fields=["travail"])


@transaction.atomic
def abandonner(*, importation: Importation, maintenant: datetime) -> None:
    """« Abandonner » what is not imported: the file and its lines are erased."""
    importation = Importation.objects.select_for_update(of=("self",), no_key=True).get(pk=importation.pk)
    if importation.importee_le:
        raise ActionImpossible("Ce tableau est déjà importé : il n'y a plus rien à abandonner.")
    _effacer(importation, maintenant)


def purger(maintenant: datetime) -> int:
    """A month after: names and addresses have done their work. Returns how many went."""
    vieilles = list(Importation.objects.filter(deposee_le__lt=maintenant - GARDEE).select_related("travail"))
    for vieille in vieilles:
        with transaction.atomic():
            _effacer(vieille, maintenant)
    return len(vieilles)


def _effacer(importation: Importation, maintenant: datetime) -> None:
    if importation.travail and importation.travail.inacheve:
        with suppress(ActionImpossible):  # It has just ended.
            travaux.annuler(importation.travail, maintenant=maintenant)
    if importation.fichier:
        transaction.on_commit(partial(importation.fichier.storage.delete, importation.fichier.name))
    importation.delete()
