"""Questions about meetings: who may read them, who can be invited, how many are paid for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from poles.models import Campagne, Cycle, Fonction
from poles.queries import delegations_en_cours, mandats_actifs, personnes_exercant
from productions.etats import EtatRessource
from productions.models import Ressource
from productions.queries.ressources import pour_liste, situees
from suivi.etats import EtatReunion, Presence, Reponse
from suivi.models import Participation, Reunion

if TYPE_CHECKING:
    from comptes.models import Personne

# In this order when somebody has several.
INVITABLES = (
    Fonction.COORDINATEUR,
    Fonction.ENSEIGNANT,
    Fonction.INSPECTEUR,
    Fonction.DRANE,
    Fonction.OBSERVATEUR,
)
# Whom a meeting gathers unless somebody is added.
EQUIPE = (Fonction.COORDINATEUR, Fonction.ENSEIGNANT)
CADRE = ("campagne__pole__academie", "campagne__cycle", "organisee_par")
# A pôle has fewer at work; past this, the day's page sends to the list.
PRODUCTIONS_MONTREES = 40


def reunions_visibles(personne: Personne) -> QuerySet[Reunion]:
    return Reunion.objects.visibles_par(personne).select_related(*CADRE)


def avec_comptes(reunions: QuerySet[Reunion]) -> QuerySet[Reunion]:
    """For a list: with how many are invited and have said that they will come."""
    return reunions.annotate(
        invites=Count("participations"),
        annonces=Count("participations", Q(participations__reponse=Reponse.PARTICIPE)),
        presents=Count("participations", Q(participations__presence=Presence.PRESENTE)),
    ).order_by("-debut", "-pk")


def invitables(campagne: Campagne, jour: date) -> QuerySet[Personne]:
    """Whoever has a fonction in the pôle, by name."""
    return personnes_exercant(campagne, jour, *INVITABLES).order_by("nom", "prenom", "pk")


def fonctions_des_invitables(campagne: Campagne, jour: date) -> dict[int, str]:
    """Of each person who can be invited, the fonction under which they come."""
    return {p.pk: fonction for fonction in reversed(INVITABLES) for p in personnes_exercant(campagne, jour, fonction)}


def equipe_des(campagnes: Collection[Campagne], jour: date) -> dict[int, str]:
    """The teams of the pôles that join in: all of them, nobody else."""
    return {
        personne: fonction
        for campagne in campagnes
        for personne, fonction in fonctions_des_invitables(campagne, jour).items()
        if fonction in EQUIPE
    }


def autres_campagnes(campagne: Campagne) -> QuerySet[Campagne]:
    """The pôles that a meeting may gather with this one: those of the same cycle and académie."""
    return (
        Campagne.objects.filter(cycle=campagne.cycle_id, pole__academie=campagne.pole.academie_id)
        .exclude(pk=campagne.pk)
        .select_related("pole__academie", "cycle")
        .order_by("pole__nom", "pk")
    )


def annee_du_cycle(cycle: Cycle, jour: date) -> tuple[date, date]:
    """The year of the cycle that holds this day, from the cycle's first day on: a cycle may last several."""
    annees = max(0, jour.year - cycle.debut.year)
    if _anniversaire(cycle.debut, annees) > jour:
        annees = max(0, annees - 1)
    return _anniversaire(cycle.debut, annees), _anniversaire(cycle.debut, annees + 1) - timedelta(days=1)


def _anniversaire(jour: date, annees: int) -> date:
    try:
        return jour.replace(year=jour.year + annees)
    except ValueError:  # 29 February
        return jour.replace(year=jour.year + annees, month=3, day=1)


def financees(campagne: Campagne, jour: date, sauf: int | None = None) -> int:
    """How many meetings that this pôle organises are paid for, in the year of the cycle that holds this day."""
    zone = ZoneInfo(campagne.fuseau)
    premier, dernier = (datetime.combine(d, time.min, zone) for d in annee_du_cycle(campagne.cycle, jour))
    retenues = Reunion.objects.filter(
        campagne=campagne, financee=True, debut__gte=premier, debut__lt=dernier + timedelta(days=1)
    )
    return retenues.exclude(etat=EtatReunion.ANNULEE).exclude(pk=sauf).count()


def avec_prochaine_reunion(campagnes: QuerySet[Campagne], maintenant: datetime) -> QuerySet[Campagne]:
    """With what `prochaine_reunion` reads: columns, no query of their own."""
    prevues = Reunion.objects.filter(campagnes=OuterRef("pk"), etat=EtatReunion.PREVUE, fin__gt=maintenant)
    prochaine = prevues.order_by("debut", "pk")
    return campagnes.annotate(
        **{
            f"reunion_{champ}": Subquery(prochaine.values(champ)[:1])
            for champ in ("pk", "genre", "objet", "debut", "lieu")
        }
    )


def prochaine_reunion(campagne: Campagne) -> Reunion | None:
    """The next one of the pôle, to be named and linked to; whoever organises it."""
    if campagne.reunion_pk is None:
        return None
    return Reunion(
        pk=campagne.reunion_pk,
        campagne=campagne,
        genre=campagne.reunion_genre,
        objet=campagne.reunion_objet,
        debut=campagne.reunion_debut,
        lieu=campagne.reunion_lieu,
    )


def encore_du_pole(jour: date, personne: str = "personne", reunion: str = "reunion") -> Exists:
    """Has the row's person still a fonction in a pôle that its meeting gathers? Who has left no longer sees it.

    `personne`, `reunion` lead from the row to them.
    """
    prete = delegations_en_cours(jour).filter(mandat=OuterRef("pk"), delegataire=OuterRef(OuterRef(OuterRef(personne))))
    portent = Q(campagne=OuterRef("campagne")) | Q(pole=OuterRef("campagne__pole"))
    portent |= Q(academie=OuterRef("campagne__pole__academie"))
    mandats = mandats_actifs(jour).filter(portent, Q(personne=OuterRef(OuterRef(personne))) | Exists(prete))
    return Exists(Reunion.campagnes.through.objects.filter(Exists(mandats), reunion=OuterRef(reunion)))


def participations_en_vigueur(reunion: Reunion, jour: date) -> QuerySet[Participation]:
    """Of those who are invited, who has not left since: whom the meeting still concerns."""
    return reunion.participations.filter(encore_du_pole(jour)).select_related("personne")


def convies(reunion: Reunion, jour: date) -> QuerySet[Personne]:
    """The same, as people, by name."""
    personnes = participations_en_vigueur(reunion, jour).order_by().values("personne")
    return get_user_model().objects.filter(pk__in=personnes).order_by("nom", "prenom", "pk")


def productions_du_jour(reunion: Reunion, personne: Personne, jour: date) -> list[Ressource]:
    """What a journée de relecture works on: its pôles' resources up to the V2, as this person sees them."""
    en_travail = (
        EtatRessource.EN_CONCEPTION,
        EtatRessource.EN_RELECTURE,
        EtatRessource.EN_REVISION,
        EtatRessource.PRETE_A_VALIDER,
    )
    lisibles = Ressource.objects.visibles_par(personne).filter(campagne_suivi__in=reunion.campagnes.values("pk"))
    return situees(
        pour_liste(lisibles.filter(etat__in=en_travail), jour).order_by("titre", "pk")[:PRODUCTIONS_MONTREES], jour
    )


def reunions_avec_invites(reunions: QuerySet[Reunion]) -> QuerySet[Reunion]:
    """With the people and the pôles, for calendars."""
    return reunions.prefetch_related(
        Prefetch("participations", Participation.objects.only("reunion", "personne")),
        Prefetch("campagnes", Campagne.objects.only("pk")),
    )
