"""Which reviews and which of their documents a person sees; who receives the final one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet

from bilans.etats import SCELLES
from bilans.models import Bilan, Generation
from bilans.models.bilan import LECTEURS_ACADEMIE
from poles.models import Academie, Campagne, Cycle, Fonction
from poles.queries import mandats_actifs, personnes_exercant

if TYPE_CHECKING:
    from comptes.models import Personne

CADRE = ("campagne__pole__academie", "campagne__cycle", "academie")
# Who reads it, once final: who made the year, and who signs for the académie.
LECTEURS = (Fonction.INSPECTEUR, Fonction.DRANE, Fonction.COORDINATEUR, Fonction.ENSEIGNANT)


def bilans_visibles(personne: Personne) -> QuerySet[Bilan]:
    return Bilan.objects.visibles_par(personne).select_related(*CADRE)


def bilans_de_l_annee(annee: str) -> QuerySet[Bilan]:
    return Bilan.objects.filter(annee=annee).select_related(*CADRE)


def bilan_de_pole(campagne: Campagne) -> Bilan | None:
    return Bilan.objects.filter(campagne=campagne).first()


def bilan_d_academie(academie: Academie, annee: str) -> Bilan | None:
    return Bilan.objects.filter(academie=academie, annee=annee).first()


def tient_le_nom(cycle: Cycle) -> str:
    """Why a cycle keeps its name: its reviews are found by it. Empty where there is none."""
    academies = Campagne.objects.filter(cycle=cycle).values("pole__academie")
    d_academie = Q(academie__in=academies, annee=cycle.libelle)
    if not Bilan.objects.filter(Q(campagne__cycle=cycle) | d_academie).exists():
        return ""
    return "Un bilan de ce cycle est ouvert : ses documents portent ce nom, il ne change plus."


def generations_lisibles(bilan: Bilan, personne: Personne) -> QuerySet[Generation]:
    """A draft is its writers' alone."""
    generations = bilan.generations.select_related("demandee_par").order_by("-numero")
    if not personne.has_perm("bilans.rediger", bilan):
        generations = generations.filter(genre__in=SCELLES)
    return generations


def destinataires(bilan: Bilan, jour: date) -> QuerySet[Personne]:
    """Inspector, DRANE and team; of an académie, those who sign, administer or lead somewhere in it."""
    if bilan.campagne:
        return personnes_exercant(bilan.campagne, jour, *LECTEURS).order_by("nom", "prenom", "pk")
    des_poles = Q(pole__academie=bilan.academie_id)
    de_l_annee = Q(campagne__pole__academie=bilan.academie_id, campagne__cycle__libelle=bilan.annee)
    mandats = mandats_actifs(jour).filter(
        Q(academie=bilan.academie_id) | des_poles | de_l_annee,
        fonction__in=LECTEURS_ACADEMIE,
        personne=OuterRef("pk"),
    )
    return get_user_model().objects.filter(Exists(mandats), is_active=True).order_by("nom", "prenom", "pk")
