"""The tables behind the figures: their columns and their rows, for any format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bilans.contenu.assemblage import Contenu

Colonne = tuple[str, Callable[[Any], object]]


@dataclass(frozen=True)
class Table:
    titre: str
    colonnes: Sequence[Colonne]
    lignes: Callable[[Contenu], Iterable[Any]]

    @property
    def titres(self) -> list[str]:
        return [titre for titre, _ in self.colonnes]

    def rangees(self, contenu: Contenu) -> Iterator[list[object]]:
        return ([valeur(ligne) for _, valeur in self.colonnes] for ligne in self.lignes(contenu))


TABLES: Mapping[str, Table] = {
    "chiffres": Table(
        "Chiffres clés",
        (
            ("Chiffre", lambda c: c.libelle),
            ("Cette année", lambda c: c.valeur),
            ("Année d'avant", lambda c: c.avant),
            ("Écart", lambda c: c.ecart),
        ),
        lambda contenu: contenu.chiffres,
    ),
    "etapes": Table(
        "Étapes",
        (
            ("Étape", lambda e: e.libelle),
            ("Prévue le", lambda e: e.prevue),
            ("Première", lambda e: e.premiere),
            ("Dernière", lambda e: e.derniere),
            ("Ressources", lambda e: e.atteintes),
            ("Sur", lambda e: e.sur),
            ("Part en %", lambda e: round(100 * e.atteintes / e.sur, 1) if e.sur else None),
        ),
        lambda contenu: contenu.etapes,
    ),
    "ressources": Table(
        "Ressources",
        (
            ("Pôle", lambda c: c.pole),
            ("Ressource", lambda c: c.titre),
            ("Nature", lambda c: c.nature),
            ("État", lambda c: c.etat),
            ("Producteurs", lambda c: c.producteurs),
            ("Versions", lambda c: len(c.versions)),
            ("Remarques", lambda c: c.remarques["total"]),
            ("Faites", lambda c: c.remarques["faites"]),
            ("Déclinées", lambda c: c.remarques["declinees"]),
            ("Adresse", lambda c: c.publications[0].adresse if c.publications else ""),
            ("Licence", lambda c: c.publications[0].licence if c.publications else ""),
        ),
        lambda contenu: contenu.cartes,
    ),
    "retards": Table(
        "Retards",
        (
            ("Pôle", lambda r: r.pole),
            ("Ressource", lambda r: r.titre),
            ("Quoi", lambda r: r.quoi),
            ("Prévu le", lambda r: r.prevu),
            ("Fait le", lambda r: r.fait),
            ("Jours de retard", lambda r: r.jours),
            ("Motif", lambda r: r.motif.cause),
            ("Précision", lambda r: r.motif.precision),
        ),
        lambda contenu: contenu.retards,
    ),
    "tests": Table(
        "Tests en classe attendus",
        (
            ("Pôle", lambda t: t.pole),
            ("Ressource", lambda t: t.ressource),
            ("Prévu le", lambda t: t.jour),
            ("Après la fin du cycle", lambda t: t.tardif),
            ("Motif", lambda t: t.motif.cause),
            ("Précision", lambda t: t.motif.precision),
        ),
        lambda contenu: contenu.tests.a_venir,
    ),
    "suites": Table(
        "Ce qui se poursuit",
        (
            ("Pôle", lambda r: r.pole),
            ("Ressource", lambda r: r.titre),
            ("État", lambda r: r.etat),
            ("Version", lambda r: r.version),
            ("Suite", lambda r: r.suite),
        ),
        lambda contenu: contenu.perspectives.ressources,
    ),
    "reunions": Table(
        "Réunions",
        (
            ("Pôle", lambda ligne: ligne[0]),
            ("Réunion", lambda ligne: ligne[1].titre),
            ("Date", lambda ligne: ligne[1].quand.date()),
            ("Financée", lambda ligne: ligne[1].financee),
            ("Présents", lambda ligne: ligne[1].presents),
            ("Invités", lambda ligne: ligne[1].invites),
        ),
        lambda contenu: [(equipe.pole, reunion) for equipe in contenu.equipes for reunion in equipe.reunions],
    ),
    "obligations": Table(
        "Obligations",
        (
            ("Pôle", lambda ligne: ligne[0]),
            ("Partie", lambda ligne: ligne[1].libelle),
            ("Prévue le", lambda ligne: ligne[1].prevue),
            ("Faite le", lambda ligne: ligne[1].faite_le),
        ),
        lambda contenu: [(o.pole, partie) for o in contenu.obligations for partie in o.parties],
    ),
}
