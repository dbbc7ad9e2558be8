"""What people type reaches the document: it is shown as typed, fetches nothing, runs nothing in a spreadsheet."""

import csv
import http.server
import io
import re
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from bilans.contenu.assemblage import assembler
from bilans.contenu.complement import completer
from bilans.document import document, document_du_complement
from bilans.etats import CauseRetard, GenreDocument
from bilans.models import Bilan
from bilans.texte_riche import en_html
from commun.pdf import rendre_pdf
from productions.models import DatePropre, FicheProjet
from tests import bilans_du_pole
from tests.bilans import annee
from tests.fabrique import MAINTENANT

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("default::DeprecationWarning")]
PIECES = {"bilans", "suivi", "validations", "productions", "grilles", "poles", "comptes", "calendrier"}


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
    """Every column of the rooms below that holds words of somebody's: all of them, but those that are known not to."""
    for modele in apps.get_models():
        if modele._meta.app_label in PIECES:
            for champ in modele._meta.fields:
                libre = isinstance(champ, models.CharField | models.TextField) and not champ.choices
                ecrit = f"{modele._meta.label}.{champ.name}"
                if libre and not isinstance(champ, models.SlugField) and not {champ.name, ecrit} & PAS_DES_MOTS:
                    yield champ


# What the service writes itself, and what a form checks to the letter: the words of nobody.
PAS_DES_MOTS = {
    "sceau", "sha256", "empreinte_html", "empreinte", "etat_avant", "occurrence", "password",  # figures, codes, states
    "email", "testeur_courriel", "adresse",  # addresses
    "url", "lien", "genre", "contenu", "entete",  # written by the service
    "bilans.Bilan.annee", "poles.Cycle.libelle", "productions.Analyse.motif", "productions.Texte.motif",
    "suivi.EtapeTenue.nature", "poles.Academie.code", "poles.Academie.zone", "poles.Academie.fuseau",
    "poles.Etablissement.uai", "poles.VueEnregistree.liste",
}  # fmt: skip


def attaquer(adresse: str, secret: Path) -> set[str]:
    """The attacks in every free text, as much of them as fits, each row its own where it is unique; gives the columns
    that had a row to write in."""
    attaque = (
        f'<link rel=attachment href="{adresse}/a"><img src={adresse}/i><img src="file://{secret}">'
        f"![x]({adresse}/m)[y](file://{secret})"
    )
    marques = set()
    for champ in champs_libres():
        lignes = champ.model._base_manager.exclude(**{champ.name: ""})
        for n, pk in enumerate(lignes.values_list("pk", flat=True)):
            mots = f"{n}{attaque}" if champ.unique else attaque
            lignes.filter(pk=pk).update(**{champ.name: mots[: champ.max_length]})
            marques.add(f"{champ.model._meta.label}.{champ.name}")
    return marques


def rien_ne_sort(html: str, demandes: list[str]) -> None:
    """Printed, the document asks nothing of anybody, attaches nothing, says no secret, leads to the web alone."""
    assert "&lt;link rel=attachment" in html
    assert "<link rel=attachment" not in html
    lu = PdfReader(io.BytesIO(rendre_pdf(html)))
    texte = "".join(page.extract_text() for page in lu.pages)
    assert demandes == []
    assert not lu.attachments
    assert "MOT-DE-PASSE" not in texte
    annotations = [a.get_object() for page in lu.pages for a in page.get("/Annots", [])]
    liens = [str(a["/A"]["/URI"]) for a in annotations if "/URI" in a.get("/A", {})]
    assert not [lien for lien in liens if not lien.startswith("http")]


@pytest.fixture
def secret(tmp_path) -> Path:
    fichier = tmp_path / "secret.txt"
    fichier.write_text("MOT-DE-PASSE")
    return fichier


# What the documents print of somebody's words: the attack has to have been there.
IMPRIMES = {
    "bilans.TexteBilan.texte", "bilans.MotifRetard.precision", "productions.Constat.texte",
    "suivi.Reunion.compte_rendu", "grilles.Reponse.texte", "comptes.Personne.nom", "comptes.Personne.prenom",
    "poles.Pole.nom", "poles.Academie.nom", "poles.Campagne.theme", "productions.Ressource.titre",
    "productions.FicheProjet.resume",
}  # fmt: skip


def test_aucune_demande_ne_sort(serveur, secret, campagne, bilan) -> None:
    """In the pôle's document, its académie's, and the complement: none of it becomes markup."""
    adresse, demandes = serveur
    ressources = annee.vivre(campagne)
    FicheProjet.objects.update(resume="x", objectifs="x", outils="x")
    annee.ecrire(bilan, **dict.fromkeys(("edito", "chiffres", "ressources", "tests", "perspectives"), "x"))
    DatePropre.objects.create(ressource=ressources[1], nature="v1", jour=MAINTENANT.date() - timedelta(days=20))
    bilan.motifs.create(ressource=ressources[1], etape="v1", cause=CauseRetard.AUTRE, precision="x")
    bilans_du_pole.generation(bilan, GenreDocument.DEFINITIF, bilan.ouvert_par)
    academie = bilans_du_pole.ouvrir(campagne.pole.academie, bilan.ouvert_par, bilan.annee)
    academie.textes.create(section="edito", texte="x", modifie_par=bilan.ouvert_par, modifie_le=MAINTENANT)
    assert attaquer(adresse, secret) >= IMPRIMES
    relus = [Bilan.objects.get(pk=un.pk) for un in (bilan, academie)]
    documents = [document(assembler(un, MAINTENANT), brouillon=False) for un in relus]
    complement = completer(relus[0], MAINTENANT)
    assert complement.tests.points_forts
    documents.append(document_du_complement(complement))
    for html in documents:
        rien_ne_sort(html, demandes)


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
