"""The days that are a resource's own: set by the coordinator, or granted to producers who asked for a later one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from calendrier.models import NatureEcheance
from commun.ensembles import Parmi
from poles.droits import droits_de
from productions.etats import REPORTS_OUVERTS, TRANSITIONS_REPORT, EtatReport

from .ressource import Producteur, Ressource

if TYPE_CHECKING:
    from datetime import date

    from comptes.models import Personne


class NatureReport(models.TextChoices):
    """The milestones of which a resource may have its own day; the values are those of NatureEcheance."""

    V1 = NatureEcheance.V1.value, "la V1"
    V2 = NatureEcheance.V2.value, "la V2"
    TEST_CLASSE = NatureEcheance.TEST_CLASSE.value, "le test en classe"
    VALIDATION = NatureEcheance.VALIDATION.value, "la validation"


class ReportQuerySet(models.QuerySet["Report"]):
    def visibles_par(self, personne: Personne) -> ReportQuerySet:
        """Who produces the resource and who leads its pôle: a reason may be personal, nobody else reads it."""
        droits = droits_de(personne)
        if droits.tous:
            return self
        siennes = Producteur.objects.filter(personne=personne)
        conduites = droits.q("ressource__campagne_suivi__", "coordinateur", "administrateur")
        return self.filter(Q(Parmi("ressource", siennes.values("ressource"))) | conduites)

    def ouverts(self) -> ReportQuerySet:
        return self.filter(etat__in=REPORTS_OUVERTS)


class Report(models.Model):
    """A later day asked for one milestone of one resource, and what became of the request."""

    # What is taken off its fiche before any version takes its requests away; the journal keeps their lines.
    ressource = models.ForeignKey(Ressource, models.CASCADE, related_name="reports")
    nature = models.CharField("étape", max_length=20, choices=NatureReport.choices)
    jour_avant = models.DateField("date au moment de la demande", null=True, blank=True)
    jour_souhaite = models.DateField("date souhaitée")
    motif = models.TextField("motif", max_length=2000)
    demande_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    demande_le = models.DateTimeField("demandé le")
    jour_propose = models.DateField("date proposée", null=True, blank=True)
    reponse = models.TextField("réponse", max_length=2000, blank=True)
    repondu_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    etat = models.CharField(
        "état", max_length=10, choices=EtatReport.choices, default=EtatReport.DEMANDE, editable=False
    )
    etat_depuis = models.DateTimeField("dans cet état depuis", editable=False)

    objects = ReportQuerySet.as_manager()
    transitions = TRANSITIONS_REPORT

    class Meta:
        verbose_name = "demande de report"
        verbose_name_plural = "demandes de report"
        ordering = ["-demande_le", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ressource", "nature"],
                condition=Q(etat__in=REPORTS_OUVERTS),
                name="report_ouvert_unique",
                violation_error_message="Un report est déjà demandé pour cette étape de la ressource.",
            ),
            models.CheckConstraint(condition=Q(etat__in=EtatReport.values), name="report_etat_connu"),
            models.CheckConstraint(condition=Q(nature__in=NatureReport.values), name="report_nature_connue"),
            models.CheckConstraint(condition=~Q(motif=""), name="report_motif_obligatoire"),
            models.CheckConstraint(
                condition=~Q(etat=EtatReport.PROPOSE) | Q(jour_propose__isnull=False), name="report_propose_date"
            ),
            models.CheckConstraint(
                condition=Q(jour_avant__isnull=True) | Q(jour_souhaite__gt=models.F("jour_avant")),
                name="report_plus_tard",
                violation_error_message="Un report donne une date plus tardive.",
            ),
        ]

    def __str__(self) -> str:
        return f"Report de {self.get_nature_display()} de {self.ressource}"

    def get_absolute_url(self) -> str:
        return reverse("productions:report", args=[self.pk])

    @property
    def chaine(self) -> str:
        return self.ressource.chaine

    @property
    def ouvert(self) -> bool:
        return self.etat in REPORTS_OUVERTS

    @property
    def jour_accorde(self) -> date | None:
        """The day granted: the one proposed where there is one; None until it is granted."""
        if self.etat != EtatReport.ACCORDE:
            return None
        return self.jour_propose or self.jour_souhaite


class DatePropre(models.Model):
    """The day in force for one milestone of one resource, before the fiche's, the pôle's and the cycle's."""

    ressource = models.ForeignKey(Ressource, models.CASCADE, related_name="dates_propres")
    nature = models.CharField("étape", max_length=20, choices=NatureReport.choices)
    jour = models.DateField("date")
    report = models.ForeignKey(Report, models.RESTRICT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "date propre à une ressource"
        verbose_name_plural = "dates propres aux ressources"
        ordering = ["jour", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["ressource", "nature"], name="date_propre_unique"),
            models.CheckConstraint(condition=Q(nature__in=NatureReport.values), name="date_propre_nature_connue"),
        ]

    def __str__(self) -> str:
        return f"{self.get_nature_display()} de {self.ressource}"
