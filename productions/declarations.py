"""What the producers declare of a version, and what is missing. Pure: no database.

`Depot.declarations` is the draft, as typed; `Version.declarations` the same, sealed (productions/sceau.py). The grid:
the two commitments, how the law is respected, the tools, the media of third parties.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices

Grille = Mapping[str, Any]

# What the law asks of every classroom resource: the rest of the grid advises, these two bind.
ENGAGEMENTS = {
    "sans_donnees_eleves": "Aucun fichier ni lien de cette version ne contient de données d'élèves : ni nom, ni "
    "photo, ni voix, ni travail nominatif.",
    "rgpd": "L'usage proposé en classe respecte le RGPD : ce que la ressource demande aux élèves se fait sans donnée "
    "personnelle, ou dans un cadre autorisé par l'établissement.",
}


class GenreOutil(TextChoices):
    INSTITUTION = "institution", "de l'institution"
    PARTENAIRE = "partenaire", "d'un partenaire"
    AUTRE = "autre", "autre"


@dataclass(frozen=True)
class Outil:
    nom: str = ""
    genre: str = GenreOutil.INSTITUTION
    motif: str = ""

    @property
    def genre_en_clair(self) -> str:
        return GenreOutil(self.genre).label if self.genre in GenreOutil.values else self.genre

    @property
    def sans_motif(self) -> bool:
        return self.genre == GenreOutil.AUTRE and not self.motif.strip()


@dataclass(frozen=True)
class Media:
    quoi: str = ""
    source: str = ""
    licence: str = ""

    @property
    def incomplet(self) -> bool:
        return not (self.quoi and self.source and self.licence)


@dataclass(frozen=True)
class Declarations:
    """The grid as it is read: every part there, whatever the age of what was sealed."""

    sans_donnees_eleves: bool = False
    rgpd: bool = False
    precisions: str = ""
    sans_media: bool = False
    outils: list[Outil] = field(default_factory=list)
    medias: list[Media] = field(default_factory=list)

    @property
    def engagements(self) -> list[tuple[str, bool]]:
        return [(texte, getattr(self, nom)) for nom, texte in ENGAGEMENTS.items()]


def lire(grille: Grille) -> Declarations:
    return Declarations(
        **{nom: bool(grille.get(nom)) for nom in (*ENGAGEMENTS, "sans_media")},
        precisions=grille.get("precisions", ""),
        outils=[Outil(**_connus(ligne, Outil)) for ligne in grille.get("outils", ())],
        medias=[Media(**_connus(ligne, Media)) for ligne in grille.get("medias", ())],
    )


def _connus(ligne: Mapping[str, Any], modele: type) -> dict[str, Any]:
    return {cle: valeur for cle, valeur in ligne.items() if cle in modele.__dataclass_fields__}


def a_reprendre(grille: Grille) -> dict[str, Any]:
    """What the next version starts from. The commitments are about a version's own files: they are given anew."""
    return {cle: valeur for cle, valeur in grille.items() if cle not in ENGAGEMENTS}


def manques(grille: Grille, *, pour_la_classe: bool) -> list[str]:
    """What prevents the deposit, each as what to add."""
    return engagements_manquants(grille, pour_la_classe=pour_la_classe) + raisons_manquantes(grille)


def engagements_manquants(grille: Grille, *, pour_la_classe: bool) -> list[str]:
    lues = lire(grille)
    manquants = []
    if pour_la_classe and not lues.sans_donnees_eleves:
        manquants.append("la déclaration « sans données d'élèves »")
    if pour_la_classe and not lues.rgpd:
        manquants.append("la déclaration sur le RGPD")
    return manquants


def raisons_manquantes(grille: Grille) -> list[str]:
    return [
        f"la raison d'employer {f'« {outil.nom} »' if outil.nom else 'un outil sans nom'}"
        for outil in lire(grille).outils
        if outil.sans_motif
    ]


def conseils(grille: Grille, *, pour_la_classe: bool) -> list[str]:
    """What does not prevent the deposit, and who signs will look for."""
    lues = lire(grille)
    trouves = []
    if pour_la_classe and not lues.outils:
        trouves.append("Aucun outil n'est déclaré : dites au moins où le cours se suit (Éléa, Moodle…).")
    if pour_la_classe and not lues.medias and not lues.sans_media:
        trouves.append("Dites quels médias de tiers sont employés, ou qu'il n'y en a aucun.")
    if lues.medias and lues.sans_media:
        trouves.append("Vous citez un média de tiers et dites qu'il n'y en a aucun : décochez la case, ou retirez-le.")
    incomplets = [media.quoi or "un média" for media in lues.medias if media.incomplet]
    if incomplets:
        trouves.append(f"Dites ce que c'est, sa source et sa licence pour : {', '.join(incomplets)}.")
    return trouves
