"""The steps of a pôle's board, and how far a resource has come. Read `ETAPES` top to bottom: the first that holds."""

from __future__ import annotations

from collections.abc import Callable

from django.db import models
from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When

from .etats import TESTS_ATTENDUS, EtatFiche, EtatRelecture, EtatTest
from .etats import EtatRessource as R
from .models import Relecture, Ressource, TestEnClasse


class Etape(models.TextChoices):
    FICHE = "fiche", "fiche-projet"
    V1 = "v1", "V1"
    RELECTURE = "relecture", "relecture"
    V2 = "v2", "V2"
    TEST = "test", "test en classe"
    VALIDATION = "validation", "V3 et validation"
    PUBLICATION = "publication", "publication"


class Avancement(models.TextChoices):
    """How far: `EN_COURS` is what somebody still works on; the others hold of whatever has come that far."""

    EN_COURS = "en_cours", "en cours"
    ENGAGEE = "engagee", "toutes, sauf les abandonnées"
    V1 = "v1", "V1 déposée"
    RELUE = "relue", "relue"
    V2 = "v2", "V2 déposée"
    TESTEE = "testee", "testée en classe"
    VALIDEE = "validee", "validée"
    PUBLIEE = "publiee", "publiée"


# What a room above knows: `validations` says what was validated and what is public, whatever the current work.
_ACQUIS: dict[Avancement, Callable[[], Q]] = {}

FINIES = (R.VALIDEE, R.NON_VALIDEE, R.PUBLIEE, R.ABANDONNEE)


def enregistrer_acquis(jusque: Avancement, dire: Callable[[], Q]) -> None:
    """`dire`: the condition on a resource; its `OuterRef("pk")` is the resource."""
    _ACQUIS[jusque] = dire


def etape() -> Case:
    """The step that a resource is at, as a column; empty once it is abandoned."""
    tests = TestEnClasse.objects.filter(version__ressource=OuterRef("pk"), etat__in=TESTS_ATTENDUS)
    apres_la_v2 = Q(etat__in=(R.EN_REVISION, R.PRETE_A_VALIDER))
    return Case(
        When(etat=R.EN_CONCEPTION, fiche__etat=EtatFiche.RETENUE, then=Value(Etape.V1)),
        When(etat=R.EN_CONCEPTION, then=Value(Etape.FICHE)),
        When(etat=R.EN_RELECTURE, then=Value(Etape.RELECTURE)),
        When(etat=R.EN_REVISION, numero_version__lt=2, then=Value(Etape.V2)),
        # A class test never moves the resource: it is what one waits for, as long as it is asked of somebody.
        When(apres_la_v2 & Exists(tests), then=Value(Etape.TEST)),
        When(etat__in=(R.VALIDEE, R.PUBLIEE), then=Value(Etape.PUBLICATION)),
        When(etat=R.ABANDONNEE, then=Value("")),
        default=Value(Etape.VALIDATION),
        output_field=CharField(),
    )


def a_l_etape(ressources: QuerySet[Ressource], quelle: str) -> QuerySet[Ressource]:
    return ressources.alias(etape_du_tableau=etape()).filter(etape_du_tableau=quelle)


def parvenues(ressources: QuerySet[Ressource], jusque: str) -> QuerySet[Ressource]:
    """The one rule of who came how far, for lists, boards, cards and reviews. What is abandoned came nowhere."""
    return ressources.exclude(etat=R.ABANDONNEE).filter(condition(jusque))


def condition(jusque: str) -> Q:
    """As a condition on the resource, for a count of several at once."""
    if acquis := _ACQUIS.get(Avancement(jusque)):
        return acquis()
    relues = Relecture.objects.filter(version__ressource=OuterRef("pk"), etat=EtatRelecture.RENDUE)
    testees = TestEnClasse.objects.filter(version__ressource=OuterRef("pk"), etat=EtatTest.RENDU)
    return {
        Avancement.EN_COURS: ~Q(etat__in=FINIES),
        Avancement.ENGAGEE: Q(),
        Avancement.V1: Q(numero_version__gte=1),
        Avancement.RELUE: Q(Exists(relues)),
        Avancement.V2: Q(numero_version__gte=2),
        Avancement.TESTEE: Q(Exists(testees)),
    }[Avancement(jusque)]
