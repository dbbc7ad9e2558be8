"""Writing: consecutive ranks, codes only in what can never be erased, rows that stay as they are."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from journal.empreintes import empreinte
from journal.models import Ecriture, EcritureImmuable, Tete
from journal.queries import ecritures_de
from journal.services import TEXTE_EFFACE, ecrire, effacer_texte
from tests.journal.conftest import DEBUT


def test_les_rangs_se_suivent(remplir) -> None:
    ecritures = remplir("ressource:1", 3)
    remplir("ressource:2", 1)
    assert [e.rang for e in ecritures] == [1, 2, 3]
    tete = Tete.objects.get(chaine="ressource:1")
    assert (tete.rang, tete.empreinte) == (3, ecritures[-1].empreinte)
    assert len({e.empreinte for e in Ecriture.objects.all()}) == 4


def test_une_ecriture_coute_trois_requetes(remplir, django_assert_num_queries) -> None:
    remplir("ressource:1", 1)
    with django_assert_num_queries(3):
        ecrire(chaine="ressource:1", action="a", acteur=None, maintenant=DEBUT)


def test_hors_transaction_rien_ne_s_ecrit(transactional_db) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        ecrire(chaine="c:1", action="a", acteur=None, maintenant=DEBUT)
    assert not Tete.objects.exists()


def test_une_action_refusee_ne_laisse_pas_de_trace(transactional_db) -> None:
    with transaction.atomic():
        ecrire(chaine="c:1", action="a", acteur=None, maintenant=DEBUT)
        transaction.set_rollback(True)
    assert not Ecriture.objects.exists()
    with transaction.atomic():
        assert ecrire(chaine="c:1", action="a", acteur=None, maintenant=DEBUT).rang == 1


@pytest.mark.parametrize(
    "donnees",
    [
        {"nom": "Nadia Benali"},
        {"motif": "x" * 201},
        {"note": 12.5},
        {"le": datetime(2026, 1, 1, tzinfo=UTC)},
        {"id": uuid4()},
        {"liste": [{"a": b"octets"}]},
        {1: "cle"},
    ],
)
def test_rien_que_des_codes_dans_donnees(db, donnees: dict) -> None:
    with pytest.raises(TypeError, match="Journal"):
        ecrire(chaine="c:1", action="a", acteur=None, maintenant=DEBUT, donnees=donnees)


def test_une_ecriture_ne_change_plus(remplir) -> None:
    ecriture = remplir("c:1", 1)[0]
    relue = Ecriture.objects.get()
    for tentative in (
        ecriture.save,
        relue.save,
        relue.delete,
        Ecriture.objects.all().delete,
        lambda: Ecriture.objects.update(texte=""),
        lambda: Ecriture.objects.bulk_update([relue], ["texte"]),
    ):
        with pytest.raises(EcritureImmuable):
            tentative()


def test_un_rang_ne_sert_qu_une_fois(remplir) -> None:
    remplir("c:1", 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ecriture.objects.create(chaine="c:1", rang=1, action="a", empreinte="x", ecrite_le=DEBUT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ecriture.objects.create(chaine="c:1", rang=0, action="a", empreinte="x", ecrite_le=DEBUT)


def test_un_auteur_reste(remplir, auteure) -> None:
    remplir("c:1", 1)
    with pytest.raises(ProtectedError):
        auteure.delete()


def test_effacer_un_texte(remplir, auteure, anomalies) -> None:
    ecriture = remplir("c:1", 2)[0]
    effacer_texte(ecriture=ecriture, acteur=auteure, maintenant=DEBUT)
    effacer_texte(ecriture=ecriture, acteur=auteure, maintenant=DEBUT)
    relue = Ecriture.objects.get(pk=ecriture.pk)
    assert (relue.texte, relue.sel) == ("", "")
    assert relue.empreinte_texte
    trace = Ecriture.objects.get(action=TEXTE_EFFACE)
    assert (trace.rang, trace.donnees) == (3, {"rang": 1})
    assert anomalies() == set()


def test_l_histoire_va_du_plus_recent_au_plus_ancien(remplir, django_assert_num_queries) -> None:
    remplir("ressource:1", 3)
    remplir("fiche:1", 2)
    remplir("fiche:2", 1)
    with django_assert_num_queries(1):
        lues = [(e.chaine, e.rang, e.acteur and e.acteur.nom_complet) for e in ecritures_de("ressource:1", "fiche:1")]
    assert lues[0] == ("ressource:1", 3, None)
    assert len(lues) == 5


@pytest.mark.sqlite
def test_l_empreinte_ne_depend_ni_de_la_base_ni_du_fuseau(db) -> None:
    """The same row gives the same digest on SQLite and PostgreSQL: this one was computed once for all."""
    ecriture = ecrire(
        chaine="ressource:7",
        action="ressource.deposer",
        acteur=None,
        maintenant=datetime(2026, 12, 14, 8, 0, tzinfo=UTC),
        donnees={"numero": 2, "b": [1, None, True], "a": "en_relecture"},
    )
    assert ecriture.empreinte == "ef7e7c80edb9e3175740591e94c709a2284e069f0ca793a192742813285c86ab"
    ecriture.refresh_from_db()
    assert empreinte(ecriture, "") == ecriture.empreinte
