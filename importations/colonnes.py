"""Which column of a table is which: by its header, as people write it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from commun.erreurs import ActionImpossible
from commun.tableaux import Rangee
from commun.tableaux.rangees import LIGNES_MAX, Cellule
from commun.tableaux.refus import TableauRefuse
from commun.textes import mots

from .sortes import Champ, Ligne
from .valeurs import lire_valeur

# Among how many filled rows the headers are looked for: a title and a date may stand above.
ENTETE_MAX = 10
_VIDES = {"de", "du", "des", "la", "le", "l", "d", "en"}


@dataclass(frozen=True)
class Entete:
    """`places`: each field's column; `ignorees`: the headers that name nothing known."""

    places: dict[str, int]
    ignorees: list[str]


def lire_lignes(rangees: Iterable[Rangee], champs: Sequence[Champ]) -> tuple[list[Ligne], list[str]]:
    """The lines below the headers, and the columns left aside. Raises ActionImpossible where no header is known."""
    suite = iter(rangees)
    debut: list[Rangee] = []
    for rangee in suite:
        debut.append(rangee)
        if entete := _entete(rangee.cellules, champs):
            lignes = list(_lignes(suite, entete, champs))
            if not lignes:
                raise ActionImpossible("Ce tableau a ses titres de colonnes, et aucune ligne en dessous.")
            return lignes, entete.ignorees
        if len(debut) == ENTETE_MAX:
            break
    raise ActionImpossible(_sans_entete(debut, champs))


def _entete(cellules: Sequence[Cellule], champs: Sequence[Champ]) -> Entete | None:
    """Where every obligatory column is named. Raises ActionImpossible where one is named twice."""
    connus = {nom: champ for champ in champs for nom in (cle(champ.titre), *map(cle, champ.synonymes), cle(champ.code))}
    places: dict[str, int] = {}
    ignorees = []
    for place, titre in enumerate(cellules):
        champ = connus.get(cle(titre)) if isinstance(titre, str) else None
        if champ is None:
            ignorees += [titre] if isinstance(titre, str) and titre else []
        elif champ.code in places:
            raise ActionImpossible(
                f"Deux colonnes disent « {champ.titre} » : gardez-en une, puis redéposez le tableau."
            )
        else:
            places[champ.code] = place
    return Entete(places, ignorees) if all(c.code in places for c in champs if c.obligatoire) else None


def cle(titre: str) -> str:
    """« Date de l'Étape » is « date etape »: without capitals, accents, little words."""
    dits = mots(titre.replace("°", " "))
    return " ".join([mot for mot in dits if mot not in _VIDES] or dits)


def _sans_entete(debut: Sequence[Rangee], champs: Sequence[Champ]) -> str:
    if not debut:
        return "Ce tableau est vide. Remplissez le modèle, enregistrez-le, puis déposez-le."
    attendus = ", ".join(f"« {champ.titre} »" for champ in champs if champ.obligatoire)
    lus = ", ".join(f"« {titre[:40]} »" for titre in debut[0].cellules[:8] if isinstance(titre, str) and titre)
    return (
        f"Les titres des colonnes ne sont pas reconnus. Il faut au moins : {attendus}."
        + (f" La première ligne du tableau dit : {lus}." if lus else "")
        + " Partez du modèle à télécharger, ou donnez ces titres à vos colonnes."
    )


def _lignes(rangees: Iterator[Rangee], entete: Entete, champs: Sequence[Champ]) -> Iterator[Ligne]:
    utiles = [champ for champ in champs if champ.code in entete.places]
    combien = 0
    for rangee in rangees:
        cellules = [_a(rangee.cellules, entete.places[champ.code]) for champ in utiles]
        if all(valeur == "" for valeur in cellules):
            continue
        combien += 1
        if combien > LIGNES_MAX:
            raise TableauRefuse("lignes")
        lues = [lire_valeur(champ, valeur) for champ, valeur in zip(utiles, cellules, strict=True)]
        valeurs = {champ.code: valeur for champ, (valeur, _) in zip(utiles, lues, strict=True)}
        yield Ligne(rangee.numero, valeurs, tuple(chain.from_iterable(motifs for _, motifs in lues)))


def _a(cellules: Sequence[Cellule], place: int) -> Cellule:
    return cellules[place] if place < len(cellules) else ""
