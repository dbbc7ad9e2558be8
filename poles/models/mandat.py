"""Who does what, where, and from when to when. Every right in the product comes from here."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .pole import Campagne, Pole
from .territoire import Academie, Etablissement


class Fonction(models.TextChoices):
    COORDINATEUR = "coordinateur", "coordination"
    ENSEIGNANT = "enseignant", "enseignant"
    INSPECTEUR = "inspecteur", "inspection"
    DRANE = "drane", "représentation de la DRANE"
    OBSERVATEUR = "observateur", "observation"
    ADMINISTRATEUR = "administrateur", "administration académique"


class Titre(models.TextChoices):
    """What the trade calls the coordinator; never shown as « coordinateur »."""

    PREDAC = "predac", "PREDAC"
    IAN = "ian", "IAN"


def _une_seule_portee() -> Q:
    c, p, a = (Q(**{f"{nom}__isnull": False}) for nom in ("campagne", "pole", "academie"))
    return (c & ~p & ~a) | (~c & p & ~a) | (~c & ~p & a)


def _ouvert_unique(portee: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=["personne", "fonction", portee],
        condition=Q(fin__isnull=True, **{f"{portee}__isnull": False}),
        name=f"mandat_ouvert_unique_{portee}",
        violation_error_message="Cette personne exerce déjà cette fonction ici.",
    )


class Mandat(models.Model):
    personne = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="mandats")
    fonction = models.CharField("fonction", max_length=20, choices=Fonction.choices)
    titre = models.CharField("titre", max_length=10, choices=Titre.choices, blank=True)
    campagne = models.ForeignKey(Campagne, models.PROTECT, null=True, blank=True, related_name="mandats")
    pole = models.ForeignKey(Pole, models.PROTECT, null=True, blank=True, related_name="mandats", verbose_name="pôle")
    academie = models.ForeignKey(
        Academie, models.PROTECT, null=True, blank=True, related_name="mandats", verbose_name="académie"
    )
    debut = models.DateField("début")
    fin = models.DateField("fin", null=True, blank=True, help_text="Dernier jour compris. Vide : sans fin prévue.")

    class Meta:
        verbose_name = "mandat"
        ordering = ["fonction", "personne__nom", "personne__prenom", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=_une_seule_portee(),
                name="mandat_une_seule_portee",
                violation_error_message="Un mandat porte sur une campagne, un pôle ou une académie.",
            ),
            models.CheckConstraint(
                condition=Q(fin__isnull=True) | Q(fin__gte=F("debut")),
                name="mandat_fin_apres_debut",
                violation_error_message="La fin du mandat ne peut pas précéder son début.",
            ),
            models.CheckConstraint(
                condition=(Q(fonction="coordinateur") & ~Q(titre="")) | (~Q(fonction="coordinateur") & Q(titre="")),
                name="mandat_titre_du_coordinateur",
                violation_error_message="Précisez PREDAC ou IAN pour la coordination, et pour elle seule.",
            ),
            models.CheckConstraint(
                condition=~Q(fonction="administrateur") | Q(academie__isnull=False),
                name="mandat_administrateur_academie",
                violation_error_message="L'administration s'exerce sur une académie.",
            ),
            models.CheckConstraint(condition=Q(fonction__in=Fonction.values), name="mandat_fonction_connue"),
            _ouvert_unique("campagne"),
            _ouvert_unique("pole"),
            _ouvert_unique("academie"),
        ]

    def __str__(self) -> str:
        return f"{self.personne}, {self.libelle}"

    @property
    def libelle(self) -> str:
        """« PREDAC » or « IAN » for a coordinator, the fonction in words for the others."""
        return self.get_titre_display() if self.titre else self.get_fonction_display()

    def couvre(self, campagne: Campagne) -> bool:
        """Whether the mandate's scope is this campaign, its pôle or its académie; the dates are the caller's matter."""
        return (
            self.campagne_id == campagne.pk
            or (self.pole_id is not None and self.pole_id == campagne.pole_id)
            or (self.academie_id is not None and self.academie_id == campagne.pole.academie_id)
        )


class Affectation(models.Model):
    """The establishment where a person works; several over the years, one at a time."""

    personne = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="affectations")
    etablissement = models.ForeignKey(
        Etablissement, models.PROTECT, related_name="affectations", verbose_name="établissement"
    )
    debut = models.DateField("début")
    fin = models.DateField("fin", null=True, blank=True)

    class Meta:
        verbose_name = "affectation"
        ordering = ["-debut", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["personne"],
                condition=Q(fin__isnull=True),
                name="affectation_courante_unique",
                violation_error_message="Cette personne a déjà un établissement : terminez d'abord cette affectation.",
            ),
            models.CheckConstraint(
                condition=Q(fin__isnull=True) | Q(fin__gte=F("debut")),
                name="affectation_fin_apres_debut",
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.personne} à {self.etablissement}"
