"""« Indisponible du … au … »: said by oneself or by who leads the pôle, never explained, forgotten afterwards.

Nothing of it goes to the journal, which could not forget it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import transaction

from commun.erreurs import ActionImpossible
from commun.templatetags.dates import jour as en_toutes_lettres
from poles import courriels
from poles.charges import charges_de
from poles.etats import EtatCycle
from poles.models import Indisponibilite
from poles.models.indisponibilite import DUREE_MAX
from poles.queries import mandats_actifs

if TYPE_CHECKING:
    from comptes.models import Personne

# What is over helps nobody decide: a month, for who asks why a reminder did not come.
CONSERVATION = timedelta(days=30)


@transaction.atomic
def declarer_indisponibilite(
    *, personne: Personne, debut: date, fin: date, acteur: Personne, maintenant: datetime, jour: date
) -> Indisponibilite:
    """« Enregistrer » an absence; who leads a pôle where work waits for the person is told."""
    personne = get_user_model().objects.select_for_update(no_key=True).get(pk=personne.pk)
    _refuser(personne, debut, fin, jour)
    absence = Indisponibilite.objects.create(personne=personne, debut=debut, fin=fin, declaree_le=maintenant)
    if acteur.pk != personne.pk:
        courriels.indisponibilite_declaree(absence, par=acteur, maintenant=maintenant)
    mandats = mandats_actifs(jour).filter(personne=personne, campagne__isnull=False)
    for mandat in mandats.exclude(campagne__cycle__etat=EtatCycle.CLOS).select_related(
        "personne", "campagne__pole__academie", "campagne__cycle"
    ):
        en_attente = [charge.titre for charge in charges_de(mandat, jour) if charge.choix]
        if en_attente:
            courriels.membre_indisponible(absence, mandat, en_attente, par=acteur, jour=jour, maintenant=maintenant)
    return absence


def _refuser(personne: Personne, debut: date, fin: date, jour: date) -> None:
    if fin < debut:
        raise ActionImpossible("Le dernier jour précède le premier.")
    if fin < jour:
        raise ActionImpossible("Ces jours sont passés : indiquez une indisponibilité en cours ou à venir.")
    if fin - debut > DUREE_MAX:
        raise ActionImpossible("Une indisponibilité dure un an au plus : elle pourra être prolongée ensuite.")
    deja = personne.indisponibilites.filter(debut__lte=fin, fin__gte=debut).first()
    if deja:
        raise ActionImpossible(
            f"Une indisponibilité couvre déjà une partie de ces jours, du {en_toutes_lettres(deja.debut)} au "
            f"{en_toutes_lettres(deja.fin)} : annulez-la d'abord."
        )


@transaction.atomic
def lever_indisponibilite(*, absence: Indisponibilite, acteur: Personne, maintenant: datetime, jour: date) -> None:
    """« De nouveau disponible »: it ends the day before, or is forgotten if it had not begun."""
    absence = Indisponibilite.objects.select_for_update(no_key=True).filter(pk=absence.pk, fin__gte=jour).first()
    if absence is None:
        raise ActionImpossible("Cette indisponibilité est déjà terminée.")
    if acteur.pk != absence.personne_id:
        courriels.indisponibilite_levee(absence, par=acteur, maintenant=maintenant)
    if absence.debut >= jour:
        absence.delete()
    else:
        absence.fin = jour - timedelta(days=1)
        absence.save(update_fields=["fin"])


def purger_indisponibilites(*, jour: date) -> int:
    """Forget those that ended a month ago; returns how many."""
    return Indisponibilite.objects.filter(fin__lte=jour - CONSERVATION).delete()[0]
