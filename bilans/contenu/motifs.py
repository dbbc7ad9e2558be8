"""The reasons that whoever leads a pôle has chosen for its document: the only ones that a review prints.

What producers wrote to ask for an extension, or a tester's team to test late, is read by the page that chooses
(`bilans.queries.motifs_confies`) and never comes here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bilans.etats import CauseRetard
from bilans.models import Bilan, MotifRetard
from bilans.perimetre import Perimetre

# A resource's number, and which of its milestones.
Cle = tuple[int, str]
NON_PRECISE = "motif non précisé"


@dataclass(frozen=True)
class Motif:
    cause: str = ""  # in words; empty where nothing was chosen
    precision: str = ""

    def __str__(self) -> str:
        """« Difficulté technique : le serveur… », « Motif non précisé »."""
        if not self.cause:
            return NON_PRECISE.capitalize()
        if self.cause == CauseRetard.AUTRE.label:
            return self.precision
        return f"{self.cause.capitalize()}{' : ' if self.precision else ''}{self.precision}"


SANS_MOTIF = Motif()


def motifs_publies(perimetre: Perimetre, bilan: Bilan) -> dict[Cle, Motif]:
    """An académie's are those of its pôles' reviews. One query."""
    if perimetre.d_un_pole:
        lignes = MotifRetard.objects.filter(bilan=bilan) if bilan.pk else MotifRetard.objects.none()
    else:
        lignes = MotifRetard.objects.filter(bilan__campagne__in=perimetre.pks)
    return {(m.ressource_id, m.etape): Motif(str(m.get_cause_display()), m.precision) for m in lignes}


def par_cause(motifs: Iterable[Motif]) -> Mapping[str, int]:
    """How many delays a cause has, the most frequent first, those without one last."""
    comptes = Counter(motif.cause or NON_PRECISE for motif in motifs)
    return dict(sorted(comptes.items(), key=lambda c: (c[0] == NON_PRECISE, -c[1], c[0])))
