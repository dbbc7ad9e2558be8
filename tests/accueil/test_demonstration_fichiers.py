"""The files that the demonstration deposits are what they claim to be."""

import io
import tarfile
import zipfile
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfReader

from accueil.demonstration.fichiers import Contenu, Edition, annexe, livret, sauvegarde
from commun.fichiers import verifier_depot
from productions.comparaison.textes import comparer_textes
from productions.livrets.__main__ import lire

TITRE = "Où va l'argent ? Une enquête à Castelnau-d'Estrétefonds"


def edition(numero: int = 1, genre: str = "odt", seances: int = 3) -> Edition:
    return Edition(
        titre=TITRE,
        public="Seconde professionnelle",
        auteurs=("Anne-Sophie de Roquefeuil", "Loïc d'Estienne"),
        contenu=Contenu(
            objectif="Suivre « l'argent » (d'une vente) jusqu'à la caisse : cœur du métier & bon sens.",
            duree="trois heures",
            seances=tuple((f"Séance n° {n} <déjà>", "Observer, noter, conclure. " * 6) for n in range(seances)),
            annexe=genre,
        ),
        cours=412,
        numero=numero,
        deposee_le=datetime(2026, 11, 12, 15, 30, tzinfo=UTC),
        changements="Corrigé ajouté." if numero > 1 else "",
    )


@pytest.mark.parametrize("genre", ["odt", "csv", "png"])
@pytest.mark.parametrize("ecrire", [sauvegarde, livret, annexe])
def test_acceptes_et_toujours_les_memes(ecrire, genre: str) -> None:
    nom, contenu = ecrire(edition(genre=genre))
    assert ecrire(edition(genre=genre)) == (nom, contenu)
    verifier_depot(SimpleUploadedFile(nom, contenu))
    assert len(contenu) < 20_000


def test_chaque_version_a_son_cours_et_son_livret() -> None:
    for ecrire in (sauvegarde, livret):
        assert len({ecrire(edition(numero))[1] for numero in (1, 2, 3, 4)}) == 4


def test_d_une_version_a_l_autre_le_texte_du_livret_change() -> None:
    """So that the demonstration has something to compare."""
    premier, second = (lire(io.BytesIO(livret(edition(n))[1]), "pdf")["contenu"].split("\n") for n in (1, 2))
    difference = comparer_textes(premier, second)
    assert 0 < difference.passages < 6
    assert difference.ajoutes > difference.retires


def test_la_sauvegarde_moodle_se_tient() -> None:
    nom, contenu = sauvegarde(edition(2))
    assert nom.endswith("-20261112-nu.mbz")
    with tarfile.open(fileobj=io.BytesIO(contenu)) as archive:
        fichiers = {membre.name: archive.extractfile(membre).read() for membre in archive.getmembers()}
    assert next(iter(fichiers)) == ".ARCHIVE_INDEX"
    arbres = {nom: ElementTree.fromstring(xml) for nom, xml in fichiers.items() if nom.endswith(".xml")}
    information = arbres["moodle_backup.xml"].find("information")
    assert information.findtext("original_course_fullname") == TITRE
    assert information.findtext("moodle_release").startswith("4.5")
    reglages = {r.findtext("name"): r.findtext("value") for r in information.iter("setting")}
    assert reglages["users"] == "0"
    assert "users.xml" not in fichiers
    activites = information.findall("contents/activities/activity")
    sections = information.findall("contents/sections/section")
    assert len(activites) == len(sections) == 4
    for activite in activites:
        page = arbres[f"{activite.findtext('directory')}/page.xml"]
        assert page.get("moduleid") == activite.findtext("moduleid")
        assert page.findtext("page/name") == activite.findtext("title")
        module = arbres[f"{activite.findtext('directory')}/module.xml"]
        assert module.findtext("sectionid") == activite.findtext("sectionid")
    for section in sections:
        assert arbres[f"{section.findtext('directory')}/section.xml"].findtext("name") == section.findtext("title")
    assert arbres["course/course.xml"].findtext("fullname") == TITRE


@pytest.mark.parametrize(("seances", "pages"), [(3, 1), (20, 3)])
def test_le_livret_se_lit(seances: int, pages: int) -> None:
    nom, contenu = livret(edition(2, seances=seances))
    assert nom.endswith("V2.pdf")
    lecteur = PdfReader(io.BytesIO(contenu), strict=True)
    assert lecteur.metadata.title == TITRE
    assert len(lecteur.pages) == pages
    texte = " ".join(page.extract_text() for page in lecteur.pages)
    for morceau in ("« l'argent » (d'une vente)", "cœur du métier & bon sens", "Loïc d'Estienne", "Corrigé ajouté."):
        assert morceau in " ".join(texte.split())
    assert f"page {pages} sur {pages}" in texte


def test_les_annexes_s_ouvrent() -> None:
    _, odt = annexe(edition(genre="odt"))
    with zipfile.ZipFile(io.BytesIO(odt)) as archive:
        assert archive.namelist()[0] == "mimetype"
        assert archive.testzip() is None
        assert TITRE.split("?")[0] in "".join(ElementTree.fromstring(archive.read("content.xml")).itertext())
    assert Image.open(io.BytesIO(annexe(edition(genre="png"))[1])).size == (240, 100)
    lignes = annexe(edition(genre="csv"))[1].decode("utf-8-sig").splitlines()
    assert (lignes[0], len(lignes)) == ("numero;valeur", 41)
