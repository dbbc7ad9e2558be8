"""What is deposited: a draft (`Depot`) gathers pieces, « Déposer » seals them into a numbered `Version`."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from commun.fichiers import chemin_opaque
from productions.declarations import Declarations, lire

from .analyse import Analyse
from .ressource import Ressource
from .texte import Texte


class Depot(models.Model):
    """The deposit in preparation: one a resource, shared by its producers."""

    ressource = models.OneToOneField(Ressource, models.CASCADE, related_name="depot")
    ouvert_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ouvert_le = models.DateTimeField("commencé le")
    note = models.TextField("ce qui change dans cette version", max_length=2000, blank=True)
    declarations = models.JSONField("déclarations", default=dict, blank=True)
    # Who wrote last, and how many times: a page that was opened before must not overwrite it unknowingly.
    revision = models.PositiveIntegerField("révision", default=0, editable=False)
    modifie_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    modifie_le = models.DateTimeField("modifié le", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "dépôt en préparation"
        verbose_name_plural = "dépôts en préparation"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"V{self.ressource.numero_suivant} de {self.ressource} en préparation"


class Version(models.Model):
    """Sealed when deposited: nothing in it changes afterwards. The seal's recipe is `productions/sceau.py`."""

    ressource = models.ForeignKey(Ressource, models.PROTECT, related_name="versions")
    numero = models.PositiveSmallIntegerField("numéro")
    deposee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="versions_deposees", verbose_name="déposée par"
    )
    deposee_le = models.DateTimeField("déposée le")
    note = models.TextField("ce qui change", blank=True)
    declarations = models.JSONField("déclarations", default=dict, blank=True)
    sceau = models.CharField("sceau (SHA-256)", max_length=64)
    etat_avant = models.CharField(max_length=20)
    ouverte_le = models.DateTimeField("ouverte par un lecteur le", null=True)
    annulee_le = models.DateTimeField("annulée le", null=True)

    class Meta:
        verbose_name = "version"
        ordering = ["-numero", "-pk"]
        indexes = [models.Index(fields=["deposee_le", "id"], name="version_par_date")]
        constraints = [
            models.UniqueConstraint(
                fields=["ressource", "numero"], condition=Q(annulee_le__isnull=True), name="version_numero_unique"
            ),
            models.CheckConstraint(condition=Q(numero__gte=1), name="version_numero_positif"),
            models.CheckConstraint(
                condition=Q(ouverte_le__isnull=True) | Q(annulee_le__isnull=True), name="version_ouverte_non_annulee"
            ),
        ]

    def __str__(self) -> str:
        return f"V{self.numero}"

    def get_absolute_url(self) -> str:
        return f"{reverse('accueil:ressource', args=[self.ressource_id])}#version-{self.pk}"

    @property
    def declarees(self) -> Declarations | None:
        """None for what was deposited before the grid, or without it."""
        return lire(self.declarations) if self.declarations else None


class NaturePiece(models.TextChoices):
    COURS = "cours", "cours Moodle ou Éléa"
    LIVRET = "livret", "livret d'utilisation"
    ANNEXE = "annexe", "annexe"


class Piece(models.Model):
    """A file, or a link to a platform, in a draft or a version. Kept from a version to the next, it is stored once."""

    depot = models.ForeignKey(Depot, models.CASCADE, null=True, blank=True, related_name="pieces")
    version = models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="pieces")
    nature = models.CharField("nature", max_length=10, choices=NaturePiece.choices)
    fichier = models.FileField("fichier", upload_to=chemin_opaque, max_length=200, blank=True)
    nom = models.CharField("nom", max_length=200)
    taille = models.PositiveBigIntegerField("taille en octets", default=0)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    lien = models.URLField("adresse", max_length=500, blank=True, validators=[URLValidator(schemes=["https", "http"])])
    analyse = models.ForeignKey(
        Analyse, models.SET_NULL, null=True, blank=True, editable=False, related_name="pieces", verbose_name="analyse"
    )
    texte = models.ForeignKey(
        Texte, models.SET_NULL, null=True, blank=True, editable=False, related_name="pieces", verbose_name="texte"
    )

    class Meta:
        verbose_name = "pièce"
        ordering = ["nature", "nom", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(depot__isnull=False, version__isnull=True) | Q(depot__isnull=True, version__isnull=False),
                name="piece_depot_ou_version",
            ),
            models.CheckConstraint(
                condition=(~Q(fichier="") & Q(lien="") & ~Q(sha256="")) | (Q(fichier="") & ~Q(lien="")),
                name="piece_fichier_ou_lien",
                violation_error_message="Joignez un fichier ou indiquez une adresse, pas les deux.",
            ),
            models.CheckConstraint(condition=Q(nature__in=NaturePiece.values), name="piece_nature_connue"),
        ]
        indexes = [
            # For the sweep that looks each minute for what nobody has read yet.
            models.Index(fields=["id"], condition=Q(analyse__isnull=True) & ~Q(fichier=""), name="piece_sans_analyse"),
            models.Index(
                fields=["id"],
                condition=Q(texte__isnull=True, nature="livret", version__isnull=False) & ~Q(fichier=""),
                name="livret_sans_texte",
            ),
        ]

    def __str__(self) -> str:
        return self.nom

    def get_absolute_url(self) -> str:
        return reverse("productions:telecharger", args=[self.pk])

    @property
    def refus(self) -> str:
        """Why the service does not keep this file; empty when it does."""
        return self.analyse.motif if self.analyse and self.analyse.refusee else ""
