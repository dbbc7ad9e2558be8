"""A real worker meets hostile livrets: it says what it could not read of each, stays alive, and reads the next."""

import time

import pytest
from celery import current_app
from django.core.files.storage import default_storage

from productions.models import NaturePiece, Texte
from productions.services import textes
from tests import fabrique
from tests.hostiles import bureautique, pdfs

PATIENCE = 60
HOSTILES = {
    "bombe.pdf": pdfs.ABIMES["pdf-bombe.pdf"],
    "secret.pdf": pdfs.PROTEGES["pdf-mot-de-passe.pdf"],
    "entites.docx": bureautique.ENTITES["milliard.docx"],
    "profond.docx": bureautique.DEMESURES["profond.docx"],
    "bon.docx": bureautique.docx,
}


@pytest.mark.ouvrier
@pytest.mark.long
def test_l_ouvrier_dit_ce_qu_il_n_a_pas_lu_et_lit_la_suite(ouvrier) -> None:
    ressource = fabrique.ressource(etat="en_revision")
    version = ressource.versions.get()
    for nom, fabriquer in HOSTILES.items():
        piece = version.pieces.filter(nature=NaturePiece.LIVRET).first()
        chemin = default_storage.save(f"productions/piece/{nom}", fabrique.fichier(nom, fabriquer()))
        piece.pk, piece.nom, piece.fichier, piece.sha256, piece.texte = None, nom, chemin, nom.ljust(64, "0"), None
        piece.save()
    assert textes.balayer_textes(fabrique.MAINTENANT) == len(HOSTILES)
    for pk in Texte.objects.values_list("pk", flat=True):
        current_app.send_task(textes.TACHE, (pk,))
    fin = time.monotonic() + PATIENCE
    while Texte.objects.filter(etat__in=("en_attente", "en_cours")).exists():
        assert time.monotonic() < fin, list(Texte.objects.values("etat", "genre", "motif"))
        time.sleep(0.1)
    assert ouvrier.poll() is None
    dits = {t.pieces.first().nom: t.motif or t.contenu for t in Texte.objects.all()}
    assert "abîmé" in dits["bombe.pdf"]
    assert "mot de passe" in dits["secret.pdf"]
    assert "entités" in dits["entites.docx"]
    assert "démesuré" in dits["profond.docx"]
    assert dits["bon.docx"] == "La séance dure une heure."
