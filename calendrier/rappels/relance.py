"""« Relancer »: what some pôles wait for too long, person by person; who would be written to, who not, and why.

The same registry and the same people as the reminders that leave by themselves; the rules of their rhythm hold too: one
mail a day, one a week for who signs or has chosen it. Read only.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from calendrier.courriels import cle_du_jour
from calendrier.etats import EtatRappel
from calendrier.models import Rappel
from calendrier.obligations import Demande, Obligation, obligations
from commun.models import Courriel
from commun.templatetags.dates import jour as en_toutes_lettres
from poles.models import Campagne
from poles.queries import indisponibles

from .cycles import se_rappelle
from .destinataires import Destinataire, Destinataires, Personnes
from .occurrences import lundi
from .phrases import a_un_tiers, quand, titre

# What somebody has chosen to receive, or how often, is theirs to know: one reason for all of it.
SANS_RELANCE = "aucune relance ne peut lui être envoyée aujourd'hui"
# What has no date, or another than today's, is pursued after so long where it is owed by who signs: the visas.
PATIENCE = timedelta(days=7)


@dataclass(frozen=True)
class Chose:
    """One thing that one person owes, as somebody else reads it."""

    obligation: Obligation
    pole: str
    quand: str

    @property
    def depuis(self) -> str:
        return en_toutes_lettres(self.obligation.depuis)

    @property
    def titre(self) -> str:
        return a_un_tiers(titre(self.obligation))


@dataclass
class Attendue:
    """A person and what they owe; `raison`: why nothing is sent to them, empty when a mail leaves."""

    personne: int
    nom: str
    choses: list[Chose] = field(default_factory=list)
    raison: str = ""

    @property
    def report_demande(self) -> bool:
        """They have asked for a later date and wait for the answer: whoever relaunches chooses to tick them."""
        return any(chose.obligation.report_demande for chose in self.choses)


@dataclass
class Relance:
    a_relancer: list[Attendue] = field(default_factory=list)
    ecartees: list[Attendue] = field(default_factory=list)
    sans_personne: list[Chose] = field(default_factory=list)

    @property
    def empreinte(self) -> str:
        """Of what the page shows: what is sent is what was read."""
        dues = ((qui.personne, chose.obligation) for qui in self.a_relancer for chose in qui.choses)
        lignes = sorted(f"{personne}:{o.cle}:{o.report_demande}" for personne, o in dues)
        return hashlib.sha256("\n".join(lignes).encode()).hexdigest()


def preparer_relance(campagnes: Sequence[Campagne], jour: date, acteur: int, sujets: Collection[str] = ()) -> Relance:
    """`campagnes`: with their cycle and their pôle's académie; `sujets`: about these records alone."""
    preparation = _Preparation(campagnes, jour, sujets)
    raisons = _Raisons(preparation, acteur)
    relance = Relance(sans_personne=preparation.sans_personne)
    for personne, dues in preparation.choses.items():
        voulues = [chose for chose in dues if raisons.personnes.veut(personne, chose.obligation.obligatoire)]
        nom = raisons.personnes.noms.get(personne, "Une personne dont le compte est fermé")
        attendue = Attendue(personne, nom, voulues or dues, raisons.de(personne, voulues))
        (relance.ecartees if attendue.raison else relance.a_relancer).append(attendue)
    for liste in (relance.a_relancer, relance.ecartees):
        liste.sort(key=lambda attendue: (attendue.nom, attendue.personne))
    return relance


class _Preparation:
    """Who owes what: the registry, then the mandates of the day."""

    def __init__(self, campagnes: Sequence[Campagne], jour: date, sujets: Collection[str]) -> None:
        self.jour, self.campagnes = jour, {c.pk: c for c in campagnes}
        self.choses: dict[int, list[Chose]] = defaultdict(list)
        self.signataires: set[int] = set()
        self.sans_personne: list[Chose] = []
        destinataires = Destinataires(campagnes, jour)
        for o in self._dues(sujets):
            chose = Chose(o, self.campagnes[o.campagne].pole.nom, quand(o.echeance, jour) if o.echeance else "")
            dus = destinataires.de(o)
            tardifs = [du for du in dus.values() if self._tarde(o, du)]
            for du in tardifs:
                self.choses[du.personne].append(chose)
                if du.hebdomadaire or destinataires.signe(o.campagne, du.personne):
                    self.signataires.add(du.personne)
            if not dus and o.retard(jour):
                self.sans_personne.append(chose)

    def _dues(self, sujets: Collection[str]) -> Iterator[Obligation]:
        for o in obligations(Demande(self.jour, campagnes=tuple(self.campagnes))) if self.campagnes else ():
            vit = se_rappelle(self.campagnes[o.campagne].cycle, o.echeance, o.nature)
            if vit and (not sujets or o.sujet in sujets):
                yield o

    def _tarde(self, o: Obligation, du: Destinataire) -> bool:
        attend = du.hebdomadaire and o.depuis is not None and o.depuis <= self.jour - PATIENCE
        return o.retard(self.jour) > 0 or attend


class _Raisons:
    """Why somebody is written to no mail; empty when one may leave."""

    def __init__(self, preparation: _Preparation, acteur: int) -> None:
        self.jour, self.acteur, self.signataires = preparation.jour, acteur, preparation.signataires
        self.personnes = Personnes(set(preparation.choses), self.jour)
        self.absences = indisponibles(self.jour, preparation.choses)
        self.ecrits = _derniers_courriels(preparation.choses, self.jour)

    def de(self, personne: int, voulues: Sequence[Chose]) -> str:
        ecrit = self.ecrits.get(personne)
        if personne == self.acteur:
            return "c'est vous, et votre accueil vous le dit déjà"
        if personne not in self.personnes.noms:
            return SANS_RELANCE
        if personne in self.absences:
            return f"indisponible jusqu'au {en_toutes_lettres(self.absences[personne])}"
        if not voulues:
            return SANS_RELANCE
        if ecrit == self.jour:
            return "a déjà reçu un rappel aujourd'hui"
        if ecrit and personne in self.signataires:
            return f"reçoit un rappel par semaine au plus, et l'a reçu {en_toutes_lettres(ecrit)}"
        return SANS_RELANCE if ecrit and self.personnes.hebdomadaire(personne) else ""


def _derniers_courriels(personnes: Collection[int], jour: date) -> dict[int, date]:
    """Of these people, the last day of this week on which they were sent reminders, whichever the pôle."""
    semaine = [lundi(jour) + timedelta(days=n) for n in range((jour - lundi(jour)).days + 1)]
    derniers: dict[int, date] = {}
    cles = {cle_du_jour(personne, le): (personne, le) for le in semaine for personne in personnes}
    partis = Courriel.objects.filter(cle__in=cles).values_list("cle", flat=True)
    rappels = Rappel.objects.filter(personne__in=personnes, etat=EtatRappel.ENVOYE, jour__in=semaine)
    for personne, le in [*(cles[cle] for cle in partis), *rappels.order_by().values_list("personne", "jour")]:
        derniers[personne] = max(le, derniers.get(personne, le))
    return derniers
