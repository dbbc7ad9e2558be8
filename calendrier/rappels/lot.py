"""What a few campaigns' obligations call for on one day. The same number of queries however many reminders are due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Max

from calendrier.etats import EtatRappel
from calendrier.models import JourSansClasse, Rappel
from calendrier.obligations import Demande, Obligation, obligations
from calendrier.semis import feries_communs
from poles.models import Campagne

from .cycles import se_rappelle
from .destinataires import Destinataires, Personnes
from .occurrences import Jours, Occurrence, choisir, debut_de_fenetre, escalade, lundi, occurrences, semaines
from .phrases import titre, titre_du_retard
from .regles import Regles

Cle = tuple[str, date | None, str, int]  # obligation, due date, occurrence, recipient


@dataclass(frozen=True)
class Envisage:
    """One person and one obligation, before anything is known of that person."""

    obligation: Obligation
    personne: int
    hebdomadaire: bool
    debiteurs: frozenset[int] = frozenset()  # who is late, when it is whoever leads the pôle that is told


@dataclass
class Lot:
    """`a_envoyer`: not yet in the database, or there already and still right; `retenus`: right, but to wait."""

    a_envoyer: list[Rappel] = field(default_factory=list)
    sautes: list[Rappel] = field(default_factory=list)
    retenus: set[Cle] = field(default_factory=set)

    @property
    def vivants(self) -> set[Cle]:
        return {cle(rappel) for rappel in self.a_envoyer} | self.retenus


def cle(rappel: Rappel) -> Cle:
    return rappel.cle, rappel.echeance, rappel.occurrence, rappel.personne_id


def preparer(campagnes: Sequence[Campagne], jour: date) -> Lot:
    """Read only. `campagnes`: with their cycle and their pôle's académie."""
    jours = jours_de(campagnes, jour)
    ouvrees = [campagne for campagne in campagnes if jours[campagne.pk].ouvre(jour)]
    return _Preparation(ouvrees, jour, jours).lot() if ouvrees else Lot()


def jours_de(campagnes: Sequence[Campagne], jour: date) -> dict[int, Jours]:
    """One query. Two years around the day are enough for whatever is reminded."""
    autour = timedelta(days=366)
    periodes: dict[int, list[JourSansClasse]] = defaultdict(list)
    academies = {c.pole.academie_id for c in campagnes if c.pole.academie_id}
    for periode in JourSansClasse.objects.filter(
        academie__in=academies, fin__gte=jour - autour, debut__lte=jour + autour
    ):
        periodes[periode.academie_id].append(periode)
    par_academie: dict[int | None, Jours] = {academie: Jours(periodes[academie]) for academie in academies}
    if len(academies) < len({c.pole.academie_id for c in campagnes}):
        par_academie[None] = Jours(feries_communs(jour - autour, jour + autour))
    return {c.pk: par_academie[c.pole.academie_id] for c in campagnes}


class _Preparation:
    def __init__(self, campagnes: Sequence[Campagne], jour: date, jours: dict[int, Jours]) -> None:
        self.jour, self.jours = jour, jours
        self.campagnes = {c.pk: c for c in campagnes}
        self.fenetres = {c: debut_de_fenetre(jour, jours[c]) for c in self.campagnes}
        self.regles, self.destinataires = Regles(campagnes), Destinataires(campagnes, jour)

    def lot(self) -> Lot:
        demande = Demande(self.jour, campagnes=tuple(self.campagnes))
        envisages = [e for o in obligations(demande) if self._rappelee(o) for e in self._envisages(o)]
        personnes = {e.personne for e in envisages}
        self.personnes = Personnes(personnes.union(*(e.debiteurs for e in envisages)), self.jour)
        self.derniers, self.courriels = self._derniers(), self._courriels(personnes)
        lot = Lot()
        for envisage in envisages:
            self._ranger(envisage, lot)
        # One order for everybody: two beats that write the same rows must not wait for one another.
        lot.a_envoyer.sort(key=_ordre)
        lot.sautes.sort(key=_ordre)
        return lot

    def _rappelee(self, o: Obligation) -> bool:
        return se_rappelle(self.campagnes[o.campagne].cycle, o.echeance, o.nature)

    def _envisages(self, o: Obligation) -> Iterator[Envisage]:
        dus = self.destinataires.de(o)
        for du in dus.values():
            if o.echeance or du.hebdomadaire:
                yield Envisage(o, du.personne, du.hebdomadaire)
        if dus and o.obligatoire and o.echeance and self.jour >= escalade(o.echeance, self.jours[o.campagne]).prevu_le:
            yield from self._escalades(o, frozenset(dus))

    def _escalades(self, o: Obligation, debiteurs: frozenset[int]) -> Iterator[Envisage]:
        conduite = self.destinataires.conduite(o.campagne) - debiteurs
        copie = self.destinataires.inspection(o.campagne) if o.campagne in self.regles.inspection_en_copie else set()
        for personne in conduite:
            yield Envisage(o, personne, False, debiteurs)
        for personne in copie - conduite - debiteurs:
            yield Envisage(o, personne, True, debiteurs)

    def _derniers(self) -> dict[tuple[str, date | None, int], date]:
        """The day of the last reminder told, by obligation, due date and person.

        Those that were skipped say nothing: the one that goes in their place may still have to leave, and may have
        been planned for the same day.
        """
        dits = Rappel.objects.filter(
            campagne__in=self.campagnes, prevu_le__gte=min(self.fenetres.values()), etat=EtatRappel.ENVOYE
        )
        lignes = dits.order_by().values_list("cle", "echeance", "personne").annotate(Max("prevu_le"))
        return {(cle, echeance, personne): dernier for cle, echeance, personne, dernier in lignes.iterator()}

    def _courriels(self, personnes: set[int]) -> dict[int, date]:
        """The last day of this week on which each person was sent reminders, from whatever pôle."""
        envoyes = Rappel.objects.filter(
            personne__in=personnes, etat=EtatRappel.ENVOYE, jour__gte=lundi(self.jour), jour__lte=self.jour
        )
        return dict(envoyes.order_by().values_list("personne").annotate(Max("jour")))

    def _ranger(self, e: Envisage, lot: Lot) -> None:
        o, present = e.obligation, self.personnes.presentes({e.personne})
        en_retard = self.personnes.presentes(set(e.debiteurs))
        if e.personne not in self.personnes.noms or not self.personnes.veut(e.personne, o.obligatoire):
            return
        choisie, sautees = self._choisir(e)
        if choisie is None and not sautees:
            return
        if not present or (e.debiteurs and not en_retard) or self._attend_demain(e):
            if choisie is not None:
                lot.retenus.add((o.cle, o.echeance, choisie.code, e.personne))
            return
        dit = titre(o) if not e.debiteurs else titre_du_retard(o, self._noms(en_retard))
        if choisie is not None:
            lot.a_envoyer.append(self._rappel(e, choisie, dit))
        lot.sautes += [self._rappel(e, s, dit, saute=True) for s in sautees]

    def _choisir(self, e: Envisage) -> tuple[Occurrence | None, list[Occurrence]]:
        o, jours = e.obligation, self.jours[e.obligation.campagne]
        dernier = self.derniers.get((o.cle, o.echeance, e.personne))
        dimanche = None
        if e.debiteurs:
            prevues = [escalade(o.echeance, jours)]
        elif e.hebdomadaire:
            prevues = semaines(self.jour, jours, dernier)
        else:
            prevues = occurrences(o.echeance, self.regles.cadence(o.campagne, o), jours)
            if self._une_fois_par_semaine(e):
                dimanche = lundi(self.jour) + timedelta(days=6)
        fenetre = self.fenetres[o.campagne]
        choisie, sautees = choisir(
            prevues, self.jour, fenetre=fenetre, depuis=o.depuis, dernier=dernier, dimanche=dimanche
        )
        # What binds nobody is told before its date or not at all, even when a run was missed.
        if choisie and choisie.avant and not o.obligatoire and o.retard(self.jour):
            return None, [*sautees, choisie]
        return choisie, sautees

    def _attend_demain(self, e: Envisage) -> bool:
        """One mail a day; for who wants, or must have, one a week, one a week."""
        dernier = self.courriels.get(e.personne)
        return dernier is not None and (self._une_fois_par_semaine(e) or dernier == self.jour)

    def _une_fois_par_semaine(self, e: Envisage) -> bool:
        signe = self.destinataires.signe(e.obligation.campagne, e.personne)
        return e.hebdomadaire or signe or self.personnes.hebdomadaire(e.personne)

    def _noms(self, personnes: Iterable[int]) -> str:
        return ", ".join(sorted(self.personnes.noms[personne] for personne in personnes))

    def _rappel(self, e: Envisage, occurrence: Occurrence, dit: str, *, saute: bool = False) -> Rappel:
        o, pour_soi = e.obligation, not e.debiteurs
        return Rappel(
            cle=o.cle,
            echeance=o.echeance,
            occurrence=occurrence.code,
            personne_id=e.personne,
            campagne_id=o.campagne,
            nature=o.nature,
            genre=o.genre,
            obligatoire=o.obligatoire,
            prevu_le=occurrence.prevu_le,
            jour=self.jour,
            etat=EtatRappel.SAUTE if saute else EtatRappel.A_ENVOYER,
            titre=dit[:500],
            pourquoi=o.pourquoi[:500] if pour_soi else "",
            # Who is told of somebody else's lateness cannot do it in their stead.
            url=o.url if pour_soi else self.campagnes[o.campagne].get_absolute_url(),
            demander_report=o.demander_report if pour_soi else "",
            attendue_par=o.attendue_par[:500] if pour_soi else "",
        )


def _ordre(rappel: Rappel) -> tuple[str, str, str, int]:
    return rappel.cle, str(rappel.echeance), rappel.occurrence, rappel.personne_id
