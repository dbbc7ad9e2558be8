"""What a resource has gained and keeps while its next version is worked on: its validation, its publication."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from productions.etats import EtatRessource as R

from .models import DemandeValidation, Issue, Publication


def validee() -> Q:
    """Both visas favourable once, or, without visas, the decision that stands in its state."""
    decidees = DemandeValidation.objects.filter(ressource=OuterRef("pk"), issue=Issue.VALIDEE)
    return Q(etat__in=(R.VALIDEE, R.PUBLIEE)) | Q(Exists(decidees))


def publiee() -> Q:
    """Public today, at one place at least."""
    ouvertes = Publication.objects.filter(ressource=OuterRef("pk"), retiree_le__isnull=True)
    return Q(Exists(ouvertes))
