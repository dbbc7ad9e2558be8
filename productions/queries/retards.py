"""« En retard », said once: what is asked about a resource, step by step, and the day of each.

These are the days of the registry of obligations (`productions/obligations/`, `validations/obligations.py`) as columns,
for lists, counts and boards, so that they say what « Relancer » and the reminders say. A test compares the two.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Case, DateField, Exists, Expression, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Least, NullIf, TruncDate
from django.db.models.lookups import GreaterThan, GreaterThanOrEqual, LessThan

from calendrier.models import NatureEcheance
from calendrier.queries import jour_effectif
from poles.etats import EtatCycle
from poles.models import Indisponibilite
from productions.etapes import Etape
from productions.etats import ANNONCEES, MODIFIABLES, EtatFiche, EtatRelecture
from productions.etats import EtatRessource as R
from productions.models import NatureReport, Producteur, Relecture, Ressource, TestEnClasse

from .dates import du_plan, jour_du_plan, jour_en_vigueur

# Days that have passed since the day in force.
RETARDS = {"1": "en retard", "8": "de plus d'une semaine", "31": "de plus d'un mois"}
# The steps at which something may be late; publishing has no date.
DATEES = (Etape.FICHE, Etape.V1, Etape.RELECTURE, Etape.V2, Etape.TEST, Etape.VALIDATION)
_JAMAIS = Value(date.max, DateField())
# What was left in a year that is over asks nothing of anybody; one in preparation has no date yet (`se_rappelle`).
_OUVERTE = Q(campagne_suivi__cycle__etat=EtatCycle.OUVERT, campagne_suivi__close_le__isnull=True)


def colonne(etape: Etape) -> str:
    return f"du_{etape.value}"


def avec_attente(ressources: QuerySet[Ressource], jour: date | None = None) -> QuerySet[Ressource]:
    """Each with the days that `parcours.situer` reads: `du_fiche`, `du_v1`…, null where nothing dated is asked.

    `jour`: a day that has passed by then is null too where all those who are awaited are away: nobody is late.
    """
    return ressources.annotate(**{colonne(etape): expression for etape, expression in _dues(jour).items()})


def en_retard(
    ressources: QuerySet[Ressource], jour: date, jours: int = 1, etape: Etape | None = None
) -> QuerySet[Ressource]:
    """Those of which something is past its day by so many days at least, each with the first: `attendue_le`.

    `etape`: something of that step.
    """
    dues = _dues(jour)
    attendue = dues[etape] if etape else _premiere(dues)
    return ressources.annotate(attendue_le=attendue).filter(attendue_le__lte=jour - timedelta(days=jours))


def _premiere(dues: dict[Etape, Expression]) -> Expression:
    """The first of the days that there are; null where there is none."""
    return NullIf(Least(*(Coalesce(due, _JAMAIS) for due in dues.values())), _JAMAIS)


def _dues(jour: date | None) -> dict[Etape, Expression]:
    sans_producteur = _producteurs_absents(jour)
    v3, validation = jour_du_plan("jour_v3"), jour_en_vigueur(NatureReport.VALIDATION)
    en_revision, a_valider = Q(_OUVERTE, etat=R.EN_REVISION), Q(etat__in=(R.PRETE_A_VALIDER, R.EN_VALIDATION))
    return {
        Etape.FICHE: _fiche(jour),
        Etape.V1: _cas(
            When(
                _OUVERTE,
                etat=R.EN_CONCEPTION,
                fiche__etat__in=ANNONCEES,
                then=_sauf(sans_producteur, jour_en_vigueur(NatureReport.V1), jour),
            )
        ),
        Etape.RELECTURE: _cas(When(_OUVERTE, etat=R.EN_RELECTURE, then=_relecture(jour))),
        Etape.V2: _cas(
            When(
                en_revision & Q(numero_version=1),
                then=_sauf(sans_producteur, _encore(jour_en_vigueur(NatureReport.V2)), jour),
            )
        ),
        Etape.TEST: _test(jour),
        Etape.VALIDATION: _cas(
            When(en_revision & Q(numero_version=2), then=_sauf(sans_producteur, _encore(v3), jour)),
            When(a_valider & _se_poursuit("campagne_suivi__cycle__", validation), then=_encore(validation)),
        ),
    }


def _cas(*cas: When) -> Case:
    return Case(*cas, output_field=DateField())


def _encore(jour: Expression, depuis: str = "etat_depuis") -> Case:
    """A day that had passed when the thing was asked is nobody's lateness."""
    return _cas(When(GreaterThanOrEqual(jour, TruncDate(depuis)), then=jour))


def _sauf(absents: Q | None, due: Expression, jour: date | None) -> Expression:
    if absents is None:
        return due
    return Case(When(absents & Q(LessThan(due, Value(jour))), then=None), default=due, output_field=DateField())


def _se_poursuit(cycle: str, due: Expression | F) -> Q:
    """Class tests and visas go on beside the year: see `calendrier.rappels.cycles.se_rappelle`."""
    apres = Q(GreaterThan(due, F(f"{cycle}fin")), **{f"{cycle}etat": EtatCycle.CLOS})
    return ~Q(**{f"{cycle}etat": EtatCycle.CLOS}) | apres


def _fiche(jour: date | None) -> Case:
    """To submit or to take up again, by who wrote it or produces; then to decide, by whoever leads the pôle."""
    prevu = _encore(jour_effectif("fiche__campagne__", NatureEcheance.FICHES_PROJET), "fiche__etat_depuis")
    absents = None
    if jour:
        redige = Exists(_absences(jour, "fiche__redigee_par"))
        seul = Q(fiche__etat=EtatFiche.BROUILLON)
        presents = Producteur.objects.filter(~Exists(_absences(jour, "personne")), ressource__fiche=OuterRef("fiche"))
        absents = Q(redige) & (seul | ~Q(Exists(presents)))
    en_conception = Q(_OUVERTE, etat=R.EN_CONCEPTION)
    return _cas(
        When(en_conception & Q(fiche__etat__in=MODIFIABLES), then=_sauf(absents, prevu, jour)),
        When(en_conception & Q(fiche__etat=EtatFiche.SOUMISE), then=prevu),
    )


def _relecture(jour: date | None) -> Subquery:
    """The first that a proofreader owes; without a proofreader it has no date."""
    attendues = Relecture.objects.filter(version__ressource=OuterRef("pk"), etat=EtatRelecture.ATTENDUE)
    attendues = attendues.annotate(le=du_plan("version__ressource__", "echeance")).filter(le__isnull=False)
    if jour:
        attendues = attendues.filter(Q(le__gte=jour) | ~Exists(_absences(jour, "relecteur")))
    return Subquery(attendues.order_by("le").values("le")[:1], output_field=DateField())


def _test(jour: date | None) -> Subquery:
    """The first class test that somebody with an account owes; the others have reminders of their own."""
    cycle = "version__ressource__campagne_suivi__cycle__"
    demandes = TestEnClasse.objects.demandes().filter(
        _se_poursuit(cycle, F("jour_prevu")), version__ressource=OuterRef("pk"), testeur__isnull=False
    )
    if jour:
        demandes = demandes.filter(Q(jour_prevu__gte=jour) | ~Exists(_absences(jour, "testeur")))
    return Subquery(demandes.order_by("jour_prevu").values("jour_prevu")[:1], output_field=DateField())


def _producteurs_absents(jour: date | None) -> Q | None:
    if jour is None:
        return None
    produisent = Producteur.objects.filter(ressource=OuterRef("pk"))
    presents = produisent.filter(~Exists(_absences(jour, "personne")))
    return Q(Exists(produisent)) & ~Q(Exists(presents))


def _absences(jour: date, qui: str) -> QuerySet[Indisponibilite]:
    return Indisponibilite.objects.le(jour).filter(personne=OuterRef(qui))
