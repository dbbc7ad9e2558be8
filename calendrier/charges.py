"""What waits for a fonction: shown when a mandate ends or changes hands, with nothing to decide. It follows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commun.templatetags.dates import depuis
from poles.charges import Charge
from poles.etats import EtatCycle
from poles.models import Campagne, Fonction, Mandat

from .obligations import Demande, obligations
from .rappels.phrases import a_un_tiers

QUI_SUIVENT = (Fonction.COORDINATEUR, Fonction.INSPECTEUR, Fonction.DRANE)


def fournir(mandat: Mandat, jour: date) -> Iterator[Charge]:
    if mandat.fonction not in QUI_SUIVENT:
        return
    ouvertes = Campagne.objects.filter(mandat.portee_q("")).exclude(cycle__etat=EtatCycle.CLOS)
    campagnes = tuple(ouvertes.values_list("pk", flat=True))
    dues = (o for o in obligations(Demande(jour, campagnes=campagnes)) if mandat.fonction in o.fonctions)
    for rang, due in enumerate(dues):
        attente = f" En attente {depuis(due.depuis)}." if due.depuis else ""
        yield Charge(
            genre="fonction",
            objet=rang,
            titre=f"{a_un_tiers(due.phrase)} {due.objet}",
            detail=f"Suit la fonction : revient à qui l'exerce.{attente}",
            url=due.url,
            etat=due.cle,
        )
