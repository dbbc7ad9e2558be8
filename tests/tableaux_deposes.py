"""The tables that somebody of the tests' world has deposited: each as far as its page can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importations.models import Importation
from poles.models.territoire import LETTRES_UAI
from tests.importations.chantier import INES, deposer, en_csv, importer, lire

if TYPE_CHECKING:
    from tests.monde import Monde

DE_TROP = ("Courriel", "Prénom", "Nom", "Rôle", "Code UAI", "Téléphone")


def peupler(monde: Monde) -> dict[str, Importation]:
    """« lue », « refusee », « en_cours », « illisible » of the coordinator; « importee » of the administration."""
    qui, presente = monde.roles["coordination"], monde.roles["enseignant"].email
    admin, academie = monde.roles["administration"], monde.campagne.pole.academie
    lignes = [INES, (presente, "", "", "", "")]
    etablissements = "".join(f"{n:07d}{LETTRES_UAI[n % 23]};Collège {n}\n" for n in range(320_001, 320_031))
    return {
        "lue": lire("membres", monde.campagne, qui, en_csv(*((*ligne, "06") for ligne in lignes), titres=DE_TROP)),
        "refusee": lire("membres", monde.vide, qui, en_csv(*lignes, ("nulle part", "", "", "chef", "0310001X"))),
        "en_cours": deposer("fiches", monde.campagne, qui, b"titre\nUne fiche\n", "fiches.csv"),
        "illisible": lire("fiches", monde.vide, qui, b"Produit;Prix\nStylo;2\n", "stylos.csv"),
        "importee": importer(lire("etablissements", academie, admin, f"uai;nom\n{etablissements}".encode(), "rne.csv")),
    }
