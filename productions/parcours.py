"""Where a resource stands, in one line: the five-dot path, who is awaited and for what, the next date. No database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

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

    @property
    def attente(self) -> str:
        """« Nadia Benali et Marc Roux, pour la V2 »."""
        qui = enumerer(self.attendus)
        return f"{qui}, pour {self.quoi}" if qui and self.quoi else qui


@dataclass(frozen=True)
class Absences:
    """Who is away on a day, until when, and whether the reader may know it."""

    le: date = date.min
    fins: Mapping[int, date] = field(default_factory=dict)
    nommer: bool = False

    def nom(self, personne: Personne) -> str:
        """« Nadia Benali (indisponible jusqu'au jeudi 3 mai) »."""
        fin = self.fins.get(personne.pk) if self.nommer else None
        absence = f" (indisponible jusqu'au {en_toutes_lettres(fin)})" if fin else ""
        return f"{personne.nom_complet}{absence}"

    def excusent(self, personnes: Sequence[Personne]) -> bool:
        """Are all those who are awaited away? Nobody is then late."""
        return bool(personnes) and all(personne.pk in self.fins for personne in personnes)


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

    Reads the fiche, the producers' names and the days in force: see `queries.ressources.pour_liste`.
    """
    relectures = list(relectures)
    attendus, quoi, jour = _attente(ressource, relectures, visas, absences)
    if jour and jour < absences.le and absences.excusent(_personnes_attendues(ressource, relectures)):
        jour = None
    return Situation(
        rang=rang(ressource),
        arret=ressource.etat in ARRETS,
        libelle=_libelle(ressource),
        attendus=tuple(attendus),
        quoi=quoi,
        jour=jour,
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
) -> tuple[Sequence[str], str, date | None]:
    """Who, for what, until when."""
    fiche, etat = ressource.fiche, ressource.etat
    suivante = f"la V{ressource.numero_suivant}"
    if etat == R.EN_CONCEPTION:
        if fiche.etat == EtatFiche.SOUMISE:
            return [COORDINATION], "décider de la fiche-projet", None
        quoi = "soumettre la fiche-projet" if fiche.etat in MODIFIABLES else suivante
        return _producteurs(ressource, absences), quoi, ressource.prevu_v1
    if etat == R.EN_RELECTURE:
        return _attente_de_relecture(ressource, relectures, absences)
    if etat == R.EN_REVISION:
        # The next ones come when they can, unless the fiche plans a V3.
        jour = {2: ressource.prevu_v2, 3: ressource.prevu_v3}.get(ressource.numero_suivant)
        return _producteurs(ressource, absences), suivante, jour
    if etat == R.EN_VALIDATION:
        return visas or [VISAS], "viser", _validation_a_venir(ressource)
    if etat == R.PRETE_A_VALIDER:
        qui, quoi = _apres_la_version(ressource, absences)
        return qui, quoi, _validation_a_venir(ressource)
    return ([COORDINATION], "publier", None) if etat == R.VALIDEE else ([], "", None)


def _validation_a_venir(ressource: Ressource) -> date | None:
    """As the obligations say it: a date that had passed when this was first awaited is nobody's lateness."""
    jour = ressource.prevu_validation
    return jour if jour and jour >= timezone.localtime(ressource.etat_depuis).date() else None


def _attente_de_relecture(
    ressource: Ressource, relectures: list[Relecture], absences: Absences
) -> tuple[Sequence[str], str, date | None]:
    if not relectures:
        return [COORDINATION], "désigner des relecteurs", ressource.prevu_relecture
    debut = ressource.plan_depuis or date.min
    jours = [r.echeance for r in relectures if r.echeance and r.echeance >= debut]
    noms = [absences.nom(r.relecteur) for r in relectures]
    return noms, "relire", min(jours, default=ressource.prevu_relecture)


def _apres_la_version(ressource: Ressource, absences: Absences) -> tuple[Sequence[str], str]:
    if ressource.pour_la_classe:
        return [*_producteurs(ressource, absences), COORDINATION], "demander la validation"
    return [COORDINATION], "valider"


def _producteurs(ressource: Ressource, absences: Absences) -> list[str]:
    return [absences.nom(lien.personne) for lien in ressource.liens_producteurs.all()]


def _personnes_attendues(ressource: Ressource, relectures: list[Relecture]) -> list[Personne]:
    """Those who are awaited by themselves, not for a fonction that somebody else has too."""
    if ressource.etat == R.EN_RELECTURE:
        return [relecture.relecteur for relecture in relectures]
    if ressource.etat == R.EN_REVISION or (
        ressource.etat == R.EN_CONCEPTION and ressource.fiche.etat != EtatFiche.SOUMISE
    ):
        return [lien.personne for lien in ressource.liens_producteurs.all()]
    return []
