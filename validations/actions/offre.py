"""One action that a resource's state allows to somebody."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from validations.dossier import Dossier

PRODUCTEURS = "aux producteurs"
COORDINATION = "au PREDAC ou à l'IAN"
PRODUCTEURS_ET_COORDINATION = "aux producteurs, au PREDAC ou à l'IAN"
INSPECTION_ET_DRANE = "à l'inspection et à la DRANE"

# How near at hand: the one next action, beside it, or under « Autres actions ».
MAINTENANT, AUSSI, AU_BESOIN = 1, 2, 3


@dataclass(frozen=True)
class Offre:
    libelle: str
    url: str
    permise: bool
    reserve_a: str
    rang: int = AU_BESOIN
    empechement: str = ""


def offrir(
    dossier: Dossier,
    libelle: str,
    permission: str,
    reserve_a: str,
    rang: int = AU_BESOIN,
    *,
    adresse: str = "",
    empechement: str = "",
) -> Offre:
    """`adresse` is the page's name where it is not the permission's own."""
    return Offre(
        libelle,
        reverse(adresse or permission.replace(".", ":"), args=[dossier.ressource.pk]),
        dossier.personne.has_perm(permission, dossier.ressource),
        reserve_a,
        rang,
        empechement,
    )


def minuscule(phrase: str) -> str:
    return phrase[:1].lower() + phrase[1:]
