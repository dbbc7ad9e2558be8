"""When a date is reminded: the cycle's rules, and those that a pôle prefers. Without any row, the usual ones.

A rule is about the dates of one milestone (`nature`), or about the obligations of one genre, or about all the rest.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from poles.models import Campagne, Cycle

from .echeance import NatureEcheance

# In days, and in weekly mails after the date: nobody is pursued for ever.
AVANT_MAX, APRES_MAX, RELANCES_MAX = 60, 30, 8


def _jours(nom: str, maximum: int) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(nom, null=True, blank=True, help_text=f"En jours, de 1 à {maximum}.")


def _dans(champ: str, maximum: int) -> Q:
    return Q(**{f"{champ}__isnull": True}) | Q(**{f"{champ}__gte": 1, f"{champ}__lte": maximum})


class RegleRappel(models.Model):
    """Up to three reminders before the date, the largest first; `apres` days after it, then `relances` weekly ones."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="regles_rappel", verbose_name="cycle")
    campagne = models.ForeignKey(
        Campagne,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="regles_rappel",
        verbose_name="campagne",
        help_text="Vide : pour tous les pôles du cycle.",
    )
    nature = models.CharField("étape", max_length=20, choices=NatureEcheance.choices, blank=True)
    genre = models.CharField("genre d'obligation", max_length=40, blank=True)
    obligatoire = models.BooleanField("pour ce qui est obligatoire", default=False)
    avant_1 = _jours("premier rappel avant", AVANT_MAX)
    avant_2 = _jours("deuxième rappel avant", AVANT_MAX)
    avant_3 = _jours("troisième rappel avant", AVANT_MAX)
    apres = _jours("rappel après", APRES_MAX)
    relances = models.PositiveSmallIntegerField("relances hebdomadaires", default=0)

    class Meta:
        verbose_name = "règle de rappel"
        verbose_name_plural = "règles de rappel"
        ordering = ["cycle", "campagne", "nature", "genre", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "nature", "genre", "obligatoire"],
                condition=Q(campagne__isnull=True),
                name="regle_rappel_unique_cycle",
                violation_error_message="Ce cycle a déjà une règle pour cela.",
            ),
            models.UniqueConstraint(
                fields=["campagne", "nature", "genre", "obligatoire"],
                condition=Q(campagne__isnull=False),
                name="regle_rappel_unique_campagne",
                violation_error_message="Ce pôle a déjà une règle pour cela.",
            ),
            models.CheckConstraint(
                condition=Q(nature="") | Q(genre=""),
                name="regle_rappel_une_cible",
                violation_error_message="Une règle porte sur une étape ou sur un genre d'obligation, pas sur les deux.",
            ),
            models.CheckConstraint(
                condition=Q(nature__in=["", *NatureEcheance.values]), name="regle_rappel_nature_connue"
            ),
            models.CheckConstraint(
                condition=_dans("avant_1", AVANT_MAX)
                & (Q(avant_2__isnull=True) | Q(avant_1__isnull=False, avant_2__gte=1, avant_2__lt=F("avant_1")))
                & (Q(avant_3__isnull=True) | Q(avant_2__isnull=False, avant_3__gte=1, avant_3__lt=F("avant_2"))),
                name="regle_rappel_avant_decroissant",
                violation_error_message="Les rappels avant la date vont du plus lointain au plus proche.",
            ),
            models.CheckConstraint(
                condition=_dans("apres", APRES_MAX)
                & Q(relances__lte=RELANCES_MAX)
                & (Q(relances=0) | Q(apres__isnull=False)),
                name="regle_rappel_apres",
                violation_error_message="Les relances hebdomadaires suivent un premier rappel après la date.",
            ),
            models.CheckConstraint(
                condition=Q(obligatoire=True) | Q(apres__isnull=True),
                name="regle_rappel_indicatif_jamais_apres",
                violation_error_message="Ce qui est indicatif n'est jamais rappelé après sa date.",
            ),
        ]

    def __str__(self) -> str:
        cible = self.get_nature_display() if self.nature else self.genre or "tout le reste"
        return f"{self.campagne or self.cycle} : {cible}"
