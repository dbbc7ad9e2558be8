"""An inspector, a DRANE representative, a PREDAC or an IAN is replaced: what waits follows the fonction."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from commun.erreurs import ActionImpossible
from commun.templatetags.dates import jour as en_toutes_lettres
from poles import courriels
from poles.models import Fonction, Mandat

from .equipe import nommer, terminer_mandat

if TYPE_CHECKING:
    from comptes.models import Personne

REMPLACABLES = (Fonction.COORDINATEUR, Fonction.INSPECTEUR, Fonction.DRANE)

# A slip of the keyboard must not name somebody for the next century.
AU_PLUS_TARD = timedelta(days=2 * 366)


@transaction.atomic
def remplacer(
    *,
    mandat: Mandat,
    personne: Personne,
    debut: date,
    motif: str,
    acteur: Personne,
    maintenant: datetime,
    fin: date | None = None,
    titre: str = "",
) -> Mandat:
    """« Remplacer »: the other person has the mandate from `debut` on, this one ends the day before.

    With `fin`, a substitute: both have the fonction until that day. Visas given stand; those that wait are of the
    fonction, hence of whoever has it.
    """
    mandat = Mandat.objects.select_for_update(of=("self",), no_key=True).select_related("personne").get(pk=mandat.pk)
    _refuser(mandat, personne, debut, fin)
    if debut > maintenant.date() + AU_PLUS_TARD:
        raise ActionImpossible("Cette date est trop lointaine pour un remplacement : vérifiez l'année.")
    nouveau = nommer(
        personne=personne,
        fonction=mandat.fonction,
        titre=titre or mandat.titre,
        portee=mandat.portee,
        debut=debut,
        fin=fin or mandat.fin,
        acteur=acteur,
        maintenant=maintenant,
    )
    if fin is None:
        mandat = terminer_mandat(
            mandat=mandat, fin=debut - timedelta(days=1), motif=motif, acteur=acteur, maintenant=maintenant
        )
    courriels.remplacement(nouveau, ancien=mandat, motif=motif, par=acteur, maintenant=maintenant)
    return nouveau


def _refuser(mandat: Mandat, personne: Personne, debut: date, fin: date | None) -> None:
    if mandat.fonction not in REMPLACABLES:
        raise ActionImpossible("On remplace un PREDAC, un IAN, un inspecteur ou un représentant de la DRANE.")
    if personne.pk == mandat.personne_id:
        raise ActionImpossible(f"{personne.nom_complet} exerce déjà cette fonction : choisissez une autre personne.")
    if not personne.is_active:
        raise ActionImpossible(f"Le compte {personne.de_nom_complet} est fermé : choisissez une autre personne.")
    if mandat.termine_le or (mandat.fin and mandat.fin < debut):
        raise ActionImpossible("Ce mandat sera déjà terminé ce jour-là : nommez plutôt quelqu'un par « Inviter ».")
    if fin is None and debut <= mandat.debut:
        raise ActionImpossible(
            f"Le mandat {mandat.personne.de_nom_complet} commence {en_toutes_lettres(mandat.debut)} : le remplacement "
            "prend effet au plus tôt le lendemain."
        )
    if fin is not None and fin < debut:
        raise ActionImpossible("La suppléance ne peut pas finir avant d'avoir commencé.")
