"""Where a pôle is on one day, as numbers and a few titles: taken when a moment of the year is recorded, then kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from poles.models import Campagne
from productions.etats import EtatFiche, EtatRelecture, EtatRessource
from productions.models import FicheProjet, Relecture, Ressource
from productions.queries.ressources import pour_liste, situees
from productions.queries.retards import en_retard

RETARDS_NOMMES = 10


@dataclass(frozen=True)
class Groupe:
    titre: str
    comptes: list[tuple[str, int]]

    @property
    def phrase(self) -> str:
        """« retenue : 3, soumise : 1 »: the way that fits any state."""
        return ", ".join(f"{libelle} : {nombre}" for libelle, nombre in self.comptes) or "aucune"


@dataclass(frozen=True)
class Retard:
    titre: str
    quoi: str
    jour: date


@dataclass(frozen=True)
class Photo:
    le: date
    groupes: list[Groupe]
    retards: list[Retard]
    autres_retards: int

    @property
    def nombre_de_retards(self) -> int:
        return len(self.retards) + self.autres_retards


def photographier(campagne: Campagne, jour: date) -> dict[str, Any]:
    """What the row keeps. A resource is late as everywhere else."""
    ressources = Ressource.objects.filter(campagne_suivi=campagne)
    tardives = en_retard(ressources, jour)
    nommees = situees(pour_liste(tardives, jour).order_by("attendue_le", "titre", "pk")[:RETARDS_NOMMES], jour)
    return {
        "le": jour.isoformat(),
        "fiches": _par_etat(FicheProjet.objects.filter(campagne=campagne)),
        "ressources": _par_etat(ressources),
        "relectures": _par_etat(
            Relecture.objects.filter(version__ressource__campagne_suivi=campagne, version__annulee_le__isnull=True)
        ),
        "retards": [
            {"titre": r.titre, "quoi": r.situation.premiere_chose, "jour": r.attendue_le.isoformat()} for r in nommees
        ],
        "autres_retards": max(0, tardives.count() - RETARDS_NOMMES),
    }


def _par_etat(lignes: QuerySet[Any]) -> dict[str, int]:
    return dict(lignes.order_by().values_list("etat").annotate(nombre=Count("pk")))


def lire(photo: Mapping[str, Any]) -> Photo | None:
    """The same as words; None for a moment that was recorded before there were pictures."""
    if not photo:
        return None
    etats = {"fiches": EtatFiche, "ressources": EtatRessource, "relectures": EtatRelecture}
    titres = {"fiches": "Fiches-projet", "ressources": "Ressources", "relectures": "Relectures"}
    return Photo(
        date.fromisoformat(photo["le"]),
        [
            Groupe(titres[nom], [(str(e.label), photo[nom][e.value]) for e in choix if photo[nom].get(e.value)])
            for nom, choix in etats.items()
        ],
        [Retard(r["titre"], r["quoi"], date.fromisoformat(r["jour"])) for r in photo["retards"]],
        photo["autres_retards"],
    )
