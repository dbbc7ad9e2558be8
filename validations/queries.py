"""Rounds, visas and publications as pages ask for them; never what an unrevealed visa says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, FilteredRelation, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from commun.ensembles import Parmi
from poles.droits import droits_de
from poles.models import Campagne, Mandat
from poles.queries import mandats_actifs, portant_sur
from productions.models import NaturePiece, Piece, Producteur, Ressource

from .circuit import SIGNATAIRES, independant
from .models import Avis, AvisPrepare, DemandeValidation, EtatSeance, Issue, NatureVisa, Publication, Seance, Visa
from .models.demande import DemandeQuerySet

if TYPE_CHECKING:
    from comptes.models import Personne

_CADRE = (
    "version",
    "ressource__fiche",
    "ressource__campagne_suivi__pole__academie",
    "ressource__campagne_suivi__cycle",
)
_NATURE_DE = {fonction: nature for nature, fonction in SIGNATAIRES.items()}


def demandes_visibles(personne: Personne) -> DemandeQuerySet:
    """The rounds of the resources that this person sees."""
    return DemandeValidation.objects.filter(_visible(personne, "ressource")).select_related(*_CADRE)


def publications_visibles(personne: Personne) -> QuerySet[Publication]:
    return Publication.objects.filter(_visible(personne, "ressource")).select_related(*_CADRE)


def _visible(personne: Personne, chemin: str) -> Exists:
    return Exists(Ressource.objects.visibles_par(personne).filter(pk=OuterRef(chemin)))


def demandes_a_viser(personne: Personne) -> DemandeQuerySet:
    """What waits for this person's visa, oldest first; which visas are given, not what they say.

    And whether they have prepared their opinion, whether they may reconfirm a visa, when a séance will look at it,
    how much there is to read.
    """
    donnes = Visa.objects.filter(demande=OuterRef("pk"))
    seances = Seance.objects.filter(points__demande=OuterRef("pk"), etat__in=[EtatSeance.PREPAREE, EtatSeance.OUVERTE])
    return (
        DemandeValidation.objects.a_viser_par(personne)
        .annotate(
            prepare=Exists(AvisPrepare.objects.filter(demande=OuterRef("pk"), personne=personne)),
            reconfirmable=_reconfirmable(personne),
            seance_le=Subquery(seances.order_by("prevue_le").values("prevue_le")[:1]),
            pages=_somme("pages", NaturePiece.LIVRET),
            activites=_somme("nombre_activites", NaturePiece.COURS),
            **{f"visa_{nature}": Exists(donnes.filter(nature=nature)) for nature in NatureVisa.values},
        )
        .select_related(*_CADRE)
        .prefetch_related("ressource__fiche__niveaux")
        .order_by("ouverte_le", "pk")
    )


def _reconfirmable(personne: Personne) -> Exists:
    """As `reprise.visa_a_reconfirmer`, for a list."""
    decidees = DemandeValidation.objects.filter(ressource=OuterRef(OuterRef("ressource")), close_le__isnull=False)
    derniere = decidees.exclude(issue=Issue.RETIREE).order_by("-close_le", "-pk").values("pk")[:1]
    return Exists(
        Visa.objects.filter(
            demande=Subquery(derniere), demande__issue=Issue.REPRISE, signataire=personne, avis=Avis.FAVORABLE
        )
    )


def avis_prepare_de(personne: Personne, demande: DemandeValidation) -> AvisPrepare | None:
    """Their own: nobody else's is ever fetched for a page."""
    return AvisPrepare.objects.filter(demande=demande, personne=personne).first()


def _somme(fait: str, nature: str) -> Subquery:
    """What the analyses of the version's files of this nature say, together; None when nothing is known."""
    lus = Piece.objects.filter(version=OuterRef("version"), nature=nature).order_by().values("version")
    total = Sum(Cast(KeyTextTransform(fait, "analyse__faits"), IntegerField()))
    return Subquery(lus.annotate(total=total).values("total"), output_field=IntegerField())


def visas_signes(personne: Personne) -> QuerySet[Visa]:
    """One's own visas, newest first; `lisible` says whether the resource's page is still open to this person."""
    return (
        Visa.objects.filter(signataire=personne)
        .annotate(lisible=_visible(personne, "demande__ressource"))
        .select_related(
            "demande__version", "demande__ressource__campagne_suivi__pole", "demande__ressource__campagne_suivi__cycle"
        )
        .order_by("-donne_le", "-pk")
    )


def visas_visibles(personne: Personne) -> QuerySet[Visa]:
    """Those of the resources that the person sees, and one's own.

    `avis` and `motif` are read through `Visa.lisible_par` alone, filtered through `reveles_a`.
    """
    if droits_de(personne).tous:
        return Visa.objects.all()
    ressources = Ressource.objects.visibles_par(personne).values("pk")
    demandes = DemandeValidation.objects.filter(Parmi("ressource", ressources))
    return Visa.objects.filter(Q(Parmi("demande", demandes.values("pk"))) | Q(signataire=personne))


def habiller_visas(visas: QuerySet[Visa], personne: Personne) -> QuerySet[Visa]:
    """What their list shows; `lisible`: the resource's page is open to this person."""
    return visas.annotate(lisible=_visible(personne, "demande__ressource")).select_related(
        "signataire",
        "par_delegation_de",
        "demande__version",
        "demande__ressource__campagne_suivi__pole",
        "demande__ressource__campagne_suivi__cycle",
    )


def reveles_a(personne: Personne) -> Q:
    """The visas whose opinion the person may know (the same rule as `Visa.lisible_par`, in SQL)."""
    return decides() | Q(signataire=personne)


def decides() -> Q:
    """Those of the rounds that are decided, whose opinion everybody may know."""
    return Q(demande__close_le__isnull=False) & ~Q(demande__issue=Issue.RETIREE)


Candidats = dict[str, list["Personne"]]


def signataires_possibles(ressource: Ressource, jour: date) -> Candidats:
    """Who can give each visa on that day: the fonction on the campaign, one's own or lent, and independent."""
    return signataires_par_ressource([ressource], jour)[ressource.pk]


def signataires_independants(ressource: Ressource, jour: date, engages: Collection[int]) -> Candidats:
    """The same, for who has read already which people the independence of the visas keeps from signing."""
    return _candidats(ressource.campagne_suivi, engages, _mandats_de_signataires([ressource.campagne_suivi], jour))


def signataires_par_ressource(ressources: Collection[Ressource], jour: date) -> dict[int, Candidats]:
    """The same for several resources, in two queries."""
    if not ressources:
        return {}
    mandats = list(_mandats_de_signataires({r.campagne_suivi for r in ressources}, jour))
    engages: dict[int, set[int]] = defaultdict(set)
    for ressource_id, personne_id in _engages(ressources):
        engages[ressource_id].add(personne_id)
    return {r.pk: _candidats(r.campagne_suivi, engages[r.pk], mandats) for r in ressources}


def _engages(ressources: Collection[Ressource]) -> QuerySet:
    """(resource, person): the producers, and who has a hand in a visa of the open round. One query."""
    donnes = Visa.objects.filter(demande__ressource__in=ressources, demande__close_le__isnull=True).order_by()
    return (
        Producteur.objects.filter(ressource__in=ressources)
        .order_by()
        .values_list("ressource", "personne")
        .union(*(donnes.values_list("demande__ressource", qui) for qui in ("signataire", "par_delegation_de")))
    )


def _mandats_de_signataires(campagnes: Collection[Campagne], jour: date) -> QuerySet[Mandat]:
    portees = Q(pk__in=[])
    for campagne in campagnes:
        portees |= portant_sur(campagne)
    en_cours = Q(delegations__debut__lte=jour, delegations__fin__gte=jour, delegations__revoquee_le__isnull=True)
    return (
        mandats_actifs(jour)
        .filter(portees, fonction__in=_NATURE_DE, personne__is_active=True)
        # One row a mandate and delegation in force.
        .annotate(delegation=FilteredRelation("delegations", condition=en_cours))
        .select_related("personne", "delegation__delegataire")
    )


def _candidats(campagne: Campagne, engages: Collection[int], mandats: Iterable[Mandat]) -> Candidats:
    candidats: dict[str, dict[int, Personne]] = {nature: {} for nature in SIGNATAIRES}
    for mandat in mandats:
        if mandat.couvre(campagne):
            # Django sets nothing where the joined row is missing.
            delegation = getattr(mandat, "delegation", None)
            for personne in (mandat.personne, delegation and delegation.delegataire):
                if personne and personne.is_active and independant(personne.pk, mandat.personne_id, engages):
                    candidats[_NATURE_DE[mandat.fonction]].setdefault(personne.pk, personne)
    return {nature: list(personnes.values()) for nature, personnes in candidats.items()}


def lieux_pris(ressource: Ressource) -> list[str]:
    """Where the version in force is public already."""
    publiees = Publication.objects.filter(
        ressource=ressource, retiree_le__isnull=True, version__numero=ressource.numero_version
    )
    return list(publiees.values_list("cible", flat=True))
