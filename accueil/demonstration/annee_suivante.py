"""The year after: the académie prepares its cycle in May, and one pôle goes on to it in July."""

from __future__ import annotations

from datetime import date, datetime

from bilans.annee_suivante import proposer
from bilans.services.reconduction import Choix, preparer_annee_suivante
from poles.models import Academie, Cycle

from .agenda import Agenda, Fil
from .poles import PAR_SLUG
from .reperes import campagne, exiger, personne

CYCLE = "2027-2028"
POLE = "langues-vivantes"


def inscrire(agenda: Agenda) -> None:
    fil = Fil("année suivante")
    agenda.noter(fil.instant("2027-05-05"), "préparer le cycle suivant", _preparer_le_cycle)
    agenda.noter(fil.instant("2027-07-02"), f"{POLE} : préparer l'année suivante", _preparer_l_annee)


def _preparer_le_cycle(maintenant: datetime) -> None:
    """In the administration: its name, its first day, its last. It is opened in September."""
    Cycle.objects.create(
        academie=Academie.objects.get(nom="Toulouse"), libelle=CYCLE, debut=date(2027, 9, 1), fin=date(2028, 8, 31)
    )


def _preparer_l_annee(maintenant: datetime) -> None:
    """All that is proposed is kept; the theme is for September."""
    de, acteur = campagne(POLE), personne(PAR_SLUG[POLE].coordination)
    exiger(acteur, "bilans.preparer_annee", de)
    p = proposer(de, Cycle.objects.get(libelle=CYCLE), maintenant.date())
    preparer_annee_suivante(
        campagne=de,
        choix=Choix(
            ressources=[r.ressource.pk for r in p.ressources if r.cochee],
            mandats=[m.pk for m in p.mandats],
            jours=p.jours,
            mission_production=de.mission_production,
            mission_animation=de.mission_animation,
        ),
        acteur=acteur,
        maintenant=maintenant,
    )
