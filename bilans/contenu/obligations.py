"""The checklist of what binds a pôle: fiches-projet, points d'étape, visio de bilan."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from bilans.perimetre import Perimetre
from calendrier.models import Echeance
from calendrier.models import NatureEcheance as N
from calendrier.queries import echeances_par_campagne
from journal.models import Ecriture
from productions.etats import EtatFiche
from productions.models import FicheProjet
from suivi.models import EtapeTenue

OBLIGATOIRES = (N.FICHES_PROJET, N.POINT_ETAPE, N.VISIO_BILAN)


@dataclass(frozen=True)
class Partie:
    libelle: str
    prevue: date | None
    faite_le: date | None
    fait: bool

    @property
    def en_retard(self) -> bool:
        return bool(self.prevue and self.faite_le and self.faite_le > self.prevue)


@dataclass(frozen=True)
class PartiesDePole:
    pole: str
    parties: list[Partie]

    @property
    def faites(self) -> int:
        return sum(partie.fait for partie in self.parties)

    @property
    def manquantes(self) -> list[Partie]:
        return [partie for partie in self.parties if not partie.fait]


def obligations(perimetre: Perimetre) -> list[PartiesDePole]:
    """A pôle each. Four queries. The visio counts once held, whatever this document becomes.

    A pôle whose mission is not to produce owes no fiche.
    """
    echeances = echeances_par_campagne(perimetre.campagnes)
    tenues = {(e.campagne_id, e.nature, e.rang): e.jour for e in EtapeTenue.objects.filter(campagne__in=perimetre.pks)}
    retenues = _premieres_retenues(perimetre)
    return [
        PartiesDePole(
            str(c.pole),
            [
                _partie(e, retenues[c.pk] if e.nature == N.FICHES_PROJET else tenues.get((c.pk, e.nature, e.rang)))
                for e in echeances[c.pk]
                if e.nature in OBLIGATOIRES and (e.nature != N.FICHES_PROJET or c.mission_production)
            ],
        )
        for c in perimetre.campagnes
    ]


def _partie(echeance: Echeance, faite_le: date | None) -> Partie:
    return Partie(echeance.libelle, echeance.jour, faite_le, faite_le is not None)


def _premieres_retenues(perimetre: Perimetre) -> dict[int, date | None]:
    """Of each campaign, the day on which its first fiche that stands was retained."""
    fiches = FicheProjet.objects.filter(campagne__in=perimetre.pks, etat=EtatFiche.RETENUE)
    campagnes = {f"fiche:{pk}": campagne for pk, campagne in fiches.values_list("pk", "campagne")}
    instants: dict[int, list[datetime]] = defaultdict(list)
    lignes = Ecriture.objects.filter(chaine__in=campagnes, action="ficheprojet.retenir")
    for chaine, instant in lignes.order_by().values_list("chaine", "ecrite_le"):
        instants[campagnes[chaine]].append(instant)
    return defaultdict(lambda: None, {c: perimetre.jour_de(min(siens)) for c, siens in instants.items()})
