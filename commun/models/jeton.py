"""A personal link: it serves once, expires, and gives way to the next one."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models

from commun.jetons import empreinte


class JetonQuerySet(models.QuerySet):
    def vivants(self) -> Self:
        """Neither used nor replaced; whether it has expired, `perime` says."""
        return self.filter(utilise_le__isnull=True, remplace_le__isnull=True)

    def de(self, clair: str) -> Self:
        """The one whose secret stands in the address."""
        return self.filter(empreinte=empreinte(clair))


class Jeton(models.Model):
    empreinte = models.CharField("empreinte du lien", max_length=64, unique=True, editable=False)
    envoye_le = models.DateTimeField("envoyé le", editable=False)
    expire_le = models.DateTimeField("expire le", editable=False)
    utilise_le = models.DateTimeField("utilisé le", null=True, blank=True, editable=False)
    remplace_le = models.DateTimeField("remplacé ou annulé le", null=True, blank=True, editable=False)

    objects = JetonQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def vivant(self) -> bool:
        return self.utilise_le is None and self.remplace_le is None

    def perime(self, maintenant: datetime) -> bool:
        return maintenant >= self.expire_le
