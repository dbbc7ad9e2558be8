"""« Mes vues »: a list's filters and sort under a name, for oneself or for a whole pôle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode

from poles.droits import droits_de

from .pole import Pole

if TYPE_CHECKING:
    from comptes.models import Personne


def ranges(parametres: dict[str, list[str]]) -> dict[str, list[str]]:
    """In the one order in which they are kept: SQLite compares them as they are written."""
    return dict(sorted(parametres.items()))


class VueQuerySet(models.QuerySet["VueEnregistree"]):
    def visibles_par(self, personne: Personne) -> VueQuerySet:
        """One's own, and those shared with the pôles where one has a mandate today."""
        droits = droits_de(personne)
        if droits.tous:
            return self.filter(Q(personne=personne) | Q(pole__isnull=False))
        poles = {pk for m in droits.mandats for pk in (m.pole_id, m.campagne and m.campagne.pole_id) if pk}
        academies = {m.academie_id for m in droits.mandats if m.academie_id}
        return self.filter(Q(personne=personne) | Q(pole__in=poles) | Q(pole__academie__in=academies))

    def demandant(self, parametres: dict[str, list[str]]) -> VueQuerySet:
        """Those that keep exactly this."""
        return self.filter(parametres=ranges(parametres))


class VueEnregistree(models.Model):
    """Its filters are names and values that the list's own form has cleaned: never an address.

    Each reads their own rows with it. A value that has vanished since is left out by the form, which says so.
    """

    personne = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="vues", verbose_name="enregistrée par"
    )
    liste = models.CharField("liste", max_length=60, editable=False)
    nom = models.CharField("nom", max_length=80)
    parametres = models.JSONField("filtres et tri", default=dict, editable=False)
    pole = models.ForeignKey(
        Pole, models.CASCADE, null=True, blank=True, related_name="vues", verbose_name="partagée avec le pôle"
    )
    enregistree_le = models.DateTimeField("enregistrée le", editable=False)

    objects = VueQuerySet.as_manager()

    class Meta:
        verbose_name = "vue enregistrée"
        verbose_name_plural = "vues enregistrées"
        ordering = ["liste", "nom", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(nom=""), name="vue_nom_obligatoire"),
            models.UniqueConstraint(
                fields=["personne", "liste", "nom"],
                name="vue_nom_unique",
                violation_error_message="Cette personne a déjà une vue de ce nom pour cette liste.",
            ),
            models.UniqueConstraint(
                fields=["pole", "liste", "nom"],
                condition=Q(pole__isnull=False),
                name="vue_partagee_nom_unique",
                violation_error_message="Ce pôle a déjà une vue de ce nom pour cette liste.",
            ),
        ]

    def __str__(self) -> str:
        return self.nom

    def get_absolute_url(self) -> str:
        return f"{reverse(self.liste)}?{urlencode(self.parametres, doseq=True)}"
