"""Everything of some pôles that has a date, for one reader: one kind of row, whatever the room it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db.models import TextChoices

from calendrier.evenements import Evenement, Periode, evenements
from calendrier.models import Echeance
from calendrier.obligations import Demande, Obligation, obligations
from calendrier.queries import echeances_par_campagne
from calendrier.rappels.phrases import a_un_tiers
from calendrier.tenues import etapes_tenues
from commun.templatetags.dates import jour as en_toutes_lettres
from poles.droits import droits_de
from poles.models import Campagne, Fonction

if TYPE_CHECKING:
    from comptes.models import Personne


ATTENDU = {
    Fonction.COORDINATEUR.value: "du PREDAC ou de l'IAN",
    Fonction.ENSEIGNANT.value: "de l'équipe",
    Fonction.INSPECTEUR.value: "de l'inspection",
    Fonction.DRANE.value: "de la DRANE",
    Fonction.ADMINISTRATEUR.value: "de l'administration académique",
}
NOMMES = 3
CONDUISENT = (Fonction.COORDINATEUR, Fonction.ADMINISTRATEUR)


class Quoi(TextChoices):
    ECHEANCE = "echeance", "échéance du pôle"
    DU = "du", "à faire"
    REUNION = "reunion", "réunion ou séance"


@dataclass(frozen=True)
class Repere:
    """`genre` is its mark on the drawing; `roles`: whom it waits for, the fonctions' names and « moi »."""

    jour: date
    titre: str
    quoi: Quoi
    campagne: int
    url: str
    genre: str
    obligatoire: bool = False
    retard: int = 0  # days
    precision: str = ""
    roles: frozenset[str] = frozenset()
    annule: bool = False
    fait: bool = False
    pole: str = ""

    @property
    def poids(self) -> str:
        """Obligatory or indicative, in words; a meeting is neither, and what is done is no longer either."""
        if self.quoi == Quoi.REUNION:
            return "annulée" if self.annule else ""
        if self.fait:
            return ""
        return "obligatoire" if self.obligatoire else "indicative"


def reperes(personne: Personne, campagnes: Sequence[Campagne], du: date, au: date, jour: date) -> list[Repere]:
    """In the order of the days, both ends included.

    Milestones and meetings of these pôles, what the person owes, and what everybody owes where they lead the pôle:
    elsewhere, the work of others is not theirs to watch.
    """
    trouves = [*_echeances(campagnes), *_evenements(personne, campagnes, du, au), *_dus(personne, campagnes, jour)]
    noms = {c.pk: c.pole.nom for c in campagnes}
    retenus = (replace(r, pole=noms.get(r.campagne, "")) for r in trouves if du <= r.jour <= au)
    return sorted(retenus, key=lambda r: (r.jour, r.quoi != Quoi.ECHEANCE, r.titre))


def _echeances(campagnes: Sequence[Campagne]) -> Iterator[Repere]:
    par_campagne, tenues = echeances_par_campagne(campagnes), etapes_tenues([c.pk for c in campagnes])
    for campagne in campagnes:
        for echeance in par_campagne[campagne.pk]:
            yield _de_l_echeance(echeance, campagne, tenues.get((campagne.pk, echeance.nature, echeance.rang)))


def _de_l_echeance(echeance: Echeance, campagne: Campagne, tenue: date | None) -> Repere:
    return Repere(
        jour=echeance.jour,
        titre=echeance.libelle,
        quoi=Quoi.ECHEANCE,
        campagne=campagne.pk,
        url=campagne.get_absolute_url(),
        genre="obligatoire" if echeance.obligatoire else "etape",
        obligatoire=echeance.obligatoire,
        precision=f"C'est fait, le {en_toutes_lettres(tenue)}." if tenue else "",
        fait=tenue is not None,
    )


def _evenements(personne: Personne, campagnes: Sequence[Campagne], du: date, au: date) -> Iterator[Repere]:
    connues, conduites = {c.pk: c for c in campagnes}, _conduites(personne, campagnes)
    for evenement in evenements(Periode(du, au, campagnes=tuple(connues))):
        for campagne in sorted(evenement.campagnes & connues.keys()):
            # Everybody of the pôle reads when people meet; a page that would refuse them is not offered.
            ferme = evenement.reserve and personne.pk not in evenement.personnes and campagne not in conduites
            yield Repere(
                jour=evenement.jour,
                titre=evenement.titre,
                quoi=Quoi.REUNION,
                campagne=campagne,
                url=connues[campagne].get_absolute_url() if ferme else evenement.url,
                genre="reunion",
                precision=_heure(evenement),
                annule=evenement.annule,
            )


def _conduites(personne: Personne, campagnes: Sequence[Campagne]) -> set[int]:
    droits = droits_de(personne)
    return {c.pk for c in campagnes if droits.tous or droits.a(c, *CONDUISENT)}


def _heure(evenement: Evenement) -> str:
    heure = evenement.quand.strftime("%Hh%M").removesuffix("00") if evenement.a_heures else ""
    return ", ".join(mot for mot in (heure.lstrip("0"), evenement.lieu) if mot)


def _dus(personne: Personne, campagnes: Sequence[Campagne], jour: date) -> Iterator[Repere]:
    """One pass over the registry: the person's own, or everybody's on these pôles where they lead one of them."""
    droits, par_numero = droits_de(personne), {c.pk: c for c in campagnes}
    conduites = _conduites(personne, campagnes)
    qui = {} if conduites else {"personne": personne}
    retenues: list[tuple[Obligation, date, bool]] = []
    for obligation in obligations(Demande(jour, campagnes=tuple(par_numero), **qui)):
        moi = personne.pk in obligation.personnes
        if obligation.fonctions and (campagne := par_numero.get(obligation.campagne)):
            moi = moi or (droits.a(campagne, *obligation.fonctions) and personne.pk not in obligation.sauf)
        la_voit = moi or not conduites or obligation.campagne in conduites
        if obligation.echeance and not obligation.evenement and la_voit:
            retenues.append((obligation, obligation.echeance, moi))
    noms = _noms({pk for obligation, _, moi in retenues if not moi for pk in obligation.personnes})
    for obligation, echeance, moi in retenues:
        yield _de_l_obligation(obligation, echeance, jour, moi=moi, noms=noms)


def _noms(personnes: Set[int]) -> dict[int, str]:
    """« de Paul Martin », « d'Hélène Roux », of those who are awaited by their name."""
    if not personnes:
        return {}
    return {p.pk: p.de_nom_complet for p in get_user_model().objects.filter(pk__in=personnes)}


def _de_qui(obligation: Obligation, noms: Mapping[int, str]) -> str:
    """People by their name; a fonction where whoever holds it may do it."""
    attendus = sorted(noms[pk] for pk in obligation.personnes if pk in noms)
    if len(attendus) > NOMMES + 1:
        attendus[NOMMES:] = [f"de {len(attendus) - NOMMES} autres"]
    attendus += [ATTENDU[role] for role in ATTENDU if role in obligation.fonctions]
    return " et ".join(filter(None, [", ".join(attendus[:-1]), *attendus[-1:]])) or "de l'équipe"


def _de_l_obligation(
    obligation: Obligation, echeance: date, jour: date, *, moi: bool, noms: Mapping[int, str]
) -> Repere:
    retard = obligation.retard(jour)
    roles = set(obligation.fonctions) or {Fonction.ENSEIGNANT.value}
    return Repere(
        jour=echeance,
        titre=f"{obligation.phrase if moi else a_un_tiers(obligation.phrase)} {obligation.objet}",
        quoi=Quoi.DU,
        campagne=obligation.campagne,
        url=obligation.url,
        genre="retard" if retard else "obligatoire" if obligation.obligatoire else "du",
        obligatoire=obligation.obligatoire,
        retard=retard,
        precision=obligation.pourquoi if moi else f"Attendu {_de_qui(obligation, noms)}.",
        roles=frozenset(roles | ({"moi"} if moi else set())),
    )
