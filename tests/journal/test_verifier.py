"""Whatever is altered, removed or cut is found, and named."""

import io
import tracemalloc
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from journal import verification
from journal.empreintes import empreinte
from journal.models import Ecriture, Tete
from journal.services import ecrire, effacer_texte
from journal.verification import CHAINES_PAR_LOT
from tests.journal.conftest import DEBUT

pytestmark = pytest.mark.sqlite
C = "ressource:1"


@pytest.fixture
def chaine(remplir) -> list[Ecriture]:
    remplir("fiche:9", 2)
    return remplir(C, 6)


def retirer(*ecritures: Ecriture) -> None:
    with connection.cursor() as curseur:
        for ecriture in ecritures:
            curseur.execute("DELETE FROM journal_ecriture WHERE id = %s", [ecriture.pk])


def test_un_journal_intact(chaine, anomalies) -> None:
    assert anomalies() == set()


def test_un_journal_vide(db, anomalies) -> None:
    assert anomalies() == set()


CHANGEMENTS = {
    "acteur_id": lambda e, autre: autre.pk,
    "action": lambda e, autre: "ressource.publier",
    "donnees": lambda e, autre: {**e.donnees, "numero": 99},
    "texte": lambda e, autre: "Tout va bien.",
    "sel": lambda e, autre: "0" * 32,
    "empreinte_texte": lambda e, autre: "0" * 64,
    "empreinte": lambda e, autre: "0" * 64,
    "ecrite_le": lambda e, autre: e.ecrite_le + timedelta(microseconds=1),
}


@pytest.mark.parametrize("champ", CHANGEMENTS)
@pytest.mark.parametrize("rang", range(1, 7))
def test_chaque_champ_de_chaque_ecriture(chaine, falsifier, anomalies, django_user_model, champ, rang: int) -> None:
    autre = django_user_model.objects.create_user("autre@ac-exemple.fr", prenom="A", nom="B")
    visee = chaine[rang - 1]
    falsifier(visee, **{champ: CHANGEMENTS[champ](visee, autre)})
    assert (C, rang, "altérée") in anomalies()
    assert all(a[0] == C for a in anomalies())


def test_le_champ_essaye_couvre_tout_le_modele() -> None:
    autres = {"id", "chaine", "rang"}
    assert {c.attname for c in Ecriture._meta.concrete_fields} == {*CHANGEMENTS, *autres}


@pytest.mark.parametrize("rang", range(1, 7))
def test_une_ecriture_deplacee_dans_une_autre_chaine(chaine, falsifier, anomalies, rang: int) -> None:
    falsifier(chaine[rang - 1], chaine="ressource:2")
    trouvees = anomalies()
    assert (C, rang, "coupée" if rang == 6 else "retirée") in trouvees
    assert ("ressource:2", 1, "coupée") in trouvees


@pytest.mark.parametrize("rang", range(1, 7))
def test_un_rang_change(chaine, falsifier, anomalies, rang: int) -> None:
    falsifier(chaine[rang - 1], rang=50)
    assert (C, rang, "retirée") in anomalies()


@pytest.mark.parametrize("rang", range(1, 6))
def test_une_ecriture_retiree(chaine, anomalies, rang: int) -> None:
    retirer(chaine[rang - 1])
    assert anomalies() == {(C, rang, "retirée")}


@pytest.mark.parametrize("restent", range(6))
def test_une_fin_coupee(chaine, anomalies, restent: int) -> None:
    retirer(*chaine[restent:])
    assert anomalies() == {(C, restent + 1, "coupée")}


@pytest.mark.parametrize("restent", range(1, 6))
def test_une_fin_coupee_avec_une_tete_mal_recollee(chaine, anomalies, restent: int) -> None:
    retirer(*chaine[restent:])
    Tete.objects.filter(chaine=C).update(rang=restent)
    assert anomalies() == {(C, restent, "coupée")}


def test_une_tete_en_retard(chaine, anomalies) -> None:
    Tete.objects.filter(chaine=C).update(rang=4, empreinte=chaine[3].empreinte)
    assert anomalies() == {(C, 5, "coupée")}


def test_une_tete_qui_manque(chaine, anomalies) -> None:
    Tete.objects.filter(chaine=C).delete()
    assert anomalies() == {(C, 1, "coupée")}


def test_une_tete_seule(chaine, anomalies) -> None:
    Tete.objects.create(chaine="vide:1")
    Tete.objects.create(chaine="vide:2", rang=3, empreinte="x")
    assert anomalies() == {("vide:1", 0, "coupée"), ("vide:2", 1, "coupée")}


def test_une_ecriture_refaite_se_voit_a_la_suivante(chaine, falsifier, anomalies) -> None:
    """Whoever can compute digests must redo all that follows, and the head."""
    visee = chaine[2]
    visee.donnees = {"numero": 99}
    falsifier(visee, donnees=visee.donnees, empreinte=empreinte(visee, chaine[1].empreinte))
    assert anomalies() == {(C, 4, "altérée")}


def test_un_texte_vide_sans_trace_d_effacement(chaine, falsifier, anomalies) -> None:
    falsifier(chaine[0], texte="", sel="")
    assert anomalies() == {(C, 1, "altérée")}


def test_un_texte_efface_puis_remplace(chaine, falsifier, anomalies, auteure) -> None:
    effacer_texte(ecriture=chaine[0], acteur=auteure, maintenant=DEBUT)
    falsifier(chaine[0], texte="Autre chose.", sel="abc")
    assert anomalies() == {(C, 1, "altérée")}


def test_plusieurs_lots_de_chaines(db, anomalies, falsifier, nombre, django_assert_max_num_queries) -> None:
    chaines = nombre(2, 10) * CHAINES_PAR_LOT + 3
    for n in range(chaines):
        ecrire(chaine=f"ressource:{n}", action="a", acteur=None, maintenant=DEBUT)
    with django_assert_max_num_queries(4 + 2 * (chaines // CHAINES_PAR_LOT + 1)):
        assert anomalies() == set()
    falsifier(Ecriture.objects.get(chaine=f"ressource:{chaines - 1}"), action="b")
    assert anomalies() == {(f"ressource:{chaines - 1}", 1, "altérée")}


def test_la_memoire_ne_grandit_pas(remplir, anomalies, nombre, monkeypatch) -> None:
    monkeypatch.setattr(verification, "ECRITURES_PAR_LOT", 100)

    def sommet() -> int:
        """In bytes: the most that a verification holds at once."""
        tracemalloc.start()
        anomalies()
        _, sommet = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return sommet

    remplir(C, 300)
    # The first one fills the caches of the libraries.
    sommet()
    court = sommet()
    remplir("ressource:2", nombre(1500, 15_000))
    assert sommet() < court * 1.5


def test_la_commande(chaine, falsifier, capsys) -> None:
    sortie = io.StringIO()
    call_command("verifier_journal", stdout=sortie)
    assert sortie.getvalue() == "Le journal est intact : 2 chaînes, 8 écritures.\n"
    falsifier(chaine[3], action="ressource.publier")
    erreurs = io.StringIO()
    with pytest.raises(SystemExit) as arret:
        call_command("verifier_journal", stderr=erreurs)
    assert arret.value.code == 1
    assert "ressource:1 nº 4 : altérée" in erreurs.getvalue()
    assert "1 anomalie." in erreurs.getvalue()
