"""Every form of every page against what nobody should send: no error, nothing lost, nothing stored that should not."""

from __future__ import annotations

import os

import pytest

from poles.models import Mandat
from tests import fabrique, visites
from tests.entrees.examen import a_attaquer, attaquer
from tests.entrees.guichet import Guichet

pytestmark = pytest.mark.django_db

# What is decent there is nobody's guess: a password, a code.
JAMAIS_ACCEPTES = {
    "account_change_password",
    "account_login",
    "account_set_password",
    "comptes:changer_adresse",
    # Dates that have just been typed are shown with all that they move, and saved the next time.
    "productions:planifier_fiche",
    # The same page answers everybody: whether a link was sent is seen in the mailbox alone.
    "productions:nouveau_lien_test",
    "validations:signer_avec_code",
}


def _etrangers() -> list[str]:
    """Numbers of things that exist in another académie: a person, a resource, a mandate, a version's piece."""
    ailleurs = fabrique.campagne(cycle=fabrique.cycle(academie=fabrique.academie("Bordeaux")))
    ressource = fabrique.ressource(ailleurs, "en_relecture")
    return [str(fabrique.enseignant(ailleurs).pk), str(ressource.pk), str(Mandat.objects.latest("pk").pk)]


@pytest.mark.long
def test_aucun_formulaire_ne_cede(monde, settings):
    settings.DEMO = True  # the accounts of the demonstration have a form each
    seulement, guichet = os.environ.get("ADRESSES", "").split(), Guichet()
    pages = (v for v in visites.visites(monde) if not seulement or v.nom in seulement)
    fautes = attaquer(guichet, list(a_attaquer(guichet, pages, JAMAIS_ACCEPTES)), _etrangers())
    assert not fautes, "\n".join(fautes)
