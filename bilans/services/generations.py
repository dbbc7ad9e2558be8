"""The documents: asked for, then kept whole. The work in between is `bilans/tasks.py`."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.db import transaction
from pypdf import PdfReader

from bilans.etats import GenreDocument
from bilans.models import Bilan, Generation
from commun.etats import TRAVAIL_INACHEVE
from commun.models import Travail
from commun.services.travaux import demander, tenir

from .verrou import verrouiller_bilan

if TYPE_CHECKING:
    from comptes.models import Personne

GENRE, TACHE = "bilan en PDF", "bilans.generer"
TITRES = {
    GenreDocument.BROUILLON: "Bilan (brouillon)",
    GenreDocument.DEFINITIF: "Bilan définitif",
    GenreDocument.COMPLEMENT: "Complément au bilan",
}


@dataclass(frozen=True)
class Fabrique:
    """What a job has made: the PDF, the HTML that it was made from, the figures in it, which revision was asked for."""

    pdf: bytes
    html: str
    chiffres: Mapping[str, int]
    revision: int
    tests: Collection[int] = ()  # those that it tells of


def demander_pdf(*, bilan: Bilan, genre: str, acteur: Personne, maintenant: datetime) -> Travail:
    """« Générer le PDF »: a background job, which the asker follows on its page.

    It keeps which revision was asked for: what is written before a worker begins is in no final document.
    """
    return demander(
        genre=GENRE,
        titre=f"{TITRES[GenreDocument(genre)]} {bilan.annee}, {bilan.sujet}"[:250],
        demandeur=acteur.pk,
        parametres={"bilan": bilan.pk, "genre": str(genre), "revision": bilan.revision},
        tache=TACHE,
        maintenant=maintenant,
    )


def complement_en_cours(bilan: Bilan) -> bool:
    """Whether one was asked for that is neither made, refused nor cancelled."""
    parametres = {"parametres__bilan": bilan.pk, "parametres__genre": str(GenreDocument.COMPLEMENT)}
    return Travail.objects.filter(genre=GENRE, etat__in=TRAVAIL_INACHEVE, **parametres).exists()


def garder(
    *, bilan: Bilan, genre: str, travail: Travail, nom: str, fabrique: Fabrique, acteur: Personne, maintenant: datetime
) -> Generation:
    """Store the file whole, then write its row, and what it moves, in one transaction. Twice the same job: once.

    Raises ActionImpossible (the review no longer allows this document) or TravailAnnule; the file is then let go.
    """
    from .cloture import sceller

    generation = Generation(
        bilan=bilan,
        genre=genre,
        travail=travail.pk,
        demandee_par=acteur,
        faite_le=maintenant,
        nom=nom,
        taille=len(fabrique.pdf),
        pages=PdfReader(io.BytesIO(fabrique.pdf)).get_num_pages(),
        sha256=hashlib.sha256(fabrique.pdf).hexdigest(),
        empreinte_html=hashlib.sha256(fabrique.html.encode()).hexdigest(),
        chiffres=dict(fabrique.chiffres),
        tests_lus=sorted(fabrique.tests),
    )
    generation.fichier.save(nom, ContentFile(fabrique.pdf), save=False)
    try:
        with transaction.atomic():
            bilan = verrouiller_bilan(bilan)
            if deja := deja_faite(travail):
                generation.fichier.delete(save=False)
                return deja
            tenir(travail)
            generation.numero = 1 + (bilan.generations.values_list("numero", flat=True).first() or 0)
            generation.save(force_insert=True)
            if generation.scellee:
                sceller(bilan, generation, fabrique.revision, acteur, maintenant)
    except BaseException:
        if generation.fichier:
            generation.fichier.delete(save=False)
        raise
    return generation


def deja_faite(travail: Travail) -> Generation | None:
    """What a worker that died just after had already kept."""
    return Generation.objects.filter(travail=travail.pk).first()
