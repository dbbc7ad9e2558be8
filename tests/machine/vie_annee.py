"""The end of the year, among the others' gestures: prepared, completed, undone."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.machine.hasard import N
from tests.machine.partie import Partie

# Mandates are those of a year: once the next one is prepared they are in both, and stay as they are until it is undone.
# Who lends theirs lends one year's: it is prepared where nobody does.
annee_ouverte = precondition(lambda self: not self.regles.close)


class FinDAnnee(Partie):
    @precondition(lambda self: not self.regles.close and not self.regles.delegations)
    @rule(q=N, rangs=st.sets(st.integers(0, 3)), n=N)
    def preparer_annee(self, q: int, rangs: set[int], n: int) -> None:
        """Rarely: most of the life is that of an open year."""
        if n % 4 == 0:
            self._sur_l_annee("preparer_annee", q, rangs, n // 4)

    @precondition(lambda self: self.regles.close)
    @rule(q=N, rangs=st.sets(st.integers(0, 3)), n=N)
    def reporter_aussi(self, q: int, rangs: set[int], n: int) -> None:
        self._sur_l_annee("reporter_aussi", q, rangs, n)

    @precondition(lambda self: self.regles.close and not self.regles.flou)
    @rule(q=N)
    def annuler_annee(self, q: int) -> None:
        if self.agir_sur_le_pole("annuler_annee", self.qui(q, self.conduite)):
            self.tout_constater()

    @precondition(lambda self: self.regles.close)
    @rule(q=N)
    def preparer_deux_fois(self, q: int) -> None:
        self.agir_sur_le_pole("preparer_annee", self.qui(q, self.conduite))

    def _sur_l_annee(self, geste: str, q: int, rangs: set[int], n: int) -> None:
        """Three times out of four what the page proposes, less what is unticked."""
        ressources = self.regles.ressources
        choisis = sorted(
            i for i in rangs if i < len(ressources) and (n % 4 == 0 or self.regles.reportable(ressources[i]))
        )
        if self.agir_sur_le_pole(geste, self.qui(q, self.conduite), *choisis):
            self.tout_constater()
