"""Files: their hidden place, their digest, their clean name, their download."""

import hashlib
import io
import re

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.http import Http404

from commun.fichiers import chemin_opaque, empreinte_sha256, nom_propre, servir
from commun.models import Travail


def test_chemin_opaque() -> None:
    chemins = {chemin_opaque(Travail(), "../../livret.pdf") for _ in range(100)}
    assert len(chemins) == 100
    assert all(re.fullmatch(r"commun/travail/[0-9a-f]{2}/[0-9a-f]{32}", chemin) for chemin in chemins)


def test_empreinte_par_blocs() -> None:
    contenu = b"x" * (3 * 1024 * 1024 + 7)
    fichier = io.BytesIO(contenu)
    fichier.read(10)
    assert empreinte_sha256(File(fichier)) == hashlib.sha256(contenu).hexdigest()
    assert fichier.tell() == 0


@pytest.mark.parametrize(
    ("nom", "propre"),
    [
        ("Livret d'été (V2).pdf", "Livret d'été (V2).pdf"),
        ("C:\\Users\\n\\livret.pdf", "livret.pdf"),
        ("../../etc/passwd", "passwd"),
        # Shown as « livretexe.pdf » by a screen that obeys the direction character.
        ("livret\u202efdp.exe", "livretfdp.exe"),
        ("li\u200bvret\x00\x1f\r\nSet-Cookie: a.pdf", "livret Set-Cookie a.pdf"),
        ("cafe\u0301.pdf", "café.pdf"),
        ('a"b<c>|d?*.pdf', "a b c d .pdf"),
        ("  .cache  ", "cache"),
        ("x.exe. . ", "x.exe"),
        ("", "fichier"),
        ("///", "fichier"),
        ("😀.pdf", "😀.pdf"),
    ],
)
def test_nom_propre(nom: str, propre: str) -> None:
    assert nom_propre(nom) == propre
    assert nom_propre(propre) == propre


def test_un_nom_trop_long_garde_son_extension() -> None:
    propre = nom_propre("é" * 300 + ".mbz")
    assert len(propre) == 150
    assert propre.endswith("é.mbz")
    assert len(nom_propre("a." + "b" * 300)) <= 150


@pytest.fixture
def depose(db):
    nom = default_storage.save("essais/fichier", ContentFile(b"contenu"))
    yield Travail(resultat=nom).resultat
    default_storage.delete(nom)


def test_servir_en_telechargement(depose) -> None:
    reponse = servir(depose, 'livret "été"\r\nX: y.html')
    assert b"".join(reponse.streaming_content) == b"contenu"
    reponse.close()
    assert reponse["Content-Disposition"].startswith("attachment;")
    assert "\r" not in reponse["Content-Disposition"]
    assert reponse["X-Content-Type-Options"] == "nosniff"
    assert "private" in reponse["Cache-Control"]


def test_le_type_suit_le_nom_ou_ce_qui_est_dit(depose) -> None:
    for nom, dit, attendu in (
        ("a.pdf", None, "application/pdf"),
        ("a.mbz", None, "application/octet-stream"),
        ("a.mbz", "application/vnd.moodle.backup", "application/vnd.moodle.backup"),
    ):
        reponse = servir(depose, nom, dit)
        assert reponse["Content-Type"] == attendu
        reponse.close()


@pytest.mark.django_db
def test_un_fichier_perdu_est_signale(caplog) -> None:
    travail = Travail(resultat="commun/travail/zz/absent")
    with pytest.raises(Http404):
        servir(travail.resultat, "a.pdf")
    assert "Fichier absent du stockage" in caplog.text
