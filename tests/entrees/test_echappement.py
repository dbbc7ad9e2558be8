"""Markup stands in every text of the world, as somebody ill-meaning would have typed it: it is shown, never obeyed."""

from __future__ import annotations

import pytest

from bilans.contenu.assemblage import assembler
from bilans.document import document as bilan_en_html
from bilans.models import Bilan
from commun.courriels import message
from commun.models import Courriel
from productions.declarations import GenreOutil
from productions.models import Analyse, Depot, FicheProjet, Version
from productions.services import impression
from suivi.models import Reunion
from suivi.services import feuille
from tests import visites
from tests.conftest import COMPLET
from tests.entrees.guichet import Guichet, page_de
from tests.fabrique import MAINTENANT
from tests.marques import marquer
from tests.monde import Monde
from tests.visites import Visite
from validations.services.seances import pv

pytestmark = pytest.mark.django_db

OBEIE, MONTREE = "<b data-marque", "&lt;b data-marque"
MARQUE = f"\"'>{OBEIE}>"
DANS_LES_GRILLES = {"nom", "motif", "quoi", "source", "licence", "precisions", "section", "activité", "cours"}


def _marquer_les_grilles() -> None:
    """What is typed in a version's declarations, and what a course says of itself: words inside JSON."""
    mots = {nom: f"{MARQUE}{nom}" for nom in ("nom", "motif", "quoi", "source", "licence", "precisions")}
    outil = {"nom": mots["nom"], "genre": GenreOutil.AUTRE.value, "motif": mots["motif"]}
    media = {nom: mots[nom] for nom in ("quoi", "source", "licence")}
    # One without its licence, one tool without its reason: the advice quotes them.
    grille = {
        "precisions": mots["precisions"],
        "outils": [outil, outil | {"motif": ""}],
        "medias": [media, media | {"licence": ""}],
    }
    for modele in (Depot, Version):
        for objet in modele.objects.all():
            modele.objects.filter(pk=objet.pk).update(declarations=objet.declarations | grille)
    plan = [{"titre": f"{MARQUE}section", "activites": [["quiz", f"{MARQUE}activité"], [f"{MARQUE}genre", "Forum"]]}]
    Analyse.objects.update(faits={"nom": f"{MARQUE}cours", "plan": plan})


def _visites(monde: Monde) -> list[Visite]:
    """Each page by those whom it is for, by everybody in `make test-complet`; the administration's too."""
    siennes = list(visites.visites(monde))
    if COMPLET:
        siennes += [Visite(v.nom, v.url, qui, role) for v in siennes for role, qui in monde.roles.items()]
    uniques = {(v.url, v.role) for v in siennes}
    return [v for v in siennes if (v.url, v.role) in uniques] + list(visites.visites_de_l_administration(monde))


@pytest.mark.long
def test_ce_qui_est_tape_est_montre_jamais_obei(monde, settings):
    settings.DEMO = True  # the page of the mails sent is read too
    pages, guichet, fautes, montrent = _visites(monde), Guichet(), [], set()
    assert len(marquer(MARQUE)) > 35
    _marquer_les_grilles()
    dans_les_grilles: set[str] = set()
    for visite in pages:
        page = page_de(guichet.client(visite.qui).get(visite.url))
        if OBEIE in page:
            ou = page.index(OBEIE)
            fautes.append(f"{visite.nom} ({visite.role}) {visite.url} : …{page[ou - 120 : ou + 40]!r}")
        elif MONTREE in page:
            montrent.add(visite.nom)
            dans_les_grilles |= {mot for mot in DANS_LES_GRILLES if f"{MONTREE}&gt;{mot}" in page}
    assert not fautes, "\n".join(fautes)
    # Otherwise nothing would be proved.
    assert len(montrent) > 90, montrent
    assert dans_les_grilles == DANS_LES_GRILLES


def test_ni_dans_les_courriels_ni_dans_les_pdf(monde):
    marquer(MARQUE)
    for courriel in Courriel.objects.all():
        (html, _), *_ = message(courriel).alternatives
        assert OBEIE not in html, courriel.gabarit
        assert MONTREE in html
    fiches = list(FicheProjet.objects.filter(campagne=monde.campagne))
    documents = [impression.document(fiches, couverture=True, maintenant=MAINTENANT)]
    for seance in monde.seances.values():
        seance.refresh_from_db()
        documents.append(pv.document(seance, MAINTENANT))
    documents += [feuille.document(Reunion.objects.get(pk=r.pk), MAINTENANT) for r in monde.reunions.values()]
    documents += [bilan_en_html(assembler(b, MAINTENANT), brouillon=True) for b in Bilan.objects.all()]
    for document in documents:
        assert OBEIE not in document
        assert MONTREE in document
