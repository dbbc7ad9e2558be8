"""What the producers of the demonstration declare when they deposit."""

from __future__ import annotations

from typing import Any
from zlib import crc32

from productions.declarations import ENGAGEMENTS, GenreOutil

ENGAGES = dict.fromkeys(ENGAGEMENTS, True)
_PARTENAIRES = {"eTwinning", "Lumni", "NumWorks", "La Digitale"}
_LIBRE = "Logiciel libre, installé sur les postes du lycée : rien ne part en ligne."
_AUTRES = {
    "Audacity": _LIBRE,
    "LibreOffice": _LIBRE,
    "portail public": "Site de démonstration de l'administration, utilisé sans compte.",
}
_MEDIAS = (
    {"quoi": "Photographie d'ouverture", "source": "Wikimedia Commons, J. Marchand", "licence": "CC BY-SA 4.0"},
    {"quoi": "Extrait sonore de la séance 2", "source": "Gallica, BnF", "licence": "domaine public"},
)


def grille(titre: str, outils: str) -> dict[str, Any]:
    """The tools that the fiche announced, and for one resource in three a medium of somebody else."""
    media = _MEDIAS[crc32(titre.encode()) % len(_MEDIAS)] if crc32(titre.encode()) % 3 == 0 else None
    noms = [nom.strip() for nom in outils.split(",") if nom.strip()] or ["Éléa"]
    return {
        "precisions": "Les élèves travaillent avec leur compte Éléa ; rien d'autre ne leur est demandé.",
        "outils": [_outil(nom) for nom in noms],
        "sans_media": media is None,
        "medias": [media] if media else [],
    }


def _outil(nom: str) -> dict[str, str]:
    nom = nom[:100]
    for connu, motif in _AUTRES.items():
        if connu in nom:
            return {"nom": nom, "genre": GenreOutil.AUTRE.value, "motif": motif}
    partenaire = any(connu in nom for connu in _PARTENAIRES)
    return {"nom": nom, "genre": (GenreOutil.PARTENAIRE if partenaire else GenreOutil.INSTITUTION).value, "motif": ""}
