"""A calendar feed: the secret address that a person's calendar reads, or a pôle's; and what it has said so far."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from poles.models import Campagne


def nouvelle_serie() -> str:
    return secrets.token_hex(16)


class Abonnement(models.Model):
    """The address is signed with `serie`: the database alone does not give it, and a new series closes the former."""

    personne = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="abonnement"
    )
    campagne = models.OneToOneField(Campagne, models.CASCADE, null=True, blank=True, related_name="abonnement")
    serie = models.CharField(max_length=32, default=nouvelle_serie, editable=False)
    cree_le = models.DateTimeField("créé le", editable=False)

    class Meta:
        verbose_name = "abonnement à un agenda"
        verbose_name_plural = "abonnements aux agendas"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(personne__isnull=False, campagne__isnull=True)
                | Q(personne__isnull=True, campagne__isnull=False),
                name="abonnement_une_personne_ou_un_pole",
                violation_error_message="Un agenda est celui d'une personne ou celui d'un pôle.",
            )
        ]

    def __str__(self) -> str:
        return f"Agenda de {self.personne or self.campagne}"

    def get_absolute_url(self) -> str:
        return reverse("calendrier:flux", args=[self.cle])

    @property
    def cle(self) -> str:
        """What the address holds: the number, then what only the service can sign."""
        return f"{self.pk}-{self._signature()}"

    def ouvre(self, cle: str) -> bool:
        return constant_time_compare(cle, self.cle)

    def _signature(self) -> str:
        return salted_hmac("calendrier.flux", f"{self.pk}:{self.serie}", algorithm="sha256").hexdigest()[:40]


class Annonce(models.Model):
    """A date as a feed last gave it: what has to rise when it moves, and to be cancelled when it goes."""

    abonnement = models.ForeignKey(Abonnement, models.CASCADE, related_name="annonces")
    cle = models.CharField("ce qui est dû", max_length=200)
    titre = models.CharField("titre", max_length=300)
    jour = models.DateField("date")
    sequence = models.PositiveIntegerField("révision", default=0)
    modifiee_le = models.DateTimeField("modifiée le")
    retiree_le = models.DateField("retirée le", null=True, blank=True)

    class Meta:
        verbose_name = "date annoncée"
        verbose_name_plural = "dates annoncées"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["abonnement", "cle"], name="annonce_unique")]

    def __str__(self) -> str:
        return self.titre

    def differe(self, titre: str, jour: object) -> bool:
        return self.retiree_le is not None or (self.titre, self.jour) != (titre, jour)
