"""The tester's personal links: sent, sent anew, closed. Their secrets leave by mail and stay nowhere."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import transaction

from commun import jetons
from commun.erreurs import ActionImpossible
from journal.services import ecrire
from productions import courriels
from productions.models import LienDeTest, TestEnClasse
from productions.tests_classe import fin_du_lien

from .verrou import verrouiller_test

if TYPE_CHECKING:
    from comptes.models import Personne

# Whoever holds an old link may ask for another one, not fill a mailbox.
DELAI_ENTRE_LIENS = timedelta(minutes=5)


def envoyer_lien(
    test: TestEnClasse, gabarit: str, *, maintenant: datetime, par: Personne | None = None, **rappel: Any
) -> LienDeTest:
    """One more link, in its own mail; those of the mails before go on. To call in the caller's transaction.

    `rappel`: the fields of LienDeTest that say of which reminder it is.
    """
    fuseau = test.version.ressource.campagne_suivi.fuseau
    jour = max(test.jour_prevu, maintenant.astimezone(ZoneInfo(fuseau)).date())
    clair = jetons.engendrer()
    lien = LienDeTest.objects.create(
        test=test,
        empreinte=jetons.empreinte(clair),
        envoye_le=maintenant,
        expire_le=fin_du_lien(jour, fuseau),
        **rappel,
    )
    lien.test = test
    courriels.lien_de_test(lien, clair, gabarit, par=par, maintenant=maintenant)
    return lien


@transaction.atomic
def renvoyer_lien(*, test: TestEnClasse, acteur: Personne, maintenant: datetime) -> TestEnClasse:
    """« Envoyer un nouveau lien »: the ones before no longer serve."""
    test = verrouiller_test(test)
    if test.testeur_id or not test.testeur_courriel:
        raise ActionImpossible("Ce testeur n'a pas de lien : il trouve le test sur son accueil, ou il est oublié.")
    if not (test.attendu or test.rendu_le):
        raise ActionImpossible(f"Ce test est {test.get_etat_display()} : il n'y a plus de lien à envoyer.")
    test.liens.vivants().update(remplace_le=maintenant)
    test.acces_ferme_le = None
    test.save(update_fields=["acces_ferme_le"])
    _noter(test, "renvoyer_lien", acteur, maintenant)
    envoyer_lien(test, "test_lien", maintenant=maintenant, par=acteur)
    return test


@transaction.atomic
def fermer_lien(*, test: TestEnClasse, acteur: Personne, maintenant: datetime) -> TestEnClasse:
    """« Désactiver le lien »: nothing opens the test from outside until somebody of the pôle sends a new one."""
    test = verrouiller_test(test)
    if test.testeur_id or test.acces_ferme_le:
        raise ActionImpossible("Ce test n'a pas de lien en service.")
    test.liens.vivants().update(remplace_le=maintenant)
    test.acces_ferme_le = maintenant
    test.save(update_fields=["acces_ferme_le"])
    _noter(test, "fermer_lien", acteur, maintenant)
    return test


@transaction.atomic
def redemander_lien(*, lien: LienDeTest, maintenant: datetime) -> None:
    """« Recevoir un nouveau lien »: to the address on record, or nothing; whoever asks is not told which."""
    test = verrouiller_test(lien.test)
    lien.test = test
    if not lien.renouvelable(maintenant) or not test.testeur_courriel:
        return
    if test.liens.filter(envoye_le__gt=maintenant - DELAI_ENTRE_LIENS).exists():
        return
    test.liens.vivants().update(remplace_le=maintenant)
    envoyer_lien(test, "test_lien", maintenant=maintenant)


def _noter(test: TestEnClasse, action: str, acteur: Personne, maintenant: datetime) -> None:
    ecrire(
        chaine=test.chaine,
        action=f"testenclasse.{action}",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"testenclasse": test.pk},
    )
