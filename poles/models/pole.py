"""A hub (pôle) lives for years; a campaign is one hub in one cycle."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from poles.droits import droits_de

from .cycle import Cycle
from .territoire import Academie

if TYPE_CHECKING:
    from comptes.models import Personne

C = TypeVar("C", int, str)


def en_boucle(depart: C, rattaches: Mapping[C, C | None]) -> bool:
    """Whether going from pôle to parent comes back to where it started."""
    vus, ici = set(), rattaches.get(depart)
    while ici is not None and ici not in vus:
        if ici == depart:
            return True
        vus.add(ici)
        ici = rattaches.get(ici)
    return False


class Pole(models.Model):
    class Genre(models.TextChoices):
        COMPETENCES = "competences", "pôle de compétences"
        APPUI = "appui", "pôle d'appui"
        NATIONAL = "national", "action nationale"
        DEPARTEMENTAL = "departemental", "projet départemental"

    slug = models.SlugField("identifiant dans l'adresse", max_length=80, unique=True)
    nom = models.CharField("nom", max_length=150)
    genre = models.CharField("genre", max_length=20, choices=Genre.choices, default=Genre.COMPETENCES)
    academie = models.ForeignKey(
        Academie, models.PROTECT, null=True, blank=True, related_name="poles", verbose_name="académie"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="enfants", verbose_name="rattaché à"
    )

    class Meta:
        verbose_name = "pôle"
        ordering = ["nom", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(academie__isnull=False) | ~Q(genre="competences"),
                name="pole_competences_a_une_academie",
                violation_error_message="Un pôle de compétences appartient à une académie.",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="pole_pas_son_propre_parent",
                violation_error_message="Un pôle ne peut pas être rattaché à lui-même.",
            ),
        ]

    def __str__(self) -> str:
        return self.nom

    def clean(self) -> None:
        """A loop of several pôles, which no constraint can see. An import checks the same of all of its lines."""
        rattaches = dict(Pole.objects.exclude(pk=self.pk).values_list("pk", "parent"))
        if self.pk and en_boucle(self.pk, rattaches | {self.pk: self.parent_id}):
            raise ValidationError(
                {"parent": "Ce pôle est déjà rattaché à celui-ci, de proche en proche : choisissez-en un autre."}
            )


class CampagneQuerySet(models.QuerySet["Campagne"]):
    def visibles_par(self, personne: Personne) -> CampagneQuerySet:
        """The campaigns a person has a mandate on, today, whatever the fonction."""
        return self.filter(droits_de(personne).q(""))

    def closes(self) -> CampagneQuerySet:
        """Whose next year is prepared."""
        return self.filter(close_le__isnull=False)


class Campagne(models.Model):
    pole = models.ForeignKey(Pole, models.PROTECT, related_name="campagnes", verbose_name="pôle")
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="campagnes", verbose_name="cycle")
    theme = models.CharField("thème commun", max_length=200, blank=True)
    mission_production = models.BooleanField("production de ressources", default=True)
    mission_animation = models.BooleanField("animation d'un dispositif de formation", default=False)
    # By whoever leads the pôle, once the next year is prepared; the cycle is the administration's to close.
    close_le = models.DateTimeField(
        "close le", null=True, blank=True, editable=False, help_text="Ni fiche ni version nouvelle n'y entre plus."
    )

    objects = CampagneQuerySet.as_manager()

    class Meta:
        verbose_name = "campagne"
        ordering = ["-cycle__debut", "pole__nom", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pole", "cycle"],
                name="campagne_unique",
                violation_error_message="Ce pôle a déjà une campagne dans ce cycle.",
            ),
            models.CheckConstraint(
                condition=Q(mission_production=True) | Q(mission_animation=True),
                name="campagne_une_mission",
                violation_error_message="Choisissez au moins une mission.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pole} {self.cycle}"

    def get_absolute_url(self) -> str:
        return reverse("accueil:pole", args=[self.pole.slug, self.cycle.libelle])

    @property
    def chaine(self) -> str:
        return f"campagne:{self.pk}"

    @property
    def close(self) -> bool:
        return self.close_le is not None

    @property
    def fuseau(self) -> str:
        """The time zone in which the campaign's days end."""
        return self.pole.academie.fuseau if self.pole.academie else "Europe/Paris"
