"""People join and leave: mandates, always given and ended through here."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q

from commun.erreurs import ActionImpossible
from journal.services import ecrire
from poles.charges import donner_suite
from poles.droits import oublier_droits
from poles.models import Academie, Campagne, Mandat, Pole

if TYPE_CHECKING:
    from comptes.models import Personne


def _portee(portee: Campagne | Pole | Academie) -> dict[str, Any]:
    return {portee._meta.model_name: portee}


@transaction.atomic
def nommer(
    *,
    personne: Personne,
    fonction: str,
    portee: Campagne | Pole | Academie,
    debut: date,
    maintenant: datetime,
    acteur: Personne | None = None,
    fin: date | None = None,
    titre: str = "",
) -> Mandat:
    """Give a mandate on a campaign, a pôle or an académie. Raises ActionImpossible when the person has it already."""
    # Two invitations at once meet one after the other: the database alone only knows mandates without an end.
    get_user_model().objects.select_for_update(no_key=True).get(pk=personne.pk)
    meme = Mandat.objects.filter(personne=personne, fonction=fonction, **_portee(portee))
    en_meme_temps = meme.filter(Q(fin__isnull=True) | Q(fin__gte=debut), termine_le__isnull=True)
    if (en_meme_temps.filter(debut__lte=fin) if fin else en_meme_temps).exists():
        raise ActionImpossible(f"{personne.nom_complet} exerce déjà cette fonction ici.")
    mandat = Mandat.objects.create(
        personne=personne, fonction=fonction, titre=titre, debut=debut, fin=fin, **_portee(portee)
    )
    ecrire(
        chaine=f"{portee._meta.model_name}:{portee.pk}",
        action="mandat.nommer",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"mandat": mandat.pk, "personne": personne.pk, "fonction": fonction},
    )
    oublier_droits(personne)
    return mandat


@transaction.atomic
def terminer_mandat(
    *,
    mandat: Mandat,
    fin: date,
    acteur: Personne | None,
    maintenant: datetime,
    motif: str = "",
    sur_le_champ: bool = False,
) -> Mandat:
    """End a mandate; `fin` is its last day. What the person has produced stays theirs.

    `sur_le_champ`: its rights end now, without waiting for that day to be over.
    """
    mandat = Mandat.objects.select_for_update(of=("self",), no_key=True).select_related("personne").get(pk=mandat.pk)
    finit_deja = mandat.fin is not None and mandat.fin <= fin
    if mandat.termine_le or (finit_deja and not (sur_le_champ and mandat.fin == fin)):
        raise ActionImpossible("Ce mandat est déjà terminé.")
    mandat.fin = max(fin, mandat.debut)
    if sur_le_champ:
        mandat.termine_le = maintenant
    mandat.save(update_fields=["fin", "termine_le"])
    ecrire(
        chaine=mandat.chaine,
        action="mandat.terminer",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"mandat": mandat.pk, "personne": mandat.personne_id, "fin": mandat.fin.isoformat()},
        texte=motif,
    )
    oublier_droits(mandat.personne)
    donner_suite(mandat, mandat.fin if sur_le_champ else mandat.fin + timedelta(days=1), maintenant)
    return mandat
