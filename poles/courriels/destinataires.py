"""Who is told about a mandate."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from commun.services.diffusion import diffuser
from poles.models import Fonction, Mandat
from poles.queries import mandats_actifs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from comptes.models import Personne


def jour_de(maintenant: datetime) -> date:
    return maintenant.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def conduite(mandat: Mandat, jour: date, *fonctions: str) -> QuerySet[Personne]:
    """Who leads a pôle where this mandate is exercised: the PREDAC and IAN, unless told otherwise."""
    portee = mandat.portee
    if mandat.campagne_id:
        q = Q(campagne=portee) | Q(pole=portee.pole_id) | Q(academie=portee.pole.academie_id)
    elif mandat.pole_id:
        q = Q(campagne__pole=portee) | Q(pole=portee) | Q(academie=portee.academie_id)
    else:
        q = Q(campagne__pole__academie=portee) | Q(pole__academie=portee) | Q(academie=portee)
    mandats = mandats_actifs(jour).filter(
        q, personne=OuterRef("pk"), fonction__in=fonctions or (Fonction.COORDINATEUR,)
    )
    return get_user_model().objects.filter(Exists(mandats), is_active=True)


def adresse_de(mandat: Mandat) -> str:
    """The page where the mandate is exercised."""
    return mandat.campagne.get_absolute_url() if mandat.campagne else reverse("accueil:mes_poles")


def prevenir(
    gabarit: str,
    a: Iterable[Personne],
    mandat: Mandat,
    maintenant: datetime,
    bouton: str,
    url: str = "",
    sauf: Personne | None = None,
    nouvelle: bool = False,
    **contexte: Any,
) -> None:
    diffuser(
        a,
        gabarit=gabarit,
        objet=f"mandat:{mandat.pk}",
        url=url or adresse_de(mandat),
        bouton=bouton,
        maintenant=maintenant,
        sauf=sauf,
        nouvelle=nouvelle,
        mandat=mandat,
        **contexte,
    )
