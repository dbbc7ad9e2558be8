"""The resource's row first, as everybody, then the test's."""

from __future__ import annotations

from productions.models import TestEnClasse
from productions.services.verrous import verrouiller_ressource


def verrouiller_test(test: TestEnClasse) -> TestEnClasse:
    """The test, fresh and locked until the transaction ends, with its resource."""
    ressource = verrouiller_ressource(test.version.ressource)
    frais = (
        TestEnClasse.objects.select_for_update(of=("self",), no_key=True)
        .select_related("version", "testeur", "niveau", "planifie_par", "feuille__version_grille")
        .get(pk=test.pk)
    )
    frais.version.ressource = ressource
    return frais
