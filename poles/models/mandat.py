"""Who does what, where, and from when to when. Every right in the product comes from here."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
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


POURQUOI_PAS_LES_AUTRES = (
    "Les PREDAC, les IAN, l'inspection et la DRANE sont nommés par l'administration académique : "
    "leur décision engage l'académie."
)


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


class MandatQuerySet(models.QuerySet["Mandat"]):
    def actifs(self, jour: date) -> MandatQuerySet:
        """In force on that day; one that was ended at once no longer is, though the day is its last."""
        return self.filter(Q(fin__isnull=True) | Q(fin__gte=jour), debut__lte=jour, termine_le__isnull=True)


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
    termine_le = models.DateTimeField(
        "terminé sans attendre le",
        null=True,
        blank=True,
        editable=False,
        help_text="Ses droits ont cessé à cet instant, le jour de la fin.",
    )

    objects = MandatQuerySet.as_manager()

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
                condition=Q(termine_le__isnull=True) | Q(fin__isnull=False),
                name="mandat_termine_a_une_fin",
                violation_error_message="Un mandat terminé a un dernier jour.",
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

    def actif(self, jour: date) -> bool:
        """In force on that day: `MandatQuerySet.actifs` for a mandate at hand."""
        return self.debut <= jour and not self.termine_le and (self.fin is None or self.fin >= jour)

    @property
    def portee(self) -> Campagne | Pole | Academie:
        return self.campagne or self.pole or self.academie

    @property
    def lieu(self) -> str:
        """« le pôle « Mathématiques » », « l'académie de Toulouse »: follows « dans », « sur », « pour »."""
        if self.academie:
            return f"l'{self.academie.nom_entier}"
        return f"le pôle « {(self.campagne.pole if self.campagne else self.pole).nom} »"

    @property
    def chaine(self) -> str:
        """The journal's chain of its scope."""
        return f"{self.portee._meta.model_name}:{self.portee.pk}"

    def portee_q(self, prefixe: str) -> Q:
        """The campaigns that the mandate covers; `prefixe` leads to the campaign."""
        for champ, chemin in (("campagne_id", "pk"), ("pole_id", "pole"), ("academie_id", "pole__academie")):
            if valeur := getattr(self, champ):
                return Q(**{f"{prefixe}{chemin}": valeur})
        return Q(pk__in=[])

    @property
    def _chemin(self) -> tuple[int | None, ...]:
        """Académie, pôle, campagne: None below the scope, 0 for a pôle that belongs to no académie."""
        if self.academie_id:
            return self.academie_id, None, None
        pole = self.campagne.pole if self.campagne else self.pole
        return pole.academie_id or 0, pole.pk, self.campagne_id

    def dans(self, campagne: Campagne) -> Mandat:
        """The same mandate as far as it bears on this campaign, for who decides of this one alone; never saved."""
        champs = ("pk", "personne", "fonction", "titre", "debut", "fin", "termine_le")
        return Mandat(campagne=campagne, **{champ: getattr(self, champ) for champ in champs})

    def contient(self, autre: Mandat) -> bool:
        """Whether all that the other mandate covers is covered by this one."""
        return all(ici is None or ici == la for ici, la in zip(self._chemin, autre._chemin, strict=True))

    def recouvre(self, autre: Mandat) -> bool:
        """Whether some campaign is covered by both."""
        return all(None in (ici, la) or ici == la for ici, la in zip(self._chemin, autre._chemin, strict=True))

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
            # What a constraint can say of « one at a time »; `clean` and the services look at the days.
            models.UniqueConstraint(
                fields=["personne", "debut"],
                name="affectation_debut_unique",
                violation_error_message="Une affectation de cette personne commence déjà ce jour-là.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.personne} à {self.etablissement}"

    def clean(self) -> None:
        if not self.personne_id or not self.debut:
            return
        autres = Affectation.objects.filter(personne=self.personne_id).exclude(pk=self.pk)
        autres = autres.filter(Q(fin__isnull=True) | Q(fin__gte=self.debut))
        if (autres.filter(debut__lte=self.fin) if self.fin else autres).exists():
            raise ValidationError("Une autre affectation de cette personne couvre ces jours : terminez-la la veille.")
