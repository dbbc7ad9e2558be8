"""Who made the year, and the meetings: who came to how many."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Prefetch, Q

from bilans.perimetre import Perimetre
from poles.models import Campagne, Fonction, Mandat
from suivi.etats import EtatReunion
from suivi.models import Participation, Reunion
from suivi.queries.reunions import INVITABLES

# In the order of a title page; who only observes or administers is of no pôle's team.
ORDRE = (Fonction.COORDINATEUR, Fonction.ENSEIGNANT, Fonction.INSPECTEUR, Fonction.DRANE)


@dataclass(frozen=True)
class Membre:
    nom: str
    fonction: str
    presences: int
    invitations: int  # to meetings that were held


@dataclass(frozen=True)
class Rencontre:
    titre: str
    genre: str
    quand: datetime
    presents: int
    invites: int
    financee: bool


@dataclass(frozen=True)
class EquipeDePole:
    pole: str
    membres: list[Membre]
    reunions: list[Rencontre]

    @property
    def assiduite(self) -> int | None:
        """Presences out of invitations, in per cent; None without any."""
        invites = sum(r.invites for r in self.reunions)
        return round(100 * sum(r.presents for r in self.reunions) / invites) if invites else None


@dataclass
class _Assiduite:
    presences: Counter[int] = field(default_factory=Counter)
    invitations: Counter[int] = field(default_factory=Counter)


def equipes(perimetre: Perimetre) -> list[EquipeDePole]:
    """A pôle each, by name. Four queries, however many pôles."""
    mandats = _mandats(perimetre)
    reunions, assiduites = _reunions(perimetre, {pk: {m.personne_id for m in siens} for pk, siens in mandats.items()})
    return [
        EquipeDePole(str(c.pole), _membres(mandats[c.pk], assiduites[c.pk]), reunions[c.pk])
        for c in perimetre.campagnes
    ]


def _reunions(
    perimetre: Perimetre, gens: Mapping[int, Set[int]]
) -> tuple[dict[int, list[Rencontre]], dict[int, _Assiduite]]:
    """In a meeting of several pôles, each counts its own: those of `gens`, who hold a mandate there."""
    tenues = (
        Reunion.objects.filter(
            pk__in=Reunion.campagnes.through.objects.filter(campagne__in=perimetre.pks).values("reunion")
        )
        .filter(etat=EtatReunion.TENUE)
        .select_related("campagne__pole__academie")
        .prefetch_related(
            Prefetch("participations", Participation.objects.order_by("pk")),
            Prefetch("campagnes", Campagne.objects.only("pk").order_by("pk")),
        )
        .order_by("debut", "pk")
    )
    par_campagne: dict[int, list[Rencontre]] = defaultdict(list)
    assiduites: dict[int, _Assiduite] = defaultdict(_Assiduite)
    for reunion in tenues:
        toutes = reunion.participations.all()
        reunies = {campagne.pk for campagne in reunion.campagnes.all()}
        for pk in gens.keys() & reunies:
            siennes = toutes if len(reunies) == 1 else [p for p in toutes if p.personne_id in gens[pk]]
            par_campagne[pk].append(_rencontre(reunion, siennes))
            for participation in siennes:
                assiduites[pk].invitations[participation.personne_id] += 1
                assiduites[pk].presences[participation.personne_id] += participation.presente
    return par_campagne, assiduites


def _rencontre(reunion: Reunion, participations: Collection[Participation]) -> Rencontre:
    return Rencontre(
        titre=str(reunion),
        genre=reunion.get_genre_display(),
        quand=reunion.quand,
        presents=sum(p.presente for p in participations),
        invites=len(participations),
        financee=reunion.financee,
    )


def _mandats(perimetre: Perimetre) -> dict[int, list[Mandat]]:
    """Of each campaign, those held at some time of the year on it, on its pôle or on its académie. One query."""
    portee = Q(campagne__in=perimetre.pks) | Q(pole__in=[c.pole_id for c in perimetre.campagnes])
    portee |= Q(academie__in={c.pole.academie_id for c in perimetre.campagnes} - {None})
    pendant = Q(fin__isnull=True) | Q(fin__gte=perimetre.debut)
    mandats = list(
        Mandat.objects.filter(portee, pendant, fonction__in=INVITABLES, debut__lte=perimetre.fin)
        .select_related("personne")
        .order_by("personne__nom", "personne__prenom", "pk")
    )
    return {c.pk: [m for m in mandats if m.couvre(c)] for c in perimetre.campagnes}


def _membres(mandats: Iterable[Mandat], assiduite: _Assiduite) -> list[Membre]:
    siens = [m for m in mandats if m.fonction in ORDRE]
    vus: set[tuple[int, str]] = set()
    membres = []
    for mandat in sorted(siens, key=lambda m: ORDRE.index(Fonction(m.fonction))):
        if (mandat.personne_id, mandat.fonction) in vus:
            continue
        vus.add((mandat.personne_id, mandat.fonction))
        membres.append(
            Membre(
                mandat.personne.nom_complet,
                mandat.libelle,
                assiduite.presences[mandat.personne_id],
                assiduite.invitations[mandat.personne_id],
            )
        )
    return membres
