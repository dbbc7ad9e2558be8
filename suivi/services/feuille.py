"""The attendance sheet, to print: one line a person invited, room for those who come besides."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string

from poles.queries import affectations_du
from suivi.models import Reunion

LIGNES_LIBRES = 4


def document(reunion: Reunion, maintenant: datetime) -> str:
    """HTML ready for `rendre_pdf`."""
    participations = list(reunion.participations.select_related("personne"))
    lieux = {
        a.personne_id: str(a.etablissement)
        for a in affectations_du(reunion.quand.date()).filter(personne__in=[p.personne_id for p in participations])
    }
    return render_to_string(
        "suivi/pdf/feuille_presence.html",
        {
            "reunion": reunion,
            "campagnes": list(reunion.campagnes.select_related("pole").order_by("pole__nom", "pk")),
            "lignes": [(p, lieux.get(p.personne_id, "")) for p in participations],
            "libres": range(LIGNES_LIBRES),
            "fait_le": maintenant.astimezone(ZoneInfo(reunion.fuseau)).replace(tzinfo=None),
        },
    )
