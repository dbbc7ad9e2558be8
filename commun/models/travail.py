"""A background job that somebody waits for: its progress, its heartbeat, its one result."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from commun.etats import TRAVAIL_INACHEVE, EtatTravail
from commun.fichiers import chemin_opaque


class Travail(models.Model):
    id = models.UUIDField("identifiant", primary_key=True, default=uuid.uuid4, editable=False)
    genre = models.CharField("genre", max_length=100)
    titre = models.CharField("titre", max_length=250)
    demandeur = models.BigIntegerField("demandeur", db_index=True)
    tache = models.CharField("tâche", max_length=150)
    parametres = models.JSONField("paramètres", default=dict, blank=True)
    etat = models.CharField("état", max_length=20, choices=EtatTravail, default=EtatTravail.EN_ATTENTE)
    etape = models.CharField("étape", max_length=150, blank=True)
    avancement = models.PositiveSmallIntegerField("avancement (en %)", default=0)
    battement = models.DateTimeField("dernier signe de vie")
    resultat = models.FileField("résultat", upload_to=chemin_opaque, max_length=200, blank=True)
    nom_resultat = models.CharField("nom du résultat", max_length=200, blank=True)
    type_resultat = models.CharField("type du résultat", max_length=100, blank=True)
    cree_le = models.DateTimeField("demandé le")
    debute_le = models.DateTimeField("commencé le", null=True, blank=True)
    fini_le = models.DateTimeField("fini le", null=True, blank=True)
    essais = models.PositiveSmallIntegerField("essais", default=0)
    erreur = models.CharField("erreur", max_length=500, blank=True)

    class Meta:
        verbose_name = "travail"
        verbose_name_plural = "travaux"
        ordering = ["-cree_le", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(avancement__lte=100),
                name="travail_avancement_en_pour_cent",
                violation_error_message="L'avancement va de 0 à 100.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["battement"], condition=Q(etat__in=["en_attente", "en_cours"]), name="travail_inacheve"
            ),
        ]

    def __str__(self) -> str:
        return self.titre

    def get_absolute_url(self) -> str:
        return reverse("commun:travail", args=[self.pk])

    @property
    def inacheve(self) -> bool:
        return self.etat in TRAVAIL_INACHEVE
