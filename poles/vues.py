"""The lists whose filters may be kept under a name: each room registers its own (in `AppConfig.ready`).

What is kept is what the list's own filters and sort understand of what was asked; the rest of an address is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django_filters import FilterSet

from commun.listes import Colonne
from commun.templatetags.composants import filtres_actifs, refuses
from poles.models import VueEnregistree

if TYPE_CHECKING:
    from comptes.models import Personne

# Past that, the page of all the views is where to choose.
VUES_MONTREES = 12
HORS_VUE = ("page", "format")

Parametres = dict[str, list[str]]


@dataclass(frozen=True)
class ListeAVues:
    """`filtre` makes the list's FilterSet of what an address holds, for somebody, at an instant."""

    adresse: str
    nom: str
    filtre: Callable[[QueryDict, Personne, datetime], FilterSet]
    colonnes: Iterable[Colonne]

    @property
    def code(self) -> str:
        return self.adresse.split(":")[1]

    @property
    def tris(self) -> dict[str, str]:
        """Each sort that the address may ask, in words."""
        croissants = {c.tri: c.titre for c in self.colonnes if c.tri}
        return croissants | {f"-{tri}": f"{titre}, en ordre inverse" for tri, titre in croissants.items()}


_listes: dict[str, ListeAVues] = {}


def enregistrer(liste: ListeAVues) -> None:
    _listes[liste.adresse] = liste


def liste_de(adresse: str) -> ListeAVues | None:
    return _listes.get(adresse)


def liste_du_code(code: str) -> ListeAVues | None:
    return next((liste for liste in _listes.values() if liste.code == code), None)


def adresses() -> list[str]:
    return list(_listes)


@dataclass(frozen=True)
class Criteres:
    """What a view keeps, and the same in words: (label, value)."""

    parametres: Parametres
    mots: list[tuple[str, str]]
    # The filters that ask for what does not exist (any more), or not for this person.
    perdus: list[str]


def criteres(liste: ListeAVues, donnees: QueryDict, personne: Personne, maintenant: datetime) -> Criteres:
    """What the list understands of `donnees`."""
    demande = liste.filtre(donnees, personne, maintenant)
    gardes = QueryDict(mutable=True)
    for champ in demande.form:
        valeurs = [valeur for valeur in donnees.getlist(champ.html_name) if valeur.strip()]
        if valeurs and not champ.errors:
            gardes.setlist(champ.html_name, valeurs)
    # Read anew: what is said is what is kept.
    actifs = filtres_actifs(liste.filtre(gardes, personne, maintenant)) if gardes else []
    mots = [(str(actif.libelle), actif.valeur) for actif in actifs]
    tri = donnees.get("tri", "")
    if tri in liste.tris:
        gardes["tri"] = tri
        mots.append(("Tri", liste.tris[tri]))
    return Criteres(dict(gardes.lists()), mots, refuses(demande))


def donnees_de(parametres: Parametres) -> QueryDict:
    return QueryDict(urlencode(parametres, doseq=True))


@dataclass(frozen=True)
class Barre:
    """What stands at the top of a list. `enregistrer`: the address that keeps what is shown, when it can be kept."""

    vues: list[VueEnregistree]
    active: VueEnregistree | None
    autres: bool
    enregistrer: str


def barre(adresse: str, donnees: QueryDict, personne: Personne) -> Barre | None:
    """One query, or two where there are more views than are shown; nothing for a list that keeps no view."""
    if adresse not in _listes:
        return None
    visibles = VueEnregistree.objects.visibles_par(personne).filter(liste=adresse).select_related("pole")
    ici = {nom: [valeur for valeur in valeurs if valeur] for nom, valeurs in donnees.lists() if nom not in HORS_VUE}
    ici = {nom: valeurs for nom, valeurs in ici.items() if valeurs}
    visibles = visibles.order_by("nom", "pk")
    vues = list(visibles[: VUES_MONTREES + 1])
    active = next((vue for vue in vues if vue.parametres == ici), None)
    montrees, autres = vues[:VUES_MONTREES], len(vues) > VUES_MONTREES
    if ici and autres and active is None:
        # What the address asks may be one that is not shown.
        active = visibles.demandant(ici).first()
    a_garder = ici and active is None
    return Barre(
        montrees if active is None or active in montrees else [*montrees, active],
        active,
        autres,
        f"{reverse('poles:enregistrer_vue', args=[_listes[adresse].code])}?{urlencode(ici, doseq=True)}"
        if a_garder
        else "",
    )
