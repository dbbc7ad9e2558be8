"""Writes the whole set, place after place, and tells what it cost."""

from __future__ import annotations

import hashlib
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random

from django.core.files.base import ContentFile

from accueil.demonstration.agenda import GRAINE
from commun.fichiers import chemin_opaque
from comptes.models import Personne
from poles.models import Discipline, Niveau
from productions.models import FicheProjet, Piece, Ressource
from productions.services.mots import refaire_mots

from .lieux import DOMAINE, Peuplement
from .plan import Plan
from .tampon import Tampon
from .vies import Ecrivain

LIVRET = b"%PDF-1.4\n%%EOF\n"


@dataclass(frozen=True)
class Cout:
    lignes: int
    secondes: float
    memoire_mo: int


def deja_charge() -> bool:
    return Personne.objects.filter(email__endswith=f"@{DOMAINE}").exists()


def charger(nombre: int, maintenant: datetime, dire: Callable[[str], object]) -> Cout:
    """That many resources with all their history. Rows go by lots: interrupted, the database is to be made anew."""
    debut, tampon = time.monotonic(), Tampon()
    # Made-up lives, the same each time.
    hasard, plan = Random(GRAINE), Plan(nombre)  # noqa: S311
    ecrivain = Ecrivain(
        tampon,
        hasard,
        _livret(),
        list(Discipline.objects.order_by("pk").values_list("pk", flat=True)),
        list(Niveau.objects.order_by("pk").values_list("pk", flat=True)),
    )
    for rang, lieu in enumerate(Peuplement(plan, tampon, hasard, maintenant).lieux()):
        ecrivain.ecrire(lieu, plan.de_la_campagne(rang))
        if rang and rang % 500 == 0:
            dire(f"{tampon.ecrites[Ressource]} ressources, {time.monotonic() - debut:.0f} s")
    tampon.finir()
    refaire_mots(FicheProjet.objects.all())
    memoire = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Cout(sum(tampon.ecrites.values()), time.monotonic() - debut, memoire)


def _livret() -> Piece:
    """One file on the disk, which every version of the set names."""
    piece = Piece(nom="livret.pdf", taille=len(LIVRET), sha256=hashlib.sha256(LIVRET).hexdigest())
    stockage = Piece._meta.get_field("fichier").storage
    piece.fichier = stockage.save(chemin_opaque(piece, piece.nom), ContentFile(LIVRET))
    return piece
