"""What the producers declare differently of one version and of another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from productions.declarations import Declarations, Grille, lire

ABSENT = "absent"


@dataclass(frozen=True)
class EcartDeclaration:
    """What it is about, in full; what was said of it, what is."""

    sujet: str
    avant: str
    apres: str


def comparer_declarations(avant: Grille, apres: Grille) -> list[EcartDeclaration]:
    """The lines that differ; none when nothing does."""
    if bool(avant) != bool(apres):
        return [EcartDeclaration("Déclarations", *("remplies" if grille else "aucune" for grille in (avant, apres)))]
    anciennes, nouvelles = dict(_lignes(lire(avant))), dict(_lignes(lire(apres)))
    ecarts = (
        EcartDeclaration(sujet, anciennes.get(sujet, ABSENT), nouvelles.get(sujet, ABSENT))
        for sujet in dict.fromkeys([*anciennes, *nouvelles])
    )
    return [ecart for ecart in ecarts if ecart.avant != ecart.apres]


def _lignes(grille: Declarations) -> Iterable[tuple[str, str]]:
    for texte, donne in grille.engagements:
        yield texte, "déclaré" if donne else "non déclaré"
    yield "Précisions sur le RGPD", grille.precisions or ABSENT
    yield "Aucun média de tiers", "déclaré" if grille.sans_media else "non déclaré"
    for outil in grille.outils:
        motif = f" : {outil.motif}" if outil.motif else ""
        yield f"Outil ou service : {outil.nom or 'sans nom'}", f"{outil.genre_en_clair}{motif}"
    for media in grille.medias:
        yield f"Média : {media.quoi or 'sans titre'}", ", ".join(filter(None, (media.source, media.licence))) or "cité"
