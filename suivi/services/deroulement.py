"""Who was there: which makes the meeting a held one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet

from calendrier.models import NatureEcheance
from commun.erreurs import ActionImpossible
from journal.mouvements import changer_etat, empechement
from journal.services import ecrire
from poles.models import Campagne
from suivi.etats import Presence, Reponse
from suivi.models import EtapeTenue, Participation, Reunion
from suivi.queries.reunions import equipe_des, fonctions_des_invitables

from .etapes import consigner_etape, en_notes
from .planification import ajouter, jour_de
from .verrou import verrouiller_campagnes, verrouiller_reunion

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
    counts from now on. The same again writes nothing. Raises ActionImpossible before it begins, and once it was
    cancelled.
    """
    # Held in the order of everybody: whoever records the visio by hand comes before or after, never in between.
    verrouiller_campagnes(reunion)
    reunion = verrouiller_reunion(reunion)
    if reunion.debut > maintenant:
        raise ActionImpossible("La réunion n'a pas commencé : les présences se notent quand elle a lieu.")
    if not reunion.tenue and (refus := empechement(reunion, "tenir")):
        raise ActionImpossible(refus)
    arrivees = list(arrivees)
    _accueillir(reunion, arrivees, maintenant)
    visios = {c.chaine: c for c in _sans_visio(reunion)} if reunion.de_bilan else {}
    if not _noter(reunion, set(presents) | {p.pk for p in arrivees}) and reunion.tenue and not visios:
        return reunion
    la = sorted(reunion.participations.filter(presence=Presence.PRESENTE).values_list("personne", flat=True))
    _tenir(reunion, visios, {"reunion": reunion.pk, "presents": la, "nombre": len(la)}, acteur, maintenant)
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


def _noter(reunion: Reunion, presents: set[int]) -> bool:
    """Returns whether anything changes."""
    changees = []
    for participation in reunion.participations.all():
        presence = _presence(participation, presents)
        if participation.presence != presence:
            participation.presence = presence
            changees.append(participation)
    Participation.objects.bulk_update(changees, ["presence"])
    return bool(changees)


def _tenir(
    reunion: Reunion, visios: dict[str, Campagne], donnees: dict[str, object], acteur: Personne, maintenant: datetime
) -> None:
    """The journal's chains are written in the order of their names, as everywhere."""
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
                notes=en_notes(reunion.compte_rendu),
                reunion=reunion,
                acteur=acteur,
                maintenant=maintenant,
            )


def _sans_visio(reunion: Reunion) -> QuerySet[Campagne]:
    faites = EtapeTenue.objects.filter(nature=NatureEcheance.VISIO_BILAN, rang=1).values("campagne")
    return reunion.campagnes.exclude(pk__in=faites).select_related("pole__academie", "cycle")
