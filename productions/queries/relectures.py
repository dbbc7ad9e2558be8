"""When a version's relecture is due, and what a page shows of the relectures of several resources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db.models import F

from calendrier.models import NatureEcheance
from calendrier.queries import echeances_de, jour_de
from journal.peremption import abreger, etat_vu
from productions.models import Relecture, Ressource

DELAI_USUEL = timedelta(days=14)


def echeance_proposee(ressource: Ressource, jour: date) -> date:
    """The fiche's own date, else the milestone of the V2, when they are still to come; else two weeks."""
    return echeance_entre(ressource, jour_de(echeances_de(ressource.campagne_suivi), NatureEcheance.V2), jour)


def echeance_entre(ressource: Ressource, jalon: date | None, jour: date) -> date:
    prevues: Sequence[date | None] = (ressource.fiche.jour_relecture, jalon)
    return next((prevue for prevue in prevues if prevue and prevue > jour), jour + DELAI_USUEL)


def relectures_vues(ressources: Iterable[Ressource]) -> dict[int, str]:
    """Each resource's state, version and relectures in one short word: what changes it makes a table stale."""
    ressources = list(ressources)
    lignes = defaultdict(list)
    derniers = Relecture.objects.filter(
        version__ressource__in=[r.pk for r in ressources], version__numero=F("version__ressource__numero_version")
    ).order_by("pk")
    for ressource, relecteur, etat in derniers.values_list("version__ressource", "relecteur", "etat"):
        lignes[ressource].append((relecteur, etat))
    return {r.pk: abreger(r.etat, etat_vu(r), r.numero_version, lignes[r.pk]) for r in ressources}
