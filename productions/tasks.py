"""Background work of the room: fiches as PDF, what files contain and say, those that nothing names. May run twice."""

from __future__ import annotations

from celery import shared_task
from django.contrib.auth import get_user_model

from commun.horloge import maintenant
from commun.models import Travail
from commun.noms import nom_propre
from commun.pdf import rendre_pdf
from commun.services.travaux import Resultat, Suivi, executer
from poles.models import Campagne
from productions.models import FicheProjet
from productions.queries.fiches import fiches_a_imprimer, fiches_entieres
from productions.services import analyses, mots, tests_classe, textes
from productions.services.impression import document


@shared_task(name="productions.pdf_fiches")
def pdf_fiches(travail_id: str) -> None:
    """The fiches of the campaign, or the one fiche, named in the job's parameters; read with the asker's own rights."""
    executer(travail_id, _fabriquer)


def _fabriquer(travail: Travail, suivi: Suivi) -> Resultat:
    suivi.etape("Lecture des fiches", 10)
    demandeur = get_user_model().objects.get(pk=travail.demandeur)
    if "fiche" in travail.parametres:
        fiches = list(fiches_entieres(demandeur).filter(pk=travail.parametres["fiche"]))
    else:
        campagne = Campagne.objects.select_related("pole", "cycle").get(pk=travail.parametres["campagne"])
        fiches = list(fiches_a_imprimer(campagne, demandeur))
    suivi.etape("Mise en page", 30)
    html = document(fiches, couverture="fiche" not in travail.parametres, maintenant=maintenant())
    suivi.etape("Fabrication du PDF", 50)
    contenu = rendre_pdf(html)
    suivi.etape("Enregistrement", 95)
    return Resultat(nom_propre(f"{travail.titre}.pdf"), "application/pdf", contenu)


@shared_task(name="productions.analyser_fichier")
def analyser_fichier(analyse_id: int) -> None:
    analyses.analyser(analyse_id, maintenant)


@shared_task(name="productions.balayer_analyses")
def balayer_analyses() -> None:
    """Readings that nobody finished, and what was deposited before files were read."""
    analyses.balayer_analyses(maintenant())


@shared_task(name="productions.refaire_mots")
def refaire_mots(table: str, pk: int) -> None:
    """A discipline or a level has another name."""
    mots.refaire_mots(FicheProjet.objects.filter(**{{"discipline": "disciplines", "niveau": "niveaux"}[table]: pk}))


@shared_task(name="productions.tenir_mots")
def tenir_mots(fiches: list[int]) -> None:
    """A discipline or a level of these fiches is gone."""
    mots.refaire_mots(FicheProjet.objects.filter(pk__in=fiches))


@shared_task(name="productions.lire_texte")
def lire_texte(texte_id: int) -> None:
    textes.lire_texte(texte_id, maintenant)


@shared_task(name="productions.balayer_textes")
def balayer_textes() -> None:
    """Readings that nobody finished, and the livrets deposited before their text was read."""
    textes.balayer_textes(maintenant())


@shared_task(name="productions.rappeler_testeurs")
def rappeler_testeurs() -> None:
    tests_classe.rappeler_testeurs(maintenant=maintenant())


@shared_task(name="productions.effacer_testeurs")
def effacer_testeurs() -> None:
    tests_classe.effacer_testeurs(maintenant=maintenant())
