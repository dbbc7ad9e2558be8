"""A relecture that its proofreader proposes to somebody else, who accepts or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from productions.etats import TRANSITIONS_ECHANGE, EtatEchange, EtatRelecture, EtatRessource

from .relecture import Relecture

if TYPE_CHECKING:
    from comptes.models import Personne


class EchangeQuerySet(models.QuerySet["Echange"]):
    def en_attente(self) -> EchangeQuerySet:
        """Those that still may be accepted: what each gives is still theirs to hand in."""
        attendue = Q(relecture__etat=EtatRelecture.ATTENDUE, relecture__version__ressource__etat=_EN_COURS)
        en_retour = Q(contre__etat=EtatRelecture.ATTENDUE, contre__version__ressource__etat=_EN_COURS)
        return self.filter(attendue, Q(contre__isnull=True) | en_retour, etat=EtatEchange.PROPOSE)

    def concernant(self, personne: Personne) -> EchangeQuerySet:
        """What they proposed, and what was proposed to them."""
        return self.filter(Q(vers=personne) | Q(relecture__relecteur=personne))


_EN_COURS = EtatRessource.EN_RELECTURE


class Echange(models.Model):
    relecture = models.ForeignKey(Relecture, models.PROTECT, related_name="echanges")
    vers = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="echanges_proposes", verbose_name="proposée à"
    )
    contre = models.ForeignKey(
        Relecture,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="echanges_en_retour",
        verbose_name="contre la relecture",
    )
    message = models.CharField("message", max_length=300, blank=True)
    propose_le = models.DateTimeField("proposé le")
    etat = models.CharField(
        "état", max_length=10, choices=EtatEchange.choices, default=EtatEchange.PROPOSE, editable=False
    )
    etat_depuis = models.DateTimeField("dans cet état depuis", editable=False)

    objects = EchangeQuerySet.as_manager()
    transitions = TRANSITIONS_ECHANGE

    class Meta:
        verbose_name = "échange de relecture"
        verbose_name_plural = "échanges de relecture"
        ordering = ["-propose_le", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["relecture"],
                condition=Q(etat=EtatEchange.PROPOSE),
                name="echange_un_a_la_fois",
                violation_error_message="Cette relecture est déjà proposée à quelqu'un.",
            ),
            models.CheckConstraint(condition=Q(etat__in=EtatEchange.values), name="echange_etat_connu"),
            models.CheckConstraint(
                condition=Q(contre__isnull=True) | ~Q(contre=models.F("relecture")), name="echange_deux_relectures"
            ),
        ]

    def __str__(self) -> str:
        return f"Échange proposé à {self.vers} : {self.relecture}"

    def get_absolute_url(self) -> str:
        return reverse("productions:echange", args=[self.pk])

    @property
    def chaine(self) -> str:
        return self.relecture.chaine
