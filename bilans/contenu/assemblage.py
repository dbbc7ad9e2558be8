"""All the sections together: the one thing that the page, the PDF, the figures kept and the exports are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bilans.models import Bilan
from bilans.perimetre import Perimetre, perimetre_de

from .annexes import Annexes, annexes
from .avancement import Etape, avancement
from .chiffres import Chiffre, chiffres
from .equipe import EquipeDePole, equipes
from .lecture import remarques_par_ressource, ressources_de
from .motifs import Cle, Motif, motifs_publies, par_cause
from .obligations import PartiesDePole, obligations
from .perspectives import Perspectives, perspectives
from .ressources import Carte, cartes
from .retards import Retard, retards
from .tests import TestAVenir, Tests, lire_tests, tests_a_venir


@dataclass(frozen=True)
class Contenu:
    perimetre: Perimetre
    textes: Mapping[str, str]
    chiffres: list[Chiffre]
    etapes: list[Etape]
    equipes: list[EquipeDePole]
    cartes: list[Carte]
    retards: list[Retard]
    tests: Tests
    obligations: list[PartiesDePole]
    perspectives: Perspectives
    annexes: Annexes

    @property
    def engagees(self) -> int:
        return self.releve["ressources"]

    @property
    def en_avant(self) -> list[Carte]:
        return [carte for carte in self.cartes if carte.en_avant]

    @property
    def motifs(self) -> Mapping[str, int]:
        """How many delays each published reason has."""
        return par_cause(retard.motif for retard in self.retards)

    @property
    def motifs_dits(self) -> bool:
        """Whether any delay has one: a table of « motif non précisé » alone would say nothing."""
        return any(retard.motif.cause for retard in self.retards)

    @property
    def a_motiver(self) -> int:
        """How many delays and late class tests the document gives a reason for."""
        return len(self._motifs())

    @property
    def sans_motif(self) -> int:
        return sum(not motif.cause for motif in self._motifs().values())

    def _motifs(self) -> Mapping[Cle, Motif]:
        return {r.cle: r.motif for r in [*self.retards, *(t for t in self.tests.a_venir if t.tardif)]}

    @property
    def releve(self) -> dict[str, int]:
        """The figures as a generation keeps them."""
        return {chiffre.cle: chiffre.valeur for chiffre in self.chiffres}


def assembler(bilan: Bilan, maintenant: datetime) -> Contenu:
    """Read everything; some forty queries, whatever the number of pôles and resources."""
    perimetre = perimetre_de(bilan, maintenant)
    ressources = ressources_de(perimetre)
    motifs = motifs_publies(perimetre, bilan)
    les_tests = lire_tests(perimetre, bilan, motifs)
    return Contenu(
        perimetre=perimetre,
        textes=textes_de(bilan),
        chiffres=chiffres(perimetre),
        etapes=avancement(perimetre),
        equipes=equipes(perimetre),
        cartes=cartes(
            perimetre, ressources, les_tests, remarques_par_ressource(perimetre), _mises_en_avant(bilan, perimetre)
        ),
        retards=retards(perimetre, ressources, motifs),
        tests=les_tests,
        obligations=obligations(perimetre),
        perspectives=perspectives(perimetre, ressources),
        annexes=annexes(perimetre),
    )


def en_retard(bilan: Bilan, perimetre: Perimetre) -> tuple[list[Retard], list[TestAVenir]]:
    """What the document must give a reason for: what was late, and the class tests after the end of the cycle."""
    motifs = motifs_publies(perimetre, bilan)
    tardifs = [test for test in tests_a_venir(perimetre, motifs) if test.tardif]
    return retards(perimetre, ressources_de(perimetre), motifs), tardifs


def textes_de(bilan: Bilan) -> dict[str, str]:
    """By section; nothing for a review that is not opened yet."""
    return dict(bilan.textes.values_list("section", "texte")) if bilan.pk else {}


def _mises_en_avant(bilan: Bilan, perimetre: Perimetre) -> set[int]:
    """An académie's are those of its pôles' reviews."""
    if perimetre.d_un_pole:
        return set(bilan.mises_en_avant.values_list("pk", flat=True)) if bilan.pk else set()
    choisies = Bilan.mises_en_avant.through.objects.filter(bilan__campagne__in=perimetre.pks)
    return set(choisies.values_list("ressource", flat=True))
