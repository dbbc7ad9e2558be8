"""What a spreadsheet opens: French conventions, nothing that it would run, nothing kept in memory."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from openpyxl import load_workbook

from commun import export
from commun.models import Courriel
from commun.tableaux import lire_tableau
from commun.tableaux.cellules import cellule

SUJETS = ("Bonjour", "=1+1", "deux ; mots", 'un « " » guillemet', "+33 1", "@SUM(A1)", "-2", "\t=1")


@pytest.mark.parametrize(
    ("valeur", "ecrit"),
    [
        (None, ""),
        (True, "oui"),
        (False, "non"),
        (3, "3"),
        (-2, "-2"),
        (1.5, "1,5"),
        (Decimal("12.30"), "12,30"),
        (date(2027, 1, 14), "14/01/2027"),
        (datetime(2027, 1, 14, 9, 5, tzinfo=UTC), "14/01/2027 10:05"),
        ("à reprendre", "à reprendre"),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("-2", "'-2"),
        ("@a", "'@a"),
        ("\r=1", "'\r=1"),
    ],
)
def test_une_cellule(valeur: object, ecrit: str) -> None:
    assert cellule(valeur) == ecrit


@pytest.fixture
def _courriels(db, instant) -> None:
    Courriel.objects.bulk_create(
        Courriel(cle=str(n), adresse="a@b.fr", gabarit="x", sujet=sujet, cree_le=instant)
        for n, sujet in enumerate(SUJETS)
    )


def exporter() -> str:
    colonnes = [("Sujet", lambda c: c.sujet), ("Créé", lambda c: c.cree_le.date())]
    reponse = export.exporter("csv", "courriels", colonnes, Courriel.objects.order_by("pk"))
    assert reponse.streaming
    assert reponse["Content-Disposition"] == 'attachment; filename="courriels.csv"'
    return b"".join(reponse).decode()


@pytest.mark.usefixtures("_courriels")
def test_un_fichier(monkeypatch) -> None:
    monkeypatch.setattr(export, "LOT", 3)
    texte = exporter()
    assert texte.startswith("\ufeffSujet;Créé\r\n")
    lignes = list(csv.reader(texte.removeprefix("\ufeff").splitlines(), delimiter=";"))
    assert len(lignes) == len(SUJETS) + 1
    assert [ligne[0].removeprefix("'") for ligne in lignes[1:]] == list(SUJETS)
    assert sum(ligne[0].startswith("'") for ligne in lignes) == 5


@pytest.mark.usefixtures("_courriels")
def test_il_est_borne_et_le_dit(monkeypatch) -> None:
    monkeypatch.setattr(export, "LIGNES_EXPORTEES", 4)
    lignes = exporter().splitlines()
    assert len(lignes) == 6
    assert "Liste arrêtée à 4 lignes" in lignes[-1]


@pytest.mark.usefixtures("_courriels")
@pytest.mark.parametrize("code", ["xlsx", "ods"])
def test_les_classeurs_disent_la_meme_chose_et_ne_calculent_rien(code):
    colonnes = [("Sujet", lambda c: c.sujet), ("Créé", lambda c: c.cree_le.date())]
    reponse = export.exporter(code, "courriels", colonnes, Courriel.objects.order_by("pk"))
    assert reponse["Content-Disposition"] == f'attachment; filename="courriels.{code}"'
    lues = list(lire_tableau(ContentFile(b"".join(reponse.streaming_content)), f"courriels.{code}").rangees)
    # As typed, the blanks of the ends aside; a formula would be no text.
    assert [rangee.cellules[0] for rangee in lues[1:]] == [sujet.strip() for sujet in SUJETS]
    assert {rangee.cellules[1] for rangee in lues[1:]} == {c.cree_le.date() for c in Courriel.objects.all()}


def test_un_classeur_a_ses_feuilles_bornees_et_supporte_ce_qui_ne_s_imprime_pas(monkeypatch):
    monkeypatch.setattr(export, "LIGNES_EXPORTEES", 2)
    feuilles = [("Un", ["Mot"], [["a\x0bb"], ["=1+1"], ["c"]]), ("Deux", ["Nombre"], [[3]])]
    lu = load_workbook(io.BytesIO(export.exporter_classeur("essai", feuilles).getvalue()))
    assert [case.value for case in lu["Deux"]["A"]] == ["Nombre", 3]
    cases = list(lu["Un"]["A"])
    assert [case.data_type for case in cases] == ["s"] * 4
    assert "arrêtée à 2 lignes" in cases[-1].value
