"""The rules of reminders, told again in plain Python: what a year promises, day after day.

Nothing of the product is imported here: a day is looked at as a coordinator would, calendar in hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.calendrier.rappels.choses import Chose

UN_JOUR = timedelta(days=1)
Promis = tuple[str, date | None, str, int]


@dataclass
class Pole:
    """`chomes`: every holiday of its académie, one by one."""

    chomes: set[date]
    coordination: list[int]
    inspection: list[int]
    drane: list[int]
    copie: bool = False

    def ouvre(self, jour: date) -> bool:
        return jour.weekday() < 5 and jour not in self.chomes

    def avant(self, jour: date) -> date:
        while not self.ouvre(jour):
            jour -= UN_JOUR
        return jour

    def apres(self, jour: date) -> date:
        while not self.ouvre(jour):
            jour += UN_JOUR
        return jour


@dataclass
class Annee:
    poles: dict[int, Pole]
    choses: list[Chose]
    absences: list[tuple[int, date, date]] = field(default_factory=list)
    une_fois_par_semaine: set[int] = field(default_factory=set)
    sans_indicatif: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.envoyes: dict[Promis, date] = {}
        self.sautes: dict[Promis, date] = {}
        self._dits: dict[tuple[str, date | None, int], date] = {}
        self._dernier_courriel: dict[int, date] = {}

    def vivre(self, passages: Iterable[date]) -> None:
        for jour in passages:
            courriels: set[int] = set()
            for chose in self.choses:
                if self.poles[chose.campagne].ouvre(jour) and chose.ouverte(jour):
                    courriels |= self._regarder(chose, jour)
            self._dernier_courriel.update(dict.fromkeys(courriels, jour))

    def _absent(self, qui: int, jour: date) -> bool:
        return any(personne == qui and debut <= jour <= fin for personne, debut, fin in self.absences)

    def _calme(self, pole: Pole, qui: int) -> bool:
        """One mail a week: by choice, or because one signs for the académie there without leading the pôle."""
        return qui in self.une_fois_par_semaine or qui in {*pole.inspection, *pole.drane} - set(pole.coordination)

    def _regarder(self, chose: Chose, jour: date) -> set[int]:
        """What goes that day about that thing; returns who gets a mail."""
        pole, due, servis = self.poles[chose.campagne], chose.echeance(jour), set()
        signataires = [
            qui
            for fonction, gens in (("inspecteur", pole.inspection), ("drane", pole.drane))
            if fonction in chose.fonctions
            for qui in gens
        ]
        autres = {*chose.personnes, *(pole.coordination if "coordinateur" in chose.fonctions else [])}
        tous = autres | set(signataires)
        for qui in autres:
            if due is not None:
                calme = self._calme(pole, qui)
                servis |= self._dire(chose, due, qui, self._dates(pole, chose, due), jour, par_semaine=calme)
        for qui in set(signataires) - autres:
            lundis = self._semaines(pole, (chose.cle, due, qui), jour)
            servis |= self._dire(chose, due, qui, lundis, jour, par_semaine=True)
        if chose.obligatoire and due is not None and any(not self._absent(qui, jour) for qui in tous):
            signal = [("escalade", pole.apres(due + timedelta(days=7)), False)]
            for qui in set(pole.coordination) - tous:
                calme = qui in self.une_fois_par_semaine
                servis |= self._dire(chose, due, qui, signal, jour, par_semaine=calme)
            for qui in set(pole.inspection) - set(pole.coordination) - tous if pole.copie else ():
                servis |= self._dire(chose, due, qui, signal, jour, par_semaine=True)
        return servis

    def _dates(self, pole: Pole, chose: Chose, due: date) -> list[tuple[str, date, bool]]:
        if not chose.obligatoire:
            return [("j-7", pole.avant(due - timedelta(days=7)), True)]
        avant = [(f"j-{n}", pole.avant(due - timedelta(days=n)), True) for n in (14, 3)]
        return avant + [(f"j+{n}", pole.apres(due + timedelta(days=n)), False) for n in (1, 8, 15, 22)]

    def _semaines(self, pole: Pole, quoi: tuple[str, date | None, int], jour: date) -> list[tuple[str, date, bool]]:
        """The first working day of this week; with those missed since the last one told, two weeks back at most."""
        lundi, dit, suite = jour - timedelta(days=jour.weekday()), self._dits.get(quoi), []
        for recul in (14, 7, 0):
            debut = lundi - timedelta(days=recul)
            if recul and (dit is None or debut <= dit or debut < jour - timedelta(days=14)):
                continue
            premier = pole.apres(debut)
            if premier - debut < timedelta(days=7):
                annee, semaine, _ = debut.isocalendar()
                suite.append((f"s{annee}-{semaine:02d}", premier, False))
        return suite

    def _dire(
        self,
        chose: Chose,
        due: date | None,
        qui: int,
        dates: list[tuple[str, date, bool]],
        jour: date,
        *,
        par_semaine: bool,
    ) -> set[int]:
        if not chose.obligatoire and qui in self.sans_indicatif:
            return set()
        pole, quoi = self.poles[chose.campagne], (chose.cle, due, qui)
        calme, dimanche = self._calme(pole, qui), jour + timedelta(days=6 - jour.weekday())
        # Two weeks back; further where nothing but holidays lies between.
        rattrapable = min(jour - timedelta(days=14), pole.avant(jour - UN_JOUR))
        prets: list[tuple[str, date, bool]] = []
        for code, prevu, avant in dates:
            jusqu_a = dimanche if avant and calme else jour
            recent = rattrapable <= prevu <= jusqu_a
            if recent and (chose.depuis is None or prevu > chose.depuis) and prevu > self._dits.get(quoi, date.min):
                prets.append((code, prevu, avant))
        deja = self._dernier_courriel.get(qui)
        attend = par_semaine and deja is not None and deja.isocalendar()[:2] == jour.isocalendar()[:2]
        if not prets or attend or self._absent(qui, jour):
            return set()
        *manques, (code, prevu, avant) = prets
        trop_tard = avant and not chose.obligatoire and due is not None and jour > due
        for manque, *_ in prets if trop_tard else manques:
            self.sautes.setdefault((chose.cle, due, manque, qui), jour)
        if trop_tard:
            return set()
        self.envoyes[chose.cle, due, code, qui] = jour
        self._dits[quoi] = prevu
        return {qui}
