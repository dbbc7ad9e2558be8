"""What a person may do today, in one object: the active mandates, loaded once.

The single place, with the views, tasks and commands, that reads the clock: a permission predicate
receives a person and a record, never a date. Everything above asks this object, so that a page
costs one query for its rights however many records it shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from commun.ensembles import Parmi
from commun.horloge import aujourdhui

if TYPE_CHECKING:
    from comptes.models import Personne

    from .models import Campagne, Mandat


@dataclass(frozen=True)
class Droits:
    jour: date
    tous: bool  # a superuser sees and may do everything that is not a visa
    mandats: tuple[Mandat, ...]  # one's own, and those lent by delegation
    absence: date | None = None  # the last day, when the person is unavailable today
    personne: int | None = None

    def q(self, prefixe: str, *fonctions: str) -> Q:
        """A filter on campaigns; `prefixe` leads to the campaign ("" or "campagne__"). No join that multiplies."""
        if self.tous and not fonctions:
            return Q()
        if prefixe:
            return _de_ces_campagnes(prefixe, self.q("", *fonctions))
        retenus = [m for m in self.mandats if not fonctions or m.fonction in fonctions]
        q = Q(pk__in=[])
        for champ, chemin in (("campagne_id", "pk"), ("pole_id", "pole"), ("academie_id", "pole__academie")):
            ids = {valeur for m in retenus if (valeur := getattr(m, champ))}
            if ids:
                q |= Q(**{f"{chemin}__in": ids})
        return q

    def conduite(self, prefixe: str) -> Q:
        """The campaigns this person leads: those they coordinate, and, for an administrator, those nobody coordinates.

        What waits for a PREDAC or an IAN must never wait for nobody.
        """
        if prefixe:
            return _de_ces_campagnes(prefixe, self.conduite(""))
        q = self.q("", "coordinateur")
        if not self.exerce("administrateur"):
            return q
        portee = Q(campagne=OuterRef("pk")) | Q(pole=OuterRef("pole")) | Q(academie=OuterRef("pole__academie"))
        mandats = apps.get_model("poles", "Mandat").objects.actifs(self.jour)
        coordination = mandats.filter(portee, fonction="coordinateur")
        return q | (self.q("", "administrateur") & ~Exists(coordination))

    @property
    def conduit_quelque_part(self) -> bool:
        """Could `conduite` give anything? Spares the query of who leads nothing."""
        return self.exerce("coordinateur", "administrateur")

    @property
    def academies_administrees(self) -> set[int]:
        return {m.academie_id for m in self.mandats if m.fonction == "administrateur" and m.academie_id}

    def sur(self, campagne: Campagne) -> list[Mandat]:
        """The mandates whose scope covers this campaign: itself, its pôle or its académie."""
        return [
            m
            for m in self.mandats
            if m.campagne_id == campagne.pk
            or (m.pole_id is not None and m.pole_id == campagne.pole_id)
            or (m.academie_id is not None and m.academie_id == campagne.pole.academie_id)
        ]

    def titres(self, campagne: Campagne, *fonctions: str) -> list[Mandat]:
        """The mandates that give one of these fonctions on the campaign: one's own before those lent."""
        retenus = (m for m in self.sur(campagne) if m.fonction in fonctions)
        return sorted(retenus, key=lambda m: (m.personne_id != self.personne, m.pk))

    def par_titulaire(self) -> Iterator[tuple[int, Droits]]:
        """The same rights, apart for oneself and for each person who delegates theirs."""
        for titulaire in sorted({m.personne_id for m in self.mandats}):
            siens = tuple(m for m in self.mandats if m.personne_id == titulaire)
            yield titulaire, Droits(self.jour, tous=False, mandats=siens, personne=titulaire)

    def a(self, campagne: Campagne, *fonctions: str) -> bool:
        """Has the person one of these fonctions (any, when none is named) on this campaign?"""
        return any(not fonctions or m.fonction in fonctions for m in self.sur(campagne))

    def exerce(self, *fonctions: str) -> bool:
        """Has the person one of these fonctions anywhere?"""
        return any(m.fonction in fonctions for m in self.mandats)


def _mandats(personne: Personne, jour: date) -> QuerySet[Mandat]:
    """One's own, and those of the signatories who delegate to this person: one query for both."""
    delegations = apps.get_model("poles", "Delegation").objects.en_cours(jour)
    # A set, not an Exists: under the OR below it would read every mandate there is, on every page.
    recues = delegations.filter(delegataire=personne, mandat__personne__is_active=True)
    absences = apps.get_model("poles", "Indisponibilite").objects.le(jour).filter(personne=OuterRef("personne"))
    return (
        apps.get_model("poles", "Mandat")
        .objects.actifs(jour)
        .filter(Q(personne=personne) | Q(Parmi("pk", recues.values("mandat"))))
        .select_related("personne", "campagne__pole", "campagne__cycle", "pole", "academie")
        .annotate(absente_jusqu_au=Subquery(absences.values("fin")[:1]))
    )


def _de_ces_campagnes(prefixe: str, q: Q) -> Q:
    """The same filter seen from a row of a campaign; the campaigns are few, the rows may be a hundred thousand."""
    campagnes = apps.get_model("poles", "Campagne").objects.filter(q)
    return Q(Parmi(prefixe.removesuffix("__"), campagnes.values("pk")))


def droits_de(personne: Personne) -> Droits:
    """The rights of today, kept on the person's instance (a request has its own)."""
    jour = aujourdhui()
    # An attribute, not __dict__: request.user is a lazy wrapper, whose __dict__ is not the person's.
    connus: Droits | None = getattr(personne, "_droits", None)
    if connus is None or connus.jour != jour:
        mandats: tuple[Mandat, ...] = ()
        if personne.pk and personne.is_active:
            mandats = tuple(_mandats(personne, jour))
        tous = bool(personne.is_active and getattr(personne, "is_superuser", False))
        absence = next((m.absente_jusqu_au for m in mandats if m.personne_id == personne.pk), None)
        connus = Droits(jour, tous, mandats, absence, personne.pk)
        personne._droits = connus
    return connus


def oublier_droits(personne: Personne) -> None:
    """To call when a mandate changes under an instance in use."""
    personne._droits = None
