"""Each resource on a card."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bilans.perimetre import Perimetre
from productions.etats import EtatRessource
from productions.models import Ressource
from productions.parcours import enumerer
from validations.models import Publication

from .lecture import COMPTES
from .tests import Tests


@dataclass(frozen=True)
class LieuPublie:
    cible: str
    adresse: str
    licence: str
    le: date


@dataclass(frozen=True)
class VisaRendu:
    nature: str
    signature: str
    avis: str
    le: date


@dataclass(frozen=True)
class Carte:
    pk: int
    titre: str
    pole: str
    pole_pk: int  # two may bear the same name
    nature: str
    etat: str
    abandonnee: bool
    reprise_d_avant: bool  # born in an earlier year
    en_avant: bool
    resume: str
    disciplines: str
    niveaux: str
    producteurs: str
    versions: list[tuple[str, date]]
    remarques: Mapping[str, int]
    tests: int
    impressions: tuple[str, ...]
    visas: list[VisaRendu]  # of the last round that was decided; an opinion of another is nobody else's to read
    publications: list[LieuPublie]


def cartes(
    perimetre: Perimetre,
    ressources: Iterable[Ressource],
    tests: Tests,
    remarques: Mapping[int, Mapping[str, int]],
    en_avant: Collection[int] = (),
) -> list[Carte]:
    """In the order in which they were read; no query."""
    vide = dict.fromkeys(COMPTES, 0)
    return [_carte(perimetre, r, tests, remarques.get(r.pk, vide), r.pk in en_avant) for r in ressources]


def _carte(
    perimetre: Perimetre, ressource: Ressource, tests: Tests, remarques: Mapping[str, int], en_avant: bool
) -> Carte:
    fiche = ressource.fiche
    return Carte(
        pk=ressource.pk,
        titre=ressource.titre,
        pole=str(ressource.campagne_origine.pole),
        pole_pk=ressource.campagne_origine.pole_id,
        nature=ressource.get_nature_display(),
        etat=ressource.get_etat_display(),
        abandonnee=ressource.etat == EtatRessource.ABANDONNEE,
        reprise_d_avant=ressource.campagne_origine_id not in perimetre.pks,
        en_avant=en_avant,
        resume=fiche.resume,
        disciplines=enumerer([str(d) for d in fiche.disciplines.all()]),
        niveaux=enumerer([str(n) for n in fiche.niveaux.all()]),
        producteurs=enumerer([lien.personne.nom_complet for lien in ressource.liens_producteurs.all()]),
        versions=[(str(v), perimetre.jour_de(v.deposee_le)) for v in ressource.versions.all()],
        remarques=remarques,
        tests=tests.par_ressource.get(ressource.pk, 0),
        impressions=tests.impressions.get(ressource.pk, ()),
        visas=_visas(perimetre, ressource),
        publications=[_publiee(p) for p in ressource.publications.all() if p.ouverte],
    )


def _visas(perimetre: Perimetre, ressource: Ressource) -> list[VisaRendu]:
    decidees = [demande for demande in ressource.demandes.all() if demande.decidee]
    if not decidees:
        return []
    return [
        VisaRendu(v.get_nature_display(), v.signature, v.get_avis_display(), perimetre.jour_de(v.donne_le))
        for v in decidees[-1].visas.all()
    ]


def _publiee(publication: Publication) -> LieuPublie:
    return LieuPublie(
        publication.get_cible_display(), publication.adresse, publication.licence_en_clair, publication.publiee_le
    )
