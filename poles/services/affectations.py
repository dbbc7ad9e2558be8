"""Where people work, always through here. The past keeps the establishment of its time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
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
