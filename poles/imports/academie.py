"""What the lists about a whole académie share."""

from __future__ import annotations

from django.urls import reverse

from poles.models import Academie


def adresse_des_referentiels() -> str:
    return reverse("importations:referentiels")


def verrouiller_academie(academie: Academie) -> Academie:
    return Academie.objects.select_for_update(no_key=True).get(pk=academie.pk)
