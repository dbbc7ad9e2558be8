"""Livrets whose text is known without a worker: what a page compares."""

from __future__ import annotations

from productions import services as productions
from productions.models import NaturePiece, Ressource, Texte, Version
from tests import fabrique
from tests.fabrique import MAINTENANT

COMMUN = [f"Étape {rang} : les élèves avancent d'un document." for rang in range(1, 9)]
V2 = ["Livret d'utilisation", *COMMUN, "La séance 2 dure une heure, en salle informatique."]
V3 = ["Livret d'utilisation", *COMMUN, "La séance 2 dure deux heures, en classe entière.", "Prévoir les imprimés."]


def changer_le_livret(ressource: Ressource, contenu: bytes, nom: str = "livret revu.pdf") -> None:
    """In the draft of the next version, which is opened if need be."""
    qui = ressource.liens_producteurs.first().personne
    depot = productions.ouvrir_depot(ressource=ressource, acteur=qui, maintenant=MAINTENANT)
    livret = depot.pieces.get(nature=NaturePiece.LIVRET)
    productions.remplacer_fichier(piece=livret, fichier=fabrique.fichier(nom, contenu), maintenant=MAINTENANT)


def lire(version: Version, *paragraphes: str, reserve: str = "", motif: str = "") -> None:
    """As if a worker had read its livret: the paragraphs, or the reason why there is none."""
    etat = Texte.Etat.ILLISIBLE if motif else Texte.Etat.FAITE
    texte = {"contenu": "\n".join(paragraphes), "reserve": reserve, "motif": motif}
    Texte.objects.filter(pieces__version=version).update(etat=etat, finie_le=MAINTENANT, **texte)
