"""The fifteen real courses read as their facts say, whatever Moodle wrote them."""

import io
import json
import tarfile
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files import File

from accueil.demonstration.fichiers import Contenu, Edition, sauvegarde
from commun.archives import ArchiveRefusee, Budget, Limites, parcourir
from productions.cours import lire_sauvegarde
from tests.fabrique import MAINTENANT
from tests.hostiles.briques import SAUVEGARDE, entete, fichier, mbz_zip, tgz

COURS = Path(settings.BASE_DIR).parent / "shared/samples/mbz"
NOMS = sorted(json.loads((COURS / "facts.json").read_text())) if COURS.exists() else ["aucun"]


def lire(contenu: bytes, **limites) -> dict:
    return lire_sauvegarde(File(io.BytesIO(contenu)), Budget(len(contenu), Limites(**limites))).en_dict()


@pytest.mark.skipif(not COURS.exists(), reason="../shared/samples n'est pas là")
@pytest.mark.parametrize("nom", NOMS)
def test_un_vrai_cours_se_lit_comme_ses_faits(nom: str) -> None:
    contenu = (COURS / nom).read_bytes()
    debut = time.perf_counter()
    lus = lire(contenu)
    print(f"\n{nom} : {1000 * (time.perf_counter() - debut):.0f} ms")
    assert {
        "activities": lus["activites"],
        "container": lus["contenant"],
        "files": lus["fichiers"],
        "format": lus["format"],
        "fullname": lus["nom"],
        "moodle": lus["moodle"],
        "questions": lus["questions"],
        "sections": lus["sections"],
        "shortname": lus["nom_court"],
        "type": lus["type"],
        "users_rows": lus["utilisateurs"],
        "users_setting": lus["option_utilisateurs"],
    } == json.loads((COURS / "facts.json").read_text())[nom]
    assert sum(len(section["activites"]) for section in lus["plan"]) == sum(lus["activites"].values())


def test_le_plan_du_cours() -> None:
    contenu = Contenu(
        objectif="Compter", duree="une heure", seances=(("Séance 1", "Lire."), ("Séance 2", "Dire.")), annexe="csv"
    )
    edition = Edition("Les nombres", "Sixième", ("Nadia Benali",), contenu, 412, 1, MAINTENANT, "")
    lus = lire(sauvegarde(edition)[1])
    assert (lus["nom"], lus["utilisateurs"], lus["type"]) == ("Les nombres", None, "course")
    assert [section["titre"] for section in lus["plan"]][-2:] == ["Séance 1", "Séance 2"]
    assert lus["plan"][-1]["activites"][0][0] == "page"


def test_un_titre_qui_retourne_le_texte_est_remis_a_l_endroit() -> None:
    nom = "a\u202eb\n\tc" + "é" * 900
    champ = f"<original_course_fullname>{nom}</original_course_fullname>"
    xml = f"<moodle_backup><information>{champ}</information></moodle_backup>"
    assert lire(mbz_zip({"moodle_backup.xml": xml.encode()}))["nom"] == f"ab c{'é' * 196}"


def test_ce_qui_est_permis_passe() -> None:
    index = entete(b".ARCHIVE_INDEX", 0, b"1", lien=b"ailleurs")
    long = fichier(b"././@LongLink", b"files/" + b"a" * 180 + b"\0", b"L") + fichier(b"court", b"x")
    contenu = tgz(index, entete(b"./", 0, b"5"), entete(b"files/", 0, b"5"), long, fichier(b"..cache", b"x"))
    noms = [membre.nom for membre in parcourir(File(io.BytesIO(contenu)), Budget(len(contenu)))]
    assert noms == ["moodle_backup.xml", "files/" + "a" * 180, "..cache"]


@pytest.mark.parametrize("format", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_un_cours_refait_a_la_main(format: int) -> None:
    """Opened and packed again by somebody, with another program than Moodle."""
    flux = io.BytesIO()
    with tarfile.open(fileobj=flux, mode="w:gz", format=format) as archive:
        for nom, contenu in (("./moodle_backup.xml", SAUVEGARDE), (f"./files/{'é' * 45}/{'é' * 45}", b"x")):
            info = tarfile.TarInfo(nom)
            info.size = len(contenu)
            archive.addfile(info, io.BytesIO(contenu))
    assert lire(flux.getvalue())["moodle"] == "4.1"


@pytest.mark.parametrize(
    ("limites", "raison"),
    [({"secondes": -1}, "duree"), ({"membres": 0}, "nombre"), ({"octets_xml": 9}, "xml_demesure")],
)
def test_chaque_limite_arrete_la_lecture(limites: dict, raison: str) -> None:
    with pytest.raises(ArchiveRefusee) as refus:
        lire(tgz(), **limites)
    assert refus.value.raison == raison
    assert refus.value.code == "contenu"
