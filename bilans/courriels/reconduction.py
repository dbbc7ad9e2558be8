"""What going on to the next year writes to people, one function an e-mail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.urls import reverse

from bilans.models import Reconduction
from commun.services.diffusion import diffuser
from poles.models import Campagne, Fonction, Mandat
from poles.queries import personnes_exercant
from productions.models import Ressource

if TYPE_CHECKING:
    from comptes.models import Personne

# Whom the year is about; who administers the académie learns who leads the pôle next.
INFORMES = (Fonction.COORDINATEUR, Fonction.ENSEIGNANT, Fonction.INSPECTEUR, Fonction.DRANE, Fonction.ADMINISTRATEUR)


def mandats_renouveles(
    reconduction: Reconduction, mandats: Iterable[Mandat], *, acteur: Personne, maintenant: datetime
) -> None:
    """To each: what they are in the next year, and which of their resources go on there. News."""
    for mandat in mandats:
        _dire(
            "mandat_renouvele",
            [mandat.personne],
            reconduction,
            acteur,
            maintenant,
            mandat=mandat,
            ressources=_titres(reconduction, mandat.personne),
        )


def annee_preparee(
    reconduction: Reconduction, *, renouveles: Sequence[int], acteur: Personne, maintenant: datetime
) -> None:
    """To the others of the year that ends, to who produces what goes on, to the administration. News."""
    a = destinataires(reconduction, maintenant).exclude(pk__in=renouveles)
    nombre = reconduction.ressources.count()
    _dire("annee_preparee", a, reconduction, acteur, maintenant, nombre=nombre)


def preparation_annulee(
    reconduction: Reconduction, a: Iterable[Personne], *, motif: str, acteur: Personne, maintenant: datetime
) -> None:
    """To all those who had been told. News."""
    _dire("preparation_annulee", a, reconduction, acteur, maintenant, campagne=reconduction.de, motif=motif)


def ressources_reportees(
    reconduction: Reconduction, ressources: Sequence[Ressource], *, acteur: Personne, maintenant: datetime
) -> None:
    """To who produces them. News."""
    a = get_user_model().objects.filter(ressources_produites__in=ressources, is_active=True).distinct()
    titres = [r.titre for r in ressources]
    _dire("ressources_reportees", a, reconduction, acteur, maintenant, titres=titres)


def cycle_suivant_demande(campagne: Campagne, a: Iterable[Personne], *, acteur: Personne, maintenant: datetime) -> None:
    """To the académie's administration: a request, since only they can prepare a cycle."""
    diffuser(
        a,
        gabarit="cycle_suivant_demande",
        objet=campagne.chaine,
        url=reverse("calendrier:cycles"),
        bouton="Voir les cycles",
        maintenant=maintenant,
        campagne=campagne,
        acteur=acteur,
    )


def destinataires(reconduction: Reconduction, maintenant: datetime) -> QuerySet[Personne]:
    """Whom the year that ends, or the next one, is about."""
    jour = _jour(reconduction.de, maintenant)
    produisent = Q(ressources_produites__reconductions=reconduction)
    concernees = Q()
    for campagne in (reconduction.de, reconduction.vers):
        concernees |= Q(pk__in=personnes_exercant(campagne, jour, *INFORMES).values("pk"))
    return get_user_model().objects.filter(concernees | produisent, is_active=True).distinct().order_by("pk")


def _dire(
    gabarit: str,
    a: Iterable[Personne],
    reconduction: Reconduction,
    acteur: Personne,
    maintenant: datetime,
    campagne: Campagne | None = None,
    **contexte: Any,
) -> None:
    campagne = campagne or reconduction.vers
    diffuser(
        a,
        gabarit=gabarit,
        objet=reconduction.chaine,
        url=campagne.get_absolute_url(),
        bouton="Voir le pôle",
        maintenant=maintenant,
        sauf=acteur,
        nouvelle=True,
        de=reconduction.de,
        vers=reconduction.vers,
        acteur=acteur,
        **contexte,
    )


def _titres(reconduction: Reconduction, personne: Personne) -> list[str]:
    siennes = reconduction.ressources.filter(liens_producteurs__personne=personne)
    return list(siennes.order_by("titre").values_list("titre", flat=True))


def _jour(campagne: Campagne, maintenant: datetime) -> Any:
    return maintenant.astimezone(ZoneInfo(campagne.fuseau)).date()
