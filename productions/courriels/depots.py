"""What a deposit writes, and to whom: the page that announces it reads the same `DuDepot`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from productions.models import Remarque, Ressource, Version

from .destinataires import coordination, producteurs
from .envoi import prevenir

if TYPE_CHECKING:
    from comptes.models import Personne


@dataclass(frozen=True)
class DuDepot:
    """Whom a deposit concerns, its author included: whoever acts is told nothing."""

    coordination: Iterable[Personne]
    accords: Iterable[Personne]  # asked at the first deposit
    auteurs: Counter[Personne]  # of the remarks that the version answers, with how many


def destinataires_du_depot(
    ressource: Ressource, numero: int, repondues: Iterable[Remarque], maintenant: datetime
) -> DuDepot:
    """`repondues`: the remarks, with their authors, that the version V{numero} answers."""
    sans_accord = producteurs(ressource).filter(productions__ressource=ressource, productions__accord="")
    return DuDepot(
        coordination=coordination(ressource.campagne_suivi, maintenant),
        accords=sans_accord if numero == 1 else (),
        auteurs=Counter(remarque.auteur for remarque in repondues),
    )


def version_deposee(version: Version, *, acteur: Personne, maintenant: datetime) -> None:
    """To the PREDAC/IAN: a V1 asks for proofreaders, the next ones are news. To the other two, what concerns them."""
    ressource, premiere = version.ressource, version.numero == 1
    repondues = version.remarques_traitees.select_related("auteur")
    a = destinataires_du_depot(ressource, version.numero, repondues, maintenant)
    prevenir(
        "v1_deposee" if premiere else "version_deposee",
        ressource,
        a.coordination,
        acteur,
        maintenant,
        "Assigner des relecteurs" if premiere else "Voir la version",
        url=reverse("productions:assigner_relecture", args=[ressource.pk]) if premiere else "",
        nouvelle=not premiere,
        version=version,
    )
    _remarques_repondues(version, a.auteurs, acteur, maintenant)
    accord = reverse("productions:donner_accord", args=[ressource.pk])
    prevenir("accord_demande", ressource, a.accords, acteur, maintenant, "Donner mon accord", url=accord)


def _remarques_repondues(version: Version, auteurs: Counter[Personne], acteur: Personne, maintenant: datetime) -> None:
    """To each author of remarks that this version answers: what became of theirs."""
    for auteur, nombre in auteurs.items():
        prevenir(
            "remarques_repondues",
            version.ressource,
            [auteur],
            acteur,
            maintenant,
            "Lire les réponses",
            url=reverse("productions:vous_avez_dit", args=[version.pk]),
            nouvelle=True,
            version=version,
            nombre=nombre,
        )
