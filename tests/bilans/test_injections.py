"""What people type reaches the document: it is shown as typed, fetches nothing, runs nothing in a spreadsheet."""

import csv
import http.server
import io
import re
import threading
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from bilans.contenu.assemblage import assembler
from bilans.document import document
from bilans.texte_riche import en_html
from commun.pdf import rendre_pdf
from tests.bilans import annee
from tests.fabrique import MAINTENANT

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("default::DeprecationWarning")]
PIECES = {"bilans", "suivi", "validations", "productions", "grilles", "poles"}


@pytest.fixture
def serveur() -> Iterator[tuple[str, list[str]]]:
    """A web server of this machine, and what was asked of it."""
    demandes: list[str] = []

    class Temoin(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            demandes.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    ecoute = http.server.HTTPServer(("127.0.0.1", 0), Temoin)
    fil = threading.Thread(target=ecoute.serve_forever)
    fil.start()
    yield f"http://127.0.0.1:{ecoute.server_port}", demandes
    ecoute.shutdown()
    fil.join()
    ecoute.server_close()


def champs_libres() -> Iterator[models.Field]:
    """Every column of the rooms below that holds a sentence of somebody's."""
    for modele in apps.get_models():
        if modele._meta.app_label in PIECES:
            for champ in modele._meta.fields:
                libre = isinstance(champ, models.CharField | models.TextField) and not champ.choices
                if libre and not isinstance(champ, models.URLField | models.SlugField) and champ.name in NOMS:
                    yield champ


NOMS = {
    "texte", "titre", "resume", "objectifs", "outils", "notes", "compte_rendu", "objet", "theme", "motif", "nom",
    "reponse_texte", "endroit", "intitule", "motif_tardif", "etablissement", "licence_autre", "note", "message",
}  # fmt: skip


def test_aucune_demande_ne_sort(serveur, campagne, bilan, tmp_path) -> None:
    """The three attacks in every free text: none of them becomes markup, nothing is asked of anybody."""
    adresse, demandes = serveur
    secret = tmp_path / "secret.txt"
    secret.write_text("MOT-DE-PASSE")
    attaque = (
        f'<link rel=attachment href="{adresse}/a"><img src={adresse}/i><img src="file://{secret}">'
        f"![x]({adresse}/m)[y](file://{secret})"
    )
    annee.vivre(campagne)
    annee.ecrire(bilan, **dict.fromkeys(("edito", "chiffres", "ressources", "tests", "perspectives"), "x"))
    marques = set()
    for champ in champs_libres():
        mots = attaque[: champ.max_length] if champ.max_length and champ.max_length < len(attaque) else attaque
        lignes = champ.model._base_manager.exclude(**{champ.name: ""})
        if champ.unique or (champ.max_length or 999) < 60:
            continue
        if lignes.update(**{champ.name: mots}):
            marques.add(champ.model._meta.label)
    assert {"bilans.TexteBilan", "productions.Constat", "suivi.Reunion", "grilles.Reponse"} <= marques
    bilan.refresh_from_db()
    html = document(assembler(bilan, MAINTENANT), brouillon=False)
    assert "&lt;link rel=attachment" in html
    lu = PdfReader(io.BytesIO(rendre_pdf(html)))
    texte = "".join(page.extract_text() for page in lu.pages)
    assert demandes == []
    assert not lu.attachments
    assert "MOT-DE-PASSE" not in texte
    annotations = [a.get_object() for page in lu.pages for a in page.get("/Annots", [])]
    liens = [str(a["/A"]["/URI"]) for a in annotations if "/URI" in a.get("/A", {})]
    assert not [lien for lien in liens if not lien.startswith("http")]


@pytest.mark.parametrize(
    ("tape", "rendu"),
    [
        ("**gras** et *italique*", "<p><strong>gras</strong> et <em>italique</em></p>"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
        ("[le site](https://exemple.fr)", '<p><a href="https://exemple.fr">le site</a></p>'),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](file:///etc/passwd)", "<p>[x](file:///etc/passwd)</p>"),
        ("# Titre", "<p># Titre</p>"),
    ],
)
def test_le_peu_de_mise_en_forme(tape, rendu) -> None:
    assert en_html(tape).strip() == rendu


def test_les_tableaux_n_executent_rien(client, campagne, bilan, coordination) -> None:
    ressource = annee.vivre(campagne)[1]
    type(ressource).objects.filter(pk=ressource.pk).update(titre='=HYPERLINK("http://exemple.fr";"x")')
    client.force_login(coordination)
    brut = client.get(reverse("bilans:tableau", args=[bilan.pk, "ressources"])).getvalue()
    assert brut.startswith(b"\xef\xbb\xbf")
    lignes = list(csv.reader(io.StringIO(brut.decode("utf-8-sig")), delimiter=";"))
    assert '\'=HYPERLINK("http://exemple.fr";"x")' in [ligne[1] for ligne in lignes]
    etapes = client.get(reverse("bilans:tableau", args=[bilan.pk, "etapes"])).getvalue().decode("utf-8-sig")
    assert re.search(r"V1 déposée;.*;\d+,\d\r\n", etapes)
    brut = client.get(reverse("bilans:classeur", args=[bilan.pk])).getvalue()
    cases = [c for feuille in load_workbook(io.BytesIO(brut)) for ligne in feuille for c in ligne if c.value]
    assert not [case for case in cases if case.data_type == "f"]
    assert [case for case in cases if "=HYPERLINK" in str(case.value)]
    assert client.get(reverse("bilans:tableau", args=[bilan.pk, "inconnu"])).status_code == 404
