"""A text shown on a real case: with the values that a mail of that kind was filled in with, else made-up ones.

The real cases are mails that whoever writes may read in the outbox; nothing is computed again, so that a preview
costs one query and says what the person would have received.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commun.courriels import LONGUEUR_SUJET, en_entete, paragraphes, sur_une_ligne
from commun.gabarits import Enregistre, ErreurDeGabarit, Fictif, TexteLivre, lire, rendre
from commun.liens import sans_liens_personnels
from commun.models import Courriel
from courriers.queries.envois import lisibles_par

if TYPE_CHECKING:
    from comptes.models import Personne

CAS_PROPOSES = 5


@dataclass(frozen=True)
class Apercu:
    sujet: str
    texte: str
    bouton: str
    cas: Courriel | None
    # In characters, where the subject, filled in, is longer than what leaves.
    coupe_a: int | None

    @property
    def fictif(self) -> bool:
        return self.cas is None


def cas_reels(personne: Personne, livre: TexteLivre) -> list[Courriel]:
    """The latest mails of that kind, the latest first; none where only their recipients read them."""
    courriels = lisibles_par(personne).filter(gabarit=livre.gabarit, secret=False).exclude(valeurs={})
    if livre.entre_personnes:
        return []
    return list(courriels.only("sujet", "bouton", "valeurs", "cree_le", "gabarit")[:CAS_PROPOSES])


def apercu(sujet: str, corps: str, cas: Courriel | None) -> Apercu | None:
    """None for a text that cannot be read: its form says why."""
    source = Enregistre(cas.valeurs) if cas else Fictif()
    try:
        dit = rendre(lire(sujet), source), rendre(lire(corps), source)
    except (ErreurDeGabarit, RecursionError):
        return None
    texte, coupe = sans_liens_personnels(paragraphes(dit[1])), len(sur_une_ligne(dit[0])) > LONGUEUR_SUJET
    return Apercu(en_entete(dit[0]), texte, cas.bouton if cas else "", cas, LONGUEUR_SUJET if coupe else None)
