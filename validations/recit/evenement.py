"""One move as a reader sees it, and the records that the moves of a journal name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model

from grilles.models import Feuille
from productions.models import Remarque, Version
from productions.parcours import enumerer
from validations.dossier import Dossier, VisaLu


@dataclass(frozen=True)
class Evenement:
    """`texte` is what somebody wrote then: a reason, a message, an appreciation. A version is a milestone.

    `visa` is a `VisaLu`: no template can show an opinion that is still its author's alone.
    """

    quand: datetime
    titre: str
    texte: str = ""
    precision: str = ""
    adresse: str = ""
    ailleurs: str = ""  # the page of the resource that the move tells of
    visa: VisaLu | None = None
    feuille: Feuille | None = None  # the grid that was handed in then
    version: Version | None = None
    en_vigueur: bool = False
    remarques: list[Remarque] = field(default_factory=list)
    reponses: int = 0  # how many remarks this version answers

    @property
    def jalon(self) -> bool:
        return self.version is not None and self.version.annulee_le is None

    @property
    def bloquantes(self) -> int:
        return sum(1 for r in self.remarques if r.bloquante)

    @property
    def sans_reponse(self) -> int:
        """An answer counts once a version carries it: until then it is its producers' alone."""
        return sum(1 for r in self.remarques if not r.version_reponse_id)


class Registre:
    """The dossier's records by the ids that the journal's rows hold."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.versions = {v.pk: v for v in dossier.versions}
        self.relectures = {r.pk: r for v in dossier.versions for r in v.relectures.all()}
        self.demandes = {d.pk: d for d in dossier.demandes}
        self.visas = {v.pk: v for d in dossier.demandes for v in d.visas.all()}
        self.publications = {p.pk: p for p in dossier.publications}
        self.reports = {r.pk: r for r in dossier.reports}
        self._noms = self._noms_des_producteurs()

    def _noms_des_producteurs(self) -> dict[int, str]:
        """Of whoever produced the resource at some time; one more query where somebody has left."""
        noms = {p.personne_id: p.personne.nom_complet for p in self.dossier.ressource.liens_producteurs.all()}
        cles = ("ajoutes", "retires", "producteur")
        partis = {pk for e in self.dossier.ecritures for cle in cles for pk in _liste(e.donnees.get(cle))} - noms.keys()
        if partis:
            noms |= {p.pk: p.nom_complet for p in get_user_model().objects.filter(pk__in=partis)}
        return noms

    def nommer(self, pks: Any) -> str:
        return enumerer([self._noms.get(pk, "une personne partie") for pk in _liste(pks)])


def _liste(valeur: Any) -> Iterable[int]:
    return valeur if isinstance(valeur, list) else [] if valeur is None else [valeur]
