"""The words of a line of fiches, read with what the pôle knows: its people, the disciplines, the levels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Model, QuerySet

from commun.textes import mots
from importations.sortes import Ligne
from poles.models import Campagne, Cycle, Discipline, Niveau
from productions.models import FicheProjet, NatureRessource
from productions.models.fiche import JOURS_PREVUS
from productions.queries.fiches import producteurs_possibles

if TYPE_CHECKING:
    from comptes.models import Personne

M = TypeVar("M", bound=Model)
_NATURES = {
    **{" ".join(mots(nom)): n.value for n in NatureRessource for nom in (n.value, n.label)},
    "pour la classe": NatureRessource.CLASSE.value,
    "formation continue": NatureRessource.FORMATION.value,
}
TEXTES = ("titre", "resume", "objectifs", "outils")


@dataclass
class Lue:
    """`valeurs` as the fiche would say them, so that the two compare; only what the line says."""

    titre: str
    valeurs: dict[str, object] = field(default_factory=dict)
    nature: str = ""
    disciplines: list[Discipline] = field(default_factory=list)
    niveaux: list[Niveau] = field(default_factory=list)
    producteurs: list[Personne] = field(default_factory=list)
    motifs: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Lexique:
    cycle: Cycle
    personnes: Mapping[str, list[Personne]]  # by address and by name
    disciplines: Mapping[str, list[Discipline]]
    niveaux: Mapping[str, list[Niveau]]

    @classmethod
    def de(cls, campagne: Campagne, jour: date) -> Lexique:
        personnes = list(producteurs_possibles(campagne, jour))
        connues = [(p.email.lower(), p) for p in personnes]
        connues += [(cle_titre(nom), p) for p in personnes for nom in (p.nom_complet, f"{p.nom} {p.prenom}")]
        return cls(
            campagne.cycle,
            _ranger(connues),
            _ranger((cle_titre(d.nom), d) for d in Discipline.objects.all()),
            _ranger((cle_titre(n.nom), n) for n in Niveau.objects.all()),
        )

    def lire(self, ligne: Ligne) -> Lue:
        lue = Lue(ligne["titre"])
        lue.valeurs = {champ: ligne[champ] for champ in TEXTES if ligne[champ]}
        lue.nature = self._nature(ligne, lue)
        for champ, connus, quoi in (
            ("disciplines", self.disciplines, "une discipline du service"),
            ("niveaux", self.niveaux, "un niveau du service"),
            ("producteurs", self.personnes, "une personne de l'équipe du pôle qui puisse produire"),
        ):
            trouves = _trouver(ligne[champ], connus, quoi, lue)
            setattr(lue, champ, trouves)
            if trouves:
                lue.valeurs[champ] = _enumerer(trouves)
        self._jours(ligne, lue)
        return lue

    def _nature(self, ligne: Ligne, lue: Lue) -> str:
        if not ligne["nature"]:
            return ""
        nature = _NATURES.get(" ".join(mots(ligne["nature"])), "")
        if not nature:
            lue.motifs.append(f"« {ligne['nature'][:60]} » n'est pas une nature de ressource.")
            return ""
        lue.valeurs["nature"] = NatureRessource(nature).label
        return nature

    def _jours(self, ligne: Ligne, lue: Lue) -> None:
        """The same years as the form takes."""
        for champ in JOURS_PREVUS:
            if not ligne[champ]:
                continue
            jour = date.fromisoformat(ligne[champ])
            if not self.cycle.debut.year - 1 <= jour.year <= self.cycle.fin.year + 1:
                lue.motifs.append(f"{jour:%d/%m/%Y} : cette date est trop loin du cycle {self.cycle}.")
            lue.valeurs[champ] = jour


def fiches_de(campagne: Campagne) -> QuerySet[FicheProjet]:
    return FicheProjet.objects.filter(campagne=campagne).prefetch_related(
        "disciplines", "niveaux", "ressources__producteurs"
    )


def decrire(fiche: FicheProjet) -> dict[str, object]:
    """The fiche as the line of a table would say it."""
    ressources = list(fiche.ressources.all())
    producteurs = list(ressources[0].producteurs.all()) if ressources else []
    return {
        **{champ: getattr(fiche, champ).replace("\r\n", "\n").strip() for champ in TEXTES},
        "nature": ressources[0].get_nature_display() if ressources else "",
        "disciplines": _enumerer(fiche.disciplines.all()),
        "niveaux": _enumerer(fiche.niveaux.all()),
        "producteurs": _enumerer(producteurs),
        **{champ: getattr(fiche, champ) for champ in JOURS_PREVUS},
    }


def cle_titre(texte: str) -> str:
    return " ".join(mots(texte))


def _ranger(paires: Iterable[tuple[str, M]]) -> dict[str, list[M]]:
    ranges: dict[str, list[M]] = {}
    for cle, objet in paires:
        connus = ranges.setdefault(cle, [])
        if objet not in connus:
            connus.append(objet)
    return ranges


def _trouver(texte: str, connus: Mapping[str, list[M]], quoi: str, lue: Lue) -> list[M]:
    trouves: list[M] = []
    for nom in (morceau.strip() for morceau in texte.replace("\n", ";").replace("|", ";").split(";")):
        if not nom:
            continue
        possibles = connus.get(nom.lower()) or connus.get(cle_titre(nom), [])
        if len(possibles) == 1:
            trouves += [un for un in possibles if un not in trouves]
        elif possibles:
            lue.motifs.append(f"Deux personnes s'appellent « {nom[:60]} » : écrivez son adresse.")
        else:
            lue.motifs.append(f"« {nom[:60]} » n'est pas {quoi}.")
    return trouves


def _enumerer(objets: Iterable[Model]) -> str:
    """In one order, whatever the table's; people by their addresses, which no two share."""
    return " ; ".join(sorted(getattr(o, "email", "") or str(o) for o in objets))
