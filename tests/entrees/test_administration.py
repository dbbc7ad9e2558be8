"""The administration's own forms — add, change, delete, actions, lines of a table — against what nobody should send."""

from __future__ import annotations

import os

import pytest
from django.contrib import admin

from tests.entrees import administration
from tests.entrees.examen import a_attaquer, attaquer
from tests.entrees.guichet import Guichet

# Their actions ask for a confirmation first (tests/administration/test_en_nombre.py); so does the export, which is the
# only action of most lists (tests/administration/test_export.py).
CONFIRMENT = {
    f"admin:{nom}_changelist"
    for nom in (
        "calendrier_echeance",
        "commun_courriel",
        "poles_campagne",
        "poles_cycle",
        "poles_mandat",
        "productions_ficheprojet",
        "productions_report",
        "productions_ressource",
        *(
            f"{m._meta.app_label}_{m._meta.model_name}"
            for m, table in admin.site._registry.items()
            if not table.actions
        ),
    )
}
pytestmark = pytest.mark.django_db


def test_l_administration_ne_cede_pas_non_plus(monde):
    seulement, guichet = os.environ.get("ADRESSES", "").split(), Guichet()
    soin = administration.preparer(monde)
    pages = [v for v in administration.pages(monde) if not seulement or v.nom in seulement]
    cibles = list(a_attaquer(guichet, pages, CONFIRMENT, lambda f: administration.retenir(f, soin)))
    fautes = attaquer(guichet, cibles, [])
    for formulaire, qui in cibles:
        if formulaire.adresse.endswith(("_add", "_change")) and "auth_user" not in formulaire.adresse:
            essai = guichet.poster(formulaire.url, qui, administration.en_fenetre(formulaire))
            if (essai.reponse.status_code, essai.ecrits) != (400, []):
                fautes.append(f"{formulaire.adresse} : la fenêtre demande un champ qu'elle ne devrait pas")
    assert not fautes, "\n".join(fautes)
