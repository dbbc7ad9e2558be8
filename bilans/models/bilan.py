"""The review of a year: a pôle's campaign, or all of an académie's in the cycles of one label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from bilans.etats import TRANSITIONS_BILAN, EtatBilan
from grilles.models import Reponse
from poles.droits import droits_de
from poles.models import Academie, Campagne, Fonction, Mandat
from productions.models import Constat, Ressource

if TYPE_CHECKING:
    from comptes.models import Personne


# Who reads an académie's, once final: who signs, administers, or leads a pôle there.
LECTEURS_ACADEMIE = (Fonction.INSPECTEUR, Fonction.DRANE, Fonction.COORDINATEUR, Fonction.ADMINISTRATEUR)


class BilanQuerySet(models.QuerySet["Bilan"]):
    def visibles_par(self, personne: Personne) -> BilanQuerySet:
        """Those of the campaigns one has a mandate on, of the académies that a mandate of one's names, and of the
        académies where one signs for a pôle or leads it: that year's, where the mandate is of a year."""
        droits = droits_de(personne)
        if droits.tous:
            return self
        lus = droits.q("campagne__") | Q(academie__in={m.academie_id for m in droits.mandats if m.academie_id})
        for mandat in droits.mandats:
            if mandat.fonction in LECTEURS_ACADEMIE:
                lus |= _de_l_academie(mandat)
        return self.filter(lus)


def _de_l_academie(mandat: Mandat) -> Q:
    """The reviews of a pôle's académie, from a mandate on the pôle or on one of its years; none of a pôle without."""
    pole = mandat.campagne.pole if mandat.campagne else mandat.pole
    if pole is None or pole.academie_id is None:
        return Q(pk__in=[])
    annee = {"annee": mandat.campagne.cycle.libelle} if mandat.campagne else {}
    return Q(academie=pole.academie_id, **annee)


class Bilan(models.Model):
    campagne = models.OneToOneField(
        Campagne, models.PROTECT, null=True, blank=True, related_name="bilan", verbose_name="campagne"
    )
    academie = models.ForeignKey(
        Academie, models.PROTECT, null=True, blank=True, related_name="bilans", verbose_name="académie"
    )
    annee = models.CharField("année", max_length=30, help_text="Le libellé du cycle, par exemple 2026-2027.")
    ouvert_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ouvert_le = models.DateTimeField("ouvert le")
    etat = models.CharField(
        "état", max_length=10, choices=EtatBilan.choices, default=EtatBilan.BROUILLON, editable=False
    )
    etat_depuis = models.DateTimeField("dans cet état depuis", editable=False)
    # It rises with each writing: a page, or a document, made from an earlier one is found out.
    revision = models.PositiveIntegerField("révision", default=0, editable=False)
    mises_en_avant = models.ManyToManyField(
        Ressource, blank=True, related_name="+", verbose_name="ressources mises en avant"
    )
    verbatims = models.ManyToManyField(Constat, blank=True, related_name="+", verbose_name="verbatims choisis")
    impressions = models.ManyToManyField(Reponse, blank=True, related_name="+", verbose_name="impressions choisies")

    objects = BilanQuerySet.as_manager()
    transitions = TRANSITIONS_BILAN

    class Meta:
        verbose_name = "bilan"
        ordering = ["-annee", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(campagne__isnull=False, academie__isnull=True)
                | Q(campagne__isnull=True, academie__isnull=False),
                name="bilan_pole_ou_academie",
                violation_error_message="Un bilan est celui d'un pôle ou celui d'une académie.",
            ),
            models.UniqueConstraint(
                fields=["academie", "annee"],
                condition=Q(academie__isnull=False),
                name="bilan_academie_unique",
                violation_error_message="Cette académie a déjà un bilan de cette année.",
            ),
            models.CheckConstraint(condition=Q(etat__in=EtatBilan.values), name="bilan_etat_connu"),
        ]

    def __str__(self) -> str:
        return f"Bilan {self.annee}, {self.sujet}"

    def get_absolute_url(self) -> str:
        return reverse("bilans:bilan", args=[self.pk])

    @property
    def sujet(self) -> str:
        """« Économie-gestion », « académie de Toulouse »."""
        return str(self.campagne.pole) if self.campagne else self.academie.nom_entier

    @property
    def chaine(self) -> str:
        return self.campagne.chaine if self.campagne else f"academie:{self.academie_id}"

    @property
    def fuseau(self) -> str:
        return self.campagne.fuseau if self.campagne else self.academie.fuseau

    @property
    def definitif(self) -> bool:
        return self.etat == EtatBilan.DEFINITIF
