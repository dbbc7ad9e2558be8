"""Versions to deposit, remarks to answer, proofreaders to name, agreements to give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce, TruncDate
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from django.urls import reverse

from calendrier.models import NatureEcheance
from calendrier.obligations import Demande, Obligation
from commun.ensembles import Parmi
from poles.droits import droits_de
from poles.models import Campagne, Fonction
from productions.etats import ANNONCEES, EtatRelecture
from productions.etats import EtatRessource as R
from productions.models import Depot, NatureReport, Producteur, Relecture, Remarque, Ressource, Version
from productions.parcours import COORDINATION, enumerer
from productions.queries.dates import avec_jours, jour_du_plan, jour_en_vigueur, report_ouvert

from . import echanges, reports

_SUIVI = "campagne_suivi__"
# A version beyond the second has no date of its own.
_NATURES = {1: NatureEcheance.V1, 2: NatureEcheance.V2}


def fournir(demande: Demande) -> Iterator[Obligation]:
    """Two queries, a third where a later date is asked for, however many resources there are."""
    ressources = list(_ressources(demande))
    for ressource in ressources:
        yield from (replace(due, sujet=ressource.chaine) for due in _dues(ressource, demande))
    yield from reports.fournir(demande, [r for r in ressources if r.report_attendu])


def _dues(ressource: Ressource, demande: Demande) -> Iterator[Obligation]:
    if ressource.attendue:
        yield _assignation(ressource) if ressource.etat == R.EN_RELECTURE else _depot(ressource)
        if ressource.etat == R.EN_REVISION and ressource.remarques:
            yield _remarques(ressource)
    if ressource.a_trancher:
        yield echanges.contestation_de(ressource)
    yield from _accords(ressource, demande)


@dataclass(frozen=True)
class Attentes:
    """Why a resource is read: it waits for a version of this person (or of anybody), or for proofreaders that nobody
    has named; it misses an agreement to publication, asked at the first deposit; a later date is asked for; an answer
    is contested."""

    a_deposer: Q
    a_assigner: Q
    a_accorder: Q
    a_repondre: Q
    a_trancher: Q

    @property
    def sans_date(self) -> Q:
        return self.a_accorder | self.a_repondre | self.a_trancher

    @property
    def toutes(self) -> Q:
        return self.a_deposer | self.a_assigner | self.sans_date


def _attentes(demande: Demande) -> Attentes:
    # What was left in a year that is over asks nothing more of anybody.
    ouverte = ~Q(Parmi("campagne_suivi", Campagne.objects.closes().values("pk")))
    a_deposer = (Q(etat=R.EN_CONCEPTION, fiche__etat__in=ANNONCEES) | Q(etat=R.EN_REVISION)) & ouverte
    en_cours = Relecture.objects.filter(
        version__ressource=OuterRef("pk"), version__numero=OuterRef("numero_version"), etat=EtatRelecture.ATTENDUE
    )
    a_assigner = Q(etat=R.EN_RELECTURE) & ~Exists(en_cours) & ouverte
    sans_accord = Producteur.objects.filter(demande.q_personne("personne"), ressource=OuterRef("pk"), accord="")
    a_accorder = Q(Exists(sans_accord), numero_version__gte=1) & ~Q(etat=R.ABANDONNEE)
    if demande.personne:
        liens = Producteur.objects.filter(personne=demande.personne)
        a_deposer &= Q(Parmi("pk", liens.values("ressource")))
        # By the person's own few resources, and not by reading them all.
        a_accorder &= Q(Parmi("pk", liens.filter(accord="").values("ressource")))
        a_assigner &= droits_de(demande.personne).conduite(_SUIVI)
    a_repondre = Q(Parmi("pk", reports.attendus(demande).values("ressource")))
    a_trancher = echanges.contestees(demande) & ~Q(etat=R.ABANDONNEE) & ouverte
    return Attentes(a_deposer, a_assigner, a_accorder, a_repondre, a_trancher)


def _ressources(demande: Demande) -> QuerySet[Ressource]:
    """Those of which something is awaited, the most urgent and the longest waited for when the page bounds them."""
    attentes = _attentes(demande)
    attendue = attentes.a_deposer | attentes.a_assigner
    contestations = echanges.colonnes_des_contestations()
    premieres = Version.objects.filter(ressource=OuterRef("pk"), numero=1, annulee_le__isnull=True)
    accord_demande_le = Subquery(premieres.values("deposee_le")[:1])
    demandes = reports.attendus(demande).filter(ressource=OuterRef("pk")).order_by("etat_depuis")
    depuis = Case(
        When(attentes.a_accorder, then=accord_demande_le),
        When(attentes.a_repondre, then=Subquery(demandes.values("etat_depuis")[:1])),
        When(attentes.a_trancher, then=contestations["contestee_le"]),
    )
    lignes = demande.retenir(
        Ressource.objects.filter(_campagnes(demande, _SUIVI), attentes.toutes),
        echeance=_echeance(demande, attentes),
        depuis=Coalesce(depuis, "etat_depuis"),
        attendue=attentes.a_assigner | attentes.sans_date,
    )
    return (
        avec_jours(lignes)
        .annotate(
            **contestations,
            a_trancher=_vrai_si(attentes.a_trancher),
            report_v1=report_ouvert(NatureReport.V1),
            report_v2=report_ouvert(NatureReport.V2),
            attendue=_vrai_si(attendue),
            report_attendu=_vrai_si(attentes.a_repondre),
            sans_accord=_vrai_si(attentes.a_accorder),
            accord_demande_le=accord_demande_le,
            remarques=Coalesce(Subquery(_remarques_a_traiter(), output_field=IntegerField()), 0),
            commence=Exists(Depot.objects.filter(ressource=OuterRef("pk"))),
        )
        .select_related("fiche", "campagne_suivi__pole__academie")
        .prefetch_related(Prefetch("liens_producteurs", Producteur.objects.select_related("personne")))
    )


def _vrai_si(condition: Q) -> Case:
    """A condition as a column, which is never NULL."""
    return Case(When(condition, then=True), default=False)


def _echeance(demande: Demande, attentes: Attentes) -> Case:
    """As `_depot` says it, for the database to sort by."""
    v1, v2, v3 = jour_en_vigueur(NatureReport.V1), jour_en_vigueur(NatureReport.V2), jour_du_plan("jour_v3")
    depuis, a_deposer = TruncDate("etat_depuis"), attentes.a_deposer
    jour = Case(
        When(a_deposer & Q(numero_version=0), then=v1),
        When(a_deposer & Q(numero_version=1) & Q(GreaterThanOrEqual(v2, depuis)), then=v2),
        When(a_deposer & Q(numero_version=2) & Q(GreaterThanOrEqual(v3, depuis)), then=v3),
        output_field=DateField(),
    )
    if demande.bornes is None:
        return jour
    # An agreement, an answer have no date: they must not press by that of a deposit which does not press yet.
    return Case(When(~attentes.sans_date | Q(LessThanOrEqual(jour, demande.bornes.proche)), then=jour))


def _remarques_a_traiter() -> QuerySet:
    remarques = Remarque.objects.a_traiter().filter(version__ressource=OuterRef("pk"))
    return remarques.order_by().values("version__ressource").annotate(nombre=Count("pk")).values("nombre")


def _accords(r: Ressource, demande: Demande) -> Iterator[Obligation]:
    for lien in r.liens_producteurs.all() if r.sans_accord else ():
        if not lien.accord and (demande.personne is None or lien.personne_id == demande.personne.pk):
            yield _accord(lien, r)


def _campagnes(demande: Demande, prefixe: str) -> Q:
    """Of the campaigns alone: who produces or proofreads owes it wherever their mandate is."""
    return Demande(demande.jour, campagnes=demande.campagnes).q(prefixe)


def _depot(r: Ressource) -> Obligation:
    depuis = _jour(r, r.etat_depuis)
    prevu = {1: r.prevu_v1, 2: r.prevu_v2, 3: r.prevu_v3}.get(r.numero_suivant)
    nature = _NATURES.get(r.numero_suivant, "")
    demande = bool(nature) and getattr(r, f"report_{nature}")
    return Obligation(
        cle=f"depot:{r.pk}:{r.numero_suivant}",
        genre="depot",
        campagne=r.campagne_suivi_id,
        phrase=f"Déposer la V{r.numero_suivant} de",
        objet=r.titre,
        pourquoi="Vous produisez cette ressource.",
        url=reverse("productions:depot", args=[r.pk]),
        bouton="Continuer le dépôt" if r.commence else "Déposer",
        personnes=frozenset(lien.personne_id for lien in r.liens_producteurs.all()),
        # A date that had passed when the version was asked is nobody's lateness.
        echeance=prevu if prevu and (r.numero_suivant == 1 or prevu >= depuis) else None,
        depuis=depuis,
        nature=nature,
        demander_report=reverse("productions:demander_report", args=[r.pk, nature]) if nature and not demande else "",
        report_demande=demande,
    )


def _remarques(r: Ressource) -> Obligation:
    """Due with the version that carries the answers; done as soon as each remark has its own."""
    depot, nombre = _depot(r), r.remarques
    combien = f"aux {nombre} remarques" if nombre > 1 else "à la remarque"
    return replace(
        depot,
        cle=f"remarques:{r.pk}:{r.numero_version}",
        genre="remarques",
        phrase=f"Répondre {combien} sur",
        pourquoi=f"Vous produisez cette ressource : {'chacune attend' if nombre > 1 else 'elle attend'} d'être faite, "
        "ou déclinée en disant pourquoi.",
        url=f"{depot.url}#remarques",
        bouton="Répondre",
    )


def _assignation(r: Ressource) -> Obligation:
    return Obligation(
        cle=f"assignation:{r.pk}:{r.numero_version}",
        genre="assignation",
        campagne=r.campagne_suivi_id,
        phrase="Assigner des relecteurs à",
        objet=r.titre,
        pourquoi=f"La V{r.numero_version} est déposée et personne ne la relit encore.",
        url=reverse("productions:assigner_relecture", args=[r.pk]),
        bouton="Assigner",
        fonctions=(Fonction.COORDINATEUR,),
        depuis=_jour(r, r.etat_depuis),
        attendue_par=enumerer([lien.personne.nom_complet for lien in r.liens_producteurs.all()]),
    )


def _accord(producteur: Producteur, r: Ressource) -> Obligation:
    return Obligation(
        cle=f"accord:{producteur.pk}",
        genre="accord",
        campagne=r.campagne_suivi_id,
        phrase="Donner mon accord à la publication de",
        objet=r.titre,
        pourquoi="Vous produisez cette ressource, et chaque producteur donne son propre accord.",
        url=reverse("productions:donner_accord", args=[r.pk]),
        bouton="Donner mon accord",
        personnes=frozenset([producteur.personne_id]),
        depuis=_jour(r, r.accord_demande_le or r.etat_depuis),
        attendue_par=COORDINATION,
    )


def _jour(r: Ressource, instant: datetime) -> date:
    """A day of the resource's académie."""
    return instant.astimezone(ZoneInfo(r.campagne_suivi.fuseau)).date()
