"""More than forty hostile files: each refused in French, within five seconds and 64 MiB, and none of ours with them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.hostiles import HOSTILES

ECHANTILLONS = Path(settings.BASE_DIR).parent / "shared" / "samples"
SECONDES_MAX, MIO_MAX = 5.0, 64


def mesurer(dossier: Path) -> dict[str, dict]:
    """What the service answers to each file of the folder, and what it costs."""
    sortie = subprocess.run(
        [sys.executable, "-m", "tests.hostiles.mesure", str(dossier), str(MIO_MAX)],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.hostiles.reglages"},
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
    )
    return {resultat["nom"]: resultat for ligne in sortie.stdout.splitlines() if (resultat := json.loads(ligne))}


@pytest.fixture(scope="module")
def resultats(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:
    dossier = tmp_path_factory.mktemp("hostiles")
    for nom, fabriquer in HOSTILES.items():
        (dossier / nom).write_bytes(fabriquer())
    mesures = mesurer(dossier)
    lent, gros = max(mesures.values(), key=lambda m: m["secondes"]), max(mesures.values(), key=lambda m: m["mio"])
    print(
        f"\n{len(mesures)} archives hostiles ; la plus lente : {lent['nom']}, {lent['secondes']:.2f} s ; "
        f"la plus lourde en mémoire : {gros['nom']}, {gros['mio']:.1f} Mio"
    )
    return mesures


def test_il_y_en_a_assez() -> None:
    assert len(HOSTILES) >= 40


@pytest.mark.parametrize("nom", HOSTILES)
def test_une_archive_hostile_est_refusee(nom: str, resultats: dict[str, dict]) -> None:
    resultat = resultats[nom]
    assert resultat["issue"] == "refuse", resultat
    assert resultat["secondes"] < SECONDES_MAX
    assert resultat["mio"] < MIO_MAX
    # A sentence of ours, which says what to do, and no word of a library.
    assert any(verbe in resultat["phrase"].lower() for verbe in ("déposez", "exportez", "refaites")), resultat


@pytest.mark.skipif(not ECHANTILLONS.exists(), reason="../shared/samples n'est pas là")
@pytest.mark.parametrize("genre", ["mbz", "h5p", "livrets"])
def test_les_vrais_fichiers_passent(genre: str, tmp_path: Path) -> None:
    for fichier in (ECHANTILLONS / genre).iterdir():
        if fichier.suffix != ".json":
            (tmp_path / fichier.name).symlink_to(fichier)
    mesures = mesurer(tmp_path)
    refuses = {nom: m["phrase"] for nom, m in mesures.items() if m["issue"] != "accepte"}
    assert set(refuses) == (
        {"H5P-Nodejs-library__broken-h5p-json.h5p", "agpu-main__unzippable.h5p"} if genre == "h5p" else set()
    )
    if genre == "h5p":
        assert "h5p.json" in refuses["H5P-Nodejs-library__broken-h5p-json.h5p"]
        assert "n'est pas celui d'un fichier .h5p" in refuses["agpu-main__unzippable.h5p"]
    lent = max(mesures.values(), key=lambda m: m["secondes"])
    print(f"\n{len(mesures)} fichiers de {genre} ; le plus long : {lent['nom']}, {1000 * lent['secondes']:.0f} ms")
