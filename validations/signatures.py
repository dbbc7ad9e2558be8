"""Whose visa is awaited, by name, for the lists of resources: `queries.signataires_possibles` in the database's words.

Which visas are given and who may give the others is told to whoever reads the resource; what a visa says is not asked.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from commun.ensembles import Parmi
from poles.models import Delegation, Mandat
from poles.queries import mandats_actifs
from productions.models import Producteur
from productions.queries.attentes import Nommes

from .circuit import SIGNATAIRES
from .models import DemandeValidation, Visa


def attendues_de(noms: Nommes) -> Q:
    """The resources of the open rounds where one of these people may give a visa that is missing."""
    donnes, attendue = Visa.objects.filter(demande=OuterRef("pk")), Q(pk__in=[])
    for nature, fonction in SIGNATAIRES.items():
        mandats = _mandats(noms).filter(fonction=fonction)
        attendue |= Q(Exists(mandats)) & ~Q(Exists(donnes.filter(nature=nature)))
    ouvertes = DemandeValidation.objects.filter(attendue, close_le__isnull=True)
    return Q(Parmi("pk", ouvertes.values("ressource")))


def _mandats(noms: Nommes) -> QuerySet[Mandat]:
    """Of a round: those that let one of them sign, their own or lent; `circuit.independant` says who may not."""
    suivi = "ressource__campagne_suivi"
    portee = (
        Q(campagne=OuterRef(suivi))
        | Q(pole=OuterRef(f"{suivi}__pole"))
        | Q(academie=OuterRef(f"{suivi}__pole__academie"))
    )
    lues = Delegation.objects.en_cours(noms.jour).filter(mandat=OuterRef("pk"), delegataire__is_active=True)
    pretes = lues.filter(~_engage("delegataire", 2), delegataire__in=noms.personnes)
    mandats = mandats_actifs(noms.jour).filter(portee, ~_engage("personne", 1), personne__is_active=True)
    return mandats.filter(Q(personne__in=noms.personnes) | Q(Exists(pretes)))


def _engage(qui: str, profondeur: int) -> Q:
    """Whether they produce the resource or have a hand in a visa; `profondeur`: how far out the round is."""

    def de_la_demande(champ: str) -> OuterRef:
        dehors = OuterRef(champ)
        for _ in range(profondeur):
            dehors = OuterRef(dehors)
        return dehors

    produisent = Producteur.objects.filter(ressource=de_la_demande("ressource"), personne=OuterRef(qui))
    visas = Visa.objects.filter(
        Q(signataire=OuterRef(qui)) | Q(par_delegation_de=OuterRef(qui)), demande=de_la_demande("pk")
    )
    return Q(Exists(produisent)) | Q(Exists(visas))
