"""Signing, asking for a validation, publishing."""

from __future__ import annotations

from collections.abc import Iterator

from journal.mouvements import trouver
from productions.etats import EtatRessource
from productions.models import NaturePiece
from validations.circuit import visas_requis
from validations.dossier import Dossier
from validations.models import Publication
from validations.permissions import natures_signables, pourquoi_pas_viser

from .offre import (
    AUSSI,
    COORDINATION,
    INSPECTION_ET_DRANE,
    MAINTENANT,
    PRODUCTEURS_ET_COORDINATION,
    Offre,
    offrir,
)


def offres_de_validation(d: Dossier) -> Iterator[Offre]:
    yield from _visa(d)
    yield from _demande(d)
    yield from _publication(d)


def _visa(d: Dossier) -> Iterator[Offre]:
    demande = d.demande_ouverte
    if demande is None:
        return
    signataire = bool(natures_signables(d.personne, demande))
    yield Offre(
        "Donner mon visa",
        demande.get_absolute_url(),
        permise=signataire,
        reserve_a=INSPECTION_ET_DRANE,
        rang=MAINTENANT,
        empechement=pourquoi_pas_viser(d.personne, demande) if signataire else "",
    )


def _demande(d: Dossier) -> Iterator[Offre]:
    if visas_requis(d.ressource.nature):
        if trouver(d.ressource, "demander_validation"):
            yield offrir(
                d,
                "Demander la validation",
                "validations.demander_validation",
                PRODUCTEURS_ET_COORDINATION,
                MAINTENANT,
                adresse="validations:demander",
                empechement=_sans_livret(d),
            )
    elif trouver(d.ressource, "valider_formation"):
        yield offrir(d, "Valider la ressource", "validations.valider_formation", COORDINATION, MAINTENANT)
    if trouver(d.ressource, "retirer_demande"):
        yield offrir(d, "Retirer la demande", "validations.retirer_demande", PRODUCTEURS_ET_COORDINATION, AUSSI)


def _sans_livret(d: Dossier) -> str:
    if d.derniere is None or any(p.nature == NaturePiece.LIVRET for p in d.derniere.pieces.all()):
        return ""
    return f"La {d.derniere} n'a pas de livret d'utilisation, déposez une version avec son livret."


def _publication(d: Dossier) -> Iterator[Offre]:
    if trouver(d.ressource, "publier"):
        yield offrir(d, "Publier", "validations.publier", COORDINATION, MAINTENANT)
    elif d.ressource.etat == EtatRessource.PUBLIEE and _reste_un_lieu(d):
        yield offrir(d, "Publier ailleurs", "validations.publier", COORDINATION, AUSSI)


def _reste_un_lieu(d: Dossier) -> bool:
    pris = {p.cible for p in d.publications if p.ouverte and d.derniere and p.version_id == d.derniere.pk}
    return pris != set(Publication.Cible.values)
