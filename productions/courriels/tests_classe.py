"""About class tests: to the tester, with or without an account; to the producers and whoever leads the pôle."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from commun.services.courriels import poster
from productions.models import LienDeTest, TestEnClasse

from .destinataires import equipe
from .envoi import prevenir

if TYPE_CHECKING:
    from comptes.models import Personne

# What is said of a tester to the team; a tester without an account is forgotten there too.
NOMMENT_LE_TESTEUR = ("test_planifie", "test_confirme", "test_decline")
BOUTONS = {
    "test_demande": "Voir ce qui m'est demandé",
    "test_deplace": "Confirmer la date",
    "test_lien": "Ouvrir le test",
    "test_merci": "Retrouver mon attestation",
    "test_rappel": "Ouvrir le test",
}


def lien_de_test(lien: LienDeTest, clair: str, gabarit: str, *, par: Personne | None, maintenant: datetime) -> None:
    """To who tests without an account: `clair` is their way in, and is said nowhere else."""
    test = lien.test
    poster(
        gabarit=gabarit,
        destinataire=test.destinataire,
        cle=f"test:{test.pk}:lien:{lien.pk}",
        url=reverse("productions:mon_test_par_lien", args=[clair]),
        bouton=BOUTONS[gabarit],
        maintenant=maintenant,
        contexte=_contexte(test) | {"acteur": par, "expire_le": lien.expire_le},
        secret=True,
    )


def test_demande(test: TestEnClasse, *, acteur: Personne, maintenant: datetime) -> None:
    """To the tester who has an account: what to test, when."""
    _au_testeur("test_demande", test, acteur, maintenant)


def test_deplace(test: TestEnClasse, *, acteur: Personne, maintenant: datetime) -> None:
    """To the tester who has an account: another day is proposed."""
    _au_testeur("test_deplace", test, acteur, maintenant)


def test_merci(test: TestEnClasse, *, maintenant: datetime) -> None:
    """To the tester who has an account: thanks, and where the attestation is."""
    _au_testeur("test_merci", test, None, maintenant)


def test_annule(test: TestEnClasse, *, acteur: Personne, maintenant: datetime) -> None:
    """To the tester: nothing is asked any more, and why. No link: the page would say the same."""
    poster(
        gabarit="test_annule",
        destinataire=test.destinataire,
        cle=f"test:{test.pk}:annule",
        url="",
        bouton="",
        maintenant=maintenant,
        contexte=_contexte(test) | {"acteur": acteur},
    )


def test_planifie(test: TestEnClasse, *, acteur: Personne, maintenant: datetime) -> None:
    """To the producers and the PREDAC/IAN: news, for those who did not plan it."""
    _a_l_equipe("test_planifie", test, acteur, maintenant, "Voir le test", nouvelle=True)


def test_confirme(test: TestEnClasse, *, deplace: bool, acteur: Personne | None, maintenant: datetime) -> None:
    """To the same: the day is agreed, perhaps another one."""
    _a_l_equipe("test_confirme", test, acteur, maintenant, "Voir le test", nouvelle=True, deplace=deplace)


def test_decline(test: TestEnClasse, *, acteur: Personne | None, maintenant: datetime) -> None:
    """To the same, at once: somebody else has to be found."""
    url = reverse("productions:planifier_test", args=[test.version.ressource_id])
    _a_l_equipe("test_decline", test, acteur, maintenant, "Planifier un autre test", url=url)


def test_rendu(test: TestEnClasse, *, acteur: Personne | None, maintenant: datetime) -> None:
    """To the same: what the classroom says."""
    url = reverse("productions:resultats_tests", args=[test.version_id])
    _a_l_equipe("test_rendu", test, acteur, maintenant, "Lire les résultats", url=url, nouvelle=True)


def _au_testeur(gabarit: str, test: TestEnClasse, acteur: Personne | None, maintenant: datetime) -> None:
    prevenir(
        gabarit,
        test.version.ressource,
        [test.testeur] if test.testeur else [],
        acteur,
        maintenant,
        BOUTONS[gabarit],
        url=reverse("productions:mon_test", args=[test.pk]),
        test=test,
    )


def _a_l_equipe(
    gabarit: str,
    test: TestEnClasse,
    acteur: Personne | None,
    maintenant: datetime,
    bouton: str,
    *,
    url: str = "",
    nouvelle: bool = False,
    deplace: bool = False,
) -> None:
    r = test.version.ressource
    prevenir(
        gabarit,
        r,
        equipe(r, maintenant),
        acteur,
        maintenant,
        bouton,
        url=url or test.get_absolute_url(),
        nouvelle=nouvelle,
        test=test,
        deplace=deplace,
    )


def _contexte(test: TestEnClasse) -> dict[str, object]:
    return {"test": test, "ressource": test.version.ressource}
