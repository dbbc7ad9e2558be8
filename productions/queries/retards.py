"""Which resources are late, as the database says it: the same days and excuses as `parcours.situer`, for lists that
filter by lateness and for counts. A test compares the two."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Case, DateField, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, TruncDate
from django.db.models.lookups import GreaterThanOrEqual

from poles.models import Indisponibilite
from productions.etats import EtatFiche, EtatRelecture
from productions.etats import EtatRessource as R
from productions.models import NatureReport, Producteur, Relecture, Ressource

from .dates import du_plan, jour_du_plan, jour_en_vigueur

# Days that have passed since the day in force.
RETARDS = {"1": "en retard", "8": "de plus d'une semaine", "31": "de plus d'un mois"}
DATEES = (R.EN_CONCEPTION, R.EN_RELECTURE, R.EN_REVISION, R.PRETE_A_VALIDER, R.EN_VALIDATION)


def en_retard(ressources: QuerySet[Ressource], jour: date, jours: int = 1) -> QuerySet[Ressource]:
    """Those whose day is past by so many days at least, each with that day: `attendue_le`."""
    datees = ressources.filter(etat__in=DATEES).annotate(attendue_le=attendue_le())
    return datees.filter(~_excusee(jour), attendue_le__lte=jour - timedelta(days=jours))


def attendue_le() -> Case:
    """The day of what is awaited now, as a column; null where nothing is dated."""
    lues = _attendues().annotate(le=du_plan("version__ressource__", "echeance")).filter(le__isnull=False)
    validation = jour_en_vigueur(NatureReport.VALIDATION)
    return Case(
        When(etat=R.EN_CONCEPTION, fiche__etat=EtatFiche.SOUMISE, then=None),
        When(etat=R.EN_CONCEPTION, then=jour_en_vigueur(NatureReport.V1)),
        When(etat=R.EN_RELECTURE, then=Coalesce(_premiere(lues), jour_du_plan("jour_relecture"))),
        When(etat=R.EN_REVISION, numero_version=1, then=jour_en_vigueur(NatureReport.V2)),
        When(etat=R.EN_REVISION, numero_version=2, then=jour_du_plan("jour_v3")),
        # A day that had passed when this was first awaited is nobody's lateness.
        When(
            GreaterThanOrEqual(validation, TruncDate("etat_depuis")),
            etat__in=(R.PRETE_A_VALIDER, R.EN_VALIDATION),
            then=validation,
        ),
        output_field=DateField(),
    )


def _attendues() -> QuerySet[Relecture]:
    return Relecture.objects.filter(version__ressource=OuterRef("pk"), etat=EtatRelecture.ATTENDUE)


def _premiere(lues: QuerySet[Relecture]) -> Subquery:
    return Subquery(lues.order_by("le").values("le")[:1], output_field=DateField())


def _excusee(jour: date) -> Q:
    """All those who are awaited by themselves are away: nobody is late."""
    produisent = Producteur.objects.filter(ressource=OuterRef("pk"))
    presents, lisent = (~Exists(_absences(jour, qui)) for qui in ("personne", "relecteur"))
    a_produire = Q(etat=R.EN_REVISION) | (Q(etat=R.EN_CONCEPTION) & ~Q(fiche__etat=EtatFiche.SOUMISE))
    sans_producteur = Exists(produisent) & ~Exists(produisent.filter(presents))
    sans_relecteur = Exists(_attendues()) & ~Exists(_attendues().filter(lisent))
    return (a_produire & Q(sans_producteur)) | Q(Q(etat=R.EN_RELECTURE) & Q(sans_relecteur))


def _absences(jour: date, qui: str) -> QuerySet[Indisponibilite]:
    return Indisponibilite.objects.le(jour).filter(personne=OuterRef(qui))
