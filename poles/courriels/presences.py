"""About where people work, and when they cannot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from commun.etats import GenreCourriel
from commun.services.courriels import poster
from poles.models import Affectation, Campagne, Fonction, Indisponibilite, Mandat

from .destinataires import conduite, prevenir

if TYPE_CHECKING:
    from comptes.models import Personne

# A mail stays short; the screen that it leads to lists the rest.
CHARGES_CITEES = 8


def etablissement_change(affectation: Affectation, campagne: Campagne, *, par: Personne, maintenant: datetime) -> None:
    """To the person, when somebody else has changed it."""
    poster(
        gabarit="etablissement_change",
        destinataire=affectation.personne,
        cle=f"etablissement:{affectation.pk}:{affectation.etablissement_id}:{maintenant.isoformat()}",
        url=reverse("comptes:mon_compte"),
        bouton="Ouvrir mon compte",
        maintenant=maintenant,
        contexte={"affectation": affectation, "campagne": campagne, "par": par},
        genre=GenreCourriel.NOUVELLE,
    )


def indisponibilite_declaree(absence: Indisponibilite, *, par: Personne, maintenant: datetime) -> None:
    """To the person, when who leads the pôle has said it for them."""
    poster(
        gabarit="indisponibilite_declaree",
        destinataire=absence.personne,
        cle=f"indisponibilite:{absence.pk}",
        url=reverse("poles:mon_indisponibilite"),
        bouton="Voir ou annuler",
        maintenant=maintenant,
        contexte={"absence": absence, "par": par},
    )


def indisponibilite_levee(absence: Indisponibilite, *, par: Personne, maintenant: datetime) -> None:
    poster(
        gabarit="indisponibilite_levee",
        destinataire=absence.personne,
        cle=f"indisponibilite-levee:{absence.pk}",
        url=reverse("poles:mon_indisponibilite"),
        bouton="Dire le contraire",
        maintenant=maintenant,
        contexte={"absence": absence, "par": par},
    )


def membre_indisponible(
    absence: Indisponibilite,
    mandat: Mandat,
    en_attente: Sequence[str],
    *,
    par: Personne,
    jour: date,
    maintenant: datetime,
) -> None:
    """To who leads the pôle: what waits for the person, and the screen that gives it to others."""
    responsables = conduite(mandat, jour).exclude(pk=mandat.personne_id)
    if not responsables.exists():
        responsables = conduite(mandat, jour, Fonction.ADMINISTRATEUR)
    prevenir(
        "membre_indisponible",
        responsables,
        mandat,
        maintenant,
        "Réattribuer ce travail",
        url=reverse("poles:reattribuer", args=[mandat.campagne.pole.slug, mandat.campagne.cycle.libelle, mandat.pk]),
        sauf=par,
        absence=absence,
        en_attente=en_attente[:CHARGES_CITEES],
        reste=max(0, len(en_attente) - CHARGES_CITEES),
    )
