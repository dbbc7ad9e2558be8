"""Faults put into the software, one at a time: the machine must see each of them, or it proves nothing."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from validations.circuit import ACTION_DE, SIGNATAIRES
from validations.models import Issue, NatureVisa

Mutation = Callable[[pytest.MonkeyPatch], None]


def _a_la_place(chemin: str, autre: Any) -> Mutation:
    return lambda patch: patch.setattr(chemin, autre)


def _rien(*args: Any, **kwargs: Any) -> None:
    return None


def _oui(*args: Any) -> bool:
    return True


def _non(*args: Any) -> bool:
    return False


def _producteurs_signent(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("validations.permissions.est_producteur", _non)
    patch.setattr("validations.permissions.independant", _oui)


def _annee_sans_fin(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("productions.services.depots.refuser_si_close", _rien)
    patch.setattr("productions.services.depots.pourquoi_close", lambda campagne: "")


def _un_seul_avis_compte(avis: Any, requis: int = 2) -> str | None:
    if len(avis) < requis:
        return None
    return Issue.VALIDEE if "favorable" in avis else Issue.REPRISE


# What is broken, and how.
MUTATIONS: dict[str, Mutation] = {
    "on vise ce que l'on produit": _producteurs_signent,
    "on vise au nom de qui a part à la ressource": _a_la_place("validations.permissions.independant", _oui),
    "la DRANE donne aussi le visa de l'inspection": lambda patch: patch.setitem(
        SIGNATAIRES, NatureVisa.PEDAGOGIQUE, SIGNATAIRES[NatureVisa.NUMERIQUE]
    ),
    "on relit ce que l'on produit": _a_la_place("productions.services.relectures.est_producteur", _non),
    "qui a signé devient producteur": _a_la_place("productions.services.producteurs._empechements", []),
    "un visa se lit avant l'heure": _a_la_place("validations.models.Visa.lisible_par", _oui),
    "un seul avis favorable suffit": _a_la_place("validations.services.visas.decider", _un_seul_avis_compte),
    "une reprise ne valide pas": lambda patch: patch.setitem(ACTION_DE, Issue.REPRISE, "ne_pas_valider"),
    "le motif d'un visa se perd": _a_la_place("validations.services.visas.creer_remarque_de_motif", _rien),
    "une réponse n'est portée par aucune version": _a_la_place(
        "productions.services.versions._rattacher_reponses", _rien
    ),
    "une remarque bloquante ne bloque plus": _a_la_place(
        "productions.services.versions._refuser_remarques_sans_reponse", _rien
    ),
    "un engagement n'est plus demandé": _a_la_place(
        "productions.services.versions._refuser_declarations_incompletes", _rien
    ),
    "qui signe n'a pas lu": _a_la_place("validations.services.visas.marquer_ouverte", _rien),
    "un visa sans ligne au journal": _a_la_place("validations.services.visas._consigner", _rien),
    "une relecture assignée sans ligne au journal": _a_la_place("productions.services.relectures.ecrire", _rien),
    "l'avis préparé survit au visa": _a_la_place("validations.services.visas.consommer", _rien),
    "ce qui n'est pas signé en séance se perd": _a_la_place(
        "validations.services.seances.deroulement.rendre_a_leurs_auteurs", lambda poses, maintenant: poses.delete()
    ),
    "un mandat terminé compte encore": _a_la_place(
        "poles.models.mandat.MandatQuerySet.actifs", lambda self, jour: self.filter(debut__lte=jour)
    ),
    "une délégation reprise compte encore": _a_la_place(
        "poles.models.delegation.DelegationQuerySet.en_cours",
        lambda self, jour: self.filter(debut__lte=jour, fin__gte=jour),
    ),
    "une année close reçoit encore une version": _annee_sans_fin,
    "une année close reprend ce qui y fut abandonné": _a_la_place(
        "productions.services.ressources.refuser_si_close", _rien
    ),
    "ce qui est reporté reste suivi dans l'année close": _a_la_place(
        "productions.services.reconduction._deplacer", _rien
    ),
    "revenir en arrière efface un travail": _a_la_place("bilans.services.annulation.fait_depuis", lambda _: ""),
    "ce qui est sur la table d'une séance passe": _a_la_place(
        "bilans.annee_suivante.EtatSeance", SimpleNamespace(PREPAREE="", OUVERTE="")
    ),
    "une copie garde un sceau faux": _a_la_place("productions.services.scission.sceller", lambda *_: "0" * 64),
}
