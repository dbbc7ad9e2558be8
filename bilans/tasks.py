"""Making a document in the background: real stages, a heartbeat at each page, one result. It may run twice."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from celery import shared_task
from django.contrib.auth import get_user_model
from django.utils.timezone import localtime

from bilans.avancee import avancee
from bilans.contenu.assemblage import Contenu, assembler
from bilans.contenu.complement import Complement, completer
from bilans.document import document, document_du_complement
from bilans.etats import GenreDocument
from bilans.models import Bilan, Generation
from bilans.queries import bilans_visibles
from bilans.services.cloture import refus_du_complement, refus_du_definitif
from bilans.services.generations import Fabrique, deja_faite, garder
from commun.erreurs import ActionImpossible
from commun.horloge import maintenant
from commun.models import Travail
from commun.noms import nom_propre
from commun.pdf import rendre_pdf
from commun.services.travaux import Resultat, Suivi, executer


@shared_task(name="bilans.generer")
def generer(travail_id: str) -> None:
    """The document named in the job's parameters, with the asker's own rights."""
    executer(travail_id, _generer)


def _generer(travail: Travail, suivi: Suivi) -> Resultat:
    if deja := deja_faite(travail):
        return _resultat(deja)
    suivi.etape("Lecture de l'année", 5)
    bilan, genre = _bilan_de(travail), travail.parametres["genre"]
    if genre == GenreDocument.DEFINITIF and (refus := refus_du_definitif(bilan)):
        raise ActionImpossible(refus)
    instant = maintenant()
    html, contenu = _composer(bilan, genre, instant)
    suivi.etape("Composition du document", 15)
    pdf = rendre_pdf(html, avancee(suivi.etape, html).suivre)
    suivi.etape("Enregistrement", 95)
    generation = garder(
        bilan=bilan,
        genre=genre,
        travail=travail,
        nom=nom_propre(f"{travail.titre}, {localtime(instant, ZoneInfo(bilan.fuseau)):%d-%m-%Y}.pdf"),
        fabrique=Fabrique(pdf, html, contenu.releve, travail.parametres["revision"], contenu.tests.lus),
        acteur=get_user_model().objects.get(pk=travail.demandeur),
        maintenant=instant,
    )
    return _resultat(generation)


def _composer(bilan: Bilan, genre: str, instant: datetime) -> tuple[str, Contenu | Complement]:
    """The HTML, and what it was made from. Raises ActionImpossible where there is nothing to say."""
    if genre == GenreDocument.COMPLEMENT:
        if refus := refus_du_complement(bilan, instant):
            raise ActionImpossible(refus)
        complement = completer(bilan, instant)
        return document_du_complement(complement), complement
    contenu = assembler(bilan, instant)
    return document(contenu, brouillon=genre == GenreDocument.BROUILLON), contenu


def _bilan_de(travail: Travail) -> Bilan:
    demandeur = get_user_model().objects.get(pk=travail.demandeur)
    bilan = bilans_visibles(demandeur).filter(pk=travail.parametres["bilan"]).first()
    if bilan is None or not demandeur.has_perm("bilans.rediger", bilan):
        raise ActionImpossible("Ce bilan ne vous est plus ouvert.")
    return bilan


def _resultat(generation: Generation) -> Resultat:
    with generation.fichier.open("rb") as fichier:
        return Resultat(generation.nom, "application/pdf", fichier.read())
