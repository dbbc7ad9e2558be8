"""Which séance: fetched and authorised, with the breadcrumb that leads there."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.template.defaultfilters import date as en_date
from django.urls import reverse

from commun.acces import obtenir
from poles.models import Campagne
from validations.models import PointSeance, Seance
from validations.ordre_du_jour import seances_visibles
from validations.permissions import siege_a_la_seance

RESERVE_CONDUITE = "au PREDAC ou à l'IAN du pôle"
RESERVE_VISA = "aux personnes qui donnent les visas : l'inspection et la DRANE"
RESERVE_SEANCE = "aux personnes qui donnent les visas (l'inspection, la DRANE), au PREDAC ou à l'IAN du pôle"


def seance_de(request: HttpRequest, pk: int, permission: str = "voir_seance") -> Seance:
    reserve = RESERVE_CONDUITE if permission == "conduire_seance" else RESERVE_SEANCE
    return obtenir(seances_visibles(request.user), request.user, f"validations.{permission}", reserve_a=reserve, pk=pk)


def point_de(request: HttpRequest, pk: int, permission: str = "voir_seance") -> PointSeance:
    visibles = PointSeance.objects.filter(seance__in=seances_visibles(request.user)).select_related(
        "seance__campagne__pole__academie",
        "seance__campagne__cycle",
        "demande__version",
        "demande__ressource__campagne_suivi__pole__academie",
        "demande__ressource__campagne_suivi__cycle",
    )
    return obtenir(visibles, request.user, f"validations.{permission}", sur="seance", reserve_a=RESERVE_SEANCE, pk=pk)


def exiger_un_siege(request: HttpRequest, seance: Seance) -> None:
    """A visa needs a fonction: a superuser, whom `has_perm` lets through every door, is stopped at this one."""
    if not siege_a_la_seance(request.user, seance):
        raise PermissionDenied(f"Cette action revient {RESERVE_VISA}.")


def adresse_des_seances(campagne: Campagne) -> str:
    return reverse("validations:seances", args=[campagne.pole.slug, campagne.cycle.libelle])


def fil_de_la_seance(seance: Seance, *suite: str) -> list[tuple[str, str]]:
    return [
        ("Mes pôles", reverse("accueil:mes_poles")),
        (str(seance.campagne), seance.campagne.get_absolute_url()),
        ("Séances de validation", adresse_des_seances(seance.campagne)),
        (f"Séance du {en_date(seance.quand.date(), 'j F Y')}", seance.get_absolute_url()),
        *((libelle, "") for libelle in suite),
    ]
