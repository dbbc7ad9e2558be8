"""Who carries what in a pôle: productions, relectures and class tests in hand. For whoever leads it alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db.models import Count, F, Min, Q, QuerySet
from django.urls import reverse

from poles.models import Fonction
from poles.queries import equipe
from productions.etapes import FINIES, Avancement
from productions.etats import EtatRelecture
from productions.models import Producteur, Relecture, Ressource, TestEnClasse
from productions.queries.retards import en_retard

if TYPE_CHECKING:
    from comptes.models import Personne
    from poles.models import Campagne


@dataclass
class Porteur:
    personne: Personne
    productions: int = 0
    retards: int = 0  # of what this person produces, whoever is awaited
    relectures: int = 0
    relecture_le: date | None = None  # the first one to hand in
    tests: int = 0
    test_le: date | None = None

    @property
    def charge(self) -> int:
        return self.productions + self.relectures + self.tests


def porteurs_de(campagne: Campagne, ressources: QuerySet[Ressource], jour: date) -> list[Porteur]:
    """The most loaded first; of the teachers, those who have nothing in hand too. Who leads the pôle has other tasks.

    Five queries, that the database counts, however many resources there are.
    """
    mandats = equipe(campagne, jour, Fonction.ENSEIGNANT, Fonction.COORDINATEUR)
    fonctions = list(mandats.values_list("personne", "fonction"))
    conduisent = {personne for personne, fonction in fonctions if fonction == Fonction.COORDINATEUR}
    charges: dict[int, dict[str, Any]] = {personne: {} for personne, _ in fonctions if personne not in conduisent}
    for ligne in (*_productions(ressources, jour), *_relectures(ressources), *_tests(ressources)):
        charges.setdefault(ligne.pop("qui"), {}).update(ligne)
    personnes = get_user_model().objects.in_bulk(charges)
    porteurs = [Porteur(personnes[qui], **siennes) for qui, siennes in charges.items()]
    return sorted(porteurs, key=lambda p: (-p.charge, p.personne.nom, p.personne.prenom, p.personne.pk))


def _productions(ressources: QuerySet[Ressource], jour: date) -> QuerySet[Any]:
    return _par_personne(
        Producteur.objects.filter(ressource__in=ressources.order_by().values("pk")),
        "personne",
        productions=Count("pk", ~Q(ressource__etat__in=FINIES)),
        retards=Count("pk", Q(ressource__in=en_retard(ressources, jour).order_by().values("pk"))),
    )


def _relectures(ressources: QuerySet[Ressource]) -> QuerySet[Any]:
    attendues = Relecture.objects.filter(
        version__ressource__in=ressources.order_by().values("pk"), etat=EtatRelecture.ATTENDUE
    )
    return _par_personne(attendues, "relecteur", relectures=Count("pk"), relecture_le=Min("echeance"))


def _tests(ressources: QuerySet[Ressource]) -> QuerySet[Any]:
    demandes = TestEnClasse.objects.demandes().filter(
        version__ressource__in=ressources.order_by().values("pk"), testeur__isnull=False
    )
    return _par_personne(demandes, "testeur", tests=Count("pk"), test_le=Min("jour_prevu"))


def _par_personne(lignes: QuerySet[Any], qui: str, **comptes: Any) -> QuerySet[Any]:
    return lignes.order_by().values(qui=F(qui)).annotate(**comptes)


def liens_du_porteur(campagne: Campagne, qui: int) -> dict[str, str]:
    adresse = [campagne.pole.slug, campagne.cycle.libelle]
    ressources, tests = (reverse(f"productions:{vue}", args=adresse) for vue in ("ressources", "tests_du_pole"))
    return {
        "productions": f"{ressources}?producteur={qui}&avancement={Avancement.EN_COURS}",
        "retards": f"{ressources}?producteur={qui}&retard=1",
        "relectures": f"{ressources}?relecteur={qui}",
        "tests": f"{tests}?testeur={qui}&etat=attendu",
    }
