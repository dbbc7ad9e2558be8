"""Who was there: which makes the meeting a held one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from calendrier.models import NatureEcheance
from commun.erreurs import ActionImpossible
from journal.mouvements import changer_etat, empechement
from journal.services import ecrire
from suivi.etats import Presence, Reponse
from suivi.models import EtapeTenue, Participation, Reunion
from suivi.queries.reunions import equipe_des, fonctions_des_invitables

from .etapes import consigner_etape
from .planification import ajouter, jour_de
from .verrou import verrouiller_reunion

if TYPE_CHECKING:
    from comptes.models import Personne


@transaction.atomic
def noter_presences(
    *,
    reunion: Reunion,
    presents: Collection[int],
    arrivees: Iterable[Personne] = (),
    acteur: Personne,
    maintenant: datetime,
) -> Reunion:
    """« Enregistrer les présences »: the meeting was held. `presents`: people among those invited.

    `arrivees`: who came without an invitation. Who is not there is excused if they had said so. The visio de bilan
    counts from now on. Raises ActionImpossible before it begins, and once it was cancelled.
    """
    reunion = verrouiller_reunion(reunion)
    if reunion.debut > maintenant:
        raise ActionImpossible("La réunion n'a pas commencé : les présences se notent quand elle a lieu.")
    if not reunion.tenue and (refus := empechement(reunion, "tenir")):
        raise ActionImpossible(refus)
    _accueillir(reunion, list(arrivees), maintenant)
    ids = set(presents) | {p.pk for p in arrivees}
    for participation in reunion.participations.all():
        participation.presence = _presence(participation, ids)
        participation.save(update_fields=["presence"])
    la = sorted(reunion.participations.filter(presence=Presence.PRESENTE).values_list("personne", flat=True))
    _tenir(reunion, {"reunion": reunion.pk, "presents": la, "nombre": len(la)}, acteur, maintenant)
    return reunion


def _accueillir(reunion: Reunion, arrivees: list[Personne], maintenant: datetime) -> None:
    jour = jour_de(reunion, maintenant)
    fonctions = equipe_des(reunion.campagnes.select_related("pole__academie", "cycle"), jour)
    fonctions |= fonctions_des_invitables(reunion.campagne, jour)
    deja = set(reunion.participations.values_list("personne", flat=True))
    ajouter(reunion, fonctions, (p.pk for p in arrivees), deja)


def _presence(participation: Participation, presents: set[int]) -> str:
    if participation.personne_id in presents:
        return Presence.PRESENTE
    return Presence.EXCUSEE if participation.reponse == Reponse.NE_PEUT_PAS else Presence.ABSENTE


def _tenir(reunion: Reunion, donnees: dict[str, object], acteur: Personne, maintenant: datetime) -> None:
    """The journal's chains are written in the order of their names, as everywhere."""
    visios = {c.chaine: c for c in _sans_visio(reunion)} if reunion.de_bilan else {}
    for chaine in sorted({reunion.chaine, *visios}):
        if chaine == reunion.chaine:
            if reunion.prevue:
                changer_etat(reunion, "tenir", acteur=acteur, maintenant=maintenant, donnees=donnees)
            else:
                ecrire(chaine=chaine, action="reunion.presences", acteur=acteur, maintenant=maintenant, donnees=donnees)
        if chaine in visios:
            consigner_etape(
                campagne=visios[chaine],
                nature=NatureEcheance.VISIO_BILAN,
                rang=1,
                jour=reunion.quand.date(),
                notes=reunion.compte_rendu[:4000],
                reunion=reunion,
                acteur=acteur,
                maintenant=maintenant,
            )


def _sans_visio(reunion: Reunion) -> Iterable:
    faites = EtapeTenue.objects.filter(nature=NatureEcheance.VISIO_BILAN, rang=1).values("campagne")
    return reunion.campagnes.exclude(pk__in=faites).select_related("pole__academie", "cycle")
