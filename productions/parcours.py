"""Where a resource stands, in one line: the five-dot path, who is awaited and for what, the next date. No database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .etats import MODIFIABLES, EtatFiche
from .etats import EtatRessource as R
from .models import Relecture, Ressource

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


def enumerer(mots: Sequence[str]) -> str:
    """« A, B et C »."""
    return " et ".join(filter(None, [", ".join(mots[:-1]), *mots[-1:]]))


def rang(ressource: Ressource) -> int:
    """The steps reached, 0 to 5. What is abandoned keeps those it had reached."""
    etat = ressource.etat_avant if ressource.etat == R.ABANDONNEE else ressource.etat
    return max(_RANGS.get(etat, 0), 3 if ressource.numero_version >= 2 else 0)


def situer(ressource: Ressource, relectures: Iterable[Relecture] = (), visas: Sequence[str] = ()) -> Situation:
    """Where it stands. `relectures` are those still awaited, with their people; `visas` whose visa is awaited, by name.

    Reads the fiche and the producers' names: select and prefetch them (`queries.ressources.pour_liste`).
    """
    attendus, quoi, jour = _attente(ressource, list(relectures), visas)
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


def _attente(
    ressource: Ressource, relectures: list[Relecture], visas: Sequence[str]
) -> tuple[Sequence[str], str, date | None]:
    """Who, for what, until when."""
    fiche, etat = ressource.fiche, ressource.etat
    suivante = f"la V{ressource.numero_suivant}"
    if etat == R.EN_CONCEPTION:
        if fiche.etat == EtatFiche.SOUMISE:
            return [COORDINATION], "décider de la fiche-projet", None
        quoi = "soumettre la fiche-projet" if fiche.etat in MODIFIABLES else suivante
        return _producteurs(ressource), quoi, fiche.jour_v1
    if etat == R.EN_RELECTURE:
        return _attente_de_relecture(ressource, relectures)
    if etat == R.EN_REVISION:
        # The fiche plans a V2; the next ones come when they can.
        return _producteurs(ressource), suivante, fiche.jour_v2 if ressource.numero_suivant == 2 else None
    if etat == R.EN_VALIDATION:
        return visas or [VISAS], "viser", fiche.jour_validation
    if etat == R.PRETE_A_VALIDER:
        qui, quoi = _apres_la_version(ressource)
        return qui, quoi, fiche.jour_validation
    return ([COORDINATION], "publier", None) if etat == R.VALIDEE else ([], "", None)


def _attente_de_relecture(ressource: Ressource, relectures: list[Relecture]) -> tuple[Sequence[str], str, date | None]:
    if not relectures:
        return [COORDINATION], "désigner des relecteurs", ressource.fiche.jour_relecture
    jours = [r.echeance for r in relectures if r.echeance]
    return [r.relecteur.nom_complet for r in relectures], "relire", min(jours, default=ressource.fiche.jour_relecture)


def _apres_la_version(ressource: Ressource) -> tuple[Sequence[str], str]:
    if ressource.pour_la_classe:
        return [*_producteurs(ressource), COORDINATION], "demander la validation"
    return [COORDINATION], "valider"


def _producteurs(ressource: Ressource) -> list[str]:
    return [lien.personne.nom_complet for lien in ressource.liens_producteurs.all()]
