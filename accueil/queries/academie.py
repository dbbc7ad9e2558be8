"""An académie in one year, a row a pôle: what binds it, what is late, who is missing, which visas wait.

Everything is read for all the pôles at once: as many queries for one as for fifty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse

from accueil.queries.campagnes import avec_chiffres
from accueil.queries.pole import Obligatoire, obligatoires
from calendrier.models import NatureEcheance as N
from calendrier.queries import echeances_par_campagne
from poles.etats import EtatCycle
from poles.models import Academie, Campagne, Cycle, Fonction, Mandat
from poles.queries import mandats_actifs
from productions.models import Ressource
from productions.queries.retards import en_retard
from suivi.models import EtapeTenue
from validations.circuit import SIGNATAIRES
from validations.models import DemandeValidation

if TYPE_CHECKING:
    from comptes.models import Personne

# Who must be there for the year to go through, and how one says that nobody is.
ATTENDUS = {
    Fonction.COORDINATEUR: "PREDAC ou IAN",
    Fonction.INSPECTEUR: "inspection",
    Fonction.DRANE: "DRANE",
}
# The three obligatory parts; a pôle may have several points d'étape.
PARTIES = {N.FICHES_PROJET: "Fiches-projet", N.POINT_ETAPE: "Points d'étape", N.VISIO_BILAN: "Visio de bilan"}


@dataclass(frozen=True)
class Partie:
    """`faites` out of `sur`; `jour`: the first one still to do."""

    nature: str
    titre: str
    faites: int
    sur: int
    jour: date | None
    retard: bool
    url: str
    close: bool = False  # the year is over: nothing is awaited any more

    @property
    def fait(self) -> bool:
        return self.faites == self.sur

    @property
    def etat(self) -> str:
        if self.fait:
            return "fait"
        return "non fait" if self.close else "en retard" if self.retard else "à venir"

    @property
    def phrase(self) -> str:
        """For a spreadsheet: « Points d'étape : 1 sur 2, en retard (29/01/2027) »."""
        combien = f"{self.faites} sur {self.sur}, " if self.sur > 1 else ""
        return f"{self.titre} : {combien}{self.etat}{f' ({self.jour:%d/%m/%Y})' if self.jour else ''}"


@dataclass(frozen=True)
class Attente:
    """Rounds that are open, the visas that miss, the day of the oldest."""

    demandes: int = 0
    visas: int = 0
    depuis: date | None = None


@dataclass
class LigneDePole:
    campagne: Campagne
    parties: list[Partie] = field(default_factory=list)
    retards: int = 0
    plus_ancien: date | None = None
    manquants: list[str] = field(default_factory=list)
    attente: Attente = Attente()
    jour: date = date.min

    @property
    def nom(self) -> str:
        return self.campagne.pole.nom

    @property
    def close(self) -> bool:
        return self.campagne.cycle.etat == EtatCycle.CLOS

    @property
    def a_relancer(self) -> bool:
        """Of a closed cycle, what its dates put after its end is still late, and still reminded of (`se_rappelle`)."""
        return not self.close or self.retards > 0

    @property
    def pire(self) -> int | None:
        """In days."""
        return (self.jour - self.plus_ancien).days if self.plus_ancien else None

    @property
    def parties_en_retard(self) -> int:
        return sum(partie.retard for partie in self.parties)

    @property
    def parties_faites(self) -> int:
        return sum(partie.fait for partie in self.parties)

    @property
    def absents(self) -> int:
        return len(self.manquants)

    @property
    def visas(self) -> int:
        return self.attente.visas

    @property
    def publiees(self) -> int:
        return self.campagne.ressources_publiees

    @property
    def total(self) -> int:
        return self.campagne.nombre_de_ressources

    @property
    def en_mots(self) -> list[str]:
        """Who is missing, as people say it."""
        return [ATTENDUS[Fonction(fonction)] for fonction in self.manquants]

    @property
    def liens(self) -> dict[str, str]:
        adresse = [self.campagne.pole.slug, self.campagne.cycle.libelle]
        ressources, inviter = (reverse(nom, args=adresse) for nom in ("productions:ressources", "poles:inviter"))
        return {
            "ressources": ressources,
            "publiees": f"{ressources}?avancement=publiee",
            "retards": f"{ressources}?retard=1",
            "visas": f"{ressources}?etat=en_validation",
            "inviter": f"{inviter}?role={self.manquants[0] if self.manquants else ''}",
            "tableau": reverse("accueil:tableau_de_bord", args=adresse),
        }


def lignes_de(academie: Academie, cycle: str, personne: Personne, jour: date) -> list[LigneDePole]:
    """Every pôle of the académie in the cycle of this name, by name. Six queries.

    Of a cycle that is closed, what was: who was there, what was held. Only what it put after its end is late there.
    """
    campagnes = Campagne.objects.filter(pole__academie=academie, cycle__libelle=cycle)
    lignes = {
        campagne.pk: LigneDePole(campagne, jour=jour)
        for campagne in avec_chiffres(campagnes, personne).order_by("pole__nom", "pk")
    }
    _parties(lignes, jour)
    _equipes(lignes, jour)
    visibles = Ressource.objects.visibles_par(personne)
    tardives = en_retard(visibles.filter(campagne_suivi__in=lignes), jour).order_by().values("campagne_suivi")
    for suivi, nombre, ancien in tardives.annotate(n=Count("pk"), ancien=Min("attendue_le")).values_list(
        "campagne_suivi", "n", "ancien"
    ):
        lignes[suivi].retards, lignes[suivi].plus_ancien = nombre, ancien
    for suivi, attente in _attentes(lignes, academie.fuseau):
        lignes[suivi].attente = attente
    return list(lignes.values())


def _parties(lignes: dict[int, LigneDePole], jour: date) -> None:
    tenues = defaultdict(list)
    for tenue in EtapeTenue.objects.filter(campagne__in=lignes):
        tenues[tenue.campagne_id].append(tenue)
    echeances = echeances_par_campagne(ligne.campagne for ligne in lignes.values())
    for pk, ligne in lignes.items():
        points: dict[str, list[Obligatoire]] = defaultdict(list)
        for nature in PARTIES:
            siennes = [e for e in echeances[pk] if e.nature == nature]
            points[nature] = obligatoires(ligne.campagne, siennes, tenues[pk], jour)
        ligne.parties = [_partie(ligne.campagne, nature, siens) for nature, siens in points.items() if siens]


def _partie(campagne: Campagne, nature: str, points: list[Obligatoire]) -> Partie:
    adresse = [campagne.pole.slug, campagne.cycle.libelle]
    fiches = nature == N.FICHES_PROJET
    close = campagne.cycle.etat == EtatCycle.CLOS
    restent = [point.jour for point in points if not point.fait and point.jour]
    return Partie(
        nature,
        PARTIES[N(nature)],
        sum(point.fait for point in points),
        len(points),
        min(restent, default=None),
        any(point.retard for point in points) and not close,
        reverse("productions:fiches" if fiches else "suivi:etapes", args=adresse),
        close,
    )


def _equipes(lignes: dict[int, LigneDePole], jour: date) -> None:
    """Whom nobody is named for: a mandate may reach the campaign, the pôle or the whole académie."""
    campagnes = [ligne.campagne for ligne in lignes.values()]
    portee = Q(campagne__in=lignes) | Q(pole__in={c.pole_id for c in campagnes})
    portee |= Q(academie__in={c.pole.academie_id for c in campagnes})
    actifs = mandats_actifs(jour).filter(pk=OuterRef("pk"), personne__is_active=True)
    mandats = Mandat.objects.filter(portee, fonction__in=ATTENDUS).annotate(actif=Exists(actifs)).order_by()
    lus = list(mandats.values_list("actif", "debut", "fin", "fonction", "campagne", "pole", "academie"))
    nommes = {cycle: _nommes(lus, cycle) for cycle in {c.cycle for c in campagnes}}
    for ligne in lignes.values():
        c = ligne.campagne
        portees = ((c.pk, None, None), (None, c.pole_id, None), (None, None, c.pole.academie_id))
        ligne.manquants = [f for f in ATTENDUS if not any((f, *portee) in nommes[c.cycle] for portee in portees)]


def _nommes(mandats: Iterable[tuple[Any, ...]], cycle: Cycle) -> set[tuple[Any, ...]]:
    """Which fonctions are held where, today; of a cycle that is closed, those that were during it."""
    if cycle.etat != EtatCycle.CLOS:
        return {tuple(qui) for actif, _, _, *qui in mandats if actif}
    return {tuple(qui) for _, debut, fin, *qui in mandats if debut <= cycle.fin and (fin or cycle.fin) >= cycle.debut}


def _attentes(campagnes: Collection[int], fuseau: str) -> Iterator[tuple[int, Attente]]:
    """Which visas are given is no secret; what they say is, and is not read here."""
    ouvertes = DemandeValidation.objects.filter(close_le__isnull=True, ressource__campagne_suivi__in=campagnes)
    comptees = ouvertes.order_by().values("ressource__campagne_suivi")
    for suivi, demandes, donnes, premiere in comptees.annotate(
        n=Count("pk", distinct=True), donnes=Count("visas"), premiere=Min("ouverte_le")
    ).values_list("ressource__campagne_suivi", "n", "donnes", "premiere"):
        depuis = premiere.astimezone(ZoneInfo(fuseau)).date()
        yield suivi, Attente(demandes, len(SIGNATAIRES) * demandes - donnes, depuis)


@dataclass(frozen=True)
class Totaux:
    poles: int
    parties_faites: int
    parties: int
    parties_en_retard: int
    retards: int
    pire: int | None
    absents: int
    visas: int
    depuis: date | None
    publiees: int
    total: int


def totaux(lignes: Iterable[LigneDePole]) -> Totaux:
    lignes = list(lignes)
    return Totaux(
        poles=len(lignes),
        parties_faites=sum(ligne.parties_faites for ligne in lignes),
        parties=sum(len(ligne.parties) for ligne in lignes),
        parties_en_retard=sum(ligne.parties_en_retard for ligne in lignes),
        retards=sum(ligne.retards for ligne in lignes),
        pire=max((ligne.pire for ligne in lignes if ligne.pire is not None), default=None),
        absents=sum(ligne.absents for ligne in lignes),
        visas=sum(ligne.visas for ligne in lignes),
        depuis=min((ligne.attente.depuis for ligne in lignes if ligne.attente.depuis), default=None),
        publiees=sum(ligne.publiees for ligne in lignes),
        total=sum(ligne.total for ligne in lignes),
    )
