"""A file on its way, sent in pieces and resumed where it was: the room that wants it says what for."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from commun.etats import EtatTeleversement


class Televersement(models.Model):
    """`usage`, `cible`, `place` and `parametres` mean something to the room that asked, and nothing here.

    `recus` is for the pages; what has arrived is the length of the file (`commun/morceaux.py`).
    """

    id = models.UUIDField("identifiant", primary_key=True, default=uuid.uuid4, editable=False)
    proprietaire = models.BigIntegerField("propriétaire", db_index=True)
    usage = models.CharField("usage", max_length=50)
    cible = models.BigIntegerField("cible")
    place = models.CharField("place", max_length=50, blank=True)
    parametres = models.JSONField("paramètres", default=dict, blank=True)
    nom = models.CharField("nom", max_length=200)
    taille = models.PositiveBigIntegerField("taille annoncée, en octets")
    modifie_le = models.BigIntegerField("modifié le (millisecondes, dit par le navigateur)", default=0)
    recus = models.PositiveBigIntegerField("octets reçus", default=0)
    etat = models.CharField("état", max_length=10, choices=EtatTeleversement, default=EtatTeleversement.EN_COURS)
    resultat = models.BigIntegerField("ce qu'il est devenu", null=True, blank=True)
    commence_le = models.DateTimeField("commencé le")
    recu_le = models.DateTimeField("derniers octets reçus le")

    class Meta:
        verbose_name = "téléversement"
        ordering = ["commence_le", "pk"]
        constraints = [
            # Choosing the same file again, or in a second tab, finds the upload that began.
            models.UniqueConstraint(
                fields=["proprietaire", "usage", "cible", "place", "nom", "taille", "modifie_le"],
                condition=Q(etat="en_cours"),
                name="televersement_en_cours_unique",
                violation_error_message="Cet envoi est déjà commencé.",
            ),
            models.CheckConstraint(
                condition=Q(recus__lte=F("taille")),
                name="televersement_pas_plus_qu_annonce",
                violation_error_message="Un envoi ne reçoit pas plus d'octets qu'annoncé.",
            ),
            models.CheckConstraint(
                condition=Q(etat="fini", resultat__isnull=False) | (~Q(etat="fini") & Q(resultat__isnull=True)),
                name="televersement_fini_a_un_resultat",
            ),
        ]
        indexes = [
            models.Index(fields=["usage", "cible"], condition=Q(etat="en_cours"), name="televersement_par_cible"),
            models.Index(fields=["recu_le"], name="televersement_par_date"),
        ]

    def __str__(self) -> str:
        return self.nom

    @property
    def pourcentage(self) -> int:
        """100 only when everything has arrived."""
        return 100 * self.recus // self.taille

    @property
    def complet(self) -> bool:
        return self.recus == self.taille
