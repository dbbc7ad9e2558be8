"""A validation round: one version, submitted with its seal, waiting for two visas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from poles.droits import droits_de
from productions.models import Producteur, Ressource, Version
from validations.circuit import SIGNATAIRES
from validations.etats import Issue

if TYPE_CHECKING:
    from comptes.models import Personne


class DemandeQuerySet(models.QuerySet["DemandeValidation"]):
    def a_viser_par(self, personne: Personne) -> DemandeQuerySet:
        """Open rounds where this person's visa is awaited: has the fonction, produces nothing of it, has not signed."""
        from .visa import Visa

        droits, donnes = droits_de(personne), Visa.objects.filter(demande=OuterRef("pk"))
        attendu = Q(pk__in=[])
        # `circuit.independant`, for a list: neither who signs nor in whose name is engaged.
        for titulaire, siens in droits.par_titulaire():
            titre = Q(pk__in=[])
            for nature, fonction in SIGNATAIRES.items():
                if siens.exerce(fonction):
                    manque = ~Exists(donnes.filter(nature=nature))
                    titre |= siens.q("ressource__campagne_suivi__", fonction) & manque
            attendu |= titre if titulaire == personne.pk else titre & ~_engage(titulaire)
        return self.filter(attendu, ~_engage(personne.pk), close_le__isnull=True)


def _engage(personne: int) -> Q:
    """This person produces the resource of the round, has signed it, or somebody has in their name."""
    from .visa import Visa

    produit = Producteur.objects.filter(ressource=OuterRef("ressource"), personne=personne)
    a_part = Q(signataire=personne) | Q(par_delegation_de=personne)
    return Q(Exists(produit) | Exists(Visa.objects.filter(a_part, demande=OuterRef("pk"))))


class DemandeValidation(models.Model):
    ressource = models.ForeignKey(Ressource, models.PROTECT, related_name="demandes")
    version = models.ForeignKey(Version, models.PROTECT, related_name="demandes")
    sceau = models.CharField("sceau de la version", max_length=64)
    ouverte_le = models.DateTimeField("demandée le")
    ouverte_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="demandée par"
    )
    message = models.TextField("message aux signataires", max_length=2000, blank=True)
    close_le = models.DateTimeField("close le", null=True, blank=True)
    issue = models.CharField("issue", max_length=20, choices=Issue.choices, blank=True)

    objects = DemandeQuerySet.as_manager()

    class Meta:
        verbose_name = "demande de validation"
        verbose_name_plural = "demandes de validation"
        ordering = ["ouverte_le", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ressource"],
                condition=Q(close_le__isnull=True),
                name="demande_ouverte_unique",
                violation_error_message="Une demande de validation est déjà ouverte pour cette ressource.",
            ),
            models.CheckConstraint(
                condition=Q(close_le__isnull=True, issue="") | (Q(close_le__isnull=False) & ~Q(issue="")),
                name="demande_close_avec_issue",
            ),
        ]

    def __str__(self) -> str:
        return f"Validation de {self.ressource} ({self.version})"

    def get_absolute_url(self) -> str:
        return reverse("validations:viser", args=[self.pk])

    @property
    def ouverte(self) -> bool:
        return self.close_le is None

    @property
    def engages(self) -> set[int]:
        """Whoever has a hand in it: the producers, who has signed, in whose name somebody has."""
        produisent = {lien.personne_id for lien in self.ressource.liens_producteurs.all()}
        return produisent.union(*(visa.engages for visa in self.visas.all()))

    @property
    def decidee(self) -> bool:
        """Both visas are given and known; False for an open round and for one that was withdrawn."""
        return self.close_le is not None and self.issue != Issue.RETIREE
