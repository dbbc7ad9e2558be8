"""A meeting of one or several pôles, and who is invited."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from commun.ensembles import Parmi
from commun.templatetags.dates import quantieme
from poles.droits import droits_de
from poles.models import Campagne, Fonction
from suivi.etats import A_DISTANCE, TRANSITIONS_REUNION, EtatReunion, GenreReunion, Presence, Reponse

if TYPE_CHECKING:
    from comptes.models import Personne


class ReunionQuerySet(models.QuerySet["Reunion"]):
    def visibles_par(self, personne: Personne) -> ReunionQuerySet:
        """Those that gather a campaign one has a mandate on."""
        droits = droits_de(personne)
        if droits.tous:
            return self
        reunies = Reunion.campagnes.through.objects.filter(droits.q("campagne__"))
        return self.filter(Q(Parmi("pk", reunies.values("reunion"))))


class Reunion(models.Model):
    campagne = models.ForeignKey(
        Campagne, models.PROTECT, related_name="reunions_organisees", verbose_name="pôle qui organise"
    )
    campagnes = models.ManyToManyField(Campagne, related_name="reunions", verbose_name="pôles réunis")
    genre = models.CharField("genre", max_length=10, choices=GenreReunion.choices, default=GenreReunion.REUNION)
    objet = models.CharField("objet", max_length=150, blank=True)
    debut = models.DateTimeField("début")
    fin = models.DateTimeField("fin")
    lieu = models.CharField("lieu", max_length=200, blank=True)
    lien = models.URLField(
        "adresse de la visio", max_length=500, blank=True, validators=[URLValidator(schemes=["https", "http"])]
    )
    ordre_du_jour = models.TextField("ordre du jour", max_length=4000, blank=True)
    financee = models.BooleanField("financée", default=False)
    etat = models.CharField(
        "état", max_length=10, choices=EtatReunion.choices, default=EtatReunion.PREVUE, editable=False
    )
    etat_depuis = models.DateTimeField("dans cet état depuis", editable=False)
    # What calendars compare: it rises with each change of date or place, and with the cancellation.
    sequence = models.PositiveIntegerField("numéro de révision", default=0, editable=False)
    modifiee_le = models.DateTimeField("modifiée le", editable=False)
    organisee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="organisée par"
    )
    motif = models.TextField("motif de l'annulation", max_length=2000, blank=True)
    compte_rendu = models.TextField("compte rendu", max_length=20000, blank=True)
    compte_rendu_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="rédigé par"
    )
    compte_rendu_le = models.DateTimeField("compte rendu du", null=True, blank=True)

    objects = ReunionQuerySet.as_manager()
    transitions = TRANSITIONS_REUNION

    class Meta:
        verbose_name = "réunion"
        ordering = ["-debut", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(etat__in=EtatReunion.values), name="reunion_etat_connu"),
            models.CheckConstraint(condition=Q(genre__in=GenreReunion.values), name="reunion_genre_connu"),
            models.CheckConstraint(
                condition=Q(fin__gt=F("debut")),
                name="reunion_fin_apres_debut",
                violation_error_message="La réunion doit finir après avoir commencé.",
            ),
            models.UniqueConstraint(
                fields=["campagne", "genre", "objet", "debut"],
                condition=~Q(etat="annulee"),
                name="reunion_prevue_une_fois",
                violation_error_message="Cette réunion est déjà prévue à cette heure.",
            ),
            models.CheckConstraint(
                condition=~Q(lieu="", lien=""),
                name="reunion_quelque_part",
                violation_error_message="Indiquez un lieu, une adresse de visio, ou les deux.",
            ),
            models.CheckConstraint(
                condition=Q(financee=False) | ~Q(genre__in=[str(genre) for genre in A_DISTANCE]),
                name="reunion_a_distance_non_financee",
                violation_error_message="Une réunion à distance n'est pas financée.",
            ),
            models.CheckConstraint(
                condition=Q(compte_rendu="") | Q(etat="tenue", compte_rendu_par__isnull=False),
                name="reunion_compte_rendu_d_une_reunion_tenue",
                violation_error_message="Le compte rendu se rédige quand la réunion a eu lieu.",
            ),
        ]
        indexes = [models.Index(fields=["debut"], name="reunion_par_date")]

    def __str__(self) -> str:
        libelle = self.get_genre_display()
        return self.objet or f"{libelle[0].upper()}{libelle[1:]}"

    def get_absolute_url(self) -> str:
        return reverse("suivi:reunion", args=[self.pk])

    @property
    def chaine(self) -> str:
        return f"campagne:{self.campagne_id}"

    @property
    def fuseau(self) -> str:
        return self.campagne.fuseau

    @property
    def quand(self) -> datetime:
        """When it begins, on the académie's clocks, without a zone: a template would turn it into ours."""
        return self.debut.astimezone(ZoneInfo(self.fuseau)).replace(tzinfo=None)

    @property
    def jusqu_a(self) -> datetime:
        """When it ends, in the same way."""
        return self.fin.astimezone(ZoneInfo(self.fuseau)).replace(tzinfo=None)

    @property
    def datee(self) -> str:
        """« Réunion du pôle du 12 janvier »: what tells it from the others in a sentence."""
        return f"{self} du {quantieme(self.quand.date())}"

    @property
    def prevue(self) -> bool:
        return self.etat == EtatReunion.PREVUE

    @property
    def tenue(self) -> bool:
        return self.etat == EtatReunion.TENUE

    @property
    def annulee(self) -> bool:
        return self.etat == EtatReunion.ANNULEE

    @property
    def annoncee(self) -> bool:
        """Did its invitations leave? Not those of a meeting noted after it began. To ask while it is planned."""
        return self.debut > self.etat_depuis

    @property
    def de_relecture(self) -> bool:
        return self.genre == GenreReunion.RELECTURE

    @property
    def de_bilan(self) -> bool:
        return self.genre == GenreReunion.BILAN


class Participation(models.Model):
    """Somebody who is invited: what they answered, and whether they were there."""

    reunion = models.ForeignKey(Reunion, models.CASCADE, related_name="participations")
    personne = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="participations")
    fonction = models.CharField("fonction", max_length=20, choices=Fonction.choices)
    reponse = models.CharField("réponse", max_length=12, choices=Reponse.choices, default=Reponse.ATTENDUE)
    repondue_le = models.DateTimeField("réponse du", null=True, blank=True)
    presence = models.CharField("présence", max_length=10, choices=Presence.choices, default=Presence.PAS_NOTEE)

    class Meta:
        verbose_name = "participation"
        ordering = ["personne__nom", "personne__prenom", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reunion", "personne"],
                name="participation_unique",
                violation_error_message="Cette personne est déjà invitée.",
            ),
            models.CheckConstraint(condition=Q(reponse__in=Reponse.values), name="participation_reponse_connue"),
            models.CheckConstraint(condition=Q(presence__in=Presence.values), name="participation_presence_connue"),
        ]

    def __str__(self) -> str:
        return str(self.personne)

    @property
    def presente(self) -> bool:
        return self.presence == Presence.PRESENTE
