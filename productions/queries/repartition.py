"""What a balanced proposal starts from: the resources that lack proofreaders, and who could read them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import F, Prefetch, Q

from calendrier.models import NatureEcheance
from calendrier.queries import echeances_de, jour_de
from poles.models import Campagne
from productions.etats import RELECTURES_TENUES, EtatRessource
from productions.models import Producteur, Relecture, Ressource
from productions.repartition import ALire, Lecteur, Repartition, manques, pourquoi_inegale, repartir

from .candidats import autres_equipes, equipe_de_relecture, etablissements_de
from .relectures import echeance_entre, relectures_vues

if TYPE_CHECKING:
    from comptes.models import Personne


@dataclass(frozen=True)
class Plan:
    """`parts`: how many proofreaders each resource is to have. `personnes`: the pôle's team, and who is borrowed."""

    ressources: list[Ressource]
    personnes: dict[int, Personne]
    lecteurs: list[Lecteur]
    a_lire: list[ALire]
    echeances: dict[int, date]
    vues: Mapping[int, str]

    @cached_property
    def proposee(self) -> Repartition:
        return repartir(self.lecteurs, self.a_lire)

    @property
    def noms(self) -> dict[int, str]:
        return {pk: personne.nom_complet for pk, personne in self.personnes.items()}

    @property
    def manques(self) -> list[str]:
        return list(manques(self.lecteurs, self.a_lire, self.proposee, {r.pk: r.titre for r in self.ressources}))

    @property
    def inegalites(self) -> list[str]:
        return pourquoi_inegale(self.lecteurs, self.a_lire, self.proposee, self.noms)


def planifier(campagne: Campagne, jour: date, parts: int, emprunts: Collection[int] = ()) -> Plan:
    """A fixed number of queries, however many resources and people there are."""
    ressources = _a_repartir(campagne, parts)
    personnes = {p.pk: p for p in equipe_de_relecture(campagne, jour)}
    if emprunts:
        personnes |= {p.pk: p for p in autres_equipes(campagne, jour).filter(pk__in=emprunts)}
    producteurs = {lien.personne_id for r in ressources for lien in r.liens_producteurs.all()}
    lieux = etablissements_de({*personnes, *producteurs}, jour)
    jalon = jour_de(echeances_de(campagne), NatureEcheance.V2) if ressources else None
    return Plan(
        ressources=ressources,
        personnes=personnes,
        lecteurs=[Lecteur(pk, p.a_rendre, lieux[pk], p.absente_jusqu_au is None) for pk, p in personnes.items()],
        a_lire=[_a_lire(r, parts, lieux) for r in ressources],
        echeances={r.pk: echeance_entre(r, jalon, jour) for r in ressources},
        vues=relectures_vues(ressources),
    )


def _a_repartir(campagne: Campagne, parts: int) -> list[Ressource]:
    """In relecture, with fewer proofreaders of the last version than wanted."""
    derniere = Q(version__numero=F("version__ressource__numero_version"), version__annulee_le__isnull=True)
    confiees = Relecture.objects.filter(derniere).select_related("relecteur")
    ressources = (
        Ressource.objects.filter(campagne_suivi=campagne, etat=EtatRessource.EN_RELECTURE)
        .select_related("fiche", "campagne_suivi__cycle", "campagne_suivi__pole")
        .prefetch_related(
            Prefetch("liens_producteurs", Producteur.objects.select_related("personne")),
            Prefetch("versions__relectures", confiees, to_attr="en_vigueur"),
        )
        .order_by("titre", "pk")
    )
    toutes = []
    for ressource in ressources:
        ressource.confiees = [x for v in ressource.versions.all() for x in v.en_vigueur]
        ressource.tenues = sum(1 for x in ressource.confiees if x.etat in RELECTURES_TENUES)
        if ressource.tenues < parts:
            toutes.append(ressource)
    return toutes


def _a_lire(r: Ressource, parts: int, lieux: Mapping[int, frozenset[int]]) -> ALire:
    producteurs = {lien.personne_id for lien in r.liens_producteurs.all()}
    return ALire(
        cle=r.pk,
        places=parts - r.tenues,
        exclus=frozenset(producteurs | {x.relecteur_id for x in r.confiees}),
        etablissements=frozenset(lieu for pk in producteurs for lieu in lieux[pk]),
    )
