"""Every move of the room is said in words."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from journal.libelles import phrase
from journal.models import Ecriture
from productions.etats import TRANSITIONS_FICHE, TRANSITIONS_RELECTURE, TRANSITIONS_RESSOURCE

ECRITES = {
    trouvee
    for chemin in Path(settings.BASE_DIR, "productions", "services").glob("*.py")
    for trouvee in re.findall(r'"((?:ficheprojet|ressource|relecture|remarque)\.\w+)"', chemin.read_text())
}
DES_TABLES = {
    f"{modele}.{t.action}"
    for modele, table in (
        ("ficheprojet", TRANSITIONS_FICHE),
        ("ressource", TRANSITIONS_RESSOURCE),
        ("relecture", TRANSITIONS_RELECTURE),
    )
    for t in table
}


@pytest.mark.parametrize("action", sorted(ECRITES | DES_TABLES))
def test_chaque_mouvement_a_sa_phrase(action: str):
    assert phrase(Ecriture(action=action)) != action.replace(".", " : ").replace("_", " ")


def test_la_phrase_dit_la_version_et_le_motif():
    assert phrase(Ecriture(action="ressource.deposer", donnees={"numero": 2})) == "a déposé la V2"
    renvoi = Ecriture(action="ficheprojet.renvoyer", texte="À préciser.")
    assert phrase(renvoi) == "a renvoyé la fiche pour reprise : À préciser."
