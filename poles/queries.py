"""Questions about hubs and people that other rooms ask."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet

from .models import Academie, Campagne, Etablissement, Mandat

if TYPE_CHECKING:
    from comptes.models import Personne


def mandats_actifs(jour: date) -> QuerySet[Mandat]:
    return Mandat.objects.filter(debut__lte=jour).filter(Q(fin__isnull=True) | Q(fin__gte=jour))


def portant_sur(campagne: Campagne) -> Q:
    """Mandates whose scope covers the campaign: itself, its pôle or its académie."""
    q = Q(campagne=campagne) | Q(pole=campagne.pole_id)
    if campagne.pole.academie_id:
        q |= Q(academie=campagne.pole.academie_id)
    return q


def equipe(campagne: Campagne, jour: date, *fonctions: str) -> QuerySet[Mandat]:
    """The active mandates on a campaign, with their people."""
    mandats = mandats_actifs(jour).filter(portant_sur(campagne)).select_related("personne")
    return mandats.filter(fonction__in=fonctions) if fonctions else mandats


def personnes_exercant(campagne: Campagne, jour: date, *fonctions: str) -> QuerySet[Personne]:
    """Active people who have one of these fonctions on the campaign today, each once."""
    mandats = mandats_actifs(jour).filter(portant_sur(campagne), personne=OuterRef("pk"), fonction__in=fonctions)
    return get_user_model().objects.filter(Exists(mandats), is_active=True)


def personne_connue(email: str) -> Personne | None:
    """Whoever already has an account under this address, however it is written."""
    email = email.strip()
    return get_user_model().objects.filter(email__iexact=email).first() if email else None


def etablissements_nommes(academie: Academie, texte: str) -> QuerySet[Etablissement]:
    """Establishments of the académie with this UAI, or whose name and commune hold every word of the text."""
    du_territoire = Etablissement.objects.filter(academie=academie)
    par_code = du_territoire.filter(uai__iexact=texte)
    if par_code.exists():
        return par_code
    for mot in texte.replace(",", " ").split():
        du_territoire = du_territoire.filter(Q(nom__icontains=mot) | Q(commune__icontains=mot))
    return du_territoire
