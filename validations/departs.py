"""What a mandate that ends leaves behind: visas that nobody can give any more."""

from __future__ import annotations

from datetime import date, datetime

from calendrier.obligations import Demande
from poles.models import Campagne, Mandat

from . import courriels
from .circuit import SIGNATAIRES
from .sans_signataire import attentes


def prevenir_l_administration(mandat: Mandat, premier_jour: date, maintenant: datetime) -> None:
    """Tell the administrators at once; what they owe stays on their home page until somebody is named."""
    natures = [nature for nature, fonction in SIGNATAIRES.items() if fonction == mandat.fonction]
    if not natures:
        return
    campagnes = tuple(Campagne.objects.filter(mandat.portee_q("")).values_list("pk", flat=True))
    for (campagne, nature), ouvertes in attentes(Demande(premier_jour, campagnes=campagnes)).items():
        if nature in natures:
            courriels.signataire_parti(
                campagne, nature, len(ouvertes), premier_jour=premier_jour, maintenant=maintenant
            )
