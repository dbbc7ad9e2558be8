"""What next year starts from: what was carried over and to which year, what is not finished and stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bilans.models import Reconduction
from bilans.perimetre import Perimetre
from productions.etats import EtatRessource as R
from productions.models import Ressource

FINIES = (R.VALIDEE, R.PUBLIEE, R.ABANDONNEE)


@dataclass(frozen=True)
class AReprendre:
    titre: str
    pole: str
    etat: str
    version: int  # 0: none yet
    suite: str  # « reportée en 2027-2028 »


@dataclass(frozen=True)
class Suite:
    """The next year of one pôle, as it was prepared."""

    pole: str
    annee: str
    nombre: int  # resources that go on there


@dataclass(frozen=True)
class Perspectives:
    suites: list[Suite]
    sans_suite: list[str]  # the pôles whose next year nobody has prepared yet
    ressources: list[AReprendre]


def perspectives(perimetre: Perimetre, ressources: Iterable[Ressource]) -> Perspectives:
    """What was carried over, whatever its state, and what is neither validated nor given up. Two queries."""
    faites = Reconduction.objects.filter(de__in=perimetre.pks).select_related("de__pole", "vers__cycle")
    faites = list(faites.prefetch_related("ressources").order_by("de__pole__nom", "pk"))
    vers = {r.pk: faite.vers.cycle.libelle for faite in faites for r in faite.ressources.all()}
    closes = {faite.de_id for faite in faites}
    return Perspectives(
        [Suite(str(f.de.pole), f.vers.cycle.libelle, len(f.ressources.all())) for f in faites],
        [str(c.pole) for c in perimetre.campagnes if c.pk not in closes],
        [
            AReprendre(
                r.titre, str(r.campagne_origine.pole), r.get_etat_display(), r.numero_version, _suite(r, vers, closes)
            )
            for r in ressources
            if r.pk in vers or r.etat not in FINIES
        ],
    )


def _suite(ressource: Ressource, vers: dict[int, str], closes: set[int]) -> str:
    if annee := vers.get(ressource.pk):
        return f"reportée en {annee}"
    if ressource.campagne_suivi_id in closes:
        return "restée dans l'année close"
    return "pas encore reportée"
