"""A page that shows few asks for few: what the database keeps is what sorting all of it would have kept first."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accueil.a_faire import trier
from calendrier.obligations import Bornes, Demande, Obligation, obligations
from comptes.models import Personne
from poles.models import Fonction
from productions.etats import EtatRessource as R
from productions.models import NatureRessource, Ressource
from tests import fabrique
from tests.fabrique.rejeu import rejouable

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
JOUR = fabrique.JOUR


@pytest.fixture
@rejouable
def charges() -> dict[str, Personne]:
    """A pôle whose people owe a good dozen things of every kind, of different ages."""
    campagne = fabrique.campagne()
    gens = {f: fabrique.titulaire(campagne, f) for f in (Fonction.COORDINATEUR, Fonction.INSPECTEUR, Fonction.DRANE)}
    gens[Fonction.ENSEIGNANT] = fabrique.enseignant(campagne)
    etats = (R.EN_CONCEPTION, R.EN_RELECTURE, R.EN_REVISION, R.PRETE_A_VALIDER, R.EN_VALIDATION, R.VALIDEE)
    for n, etat in enumerate(etats * 3):
        ressource = fabrique.ressource(campagne, etat, [gens[Fonction.ENSEIGNANT]])
        # Ages and dates that contradict each other, so that no order is right by chance.
        depuis = fabrique.MAINTENANT - timedelta(days=(n * 7) % 40 + 1)
        nature = NatureRessource.FORMATION if etat == R.PRETE_A_VALIDER and n % 2 else ressource.nature
        Ressource.objects.filter(pk=ressource.pk).update(etat_depuis=depuis, nature=nature)
        ressource.demandes.update(ouverte_le=depuis)
        # All different: of two that are equal, either may be kept.
        ressource.versions.update(deposee_le=depuis - timedelta(hours=1))
        jours = [JOUR + timedelta(days=(n * 11) % 90 - 30) if n % 3 else None for _ in range(3)]
        type(ressource.fiche).objects.filter(pk=ressource.fiche_id).update(
            jour_v1=jours[0], jour_v2=jours[1], jour_validation=jours[2]
        )
    for _ in range(4):
        fabrique.fiche(campagne, soumise=True)
    return gens


def test_les_bornes_gardent_les_plus_pressees(charges: dict[str, Personne]) -> None:
    proche = JOUR + timedelta(days=14)
    for fonction, personne in charges.items():
        toutes = trier(obligations(Demande(JOUR, personne)), JOUR, {})
        assert fonction != Fonction.COORDINATEUR or len(toutes.pressees) > 6
        for nombre in (1, 3, 6, 50):
            bornees = trier(obligations(Demande(JOUR, personne, bornes=Bornes(nombre, 6, proche))), JOUR, {})
            assert _cles(bornees.pressees)[:nombre] == _cles(toutes.pressees)[:nombre], (fonction, nombre)
            assert [o.depuis for o in bornees.attentes] == [o.depuis for o in toutes.attentes], (fonction, nombre)


def test_les_bornes_bornent(charges: dict[str, Personne]) -> None:
    coordinateur = charges[Fonction.COORDINATEUR]
    with CaptureQueriesContext(connection) as requetes:
        toutes = list(obligations(Demande(JOUR, coordinateur)))
    with CaptureQueriesContext(connection) as bornees:
        gardees = list(obligations(Demande(JOUR, coordinateur, bornes=Bornes(1, 1, JOUR))))
    assert len(gardees) < len(toutes)
    assert len(bornees) <= len(requetes)


def _cles(lignes: list) -> list[str]:
    dues: list[Obligation] = [ligne.obligation for ligne in lignes]
    return [due.cle for due in dues]
