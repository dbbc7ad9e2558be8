"""Background work of the room: the attendance sheet, the recap of a journée de relecture. Each may run twice."""

from __future__ import annotations

from celery import shared_task
from django.contrib.auth import get_user_model

from commun.erreurs import ActionImpossible
from commun.horloge import maintenant
from commun.models import Travail
from commun.noms import nom_propre
from commun.pdf import rendre_pdf
from commun.services.travaux import Resultat, Suivi, executer
from suivi import services
from suivi.queries.reunions import reunions_visibles
from suivi.services.feuille import document


@shared_task(name="suivi.feuille_presence")
def feuille_presence(travail_id: str) -> None:
    """Of the meeting named in the job's parameters, with the asker's own rights."""
    executer(travail_id, _fabriquer)


def _fabriquer(travail: Travail, suivi: Suivi) -> Resultat:
    suivi.etape("Lecture de la réunion", 10)
    demandeur = get_user_model().objects.get(pk=travail.demandeur)
    reunion = reunions_visibles(demandeur).filter(pk=travail.parametres["reunion"]).first()
    if reunion is None or not demandeur.has_perm("suivi.conduire_reunion", reunion):
        raise ActionImpossible("Cette réunion ne vous est plus ouverte.")
    html = document(reunion, maintenant())
    suivi.etape("Fabrication du PDF", 50)
    contenu = rendre_pdf(html)
    suivi.etape("Enregistrement", 95)
    return Resultat(nom_propre(f"{travail.titre}.pdf"), "application/pdf", contenu)


@shared_task(name="suivi.recapituler_journees")
def recapituler_journees() -> None:
    services.recapituler_journees(maintenant())
