"""Background work of the room: the minutes of a séance as a PDF. May run twice."""

from __future__ import annotations

from celery import shared_task
from django.contrib.auth import get_user_model

from commun.erreurs import ActionImpossible
from commun.horloge import maintenant
from commun.models import Travail
from commun.noms import nom_propre
from commun.pdf import rendre_pdf
from commun.services.travaux import Resultat, Suivi, executer
from validations.ordre_du_jour import seances_visibles
from validations.services.seances.pv import document


@shared_task(name="validations.pv_seance")
def pv_seance(travail_id: str) -> None:
    """The minutes of the séance named in the job's parameters, with the asker's own rights."""
    executer(travail_id, _fabriquer)


def _fabriquer(travail: Travail, suivi: Suivi) -> Resultat:
    suivi.etape("Lecture de la séance", 10)
    demandeur = get_user_model().objects.get(pk=travail.demandeur)
    seance = seances_visibles(demandeur).filter(pk=travail.parametres["seance"]).first()
    if seance is None or not demandeur.has_perm("validations.voir_seance", seance):
        raise ActionImpossible("Cette séance ne vous est plus ouverte.")
    suivi.etape("Mise en page", 30)
    html = document(seance, maintenant())
    suivi.etape("Fabrication du PDF", 50)
    contenu = rendre_pdf(html)
    suivi.etape("Enregistrement", 95)
    return Resultat(nom_propre(f"{travail.titre}.pdf"), "application/pdf", contenu)
