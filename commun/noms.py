"""The name of a file that somebody deposits."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

LONGUEUR_NOM = 150
# Control, text-direction and other characters that show nothing or mislead.
_INVISIBLES = {"Cc", "Cf", "Cs", "Co", "Cn"}


def nom_propre(nom: str) -> str:
    """The name as it may be shown and given back.

    Folders, characters that disk systems refuse, control and text-direction characters (which can make
    « exe.pdf » out of « fdp.exe ») go; the extension stays when a long name is cut to LONGUEUR_NOM characters.
    """
    nom = unicodedata.normalize("NFC", nom).replace("\\", "/").rsplit("/", 1)[-1]
    nom = "".join(" " if c.isspace() else c for c in nom)
    nom = "".join(c for c in nom if unicodedata.category(c) not in _INVISIBLES)
    nom = " ".join(re.sub(r'[<>:"|?*]', " ", nom).split()).strip(". ")
    suffixe = PurePosixPath(nom).suffix
    if len(nom) > LONGUEUR_NOM:
        suffixe = suffixe[:20]
        nom = nom[: LONGUEUR_NOM - len(suffixe)].rstrip(". ") + suffixe
    return nom or "fichier"
