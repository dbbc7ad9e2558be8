"""A pôle's year and an académie's, at their real size: what they cost beside WeasyPrint alone."""

import io
import resource
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from accueil.grand import plan
from accueil.grand.chargement import charger
from bilans.contenu.assemblage import assembler
from bilans.document import document
from bilans.models import Bilan
from commun.pdf import rendre_pdf
from poles.models import Campagne
from productions.models import FicheProjet, Ressource
from tests.conftest import COMPLET
from tests.fabrique import MAINTENANT

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.long,
    pytest.mark.skipif(not COMPLET, reason="plusieurs minutes ; avec COMPLET=1"),
    pytest.mark.filterwarnings("default::DeprecationWarning"),
]
# Five years of thirty pôles: four hundred resources a year.
RESSOURCES, POLES, D_UN_POLE = 2000, 30, 12
RATIO_MAX = 1.1


def mesurer(nom: str, bilan: Bilan) -> float:
    """Processor time, that of other processes left out; what it was is in the test's output."""
    # Read once before: the templates; and the queries, whose recording would be measured too.
    with CaptureQueriesContext(connection) as requetes:
        document(assembler(bilan, MAINTENANT), brouillon=True)
    debut = time.process_time()
    html = document(assembler(bilan, MAINTENANT), brouillon=True)
    avant = time.process_time() - debut
    debut = time.process_time()
    pdf = rendre_pdf(html)
    moteur = time.process_time() - debut
    memoire = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    pages = PdfReader(io.BytesIO(pdf)).get_num_pages()
    ratio = (avant + moteur) / moteur
    print(
        f"{nom} : {pages} pages, {avant + moteur:.1f} s dont WeasyPrint {moteur:.1f} s (ratio {ratio:.2f}), "
        f"{len(requetes)} requêtes, mémoire au plus haut {memoire} Mo"
    )
    assert len(requetes) < 60
    return ratio


def _en_garder(combien: int, campagne: Campagne, ailleurs: Campagne) -> None:
    """The generator gives each pôle the same: what is over goes to another one of the same year."""
    en_trop = Ressource.objects.filter(campagne_origine=campagne).order_by("pk").values_list("pk", flat=True)[combien:]
    pks = list(en_trop)
    FicheProjet.objects.filter(ressources__in=pks).update(campagne=ailleurs)
    Ressource.objects.filter(pk__in=pks).update(campagne_origine=ailleurs, campagne_suivi=ailleurs)
    assert Ressource.objects.filter(campagne_origine=campagne).count() == combien


def test_a_la_taille_d_une_academie(monkeypatch) -> None:
    monkeypatch.setattr(plan, "PAR_CAMPAGNE", RESSOURCES / (POLES * plan.CYCLES) + 0.01)
    charger(RESSOURCES, MAINTENANT, print)
    campagnes = Campagne.objects.select_related("pole__academie", "cycle").order_by("-cycle__debut", "pk")
    derniere, voisine = campagnes[:2]
    _en_garder(D_UN_POLE, derniere, voisine)
    annee = derniere.cycle.libelle
    assert Campagne.objects.filter(cycle__libelle=annee).count() == POLES
    assert Ressource.objects.filter(campagne_origine__cycle__libelle=annee).count() == RESSOURCES / plan.CYCLES
    ratios = [
        mesurer("un pôle", Bilan(campagne=derniere, annee=annee)),
        mesurer("une académie", Bilan(academie=derniere.pole.academie, annee=annee)),
    ]
    assert max(ratios) <= RATIO_MAX
