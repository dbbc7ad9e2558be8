"""Where people work, always through here. The past keeps the establishment of its time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction

from commun.erreurs import ActionImpossible
from commun.templatetags.dates import jour as en_toutes_lettres
from journal.services import ecrire
from poles import courriels
from poles.models import Affectation, Campagne, Etablissement

if TYPE_CHECKING:
    from comptes.models import Personne


def affecter(*, personne: Personne, etablissement: Etablissement, debut: date) -> Affectation:
    """The person works in this establishment from that day on."""
    return Affectation.objects.create(personne=personne, etablissement=etablissement, debut=debut)


@transaction.atomic
def changer_etablissement(
    *,
    personne: Personne,
    etablissement: Etablissement,
    debut: date,
    acteur: Personne,
    maintenant: datetime,
    campagne: Campagne | None = None,
) -> Affectation:
    """« Changer d'établissement » from that day on: the one before ends the day before, the same day is corrected.

    `campagne`: where somebody else does it, whose journal keeps it; a person has no chain of their own.
    """
    personne = get_user_model().objects.select_for_update(no_key=True).get(pk=personne.pk)
    derniere = personne.affectations.select_related("etablissement").order_by("-debut").first()
    if derniere is None:
        nouvelle = affecter(personne=personne, etablissement=etablissement, debut=debut)
    else:
        nouvelle = _succeder(derniere, etablissement, debut)
    if campagne and acteur.pk != personne.pk:
        ecrire(
            chaine=campagne.chaine,
            action="affectation.changer",
            acteur=acteur,
            maintenant=maintenant,
            donnees={"personne": personne.pk, "etablissement": etablissement.pk, "debut": debut.isoformat()},
        )
        courriels.etablissement_change(nouvelle, campagne, par=acteur, maintenant=maintenant)
    return nouvelle


def _succeder(derniere: Affectation, etablissement: Etablissement, debut: date) -> Affectation:
    if derniere.fin is None and derniere.etablissement_id == etablissement.pk:
        raise ActionImpossible(
            f"{etablissement} est déjà l'établissement, depuis le {en_toutes_lettres(derniere.debut)}."
        )
    if debut < derniere.debut:
        raise ActionImpossible(
            f"L'affectation à {derniere.etablissement} commence le {en_toutes_lettres(derniere.debut)} : choisissez ce "
            "jour-là pour la corriger, ou un jour suivant pour en changer."
        )
    if debut == derniere.debut:
        derniere.etablissement = etablissement
        derniere.save(update_fields=["etablissement"])
        return derniere
    if derniere.fin is None or derniere.fin >= debut:
        derniere.fin = debut - timedelta(days=1)
        derniere.save(update_fields=["fin"])
    return affecter(personne=derniere.personne, etablissement=etablissement, debut=debut)


@transaction.atomic
def enregistrer_affectation(*, affectation: Affectation, acteur: Personne, maintenant: datetime) -> Affectation:
    """« Enregistrer » in the administration: a new line of where somebody works, or an old one put right.

    The académie of the establishment keeps it in its journal. Raises ActionImpossible when another covers its days.
    """
    nouvelle = affectation.pk is None
    get_user_model().objects.select_for_update(no_key=True).get(pk=affectation.personne_id)
    try:
        affectation.clean()
    except ValidationError as refus:
        raise ActionImpossible(refus.message) from refus
    affectation.save()
    _noter(affectation, "affectation.ajouter" if nouvelle else "affectation.corriger", acteur, maintenant)
    return affectation


@transaction.atomic
def supprimer_affectation(*, affectation: Affectation, acteur: Personne, maintenant: datetime) -> None:
    """« Supprimer » in the administration: a line that should never have been."""
    get_user_model().objects.select_for_update(no_key=True).get(pk=affectation.personne_id)
    _noter(affectation, "affectation.supprimer", acteur, maintenant)
    affectation.delete()


def _noter(affectation: Affectation, action: str, acteur: Personne, maintenant: datetime) -> None:
    donnees = {"affectation": affectation.pk, "personne": affectation.personne_id}
    donnees |= {"etablissement": affectation.etablissement_id, "debut": affectation.debut.isoformat()}
    if affectation.fin:
        donnees["fin"] = affectation.fin.isoformat()
    chaine = f"academie:{affectation.etablissement.academie_id}"
    ecrire(chaine=chaine, action=action, acteur=acteur, maintenant=maintenant, donnees=donnees)
