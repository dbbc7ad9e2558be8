"""Where a resource stands, in one line: the five-dot path, who is awaited and for what, the next date. No database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from commun.templatetags.dates import jour as en_toutes_lettres

from .etats import MODIFIABLES, EtatFiche
from .etats import EtatRessource as R
from .models import Relecture, Ressource

if TYPE_CHECKING:
    from comptes.models import Personne

ETAPES = ("V1", "relecture", "V2", "validation", "publiée")
COORDINATION = "le PREDAC ou l'IAN"
VISAS = "l'inspection et la DRANE"

# How many of the five steps are reached in each state; a V2 that exists stays reached (`rang`).
_RANGS = {
    R.EN_CONCEPTION: 0,
    R.EN_RELECTURE: 1,
    R.EN_REVISION: 2,
    R.PRETE_A_VALIDER: 3,
    R.EN_VALIDATION: 3,
    R.NON_VALIDEE: 3,
    R.VALIDEE: 4,
    R.PUBLIEE: 5,
}
ARRETS = (R.ABANDONNEE, R.NON_VALIDEE)


@dataclass(frozen=True)
class Situation:
    """`attendus` are people's names, or whoever acts, in words; empty when nobody is awaited."""

    rang: int
    arret: bool
    libelle: str  # « En relecture (V1) »
    attendus: tuple[str, ...] = ()
    quoi: str = ""  # what they are awaited for: « la V2 »
    jour: date | None = None
    test: date | None = None  # the first class test that is asked of somebody: it waits beside the rest

    @property
    def premier(self) -> date | None:
        """The first day of all that is awaited: passed, the resource is late."""
        return min(filter(None, (self.jour, self.test)), default=None)

    @property
    def premiere_chose(self) -> str:
        """What is awaited on that day."""
        return self.quoi if self.jour and self.jour == self.premier else "le test en classe"

    @property
    def attente(self) -> str:
        """« Nadia Benali et Marc Roux, pour la V2 »."""
        qui = enumerer(self.attendus)
        return f"{qui}, pour {self.quoi}" if qui and self.quoi else qui


@dataclass(frozen=True)
class Absences:
    """Who is away, until when, and whether the reader may know it."""

    fins: Mapping[int, date] = field(default_factory=dict)
    nommer: bool = False

    def nom(self, personne: Personne) -> str:
        """« Nadia Benali (indisponible jusqu'au jeudi 3 mai) »."""
        fin = self.fins.get(personne.pk) if self.nommer else None
        absence = f" (indisponible jusqu'au {en_toutes_lettres(fin)})" if fin else ""
        return f"{personne.nom_complet}{absence}"


def enumerer(mots: Sequence[str]) -> str:
    """« A, B et C »."""
    return " et ".join(filter(None, [", ".join(mots[:-1]), *mots[-1:]]))


def rang(ressource: Ressource) -> int:
    """The steps reached, 0 to 5. What is abandoned keeps those it had reached."""
    etat = ressource.etat_avant if ressource.etat == R.ABANDONNEE else ressource.etat
    return max(_RANGS.get(etat, 0), 3 if ressource.numero_version >= 2 else 0)


def situer(
    ressource: Ressource,
    relectures: Iterable[Relecture] = (),
    visas: Sequence[str] = (),
    absences: Absences = Absences(),
) -> Situation:
    """Where it stands. `relectures` are those still awaited, with their people; `visas` whose visa is awaited, by name.

    Reads the fiche, the producers' names and the days of `queries.retards.avec_attente`: see
    `queries.ressources.pour_liste`.
    """
    attendus, quoi = _attente(ressource, list(relectures), visas, absences)
    jours = (ressource.du_fiche, ressource.du_v1, ressource.du_relecture, ressource.du_v2, ressource.du_validation)
    return Situation(
        rang=rang(ressource),
        arret=ressource.etat in ARRETS,
        libelle=_libelle(ressource),
        attendus=tuple(attendus),
        quoi=quoi,
        jour=min(filter(None, jours), default=None),
        test=ressource.du_test,
    )


def points(ressource: Ressource, *, relue: bool = True) -> list[dict[str, str]]:
    """The path with its five names (composants/parcours_points.html). `relue`: a relecture was handed in."""
    atteint, arret = rang(ressource), ressource.etat in ARRETS
    resultat = []
    for i, libelle in enumerate(ETAPES):
        etat = "fait" if i < atteint else "en_cours" if i == atteint and not arret else "a_venir"
        if libelle == "relecture" and etat == "fait" and not relue:
            etat = "passe"
        resultat.append({"libelle": libelle, "etat": etat})
    return resultat


def _libelle(ressource: Ressource) -> str:
    mots = str(ressource.get_etat_display())
    version = f" (V{ressource.numero_version})" if ressource.numero_version else ""
    return f"{mots[0].upper()}{mots[1:]}{version}"


def nomme_les_attendus(ressource: Ressource) -> bool:
    """Whether people are awaited by their names: nobody else's absence changes what is said."""
    return ressource.etat in (R.EN_CONCEPTION, R.EN_RELECTURE, R.EN_REVISION, R.PRETE_A_VALIDER)


def _attente(
    ressource: Ressource, relectures: list[Relecture], visas: Sequence[str], absences: Absences
) -> tuple[Sequence[str], str]:
    """Who, for what."""
    fiche, etat = ressource.fiche, ressource.etat
    suivante = f"la V{ressource.numero_suivant}"
    if etat == R.EN_CONCEPTION:
        if fiche.etat == EtatFiche.SOUMISE:
            return [COORDINATION], "décider de la fiche-projet"
        quoi = "soumettre la fiche-projet" if fiche.etat in MODIFIABLES else suivante
        return _producteurs(ressource, absences), quoi
    if etat == R.EN_RELECTURE:
        noms = [absences.nom(r.relecteur) for r in relectures]
        return (noms, "relire") if noms else ([COORDINATION], "désigner des relecteurs")
    if etat == R.EN_REVISION:
        return _producteurs(ressource, absences), suivante
    if etat == R.EN_VALIDATION:
        return visas or [VISAS], "viser"
    if etat == R.PRETE_A_VALIDER:
        return _apres_la_version(ressource, absences)
    return ([COORDINATION], "publier") if etat == R.VALIDEE else ([], "")


def _apres_la_version(ressource: Ressource, absences: Absences) -> tuple[Sequence[str], str]:
    if ressource.pour_la_classe:
        return [*_producteurs(ressource, absences), COORDINATION], "demander la validation"
    return [COORDINATION], "valider"


def _producteurs(ressource: Ressource, absences: Absences) -> list[str]:
    return [absences.nom(lien.personne) for lien in ressource.liens_producteurs.all()]
