"""Séances de validation as the calendars know them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.db.models import Prefetch, Q

from calendrier.evenements import Evenement, Periode
from commun.ensembles import Parmi
from poles.droits import droits_de

from .etats import EtatSeance
from .models import PresenceSeance, Seance

# Nobody says when a séance ends: half a day at most, as its agenda grows.
DUREE = timedelta(hours=2)
ALARMES = (timedelta(days=1),)
EN_VISIO = "En visio : l'adresse est sur la page de la séance"


def fournir(periode: Periode) -> Iterator[Evenement]:
    """A person's are those to which they are invited, and those of the pôles that they lead."""
    debut, fin = periode.bornes()
    seances = Seance.objects.filter(prevue_le__lt=fin, prevue_le__gt=debut - DUREE)
    if periode.personne is not None:
        invite = Q(Parmi("pk", PresenceSeance.objects.filter(personne=periode.personne).values("seance")))
        droits = droits_de(periode.personne)
        seances = seances.filter(invite | Q(droits.conduite("campagne__")) if droits.conduit_quelque_part else invite)
    if periode.campagnes is not None:
        seances = seances.filter(campagne__in=periode.campagnes)
    presences = Prefetch("presences", PresenceSeance.objects.only("seance", "personne"))
    for seance in seances.select_related("campagne__pole__academie", "campagne__cycle").prefetch_related(presences):
        yield evenement(seance, (p.personne_id for p in seance.presences.all()))


def evenement(seance: Seance, personnes: Iterable[int] = ()) -> Evenement:
    """The visio's address stays on the page, which asks who reads it; the agenda too."""
    return Evenement(
        uid=f"seance-{seance.pk}",
        sequence=seance.sequence,
        titre=f"Séance de validation, {seance.campagne.pole}",
        debut=seance.prevue_le,
        fin=seance.prevue_le + DUREE,
        modifie_le=seance.modifiee_le or seance.etat_depuis,
        fuseau=seance.campagne.fuseau,
        lieu=seance.lieu or EN_VISIO,
        url=seance.get_absolute_url(),
        annule=seance.etat == EtatSeance.ANNULEE,
        campagnes=frozenset({seance.campagne_id}),
        personnes=frozenset(personnes),
        alarmes=ALARMES,
        reserve=True,
    )
