"""Plays the year: each scene at its hour, as if the product had been used that day."""

from __future__ import annotations

from datetime import date, time

from django.conf import settings
from django.db import transaction

from commun.horloge import reglable
from commun.taches import taches_retenues
from config.horloge_demo import ecrire_horloge_demo

from . import annee_suivante, courrier, passages, rappels, recits, rentree
from .agenda import Agenda, a_l_heure

DEBUT, FIN = date(2026, 9, 1), date(2027, 7, 5)


def jouer(jusqu_au: date = FIN) -> int:
    """Play the days before that one, which becomes today; returns how many scenes.

    All or nothing: a demonstration killed half-way leaves an empty database. That is also why mails are sent
    inside the transaction here, and nowhere else: they reach nobody.
    """
    agenda = Agenda()
    rentree.inscrire(agenda)
    passages.inscrire(agenda)
    annee_suivante.inscrire(agenda)
    rappels.inscrire(agenda)
    recits.raconter(agenda)
    with reglable() as regler, taches_retenues(), transaction.atomic():
        precedent, nombre = None, 0
        for scene in agenda.avant(jusqu_au):
            if precedent:
                courrier.nouvelles_du_matin(precedent, avant=scene.instant)
            regler(scene.instant)
            try:
                scene.action(scene.instant)
            except Exception as erreur:
                erreur.add_note(f"Scène du {scene.instant:%Y-%m-%d %H:%M}, {scene.quoi}")
                raise
            courrier.partir(scene.instant)
            precedent, nombre = scene.instant, nombre + 1
        if precedent:
            courrier.nouvelles_du_matin(precedent, avant=a_l_heure(jusqu_au, time.min))
        ecrire_horloge_demo(jusqu_au, settings.DATA_DIR)
    return nombre
