"""Who is awaited, as conditions: `parcours.situer` in the database's words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from commun.ensembles import Parmi
from poles.droits import droits_de
from poles.models import Fonction
from poles.permissions import CONDUIRE
from poles.queries import campagnes_confiees
from productions.etats import EtatFiche, EtatRelecture
from productions.etats import EtatRessource as R
from productions.models import NatureRessource, Producteur, Relecture, Ressource, TestEnClasse

if TYPE_CHECKING:
    from comptes.models import Personne

SOUMISE = Q(etat=R.EN_CONCEPTION, fiche__etat=EtatFiche.SOUMISE)


@dataclass(frozen=True)
class Nommes:
    """`personnes`: the numbers of whoever bears the name that is looked for, on that day; `sans_compte`: the tests
    whose tester bears it without an account."""

    personnes: QuerySet[Personne]
    sans_compte: Q
    jour: date


# What a room above knows: `validations` says whose signature is awaited.
_AUSSI: list[Callable[[Nommes], Q]] = []


def enregistrer_attendus(dire: Callable[[Nommes], Q]) -> None:
    """`dire`: the condition on a resource that waits for one of these people."""
    _AUSSI.append(dire)


def _lectures_attendues() -> QuerySet[Relecture]:
    return Relecture.objects.filter(version__ressource=OuterRef("pk"), etat=EtatRelecture.ATTENDUE)


def attendent() -> dict[str, tuple[str, Q]]:
    """By whom: each kind of people, in words, and the resources that wait for them."""
    lue = Q(etat=R.EN_RELECTURE)
    demande = Q(etat=R.PRETE_A_VALIDER)
    producteurs = (Q(etat=R.EN_CONCEPTION) & ~SOUMISE) | Q(etat=R.EN_REVISION)
    conduite = SOUMISE | (lue & ~Q(Exists(_lectures_attendues()))) | demande | Q(etat=R.VALIDEE)
    return {
        "producteurs": ("les producteurs", producteurs | (demande & Q(nature=NatureRessource.CLASSE))),
        "relecteurs": ("les relecteurs", lue & Q(Exists(_lectures_attendues()))),
        "conduite": ("le PREDAC ou l'IAN", conduite),
        "signataires": ("l'inspection ou la DRANE", Q(etat=R.EN_VALIDATION)),
    }


def attendent_quelqu_un(ressources: QuerySet[Ressource], noms: Nommes, lecteur: Personne) -> QuerySet[Ressource]:
    """Those that wait for one of these people by name, of whom `lecteur` may know it.

    A producer, a proofreader, whoever leads the pôle, a signatory; a tester, for who may know the testers.
    """
    produites = Producteur.objects.filter(personne__in=noms.personnes).values("ressource")
    lues = Relecture.objects.filter(relecteur__in=noms.personnes, etat=EtatRelecture.ATTENDUE)
    conduites = campagnes_confiees(noms.personnes, noms.jour, Fonction.COORDINATEUR)
    conditions = attendent()
    q = conditions["producteurs"][1] & Q(Parmi("pk", produites))
    q |= Q(etat=R.EN_RELECTURE) & Q(Parmi("pk", lues.values("version__ressource")))
    q |= conditions["conduite"][1] & Q(Parmi("campagne_suivi", conduites.values("pk")))
    q |= Q(Parmi("pk", _tests_de(noms, lecteur).values("version__ressource")))
    for dire in _AUSSI:
        q |= dire(noms)
    return ressources.filter(q)


def _tests_de(noms: Nommes, lecteur: Personne) -> QuerySet[TestEnClasse]:
    """As `suivre_test` and `voir_testeurs`: one's own, of what one produces, of the pôles that one leads."""
    demandes = TestEnClasse.objects.demandes().filter(Q(testeur__in=noms.personnes) | noms.sans_compte)
    droits = droits_de(lecteur)
    if droits.tous:
        return demandes
    produites = Producteur.objects.filter(personne=lecteur).values("ressource")
    return demandes.filter(
        Q(testeur=lecteur)
        | Q(Parmi("version__ressource", produites))
        | droits.q("version__ressource__campagne_suivi__", *CONDUIRE)
    )
