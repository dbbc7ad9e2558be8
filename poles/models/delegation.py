"""« Par délégation de »: a signatory lends their visas for a period, whole or until they take them back."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .mandat import Fonction, Mandat

# Who signs for the académie; nobody else has anything to delegate.
DELEGABLES = (Fonction.INSPECTEUR, Fonction.DRANE)


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def en_cours(self, jour: date) -> DelegationQuerySet:
        """In force on that day; whether the mandate itself still is, the caller asks."""
        return self.filter(debut__lte=jour, fin__gte=jour, revoquee_le__isnull=True)

    def vivantes(self, jour: date) -> DelegationQuerySet:
        """In force or still to come."""
        return self.filter(fin__gte=jour, revoquee_le__isnull=True)


class Delegation(models.Model):
    mandat = models.ForeignKey(Mandat, models.PROTECT, related_name="delegations")
    delegataire = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="delegations_recues", verbose_name="déléguée à"
    )
    debut = models.DateField("du")
    fin = models.DateField("au", help_text="Dernier jour compris.")
    accordee_le = models.DateTimeField("accordée le", editable=False)
    revoquee_le = models.DateTimeField("reprise le", null=True, blank=True, editable=False)
    motif_reprise = models.TextField("motif de la reprise", max_length=2000, blank=True, editable=False)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = "délégation"
        ordering = ["-debut", "pk"]
        indexes = [models.Index(fields=["delegataire", "fin"], name="delegation_recue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(fin__gte=F("debut")),
                name="delegation_fin_apres_debut",
                violation_error_message="La fin de la délégation ne peut pas précéder son début.",
            ),
            models.CheckConstraint(
                condition=Q(revoquee_le__isnull=True, motif_reprise="")
                | (Q(revoquee_le__isnull=False) & ~Q(motif_reprise="")),
                name="delegation_reprise_motivee",
                violation_error_message="Dites pourquoi la délégation est reprise.",
            ),
            # What a constraint can say of « one at a time »; the service looks at the days under the mandate's lock.
            models.UniqueConstraint(
                fields=["mandat", "debut"],
                condition=Q(revoquee_le__isnull=True),
                name="delegation_debut_unique",
                violation_error_message="Une délégation commence déjà ce jour-là.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mandat} : délégation à {self.delegataire}"

    @property
    def revoquee(self) -> bool:
        return self.revoquee_le is not None
