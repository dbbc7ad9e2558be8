"""The attestation, as a page to render: who tested what, with which class, when."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string

from productions.models import TestEnClasse


def document(test: TestEnClasse, maintenant: datetime) -> str:
    """HTML ready for `rendre_pdf`."""
    campagne = test.version.ressource.campagne_suivi
    contexte = {
        "test": test,
        "ressource": test.version.ressource,
        "campagne": campagne,
        "academie": campagne.pole.academie.nom_entier if campagne.pole.academie else "",
        "fait_le": maintenant.astimezone(ZoneInfo(campagne.fuseau)).date(),
    }
    return render_to_string("productions/pdf/attestation_test.html", contexte)
