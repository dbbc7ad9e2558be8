"""Who tested without an account is forgotten: name, address, mails. What they wrote of the resource stays, unnamed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from commun.services.oublis import oublier_destinataire, oublier_un_nom
from comptes.models import Personne
from importations.services import oublier_adresse
from journal.mouvements import changer_etat
from productions.courriels.tests_classe import NOMMENT_LE_TESTEUR
from productions.etats import EtatTest
from productions.models import TestEnClasse

from .photos import retirer_photos
from .verrou import verrouiller_test

# Time to ask for the attestation again; what will not be done is forgotten sooner.
CONSERVATION = timedelta(days=180)
CONSERVATION_SANS_SUITE = timedelta(days=30)


def effacer_testeurs(*, maintenant: datetime) -> int:
    """What beat does every night; how many were forgotten."""
    tests = list(_a_oublier(maintenant).select_related("version__ressource").order_by("pk"))
    return sum(_oublier(test, maintenant) for test in tests)


def _a_oublier(maintenant: datetime) -> QuerySet[TestEnClasse]:
    ancien = maintenant - CONSERVATION
    return TestEnClasse.objects.sans_compte().filter(
        Q(etat__in=(EtatTest.DECLINE, EtatTest.ANNULE), etat_depuis__lt=maintenant - CONSERVATION_SANS_SUITE)
        | Q(etat=EtatTest.RENDU, rendu_le__lt=ancien, jour_prevu__lt=ancien.date())
        | Q(etat__in=(EtatTest.PLANIFIE, EtatTest.CONFIRME), jour_prevu__lt=ancien.date())
    )


@transaction.atomic
def _oublier(test: TestEnClasse, maintenant: datetime) -> bool:
    test = verrouiller_test(test)
    # The tester may have answered, or chosen another day, just before.
    if not _a_oublier(maintenant).filter(pk=test.pk).exists():
        return False
    if not test.rendu_le:
        retirer_photos(test)
    if test.attendu:
        changer_etat(
            test,
            "annuler",
            acteur=None,
            maintenant=maintenant,
            donnees={"testenclasse": test.pk},
            texte="resté sans réponse",
        )
    # Somebody who has an account stays: the lines about them in the tables of others too.
    if not Personne.objects.filter(email__iexact=test.testeur_courriel).exists():
        oublier_adresse(test.testeur_courriel)
    oublier_destinataire(test.testeur_courriel, prefixe=f"test:{test.pk}:")
    if test.testeur_nom:
        chaine = test.version.ressource.chaine
        oublier_un_nom(test.testeur_nom, prefixes=[f"{gabarit}:{chaine}:" for gabarit in NOMMENT_LE_TESTEUR])
    test.testeur_nom = test.testeur_courriel = test.motif_arret = ""
    test.testeur_efface_le, test.brouillon = maintenant, {}
    test.save(update_fields=["testeur_nom", "testeur_courriel", "motif_arret", "testeur_efface_le", "brouillon"])
    return True
