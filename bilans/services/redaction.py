"""Opening a review and writing in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from bilans.etats import EtatBilan
from bilans.models import Bilan, TexteBilan
from commun.erreurs import ActionImpossible
from journal.services import ecrire
from poles.models import Academie, Campagne

from .verrou import verrouiller_bilan

if TYPE_CHECKING:
    from comptes.models import Personne


@transaction.atomic
def ouvrir_bilan(*, portee: Campagne | Academie, annee: str, acteur: Personne, maintenant: datetime) -> Bilan:
    """« Ouvrir le bilan » of a campaign, or of an académie's year; the one that exists when it is open already."""
    lequel = {"campagne": portee} if isinstance(portee, Campagne) else {"academie": portee, "annee": annee}
    bilan, nouveau = Bilan.objects.get_or_create(
        **lequel,
        defaults={
            "annee": annee,
            "ouvert_par": acteur,
            "ouvert_le": maintenant,
            "etat": EtatBilan.BROUILLON,
            "etat_depuis": maintenant,
        },
    )
    if nouveau:
        ecrire(
            chaine=bilan.chaine,
            action="bilan.ouvrir",
            acteur=acteur,
            maintenant=maintenant,
            donnees={"bilan": bilan.pk},
        )
    return bilan


@transaction.atomic
def enregistrer_textes(
    *,
    bilan: Bilan,
    textes: Mapping[str, str],
    choix: Mapping[str, Collection[int]] | None = None,
    acteur: Personne,
    maintenant: datetime,
) -> bool:
    """« Enregistrer mes textes »: by section; `choix`: what to highlight (`en_avant`), whom to quote (`verbatims`,
    `impressions`).

    Returns whether anything changed. Raises ActionImpossible once the review is final.
    """
    bilan = verrouiller_bilan(bilan)
    if bilan.definitif:
        raise ActionImpossible("Le bilan est définitif : il ne se modifie plus. Ce que vous aviez écrit est gardé ici.")
    changees = _changer_textes(bilan, textes, acteur, maintenant)
    changees += _changer_choix(bilan, choix or {})
    if changees:
        noter(bilan, changees, acteur, maintenant)
    return bool(changees)


def _changer_choix(bilan: Bilan, choix: Mapping[str, Collection[int]]) -> list[str]:
    liens = {"en_avant": bilan.mises_en_avant, "verbatims": bilan.verbatims, "impressions": bilan.impressions}
    changees = []
    for nom, retenus in choix.items():
        if set(retenus) != set(liens[nom].values_list("pk", flat=True)):
            liens[nom].set(retenus)
            changees.append(nom)
    return changees


def noter(bilan: Bilan, changees: list[str], acteur: Personne, maintenant: datetime) -> None:
    """One writing more: whoever has an earlier page open is told. The caller holds the row."""
    bilan.revision += 1
    bilan.save(update_fields=["revision"])
    ecrire(
        chaine=bilan.chaine,
        action="bilan.ecrire",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"bilan": bilan.pk, "sections": changees},
    )


def _changer_textes(bilan: Bilan, textes: Mapping[str, str], acteur: Personne, maintenant: datetime) -> list[str]:
    presents = {texte.section: texte for texte in bilan.textes.all()}
    changees = []
    for section, texte in textes.items():
        if texte == (presents[section].texte if section in presents else ""):
            continue
        TexteBilan.objects.update_or_create(
            bilan=bilan,
            section=section,
            defaults={"texte": texte, "modifie_par": acteur, "modifie_le": maintenant},
        )
        changees.append(section)
    return changees
