"""What the tester does, by their home page or by their link: the date, the answers, « je ne peux plus ».

`acteur` is nobody for who has no account. The journal names neither: whoever reads the resource reads it too, and the
results without their author.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import transaction

from commun.erreurs import ActionImpossible
from grilles.models import VersionGrille
from grilles.services import enregistrer_reponses
from journal.mouvements import changer_etat, empechement
from journal.services import ecrire
from productions import courriels
from productions.etats import TESTS_ATTENDUS, EtatTest
from productions.models import Constat, TestEnClasse
from productions.tests_classe import BROUILLON_MAX, jour_impossible, motif_manquant, seance_impossible

from .liens import envoyer_lien
from .photos import retirer_photos
from .planification import prolonger_liens
from .verrou import verrouiller_test

if TYPE_CHECKING:
    from comptes.models import Personne


@dataclass(frozen=True)
class ConstatSaisi:
    """One entry of the form: `pk` where it was there already, an empty text where it goes."""

    genre: str
    theme: str
    texte: str
    pk: int | None = None


@transaction.atomic
def confirmer_date(
    *, test: TestEnClasse, jour: date, motif_tardif: str, acteur: Personne | None, maintenant: datetime
) -> TestEnClasse:
    """« Confirmer cette date »: the one planned, or another that the tester chooses."""
    test = verrouiller_test(test)
    if raison := empechement(test, "confirmer"):
        raise ActionImpossible(raison)
    deplace = jour != test.jour_prevu
    if deplace:
        r = test.version.ressource
        aujourdhui = maintenant.astimezone(ZoneInfo(r.campagne_suivi.fuseau)).date()
        if raison := jour_impossible(r, jour, motif_tardif or test.motif_tardif, aujourdhui):
            raise ActionImpossible(raison)
        test.jour_prevu, test.motif_tardif = jour, motif_tardif.strip() or test.motif_tardif
        test.save(update_fields=["jour_prevu", "motif_tardif"])
        prolonger_liens(test)
    elif test.etat == EtatTest.CONFIRME:
        return test
    _mouvoir(test, "confirmer", maintenant, jour=jour.isoformat())
    courriels.test_confirme(test, deplace=deplace, acteur=acteur, maintenant=maintenant)
    return test


@transaction.atomic
def decliner_test(*, test: TestEnClasse, motif: str, acteur: Personne | None, maintenant: datetime) -> TestEnClasse:
    """« Je ne peux plus faire ce test »: no reason is owed; one that is given stays out of the journal."""
    test = verrouiller_test(test)
    if raison := empechement(test, "decliner"):
        raise ActionImpossible(raison)
    test.motif_arret, test.brouillon = motif.strip(), {}
    test.save(update_fields=["motif_arret", "brouillon"])
    retirer_photos(test)
    _mouvoir(test, "decliner", maintenant)
    courriels.test_decline(test, acteur=acteur, maintenant=maintenant)
    return test


@transaction.atomic
def noter_brouillon(*, test: TestEnClasse, champs: Mapping[str, Any]) -> None:
    """What is typed, kept until it is handed in: its author's alone. Too long, it raises ActionImpossible."""
    if sum(len(str(valeur)) for valeur in champs.values()) > BROUILLON_MAX:
        raise ActionImpossible("Ce brouillon est trop long pour être gardé : raccourcissez les textes.")
    ecrivables = TestEnClasse.objects.filter(pk=test.pk, etat__in=[*TESTS_ATTENDUS, EtatTest.RENDU])
    if not ecrivables.update(brouillon=dict(champs)):
        raise ActionImpossible("Ce test n'est plus demandé : il n'y a plus rien à enregistrer.")


@transaction.atomic
def rendre_test(
    *,
    test: TestEnClasse,
    grille: VersionGrille,
    valeurs: Mapping[int, int | str],
    constats: Sequence[ConstatSaisi],
    nombre_eleves: int | None,
    fait_le: date,
    motif_tardif: str = "",
    acteur: Personne | None,
    maintenant: datetime,
) -> TestEnClasse:
    """« Envoyer mes réponses », then « Enregistrer mes corrections » for as long as the page opens.

    `motif_tardif`: why the session was held after the cycle; empty, what was said when it was planned stands.
    """
    test = verrouiller_test(test)
    correction = test.etat == EtatTest.RENDU
    test.motif_tardif = motif_tardif.strip() or test.motif_tardif
    if raison := (not correction and empechement(test, "rendre")) or _seance_refusee(test, fait_le, maintenant):
        raise ActionImpossible(raison)
    test.feuille = enregistrer_reponses(feuille=test.feuille, grille=grille, valeurs=valeurs, maintenant=maintenant)
    test.nombre_eleves, test.fait_le, test.brouillon = nombre_eleves, fait_le, {}
    test.rendu_le = test.rendu_le or maintenant
    test.corrige_le = maintenant if correction else None
    test.save(
        update_fields=["feuille", "nombre_eleves", "fait_le", "motif_tardif", "brouillon", "rendu_le", "corrige_le"]
    )
    _enregistrer_constats(test, constats)
    if correction:
        _noter_correction(test, maintenant)
        return test
    _mouvoir(test, "rendre", maintenant)
    courriels.test_rendu(test, acteur=acteur, maintenant=maintenant)
    if test.testeur:
        courriels.test_merci(test, maintenant=maintenant)
    else:
        envoyer_lien(test, "test_merci", maintenant=maintenant)
    return test


def _seance_refusee(test: TestEnClasse, fait_le: date, maintenant: datetime) -> str:
    """Why the attestation cannot certify that day; empty when it can."""
    ressource = test.version.ressource
    aujourdhui = maintenant.astimezone(ZoneInfo(ressource.campagne_suivi.fuseau)).date()
    return seance_impossible(test, fait_le, aujourdhui) or motif_manquant(ressource, fait_le, test.motif_tardif)


def _enregistrer_constats(test: TestEnClasse, constats: Sequence[ConstatSaisi]) -> None:
    """What is there and not sent goes, unless it has become a remark: that one is answered."""
    presents, gardes = {c.pk: c for c in test.constats.all()}, set()
    for saisi in constats:
        present = presents.get(saisi.pk) if saisi.pk else None
        if not saisi.texte.strip():
            continue
        constat = present or Constat(test=test)
        constat.genre, constat.theme, constat.texte = saisi.genre, saisi.theme, saisi.texte.strip()
        constat.save()
        gardes.add(constat.pk)
    test.constats.filter(remarque__isnull=True).exclude(pk__in=gardes).delete()


def _noter_correction(test: TestEnClasse, maintenant: datetime) -> None:
    action = "testenclasse.corriger"
    ecrire(chaine=test.chaine, action=action, acteur=None, maintenant=maintenant, donnees=_donnees(test))


def _mouvoir(test: TestEnClasse, action: str, maintenant: datetime, **donnees: str) -> None:
    changer_etat(test, action, acteur=None, maintenant=maintenant, donnees=_donnees(test) | donnees)


def _donnees(test: TestEnClasse) -> dict[str, Any]:
    return {
        "testenclasse": test.pk,
        "version": test.version_id,
        "numero": test.version.numero,
        "en_tant_que": "testeur",
    }
