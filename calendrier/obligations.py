"""The registry of obligations: the one answer to « who owes what by when ».

Each room registers a provider in its `AppConfig.ready`; the home page reads them all, later reminders,
feeds and dashboards too. An obligation that is done is not in the answer: nothing has to be ticked off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Expression, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from poles.droits import droits_de

if TYPE_CHECKING:
    from comptes.models import Personne


@dataclass(frozen=True)
class Bornes:
    """For a page that shows few: the first `nombre` in the registry's order, what presses before what does not, and
    the `attentes` that have been waiting the longest. A date presses up to `proche`."""

    nombre: int
    attentes: int
    proche: date


@dataclass(frozen=True)
class Demande:
    """What is asked of the providers: one person's obligations, or those of some campaigns, on a given day."""

    jour: date
    personne: Personne | None = None
    campagnes: tuple[int, ...] | None = None
    bornes: Bornes | None = None

    def q(self, prefixe: str, *fonctions: str) -> Q:
        """Filter on the campaign: those of the request, and where the person has one of these fonctions."""
        q = self._campagnes(prefixe)
        return q & droits_de(self.personne).q(prefixe, *fonctions) if self.personne else q

    def _campagnes(self, prefixe: str) -> Q:
        return Q() if self.campagnes is None else Q(**{f"{prefixe}pk__in": self.campagnes})

    def conduite(self, prefixe: str) -> Q:
        """The same for the campaigns that the person leads (see `Droits.conduite`)."""
        q = self._campagnes(prefixe)
        return q & droits_de(self.personne).conduite(prefixe) if self.personne else q

    def retenir(
        self, lignes: QuerySet[Any], *, echeance: Expression | None, depuis: Expression | F, attendue: Q
    ) -> QuerySet[Any]:
        """Those of the rows that the bounds keep, chosen by the database; all of them without bounds.

        `echeance`, `depuis`: the obligation's, as columns of its row; `attendue`: somebody waits for it. Of two
        obligations of one row, the more urgent.
        """
        if self.bornes is None:
            return lignes
        rangees, anciennete, urgence = lignes.order_by().annotate(depuis_le=depuis), [F("depuis_le"), F("pk")], []
        if echeance is not None:
            rangees = rangees.annotate(a_faire_pour=echeance)
            # What has no date presses: the condition is false of it, its contrary would be neither.
            loin = Q(a_faire_pour__gt=self.bornes.proche) & ~attendue
            urgence = [_en_dernier(loin), F("a_faire_pour").asc(nulls_last=True)]
        rangees = rangees.annotate(
            rang=Window(RowNumber(), order_by=[*urgence, *anciennete]),
            rang_attente=Window(RowNumber(), order_by=[_en_dernier(~attendue), *anciennete]),
        )
        retenues = rangees.filter(Q(rang__lte=self.bornes.nombre) | Q(rang_attente__lte=self.bornes.attentes))
        return lignes.model._base_manager.filter(pk__in=retenues.values("pk"))

    def q_personne(self, chemin: str) -> Q:
        return Q(**{chemin: self.personne}) if self.personne else Q()


@dataclass(frozen=True)
class Obligation:
    cle: str  # stable: two answers about the same thing have the same key
    genre: str  # « visa », « relecture »…
    campagne: int
    phrase: str  # begins with a verb: « Déposer la V2 de »
    objet: str  # the title that follows the sentence
    pourquoi: str
    url: str
    bouton: str
    personnes: frozenset[int] = frozenset()  # who owes it: people…
    fonctions: tuple[str, ...] = ()  # …or whoever has one of these fonctions on the campaign
    sauf: frozenset[int] = frozenset()  # who has the fonction and may not do it: said of campaigns only
    echeance: date | None = None
    depuis: date | None = None
    obligatoire: bool = False
    attendue_par: str = ""  # who is waiting for it, in words
    nature: str = ""  # the NatureEcheance that the date comes from; empty when it comes from none
    demander_report: str = ""  # where its `personnes` may ask for a later date; empty when none can be
    report_demande: bool = False  # a later date is asked for already, and not answered
    sujet: str = ""  # the chain of the record that it is about: « ressource:12 »; empty for a pôle's own
    evenement: bool = False  # it is about something that the calendars show by themselves, on that day

    def retard(self, jour: date) -> int:
        """Days of lateness, 0 when there is none."""
        return max(0, (jour - self.echeance).days) if self.echeance else 0


def _en_dernier(q: Q) -> Case:
    return Case(When(q, then=Value(1)), default=Value(0))


Fournisseur = Callable[[Demande], Iterable[Obligation]]
_fournisseurs: dict[str, Fournisseur] = {}


def enregistrer(nom: str, fournisseur: Fournisseur) -> None:
    """To call in `AppConfig.ready`; registering again under the same name replaces."""
    _fournisseurs[nom] = fournisseur


_genres: dict[str, str] = {}


def nommer_genres(noms: Mapping[str, str]) -> None:
    """To call in `AppConfig.ready`: how people call the obligations of each genre, in the plural."""
    _genres.update(noms)


def libelle_du_genre(genre: str) -> str:
    return _genres.get(genre) or genre.replace("_", " ")


LienDeReport = Callable[[str, int], str]
_liens_de_report: list[LienDeReport] = []


def enregistrer_lien_de_report(lien: LienDeReport) -> None:
    """To call in `AppConfig.ready`: from the page « Demander un report » and a person, the address a mail may hold."""
    _liens_de_report[:] = [lien]


def lien_de_report(page: str, personne: int) -> str:
    """What opens the page to this person without signing in; the page itself where no room gives more."""
    return _liens_de_report[0](page, personne) if _liens_de_report else page


def obligations(demande: Demande) -> Iterator[Obligation]:
    """All that is owed, the most urgent first: by date, then by how long it has been waiting."""
    toutes = [o for fournisseur in _fournisseurs.values() for o in fournisseur(demande)]
    loin = date.max
    return iter(sorted(toutes, key=lambda o: (o.echeance or loin, o.depuis or loin, o.cle)))
