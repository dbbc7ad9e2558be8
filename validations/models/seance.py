"""A séance de validation: the inspection, the DRANE and the PREDAC or IAN around one list of resources."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from poles.droits import droits_de
from poles.models import Campagne, Fonction
from validations.etats import TRANSITIONS_SEANCE, EtatSeance, Presence

from .demande import DemandeValidation

if TYPE_CHECKING:
    from comptes.models import Personne


class SeanceQuerySet(models.QuerySet["Seance"]):
    def visibles_par(self, personne: Personne) -> SeanceQuerySet:
        """Those of the campaigns one has a mandate on; who may open one is a permission."""
        return self.filter(droits_de(personne).q("campagne__"))


class Seance(models.Model):
    campagne = models.ForeignKey(Campagne, models.PROTECT, related_name="seances")
    prevue_le = models.DateTimeField("date et heure")
    lieu = models.CharField("lieu", max_length=200, blank=True)
    lien = models.URLField(
        "adresse de la visio", max_length=500, blank=True, validators=[URLValidator(schemes=["https", "http"])]
    )
    etat = models.CharField(
        "état", max_length=10, choices=EtatSeance.choices, default=EtatSeance.PREPAREE, editable=False
    )
    etat_depuis = models.DateTimeField("dans cet état depuis", editable=False)
    creee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="préparée par"
    )
    motif = models.TextField("motif de l'annulation", max_length=2000, blank=True)
    # What calendars compare: it rises with each change of date or place, and with the cancellation.
    sequence = models.PositiveIntegerField("numéro de révision", default=0, editable=False)
    modifiee_le = models.DateTimeField("modifiée le", null=True, editable=False)

    objects = SeanceQuerySet.as_manager()
    transitions = TRANSITIONS_SEANCE

    class Meta:
        verbose_name = "séance de validation"
        verbose_name_plural = "séances de validation"
        ordering = ["-prevue_le", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(etat__in=EtatSeance.values), name="seance_etat_connu"),
            models.CheckConstraint(
                condition=~Q(lieu="", lien=""),
                name="seance_quelque_part",
                violation_error_message="Indiquez un lieu, une adresse de visio, ou les deux.",
            ),
        ]

    def __str__(self) -> str:
        return f"Séance de validation nº {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("validations:seance", args=[self.pk])

    @property
    def chaine(self) -> str:
        return f"campagne:{self.campagne_id}"

    @property
    def quand(self) -> datetime:
        """The date and hour on the académie's clocks, where people meet: a template would turn them into ours."""
        return self.prevue_le.astimezone(ZoneInfo(self.campagne.fuseau)).replace(tzinfo=None)

    @property
    def a_venir(self) -> bool:
        return self.etat == EtatSeance.PREPAREE

    @property
    def ouverte(self) -> bool:
        return self.etat == EtatSeance.OUVERTE

    @property
    def close(self) -> bool:
        return self.etat == EtatSeance.CLOSE


class PresenceSeance(models.Model):
    """Somebody who is invited, and whether they were there."""

    seance = models.ForeignKey(Seance, models.CASCADE, related_name="presences")
    personne = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    fonction = models.CharField("fonction", max_length=20, choices=Fonction.choices)
    presence = models.CharField("présence", max_length=10, choices=Presence.choices, default=Presence.INVITEE)

    class Meta:
        verbose_name = "présence"
        ordering = ["fonction", "personne__nom", "personne__prenom", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seance", "personne"],
                name="presence_unique",
                violation_error_message="Cette personne est déjà invitée.",
            ),
            models.CheckConstraint(condition=Q(presence__in=Presence.values), name="presence_connue"),
        ]

    def __str__(self) -> str:
        return str(self.personne)


class PointSeance(models.Model):
    """A round on the agenda; the comments and opinions of the session hang on it."""

    seance = models.ForeignKey(Seance, models.CASCADE, related_name="points")
    demande = models.ForeignKey(DemandeValidation, models.PROTECT, related_name="points")
    rang = models.PositiveSmallIntegerField("rang")

    class Meta:
        verbose_name = "point de l'ordre du jour"
        verbose_name_plural = "points de l'ordre du jour"
        ordering = ["rang", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seance", "demande"],
                name="point_unique",
                violation_error_message="Cette ressource est déjà à l'ordre du jour.",
            )
        ]

    def __str__(self) -> str:
        return f"Point nº {self.rang}"


class CommentaireSeance(models.Model):
    """What one person notes of the discussion on one resource: each their own, so that nobody types over another."""

    point = models.ForeignKey(PointSeance, models.CASCADE, related_name="commentaires")
    auteur = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    texte = models.TextField("commentaire", max_length=4000)
    ecrit_le = models.DateTimeField("écrit le")

    class Meta:
        verbose_name = "commentaire de séance"
        verbose_name_plural = "commentaires de séance"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["point", "auteur"], name="commentaire_unique")]

    def __str__(self) -> str:
        return f"Commentaire nº {self.pk}"
