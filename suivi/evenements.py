"""Meetings as the calendars know them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from calendrier.evenements import Evenement, Periode
from commun.ensembles import Parmi
from poles.droits import droits_de

from .models import Participation, Reunion
from .queries.reunions import CADRE, encore_du_pole, reunions_avec_invites

if TYPE_CHECKING:
    from comptes.models import Personne

ALARMES = (timedelta(days=1),)
EN_VISIO = "En visio : l'adresse est sur la page de la réunion"


def fournir(periode: Periode) -> Iterator[Evenement]:
    """Those of the period: a person's are those to which they are invited, and those of the pôles that they lead."""
    debut, fin = periode.bornes()
    reunions = Reunion.objects.filter(debut__lt=fin, fin__gt=debut).select_related(*CADRE)
    reunies = Reunion.campagnes.through.objects
    if periode.personne is not None:
        reunions = reunions.filter(_les_miennes(periode.personne))
    if periode.campagnes is not None:
        reunions = reunions.filter(Q(Parmi("pk", reunies.filter(campagne__in=periode.campagnes).values("reunion"))))
    for reunion in reunions_avec_invites(reunions):
        yield evenement(
            reunion,
            campagnes=(c.pk for c in reunion.campagnes.all()),
            personnes=(p.personne_id for p in reunion.participations.all()),
        )


def _les_miennes(personne: Personne) -> Q:
    droits = droits_de(personne)
    siennes = Participation.objects.filter(encore_du_pole(droits.jour), personne=personne)
    convie = Q(Parmi("pk", siennes.values("reunion")))
    return convie | Q(droits.conduite("campagne__")) if droits.conduit_quelque_part else convie


def evenement(reunion: Reunion, campagnes: Iterable[int] = (), personnes: Iterable[int] = ()) -> Evenement:
    """The visio's address stays on the page, which asks who reads it."""
    return Evenement(
        uid=f"reunion-{reunion.pk}",
        sequence=reunion.sequence,
        titre=f"{reunion}, {reunion.campagne.pole}",
        debut=reunion.debut,
        fin=reunion.fin,
        modifie_le=reunion.modifiee_le,
        fuseau=reunion.fuseau,
        lieu=reunion.lieu or EN_VISIO,
        url=reunion.get_absolute_url(),
        description=reunion.ordre_du_jour,
        annule=reunion.annulee,
        campagnes=frozenset(campagnes),
        personnes=frozenset(personnes),
        alarmes=ALARMES,
    )
