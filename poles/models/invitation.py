"""The personal link by which somebody comes in for the first time; the mandate is theirs already."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from commun.models import Jeton, JetonQuerySet
from commun.templatetags.dates import jour as en_toutes_lettres

from .mandat import Mandat

# Said in the mail: long enough for the holidays of the zone.
VALIDITE = timedelta(days=14)


class InvitationQuerySet(JetonQuerySet):
    def en_attente(self) -> InvitationQuerySet:
        """Sent, perhaps expired, to somebody who has never come in, by this link or by a code."""
        return self.vivants().filter(mandat__personne__last_login__isnull=True)


class Invitation(Jeton):
    mandat = models.ForeignKey(Mandat, models.PROTECT, related_name="invitations")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation"
        ordering = ["-envoye_le", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mandat"],
                condition=Q(utilise_le__isnull=True, remplace_le__isnull=True),
                name="invitation_une_vivante",
                violation_error_message="Une invitation attend déjà cette personne.",
            ),
            models.CheckConstraint(
                condition=Q(utilise_le__isnull=True) | Q(remplace_le__isnull=True),
                name="invitation_utilisee_ou_remplacee",
                violation_error_message="Une invitation remplacée ne sert plus.",
            ),
        ]

    def __str__(self) -> str:
        return f"Invitation {self.mandat.personne.de_nom_complet}"

    def refus(self, maintenant: datetime) -> str:
        """Why the link no longer serves, in words for whoever holds it; empty when it does.

        Reads the mandate and its person, and names nobody: a link may have been passed on.
        """
        mandat = self.mandat
        if self.utilise_le:
            return "Ce lien a déjà servi : il ne fonctionne qu'une fois."
        if mandat.termine_le or (mandat.fin and mandat.fin < timezone.localtime(maintenant).date()):
            return "Cette invitation a été annulée, ou la participation au pôle a pris fin."
        if self.remplace_le:
            return "Un lien plus récent a été envoyé, et lui seul fonctionne : ouvrez le dernier courriel d'invitation."
        if mandat.personne.last_login:
            return "Ce lien n'est plus nécessaire : la personne invitée est déjà entrée dans le service."
        if not mandat.personne.is_active:
            return "Le compte de la personne invitée est fermé."
        if self.perime(maintenant):
            return f"Ce lien a expiré le {en_toutes_lettres(self.expire_le)} : il valait {VALIDITE.days} jours."
        return ""
