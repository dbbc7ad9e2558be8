"""A request that is too large is refused before anything of it is stored."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from commun.televersement import MARGE
from tests import fabrique

pytestmark = pytest.mark.django_db


def _envoyer(client, octets: int):
    return client.post(reverse("account_login"), {"fichier": SimpleUploadedFile("gros.pdf", b"x" * octets)})


def _en_cours() -> list[Path]:
    return list(Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir())


def test_un_inconnu_n_envoie_pas_un_gros_fichier(client):
    reponse = _envoyer(client, MARGE + 1)
    assert reponse.status_code == 413
    assert "trop" in reponse.content.decode()
    assert _en_cours() == []


def test_une_personne_connectee_est_limitee_a_la_taille_permise(client, settings):
    settings.TAILLE_MAX_FICHIER = 1024
    client.force_login(fabrique.personne())
    assert _envoyer(client, MARGE + 2048).status_code == 413
    assert _envoyer(client, MARGE).status_code != 413


def test_un_petit_envoi_passe(client):
    assert _envoyer(client, 1000).status_code != 413
