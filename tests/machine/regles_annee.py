"""The end of the year: what goes on in the next one, what stays, and the way back; from the design alone."""

from __future__ import annotations

from tests.machine.choses import ABANDONNEE, PUBLIEE, Ressource
from tests.machine.regles_visas import Visas


class Annee(Visas):
    """The pôle's year, closed once its next one is prepared: no version, split or reprise there any more."""

    fiche: str
    close = False
    fiche_suite = False  # the fiche, still being decided, went on with one of its resources
    travail = False  # somebody has worked since on what went on: there is no way back
    flou = False  # perhaps: a gesture that may leave nothing behind it

    def arretee(self, r: Ressource) -> bool:
        """Left in the year that is closed."""
        return self.close and not r.suite

    def reportable(self, r: Ressource) -> bool:
        """Not finished, and on no table; what is on one waits for the séance to close."""
        a_l_ordre_du_jour = self.seance and any(ronde in self.seance.rondes for ronde in r.rondes)
        return not r.suite and r.etat not in {PUBLIEE, ABANDONNEE} and not a_l_ordre_du_jour

    def preparer_annee(self, qui: str, *rangs: int) -> str | None:
        if not self.conduit(qui) or self.close:
            return "c'est à la conduite du pôle, une fois"
        refus = self._reporter(rangs)
        self.close = refus is None
        return refus

    def reporter_aussi(self, qui: str, *rangs: int) -> str | None:
        """What had been left may still follow."""
        if not self.conduit(qui) or not self.close or not rangs:
            return "l'année suivante n'est pas préparée, ou rien n'est choisi"
        return self._reporter(rangs)

    def _reporter(self, rangs: tuple[int, ...]) -> str | None:
        choisies = [self.ressources[rang] for rang in rangs]
        if not all(self.reportable(r) for r in choisies):
            return "l'une d'elles ne peut pas passer"
        for r in choisies:
            r.suite = True
        # A fiche retained is a fact of its year, one abandoned too.
        self.fiche_suite |= bool(choisies) and self.fiche in {"soumise", "a_revoir", "rouverte"}
        return None

    def annuler_annee(self, qui: str) -> str | None:
        if not self.conduit(qui) or not self.close or self.travail:
            return "rien à annuler, ou l'on y a travaillé"
        for r in self.ressources:
            r.suite = False
        self.close = self.fiche_suite = self.flou = False
        return None

    def noter_travail(self, r: Ressource, *, certain: bool) -> None:
        self.travail |= r.suite and certain
        self.flou |= r.suite and not certain
