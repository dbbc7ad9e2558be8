"""One reminder promised to one person, and what that person prefers.

A row is written when its day has come, and never before: rules, dates and people change until then.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from calendrier.etats import EtatRappel, Rythme
from commun.etats import EtatCourriel
from commun.models import Courriel
from poles.models import Campagne

from .echeance import NatureEcheance


class Rappel(models.Model):
    """`occurrence` says which of the rule's reminders: « j-14 », « j+8 », « escalade », or a week « s2027-03 ».

    What the person read is kept: the thing may be done, moved or renamed since.
    """

    cle = models.CharField("obligation", max_length=200)
    echeance = models.DateField("échéance", null=True)
    occurrence = models.CharField("occurrence", max_length=20)
    personne = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="rappels")
    campagne = models.ForeignKey(Campagne, models.PROTECT, related_name="rappels")
    nature = models.CharField("étape", max_length=20, choices=NatureEcheance.choices, blank=True)
    genre = models.CharField("genre", max_length=40)
    obligatoire = models.BooleanField("obligatoire", default=False)
    prevu_le = models.DateField("prévu le")
    jour = models.DateField("jour", help_text="Où il a été envoyé, sauté, ou préparé s'il attend encore.")
    etat = models.CharField("état", max_length=10, choices=EtatRappel.choices, default=EtatRappel.A_ENVOYER)
    titre = models.CharField("de quoi", max_length=500)
    pourquoi = models.CharField("pourquoi cette personne", max_length=500, blank=True)
    url = models.CharField("page", max_length=500)
    demander_report = models.CharField("page du report", max_length=500, blank=True)
    attendue_par = models.CharField("qui attend", max_length=500, blank=True)
    # Kept as long as its mail, whose end takes it along.
    courriel = models.ForeignKey(Courriel, models.CASCADE, null=True, related_name="+", verbose_name="courriel")

    class Meta:
        verbose_name = "rappel"
        ordering = ["-jour", "-pk"]
        indexes = [
            models.Index(fields=["campagne", "-jour", "-id"], name="rappel_du_pole"),
            models.Index(fields=["personne"], condition=Q(etat="a_envoyer"), name="rappel_a_envoyer"),
            models.Index(fields=["personne", "-jour"], name="rappel_de_la_personne"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["cle", "echeance", "occurrence", "personne"],
                condition=Q(echeance__isnull=False),
                name="rappel_unique",
                violation_error_message="Ce rappel est déjà promis.",
            ),
            # For the database, two absent dates are not the same.
            models.UniqueConstraint(
                fields=["cle", "occurrence", "personne"],
                condition=Q(echeance__isnull=True),
                name="rappel_unique_sans_date",
                violation_error_message="Ce rappel est déjà promis.",
            ),
            models.CheckConstraint(condition=Q(etat__in=EtatRappel.values), name="rappel_etat_connu"),
            models.CheckConstraint(
                condition=Q(etat="envoye", courriel__isnull=False) | (~Q(etat="envoye") & Q(courriel__isnull=True)),
                name="rappel_envoye_a_un_courriel",
            ),
        ]

    def __str__(self) -> str:
        return self.titre

    def etat_affiche(self, maintenant: datetime) -> str:
        """Whether its mail left is read from the outbox, the one place that knows."""
        if self.courriel is None:
            return self.get_etat_display()
        if self.courriel.est_bloque(maintenant):
            return "bloqué : peut-être parti"
        etat = EtatCourriel(self.courriel.etat)
        return "en attente d'envoi" if etat in (EtatCourriel.EN_ATTENTE, EtatCourriel.EN_COURS) else etat.label


class PreferencesRappels(models.Model):
    """Without a row: everything, the day it is due."""

    personne = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="preferences_rappels")
    indicatifs = models.BooleanField("rappels de ce qui est indicatif", default=True)
    rythme = models.CharField("rythme", max_length=12, choices=Rythme.choices, default=Rythme.QUOTIDIEN)

    class Meta:
        verbose_name = "préférences de rappels"
        verbose_name_plural = "préférences de rappels"
        ordering = ["personne"]
        constraints = [models.CheckConstraint(condition=Q(rythme__in=Rythme.values), name="preferences_rythme_connu")]

    def __str__(self) -> str:
        return f"{self.personne} : {self.get_rythme_display()}"


class ReglagesRappels(models.Model):
    """What a pôle decides beside its rules. Without a row: nobody is in copy."""

    campagne = models.OneToOneField(Campagne, models.CASCADE, related_name="reglages_rappels")
    inspection_en_copie = models.BooleanField("l'inspection lit les retards d'une semaine", default=False)

    class Meta:
        verbose_name = "réglages des rappels d'un pôle"
        verbose_name_plural = "réglages des rappels des pôles"
        ordering = ["campagne"]

    def __str__(self) -> str:
        return str(self.campagne)
