"""What a person is, in words: roles, pôles, and whom to ask when there is none."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet

from accueil.queries.campagnes import noms_distincts
from poles.droits import Droits
from poles.models import Academie, Campagne, Fonction, Mandat
from poles.queries import mandats_actifs

if TYPE_CHECKING:
    from comptes.models import Personne


def roles(droits: Droits) -> list[str]:
    """« PREDAC : Langues et numérique », one a role, in the order of the fonctions' list."""
    lieux: dict[str, list[str]] = {"Administration du service": ["toutes les académies"]} if droits.tous else {}
    rang = {fonction: n for n, fonction in enumerate(Fonction.values)}
    for mandat in sorted(droits.mandats, key=lambda m: rang[m.fonction]):
        lieu = _lieu(mandat)
        connus = lieux.setdefault(_role(mandat, droits), [])
        if lieu not in connus:
            connus.append(lieu)
    return [f"{role} : {', '.join(noms)}" for role, noms in lieux.items()]


def _role(mandat: Mandat, droits: Droits) -> str:
    libelle = mandat.libelle[0].upper() + mandat.libelle[1:]
    if mandat.personne_id == droits.personne:
        return libelle
    return f"{libelle}, par délégation {mandat.personne.de_nom_complet}"


def _lieu(mandat: Mandat) -> str:
    if mandat.academie:
        return mandat.academie.nom_entier
    return (mandat.campagne.pole if mandat.campagne else mandat.pole).nom


def role_dans(droits: Droits, campagne: Campagne) -> str:
    """« PREDAC, enseignant »: what the person is in this campaign."""
    libelles = (
        m.libelle + ("" if m.personne_id == droits.personne else " par délégation") for m in droits.sur(campagne)
    )
    texte = ", ".join(dict.fromkeys(libelles))
    return texte[:1].upper() + texte[1:]


def noms_des_poles(droits: Droits, campagnes: Iterable[Campagne]) -> dict[int, str]:
    """The pôle's name of each campaign at hand, with its year where the pôle has two of them; empty for a person who
    has only one, where saying it is noise."""
    connues = {m.campagne_id: m.campagne for m in droits.mandats if m.campagne}
    connues |= {campagne.pk: campagne for campagne in campagnes}
    return noms_distincts(connues.values()) if len(connues) > 1 else {}


def administrateurs_a_contacter(personne: Personne, jour: date) -> QuerySet[Personne]:
    """Who administers the académie where the person works, or took part in a pôle."""
    academies = Academie.objects.filter(
        Q(etablissements__affectations__personne=personne)
        | Q(mandats__personne=personne)
        | Q(poles__mandats__personne=personne)
        | Q(poles__campagnes__mandats__personne=personne)
    ).values("pk")
    mandats = mandats_actifs(jour).filter(
        fonction=Fonction.ADMINISTRATEUR, academie__in=academies, personne=OuterRef("pk")
    )
    return get_user_model().objects.filter(Exists(mandats), is_active=True)
