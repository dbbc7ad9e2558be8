"""Another e-mail address, asked for and not yet proved: until the link that went there is used, nothing changes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from commun.models import Jeton


class ChangementAdresse(Jeton):
    personne = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="changements_adresse")
    adresse = models.EmailField("nouvelle adresse", max_length=254, editable=False)

    class Meta:
        verbose_name = "changement d'adresse"
        verbose_name_plural = "changements d'adresse"
        ordering = ["-envoye_le", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["personne"],
                condition=Q(utilise_le__isnull=True, remplace_le__isnull=True),
                name="changement_adresse_un_vivant",
                violation_error_message="Un changement d'adresse attend déjà sa confirmation.",
            )
        ]

    def __str__(self) -> str:
        return f"Changement d'adresse {self.personne.de_nom_complet}"
