"""Hostile livrets: refused or kept, read by a process that nothing takes down, and what was not read is said."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files import File

from productions.livrets import isolement
from productions.livrets.isolement import lire_livret
from productions.livrets.recueil import CARACTERES_MAX, TexteIllisible
from tests.hostiles import bureautique, pdfs
from tests.productions.test_archives_hostiles import MIO_MAX, SECONDES_MAX, mesurer

ECHANTILLONS = Path(settings.BASE_DIR).parent / "shared" / "samples" / "livrets"
# What the deposit refuses is read all the same: a file may have come before the rule that refuses it.
REFUSES = bureautique.REFUSES
BIEN = pdfs.BIEN | bureautique.BIEN
PARTIEL = pdfs.PARTIEL | bureautique.PARTIEL
DISENT = {
    "protégé par un mot de passe": pdfs.PROTEGES,
    "sans doute une numérisation": pdfs.SANS_TEXTE,
    "aucun texte": bureautique.SANS_TEXTE,
    "abîmé": pdfs.ABIMES | bureautique.ABIMES,
    "entités": bureautique.ENTITES,
    "démesuré": bureautique.DEMESURES,
}
ILLISIBLES = {nom: phrase for phrase, fichiers in DISENT.items() for nom in fichiers}
TOUS = (
    REFUSES | BIEN | PARTIEL | pdfs.AU_CHOIX | {nom: f for fichiers in DISENT.values() for nom, f in fichiers.items()}
)


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    dossier = tmp_path_factory.mktemp("livrets")
    for nom, fabriquer in TOUS.items():
        (dossier / nom).write_bytes(fabriquer())
    return dossier


@pytest.fixture(scope="module")
def textes(dossier: Path) -> dict[str, dict]:
    """What the reading process says of each, within the limits that it has in the service."""
    sortie = subprocess.run(
        [sys.executable, "-m", "tests.hostiles.textes", str(dossier)],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    lus = {resultat["nom"]: resultat for ligne in sortie.stdout.splitlines() if (resultat := json.loads(ligne))}
    lent = max(lus.values(), key=lambda lu: lu["secondes"])
    print(f"\n{len(lus)} livrets hostiles lus ; le plus lent : {lent['nom']}, {lent['secondes']:.2f} s")
    return lus


@pytest.fixture(scope="module")
def depots(dossier: Path) -> dict[str, dict]:
    return mesurer(dossier)


def test_il_y_en_a_assez() -> None:
    assert len(TOUS) >= 40


@pytest.mark.parametrize("nom", TOUS)
def test_le_depot_refuse_ou_garde_sans_y_laisser_le_service(nom: str, depots: dict[str, dict]) -> None:
    depot = depots[nom]
    assert depot["issue"] == "refuse" if nom in REFUSES else depot["issue"] in {"accepte", "illisible"}, depot
    assert depot["secondes"] < SECONDES_MAX
    assert depot["mio"] < MIO_MAX
    if nom.startswith(("mot-de-passe", "pdf-mot-de-passe", "pdf-aes")):
        assert "mot de passe" in depot["phrase"]


@pytest.mark.parametrize("nom", TOUS)
def test_la_lecture_du_texte_dit_ce_qu_elle_n_a_pas_lu(nom: str, textes: dict[str, dict]) -> None:
    lu = textes[nom]
    assert "panne" not in lu, lu
    assert lu["secondes"] < SECONDES_MAX
    assert lu.get("motif") or lu.get("contenu")
    assert len(lu.get("contenu", "")) <= CARACTERES_MAX * 1.1
    if nom in BIEN:
        assert "La séance" in lu["contenu"]
        assert lu["reserve"] == ""
    elif nom in PARTIEL:
        assert lu["contenu"]
        assert "seul" in lu["reserve"]
    elif nom in ILLISIBLES:
        assert ILLISIBLES[nom] in lu["motif"]


def _lire(contenu: Path) -> isolement.Lu:
    with contenu.open("rb") as f:
        return lire_livret(File(f, name=contenu.name), contenu.suffix.lstrip("."))


def test_le_service_lit_dans_un_autre_processus(dossier: Path) -> None:
    """Through the real process: what nobody sees is taken out, and the page count is said."""
    assert _lire(dossier / "marques.docx").contenu == "La séance\u200f dure une heure. 🎓 مرحبا"
    assert _lire(dossier / "pdf-deux-mille-pages.pdf").reserve == "2000 pages : seules les 300 premières sont lues"
    with pytest.raises(TexteIllisible, match="numérisation"):
        _lire(dossier / "pdf-numerise.pdf")


@pytest.mark.parametrize(
    ("commande", "phrase"),
    [
        ("import time; time.sleep(60)", "trop de temps"),
        ("import os; os.kill(os.getpid(), 9)", "trop de temps"),
        ("print('x' * 20)", "abîmé"),
    ],
)
def test_un_lecteur_muet_tue_ou_fou_ne_coute_qu_un_refus(
    commande: str, phrase: str, dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolement, "DELAI", 1)
    monkeypatch.setattr(isolement, "COMMANDE", (sys.executable, "-c", commande))
    with pytest.raises(TexteIllisible, match=phrase):
        _lire(dossier / "bon.docx")


def test_le_lecteur_ne_peut_ni_grossir_ni_ecrire() -> None:
    """The limits hold in the very process that reads, whatever the file makes it do."""
    essai = (
        "import tempfile; from productions.livrets import __main__ as m; m._se_limiter()\n"
        "try:\n    bytearray(m.MEMOIRE_MAX)\nexcept MemoryError:\n    print('mémoire')\n"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "try:\n    f = tempfile.TemporaryFile(); f.write(b'x'); f.flush()\nexcept OSError:\n    print('disque')\n"
    )
    fini = subprocess.run(
        [sys.executable, "-c", essai], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )
    assert fini.stdout.split() == ["mémoire", "disque"]


def test_trop_lourd_ou_d_un_autre_genre(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TexteIllisible, match=r"un fichier \.pptx n'est pas lu"):
        lire_livret(File(None), "pptx")
    monkeypatch.setattr(isolement, "POIDS_MAX", 10)
    with pytest.raises(TexteIllisible, match="trop lourd"):
        _lire(dossier / "bon.docx")


@pytest.mark.skipif(not ECHANTILLONS.exists(), reason="../shared/samples n'est pas là")
def test_les_vrais_livrets_se_lisent() -> None:
    attendus = {
        "Magistere__source.docx": "Just so you know:",
        "NSI_T__AGR_Bases_Exercices.pdf": "une boucle for unique se termine toujours après un nombre fini d’étapes.",
        "assistant-scenarisation__101_RC_Cadre_usage_IA_Degesco_2025.pdf": "Juin 2025",
        "assistant_magistere__R_09_01_CUA_Application_Formation_Adultes.docx": "1. La CUA et l'Inclusion",
        "assistant_magistere__R_10_01_Charte_Realisation_Espaces_Magistere_CMO.docx": "1. Cadre général",
        "terminale_nsi__23-NSI-39.pdf": "BACCALAURÉAT",
    }
    assert {fichier.name for fichier in ECHANTILLONS.iterdir()} == set(attendus)
    for nom, phrase in attendus.items():
        lu = _lire(ECHANTILLONS / nom)
        assert phrase in lu.contenu
        assert lu.reserve == ""
