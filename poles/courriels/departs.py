"""To who leaves, and to who stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from poles.models import Fonction, Mandat

from .destinataires import conduite, prevenir

if TYPE_CHECKING:
    from comptes.models import Personne


def mandat_termine(mandat: Mandat, *, motif: str, par: Personne, maintenant: datetime) -> None:
    """To the person: until when, why, and that what they made stays theirs."""
    prevenir(
        "mandat_termine",
        [mandat.personne],
        mandat,
        maintenant,
        "Ouvrir mon accueil",
        url=reverse("accueil:accueil"),
        sauf=par,
        motif=motif,
        par=par,
    )


def depart_annonce(
    mandat: Mandat, *, motif: str, confiees: Sequence[str], par: Personne, maintenant: datetime, jour: date
) -> None:
    """To the other people who lead the pôle, as news."""
    prevenir(
        "depart_annonce",
        conduite(mandat, jour).exclude(pk=mandat.personne_id),
        mandat,
        maintenant,
        "Voir l'équipe",
        sauf=par,
        nouvelle=True,
        motif=motif,
        confiees=confiees,
        par=par,
    )


def depart_demande(mandat: Mandat, *, motif: str, reste: Sequence[str], maintenant: datetime, jour: date) -> None:
    """To the PREDAC or IAN: somebody leaves, and this is what they hold. Without any, to the administration."""
    a = conduite(mandat, jour)
    campagne = mandat.campagne
    prevenir(
        "depart_demande",
        a if a.exists() else conduite(mandat, jour, Fonction.ADMINISTRATEUR),
        mandat,
        maintenant,
        "Réattribuer ce qui reste" if reste else "Voir l'équipe",
        url=reverse("poles:reattribuer", args=[campagne.pole.slug, campagne.cycle.libelle, mandat.pk]) if reste else "",
        sauf=mandat.personne,
        nouvelle=not reste,
        motif=motif,
        reste=reste,
    )


def charges_reattribuees(
    mandat: Mandat, *, confiees: Sequence[str], motif: str, par: Personne, maintenant: datetime
) -> None:
    """To the person whose work was given to others."""
    prevenir(
        "charges_reattribuees",
        [mandat.personne],
        mandat,
        maintenant,
        "Ouvrir mon accueil",
        url=reverse("accueil:accueil"),
        sauf=par,
        confiees=confiees,
        motif=motif,
        par=par,
    )
