"""Proves that no move was altered, removed or cut off, whatever the number of rows, in constant memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db import transaction
from django.db.models import Exists, OuterRef

from journal.empreintes import empreinte, empreinte_du_texte
from journal.models import Ecriture, Tete
from journal.services import TEXTE_EFFACE

ALTEREE, RETIREE, COUPEE = "altérée", "retirée", "coupée"
CHAINES_PAR_LOT = 200
ECRITURES_PAR_LOT = 1000


@dataclass(frozen=True)
class Anomalie:
    """One fault, at the first row that it touches."""

    chaine: str
    rang: int
    raison: str
    detail: str

    def __str__(self) -> str:
        return f"{self.chaine} nº {self.rang} : {self.raison} ({self.detail})"


def verifier() -> Iterator[Anomalie]:
    """Read every chain and yield what is wrong, oldest row first in each."""
    for lot in _lots():
        for chaine in _chaines_en_cause(lot):
            # Somebody may have written between the two readings: confirmed with the chain's head locked.
            with transaction.atomic():
                tete = Tete.objects.select_for_update(no_key=True).get(chaine=chaine)
                yield from _examiner(tete, _ecritures([chaine]))
    yield from _chaines_sans_tete()


def _lots() -> Iterator[list[Tete]]:
    """Lists rather than one open cursor, which SQLite would not let a transaction start beside."""
    dernier = 0
    while lot := list(Tete.objects.filter(pk__gt=dernier).order_by("pk")[:CHAINES_PAR_LOT]):
        dernier = lot[-1].pk
        yield lot


def _chaines_en_cause(lot: list[Tete]) -> list[str]:
    tetes = {tete.chaine: tete for tete in lot}
    fautives = []
    for chaine, ecritures in groupby(_ecritures(list(tetes)), key=lambda e: e.chaine):
        if any(True for _ in _examiner(tetes.pop(chaine), ecritures)):
            fautives.append(chaine)
    # What is left has a head and no row.
    return fautives + list(tetes)


def _ecritures(chaines: list[str]) -> Iterator[Ecriture]:
    return Ecriture.objects.filter(chaine__in=chaines).order_by("chaine", "rang").iterator(ECRITURES_PAR_LOT)


def _examiner(tete: Tete, ecritures: Iterable[Ecriture]) -> Iterator[Anomalie]:
    """Follow one chain from its first row to its head."""
    attendu, precedente = 1, ""
    for ecriture in ecritures:
        if ecriture.rang != attendu:
            yield _anomalie(tete, attendu, RETIREE, _rangs_absents(attendu, ecriture.rang - 1))
        # After a gap, the digest before is lost: only the row's own text can be checked.
        suit = ecriture.rang == attendu
        if suit and empreinte(ecriture, precedente) != ecriture.empreinte:
            yield _anomalie(tete, ecriture.rang, ALTEREE, "le contenu ne correspond pas à son empreinte")
        elif not _texte_intact(ecriture):
            yield _anomalie(tete, ecriture.rang, ALTEREE, "le texte ne correspond pas à son empreinte")
        attendu, precedente = ecriture.rang + 1, ecriture.empreinte
    dernier = attendu - 1
    if tete.rang > dernier:
        yield _anomalie(tete, attendu, COUPEE, _rangs_absents(attendu, tete.rang))
    elif tete.rang < dernier:
        yield _anomalie(tete, tete.rang + 1, COUPEE, f"la tête de la chaîne s'arrête au nº {tete.rang}")
    elif tete.empreinte != precedente:
        yield _anomalie(tete, dernier, COUPEE, "la tête de la chaîne porte une autre empreinte")
    elif dernier == 0:
        yield _anomalie(tete, 0, COUPEE, "la tête de la chaîne n'a aucune écriture")


def _texte_intact(ecriture: Ecriture) -> bool:
    if ecriture.texte:
        return empreinte_du_texte(ecriture.texte, ecriture.sel) == ecriture.empreinte_texte
    if ecriture.sel or not ecriture.empreinte_texte:
        return not ecriture.sel and not ecriture.empreinte_texte
    # An empty text where there was one: erased on purpose, and the chain says so, or blanked.
    return Ecriture.objects.filter(
        chaine=ecriture.chaine, rang__gt=ecriture.rang, action=TEXTE_EFFACE, donnees__rang=ecriture.rang
    ).exists()


def _chaines_sans_tete() -> Iterator[Anomalie]:
    tete = Tete.objects.filter(chaine=OuterRef("chaine"))
    perdues = Ecriture.objects.filter(~Exists(tete)).order_by("chaine").values_list("chaine", flat=True).distinct()
    for chaine in perdues.iterator(CHAINES_PAR_LOT):
        yield Anomalie(chaine, 1, COUPEE, "la tête de la chaîne manque")


def _anomalie(tete: Tete, rang: int, raison: str, detail: str) -> Anomalie:
    return Anomalie(tete.chaine, rang, raison, detail)


def _rangs_absents(premier: int, dernier: int) -> str:
    return f"le nº {premier} manque" if premier == dernier else f"les nº {premier} à {dernier} manquent"
