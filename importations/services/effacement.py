"""Somebody is erased: the tables that people have deposited forget them too, without waiting for their own end."""

from __future__ import annotations

import re

from django.db import transaction

from importations.comparaison import empreinte, en_verdict
from importations.models import Importation, LigneImportee

from .lecture import compter

# What would make it another address: before it, more of a mailbox's name; after it, more of a domain.
_PAS_AVANT, _PAS_APRES = r"(?<![\w.+%&~!#$^*{|}-])(?<!\w')", r"(?![\w-]|\.\w)"
EFFACEE = "(personne effacée)"
LIGNES_RETIREES = (
    "Des lignes ont été retirées de ce tableau depuis sa lecture : la personne qu'elles nommaient a été effacée du "
    "service."
)


@transaction.atomic
def oublier_adresse(adresse: str) -> int:
    """Forget the lines that hold this address, and nothing else of the tables that others have deposited; how many.

    What is imported keeps its count of lines, emptied; of what is not, they go, so that its page still shows what
    importing it would do. Each table is held as the worker that imports it holds it: what is being written is first
    written, then emptied.
    """
    if not adresse:
        return 0
    tables = LigneImportee.objects.filter(valeurs__icontains=adresse).values("importation")
    tenues = Importation.objects.select_for_update(of=("self",), no_key=True).select_related("travail")
    return sum(_oublier(importation, adresse) for importation in tenues.filter(pk__in=tables).order_by("pk"))


def _oublier(importation: Importation, adresse: str) -> int:
    siennes = [ligne.pk for ligne in importation.lignes.filter(valeurs__icontains=adresse) if _nomme(ligne, adresse)]
    lignes = importation.lignes.filter(pk__in=siennes)
    if importation.importee_le:
        lignes.update(valeurs={}, quoi=EFFACEE, ecarts=[], motifs=[], motifs_de_lecture=[], remarques=[])
    elif siennes:
        lignes.delete()
        _redire(importation)
    return len(siennes)


def _redire(importation: Importation) -> None:
    """What its page shows now. Asked for already, it keeps the digest of what was seen: its worker shows it again."""
    restantes = [en_verdict(ligne) for ligne in importation.lignes.order_by("numero")]
    vu = importation.empreinte if importation.occupee else empreinte(restantes)
    remarques = [r for r in importation.remarques if r != LIGNES_RETIREES]
    Importation.objects.filter(pk=importation.pk).update(
        empreinte=vu, remarques=[*remarques, LIGNES_RETIREES], **compter(restantes)
    )


def _nomme(ligne: LigneImportee, adresse: str) -> bool:
    """The address itself, however it is written down (« Jeanne<jeanne@x.fr> », « mailto:jeanne@x.fr »), not one that
    only ends or begins like it."""
    seule = rf"{_PAS_AVANT}{re.escape(adresse)}{_PAS_APRES}"
    return re.search(seule, " ".join(map(str, ligne.valeurs.values())), re.IGNORECASE) is not None
