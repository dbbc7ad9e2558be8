"""A remark and its life. It comes from a relecture, a class test or a visa's reasons: it does not know from which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.lookups import Exact
from django.urls import reverse

from productions.etats import TRANSITIONS_REMARQUE, EtatRelecture, EtatRemarque

from .relecture import Relecture
from .version import Version

if TYPE_CHECKING:
    from comptes.models import Personne

    from .contestation import Contestation


class RemarqueQuerySet(models.QuerySet["Remarque"]):
    def rendues(self) -> RemarqueQuerySet:
        """Those the producers have received: a relecture's remarks stay its author's until it is handed in."""
        return self.filter(Q(relecture__isnull=True) | Q(relecture__etat=EtatRelecture.RENDUE))

    def visibles_par(self, personne: Personne) -> RemarqueQuerySet:
        """One's own, and those handed in, except for a proofreader who still has to hand in on the same version."""
        lit_encore = Relecture.objects.filter(
            version=OuterRef("version"), relecteur=personne, etat=EtatRelecture.ATTENDUE
        )
        # Looked up row by row: a join would read every relecture there is before the first page is full.
        etat = Subquery(Relecture.objects.filter(pk=OuterRef("relecture")).order_by().values("etat")[:1])
        rendue = Q(relecture__isnull=True) | Q(Exact(etat, Value(EtatRelecture.RENDUE)))
        return self.filter(Q(auteur=personne) | (rendue & ~Exists(lit_encore)))

    def a_traiter(self) -> RemarqueQuerySet:
        """Handed in and without an answer yet."""
        return self.rendues().filter(reponse="")


class Remarque(models.Model):
    class Reponse(models.TextChoices):
        FAITE = "faite", "faite"
        DECLINEE = "declinee", "déclinée"

    version = models.ForeignKey(Version, models.PROTECT, related_name="remarques")
    relecture = models.ForeignKey(Relecture, models.PROTECT, null=True, blank=True, related_name="remarques")
    test = models.ForeignKey(
        "productions.TestEnClasse", models.PROTECT, null=True, blank=True, related_name="remarques"
    )
    auteur = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="remarques")
    texte = models.TextField("remarque", max_length=4000)
    endroit = models.CharField(
        "endroit", max_length=200, blank=True, help_text="Fichier et page, ou activité du cours. Facultatif."
    )
    bloquante = models.BooleanField(
        "bloquante", default=False, help_text="Une remarque bloquante demande une réponse avant la version suivante."
    )
    cree_le = models.DateTimeField("écrite le")
    reponse = models.CharField("réponse", max_length=10, choices=Reponse.choices, blank=True)
    reponse_texte = models.TextField("explication", max_length=4000, blank=True)
    repondue_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    repondue_le = models.DateTimeField("répondue le", null=True, blank=True)
    version_reponse = models.ForeignKey(
        Version,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="remarques_traitees",
        verbose_name="réponse déposée avec",
    )

    etat = models.CharField(
        "état", max_length=10, choices=EtatRemarque.choices, default=EtatRemarque.OUVERTE, editable=False
    )
    etat_depuis = models.DateTimeField("dans cet état depuis", editable=False)

    objects = RemarqueQuerySet.as_manager()
    transitions = TRANSITIONS_REMARQUE

    class Meta:
        verbose_name = "remarque"
        ordering = ["version", "cree_le", "pk"]
        indexes = [
            models.Index(fields=["cree_le", "id"], name="remarque_par_date"),
            # The few that wait for a last answer, which every home page asks for.
            models.Index(fields=["version"], condition=Q(etat=EtatRemarque.CONTESTEE), name="remarque_contestee"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(texte=""), name="remarque_texte_obligatoire"),
            models.CheckConstraint(
                condition=~Q(reponse="declinee") | ~Q(reponse_texte=""),
                name="remarque_declinee_dit_pourquoi",
                violation_error_message="Dites pourquoi la remarque est déclinée.",
            ),
            models.CheckConstraint(
                condition=Q(reponse="", repondue_le__isnull=True) | (~Q(reponse="") & Q(repondue_le__isnull=False)),
                name="remarque_reponse_datee",
            ),
            models.CheckConstraint(condition=Q(etat__in=EtatRemarque.values), name="remarque_etat_connu"),
            models.CheckConstraint(
                condition=Q(etat=EtatRemarque.OUVERTE, reponse="") | (~Q(etat=EtatRemarque.OUVERTE) & ~Q(reponse="")),
                name="remarque_ouverte_sans_reponse",
            ),
        ]

    def __str__(self) -> str:
        return f"{'Remarque bloquante' if self.bloquante else 'Remarque'} sur {self.version}"

    def get_absolute_url(self) -> str:
        return f"{reverse('accueil:ressource', args=[self.version.ressource_id])}#remarque-{self.pk}"

    @property
    def chaine(self) -> str:
        return self.version.ressource.chaine

    @property
    def contestee(self) -> Contestation | None:
        """For a template: what its author made of the answer, where they contest it."""
        return getattr(self, "contestation", None)

    @property
    def reponse_lue(self) -> str:
        """What everybody may know of its answer: « déclinée, réponse contestée ». None before a version carries it."""
        if not self.version_reponse_id:
            return ""
        suite = "" if self.etat == EtatRemarque.REPONDUE else f", {self.get_etat_display()}"
        return f"{self.get_reponse_display()}{suite}"

    @property
    def vue(self) -> str:
        """What a page shows of its answer: none, or that of an instant."""
        return self.repondue_le.isoformat() if self.repondue_le else "aucune"
