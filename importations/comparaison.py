"""What importing a table would do, line by line, and the digest of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from importations.models import LigneImportee

from .sortes import Ligne, Sorte, Verdict

if TYPE_CHECKING:
    from comptes.models import Personne


def comparer(sorte: Sorte, portee: Any, lignes: Sequence[Ligne], acteur: Personne, jour: date) -> list[Verdict]:
    """In the order of the table. A line that is wrong by itself, or says what another has said, is not looked at."""
    vues: dict[str, int] = {}
    refusees: dict[int, Verdict] = {}
    for ligne in lignes:
        cle = sorte.cle(ligne)
        if ligne.motifs:
            refusees[ligne.numero] = Verdict.refuser(ligne, *ligne.motifs)
        elif cle and cle in vues:
            motif = f"La ligne {vues[cle]} parle déjà de la même chose : gardez-en une."
            refusees[ligne.numero] = Verdict.refuser(ligne, motif)
        if cle:
            vues.setdefault(cle, ligne.numero)
    bonnes = [ligne for ligne in lignes if ligne.numero not in refusees]
    reponses = {verdict.ligne.numero: verdict for verdict in sorte.comparer(portee, bonnes, acteur, jour)}
    verdicts = [refusees.get(ligne.numero) or reponses[ligne.numero] for ligne in lignes]
    for verdict in verdicts:
        verdict.quoi = verdict.quoi or _nommer(sorte, verdict.ligne)
    return verdicts


def _nommer(sorte: Sorte, ligne: Ligne) -> str:
    """The first words that the line has, for one that is not understood."""
    return next((ligne[champ.code] for champ in sorte.champs if ligne[champ.code]), "")[:250]


def empreinte(verdicts: Sequence[Verdict]) -> str:
    """Of what the page shows: the lines, what becomes of each, and why."""
    montre = [
        [v.ligne.numero, v.issue, v.quoi, v.ligne.valeurs, [list(e) for e in v.ecarts], v.motifs, v.remarques]
        for v in verdicts
    ]
    return hashlib.sha256(json.dumps(montre, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def en_ligne(ligne: LigneImportee) -> Ligne:
    """As it was read."""
    return Ligne(ligne.numero, ligne.valeurs, tuple(ligne.motifs_de_lecture))


def en_verdict(ligne: LigneImportee) -> Verdict:
    """As it was answered."""
    ecarts = [tuple(ecart) for ecart in ligne.ecarts]
    return Verdict(en_ligne(ligne), ligne.issue, ligne.quoi, ecarts, ligne.motifs, ligne.remarques)
