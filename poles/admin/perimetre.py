"""The rows that somebody who leads finds in the administration, by the way that leads from a row to its campaign.

Each function gives what `Acces.lignes` asks for. By a mandate, the rows are those of the campaigns that the person
coordinates or administers. With Django's own permissions, the work of the pôles is that of any of one's mandates, as
on the pages; what a year is organised with (académies, pôles, cycles, mandates, accounts) is all there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import ForeignKey, Q, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest

from commun.admin.bornee import ListeBornee
from commun.administration.perimetre import Lignes
from commun.ensembles import Parmi
from poles.droits import droits_de
from poles.models import Academie, Affectation, Campagne, Mandat
from poles.permissions import CONDUIRE

if TYPE_CHECKING:
    from comptes.models import Personne


class DansMonAcademie(ListeBornee):
    """What belongs to no académie is the service's own: an académie's administration names its own, already chosen."""

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        champ = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if champ is not None and db_field.remote_field.model is Academie and not request.user.is_superuser:
            siennes = administrees(request.user)
            champ.required = champ.required or bool(siennes)
            champ.initial = next(iter(siennes)) if len(siennes) == 1 else None
        return champ


def fonctions(par_mandat: bool) -> tuple[str, ...]:
    return CONDUIRE if par_mandat else ()


def conduites(personne: Personne, par_mandat: bool = True) -> QuerySet[Campagne]:
    """The campaigns whose rows the person finds there."""
    return Campagne.objects.filter(droits_de(personne).q("", *fonctions(par_mandat)))


def administrees(personne: Personne) -> set[int]:
    """The numbers of the académies that the person administers."""
    return droits_de(personne).academies_administrees


def de_la_campagne(chemin: str, *, ou_commun: bool = False) -> Lignes:
    """`chemin` leads to the campaign (« ressource__campagne_suivi »); `ou_commun`: also the rows of no campaign."""

    def lignes(table: QuerySet[Any], personne: Personne, par_mandat: bool) -> QuerySet[Any]:
        q = droits_de(personne).q(f"{chemin}__", *fonctions(par_mandat))
        return table.filter(q | Q(**{f"{chemin}__isnull": True}) if ou_commun else q)

    return lignes


def visibles(chemin: str) -> Lignes:
    """For the models whose manager knows who sees what: both, since leading a pôle does not open all of it."""

    def lignes(table: QuerySet[Any], personne: Personne, par_mandat: bool) -> QuerySet[Any]:
        vues = table.visibles_par(personne)
        return vues.filter(droits_de(personne).q(f"{chemin}__", *CONDUIRE)) if par_mandat else vues

    return lignes


def de_l_academie(chemin: str = "academie", *, ou_commun: bool = False) -> Lignes:
    """What belongs to an académie: that of the pôles that one leads, or the one that one administers."""

    def lignes(table: QuerySet[Any], personne: Personne, par_mandat: bool) -> QuerySet[Any]:
        if not par_mandat:
            return table
        siennes = Q(**{f"{chemin}__in": academies(personne)})
        return table.filter(siennes | Q(**{f"{chemin}__isnull": True}) if ou_commun else siennes)

    return lignes


def academies(personne: Personne) -> set[int]:
    """Of those who lead, from their mandates, without asking the database again."""
    mandats = [m for m in droits_de(personne).mandats if m.fonction in CONDUIRE]
    lieux = {m.academie_id or (m.campagne.pole if m.campagne else m.pole).academie_id for m in mandats}
    return {pk for pk in lieux if pk}


def poles(table: QuerySet[Any], personne: Personne, par_mandat: bool) -> QuerySet[Any]:
    """An académie's administration finds those that have no campaign yet."""
    if not par_mandat:
        return table
    menees = conduites(personne).values("pole")
    mandates = {m.pole_id for m in droits_de(personne).mandats if m.pole_id and m.fonction in CONDUIRE}
    return table.filter(Q(Parmi("pk", menees)) | Q(pk__in=mandates) | Q(academie__in=administrees(personne)))


def campagnes(table: QuerySet[Any], personne: Personne, par_mandat: bool) -> QuerySet[Any]:
    return table.filter(droits_de(personne).q("", *CONDUIRE)) if par_mandat else table


def cycles(table: QuerySet[Any], personne: Personne, par_mandat: bool) -> QuerySet[Any]:
    """Those of one's campaigns; an académie's administration finds its own, and those open to all."""
    if not par_mandat:
        return table
    menes = Q(Parmi("pk", conduites(personne).values("cycle")))
    siens = administrees(personne)
    return table.filter(menes | Q(academie__in=siens) | (Q(academie__isnull=True) if siens else Q(pk__in=[])))


def equipe(table: QuerySet[Any], personne: Personne, par_mandat: bool) -> QuerySet[Any]:
    """The mandates on the campaigns and pôles that one leads; on the académie, for its administration."""
    if not par_mandat:
        return table
    menees = conduites(personne)
    return table.filter(
        Q(Parmi("campagne", menees.values("pk")))
        | Q(Parmi("pole", menees.values("pole")))
        | Q(academie__in=administrees(personne))
    )


def personnes(table: QuerySet[Any], personne: Personne, par_mandat: bool) -> QuerySet[Any]:
    """Who has, or had, a mandate there; for an académie's administration, also who works in its establishments."""
    if not par_mandat:
        return table.filter(is_superuser=False)
    membres = equipe(Mandat.objects.all(), personne, par_mandat).order_by().values("personne")
    q = Q(Parmi("pk", membres))
    if siennes := administrees(personne):
        collegues = Affectation.objects.filter(etablissement__academie__in=siennes).order_by()
        q |= Q(Parmi("pk", collegues.values("personne")))
    return table.filter(q, is_superuser=False)
