"""« Indisponible du … au … »: no reason is asked, none can be stored. Forgotten some time after its end."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

# A year's absence is said anew: a slip of the keyboard must not silence reminders for ten years.
DUREE_MAX = timedelta(days=366)


class IndisponibiliteQuerySet(models.QuerySet["Indisponibilite"]):
    def le(self, jour: date) -> IndisponibiliteQuerySet:
        return self.filter(debut__lte=jour, fin__gte=jour)

    def non_passees(self, jour: date) -> IndisponibiliteQuerySet:
        return self.filter(fin__gte=jour)


class Indisponibilite(models.Model):
    personne = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="indisponibilites")
    debut = models.DateField("du")
    fin = models.DateField("au", help_text="Dernier jour compris.")
    declaree_le = models.DateTimeField("déclarée le", editable=False)

    objects = IndisponibiliteQuerySet.as_manager()

    class Meta:
        verbose_name = "indisponibilité"
        ordering = ["debut", "pk"]
        indexes = [models.Index(fields=["fin", "debut"], name="indisponibilite_dates")]
        constraints = [
            models.CheckConstraint(
                condition=Q(fin__gte=F("debut")),
                name="indisponibilite_fin_apres_debut",
                violation_error_message="Le dernier jour ne peut pas précéder le premier.",
            ),
            # What a constraint can say of « no two at once »; the service looks at the days under the person's lock.
            models.UniqueConstraint(
                fields=["personne", "debut"],
                name="indisponibilite_debut_unique",
                violation_error_message="Une indisponibilité commence déjà ce jour-là.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.personne}, du {self.debut:%d/%m/%Y} au {self.fin:%d/%m/%Y}"
