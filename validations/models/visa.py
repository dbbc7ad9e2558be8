"""A visa: one person's opinion on one version, of one nature. Secret until the round closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from grilles.models import Feuille
from validations.etats import Avis, NatureVisa

from .demande import DemandeValidation

if TYPE_CHECKING:
    from comptes.models import Personne


class Visa(models.Model):
    demande = models.ForeignKey(DemandeValidation, models.PROTECT, related_name="visas")
    nature = models.CharField("nature", max_length=15, choices=NatureVisa.choices)
    signataire = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="visas")
    par_delegation_de = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="visas_delegues",
        verbose_name="par délégation de",
    )
    avis = models.CharField("avis", max_length=15, choices=Avis.choices)
    motif = models.TextField("motif ou commentaire", max_length=4000, blank=True)
    # As secret as the opinion: see `lisible_par`.
    feuille = models.OneToOneField(
        Feuille, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="grille remplie"
    )
    donne_le = models.DateTimeField("donné le")
    seance = models.ForeignKey(
        "validations.Seance",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="visas",
        verbose_name="donné en séance",
    )
    reconfirme = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="reconfirme le visa",
        help_text="Le visa favorable d'une version précédente, reconfirmé en un clic après une reprise.",
    )

    class Meta:
        verbose_name = "visa"
        verbose_name_plural = "visas"
        ordering = ["donne_le", "pk"]
        indexes = [models.Index(fields=["donne_le", "id"], name="visa_par_date")]
        constraints = [
            models.UniqueConstraint(
                fields=["demande", "nature"],
                name="visa_nature_unique",
                violation_error_message="Ce visa est déjà donné.",
            ),
            models.UniqueConstraint(
                fields=["demande", "signataire"],
                name="visa_signataire_unique",
                violation_error_message="Une même personne ne donne pas les deux visas.",
            ),
            models.UniqueConstraint(
                fields=["demande", "par_delegation_de"],
                name="visa_delegant_unique",
                violation_error_message="On ne vise pas deux fois au nom de la même personne.",
            ),
            models.CheckConstraint(
                condition=Q(par_delegation_de__isnull=True) | ~Q(par_delegation_de=F("signataire")),
                name="visa_delegation_d_un_autre",
                violation_error_message="On ne signe pas par délégation de soi-même.",
            ),
            models.CheckConstraint(
                condition=Q(avis="favorable") | ~Q(motif=""),
                name="visa_reserve_motivee",
                violation_error_message="Dites pourquoi : le motif sera transmis aux producteurs.",
            ),
            models.CheckConstraint(condition=Q(avis__in=Avis.values), name="visa_avis_connu"),
            models.CheckConstraint(condition=Q(nature__in=NatureVisa.values), name="visa_nature_connue"),
        ]

    def __str__(self) -> str:
        return f"{self.get_nature_display()} par {self.signature}"

    def get_absolute_url(self) -> str:
        return reverse("accueil:ressource", args=[self.demande.ressource_id])

    @property
    def signature(self) -> str:
        """« Jeanne Faure, par délégation de Pierre Lacroix »: who signed, as it is shown everywhere."""
        nom = self.signataire.nom_complet
        return f"{nom}, par délégation {self.par_delegation_de.de_nom_complet}" if self.par_delegation_de else nom

    @property
    def engages(self) -> set[int]:
        """Who has a hand in it: whoever signed, and in whose name."""
        return {self.signataire_id, self.par_delegation_de_id} - {None}

    def lisible_par(self, personne: Personne) -> bool:
        """Until both visas decide, the opinion is its author's alone, on every surface.

        It stays so in a round that was withdrawn: a new one may open on the same version, and whoever has not
        signed yet would read the other's opinion first.
        """
        return self.demande.decidee or self.signataire_id == personne.pk
