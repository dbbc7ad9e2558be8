"""The académies that a person administers, for the lists that are about a whole one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.urls import reverse

from poles.droits import droits_de
from poles.models import Academie

if TYPE_CHECKING:
    from comptes.models import Personne


def academies_de(personne: Personne) -> QuerySet[Academie]:
    droits = droits_de(personne)
    return Academie.objects.all() if droits.tous else Academie.objects.filter(pk__in=droits.academies_administrees)


def adresse_des_referentiels() -> str:
    return reverse("importations:referentiels")


def verrouiller_academie(academie: Academie) -> Academie:
    return Academie.objects.select_for_update(no_key=True).get(pk=academie.pk)
