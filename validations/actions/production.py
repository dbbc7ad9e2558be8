"""Relectures, versions, giving up and taking up again."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from journal.mouvements import trouver
from productions.etats import INACHEVEES, RELECTURES_TENUES, EtatRelecture
from productions.etats import EtatRessource as R
from productions.services.depots import depot_impossible
from productions.services.scission import scission_impossible
from validations.dossier import Dossier

from .offre import AU_BESOIN, AUSSI, COORDINATION, MAINTENANT, PRODUCTEURS, Offre, offrir


def offres_de_production(d: Dossier) -> Iterator[Offre]:
    yield from _ma_relecture(d)
    yield from _relecture(d)
    yield from _version(d)
    yield from _accord(d)
    yield from _vie(d)


def _ma_relecture(d: Dossier) -> Iterator[Offre]:
    if d.ressource.etat == R.ABANDONNEE:
        return
    for relecture in d.relectures_attendues:
        if relecture.relecteur_id == d.personne.pk:
            adresse = reverse("productions:relecture", args=[relecture.pk])
            yield Offre("Faire ma relecture", adresse, permise=True, reserve_a="", rang=MAINTENANT)


def _relecture(d: Dossier) -> Iterator[Offre]:
    if trouver(d.ressource, "rouvrir_relecture"):
        yield offrir(d, "Rouvrir une relecture", "productions.rouvrir_relecture", COORDINATION)
    if d.ressource.etat != R.EN_RELECTURE:
        return
    etats = {x.etat for x in d.derniere.relectures.all()} if d.derniere else set()
    confiee = not etats.isdisjoint(RELECTURES_TENUES)
    # What is left of what was declined waits for the PREDAC/IAN, even where another relecture is handed in.
    rang = AUSSI if EtatRelecture.ATTENDUE in etats else MAINTENANT
    yield offrir(d, "Désigner un relecteur", "productions.assigner_relecture", COORDINATION, rang)
    yield offrir(d, "Clore la relecture", "productions.clore_relecture", COORDINATION, AUSSI if confiee else AU_BESOIN)
    yield offrir(
        d,
        "Continuer sans relecture",
        "productions.continuer_sans_relecture",
        PRODUCTEURS,
        AUSSI,
        empechement="Une relecture est confiée, attendez-la." if confiee else "",
    )


def _version(d: Dossier) -> Iterator[Offre]:
    r = d.ressource
    if trouver(r, "deposer"):
        attendue = r.etat in (R.EN_CONCEPTION, R.EN_REVISION)
        yield offrir(
            d,
            f"{'Continuer le dépôt de' if d.depot else 'Préparer'} la V{r.numero_suivant}",
            "productions.deposer_version",
            PRODUCTEURS,
            MAINTENANT if attendue else AUSSI if d.depot else AU_BESOIN,
            adresse="productions:depot",
            empechement=depot_impossible(d.ressource),
        )
    if trouver(r, "annuler_depot") and d.derniere:
        relue = any(x.etat == EtatRelecture.RENDUE for x in d.derniere.relectures.all())
        yield offrir(
            d,
            f"Annuler le dépôt de la {d.derniere}",
            "productions.annuler_depot",
            PRODUCTEURS,
            empechement=f"La {d.derniere} a déjà été ouverte." if d.derniere.ouverte_le or relue else "",
        )


def _accord(d: Dossier) -> Iterator[Offre]:
    """Asked of each producer, whatever the state, as soon as there is a version."""
    if d.derniere and any(lien.personne_id == d.personne.pk for lien in d.sans_accord):
        rang = MAINTENANT if d.ressource.etat == R.VALIDEE else AUSSI
        yield offrir(d, "Donner mon accord de publication", "productions.donner_accord", PRODUCTEURS, rang)


def _vie(d: Dossier) -> Iterator[Offre]:
    if trouver(d.ressource, "reprendre"):
        yield offrir(
            d,
            "Reprendre la ressource",
            "productions.reprendre_ressource",
            COORDINATION,
            MAINTENANT if d.ressource.etat == R.NON_VALIDEE else AUSSI,
            adresse="productions:reprendre",
        )
    if d.ressource.etat in (*INACHEVEES, R.EN_VALIDATION):
        yield offrir(d, "Abandonner la ressource", "validations.abandonner", COORDINATION)
    if d.ressource.etat != R.ABANDONNEE:
        raison = scission_impossible(d.ressource)
        yield offrir(d, "Scinder la ressource", "productions.scinder_ressource", COORDINATION, empechement=raison)
