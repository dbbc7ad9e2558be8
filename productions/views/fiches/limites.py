"""What a reader of a fiche may not do now, and why, in words."""

from __future__ import annotations

from collections.abc import Iterator

from journal.mouvements import actions_possibles
from productions.etats import TRANSITIONS_FICHE, EtatFiche
from productions.models import FicheProjet
from productions.services.fiches import abandon_impossible

from .acces import RESERVE_AUTEURS, RESERVE_COORDINATION

_LIBELLES = {t.action: t.libelle for t in TRANSITIONS_FICHE}


def limites(fiche: FicheProjet, *, ecrit: bool, decide: bool) -> Iterator[str]:
    """`ecrit`, `decide`: whether the person may write in the fiche, decide about it."""
    etat = fiche.get_etat_display()
    if not ecrit:
        yield f"Revient {RESERVE_AUTEURS} : modifier la fiche, la soumettre."
    elif not fiche.modifiable:
        recours = "la reprendre" if fiche.etat == EtatFiche.ABANDONNEE else "la renvoyer ou la rouvrir"
        yield f"Modifier la fiche : elle est {etat}. Le PREDAC ou l'IAN du pôle peut {recours}."
    if decide:
        if fiche.modifiable:
            yield f"Retenir la fiche : elle est {etat}, elle doit d'abord être soumise."
        if raison := abandon_impossible(fiche):
            yield f"Abandonner la fiche : {raison}"
        return
    decisions = [_LIBELLES[action] for action in actions_possibles(fiche) if action != "soumettre"]
    if decisions:
        yield f"Revient {RESERVE_COORDINATION} : {', '.join(decisions)}."
