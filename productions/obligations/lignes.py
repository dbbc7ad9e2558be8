"""What is owed of a version, as rows: several SELECT of the same columns, one query for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import BooleanField, CharField, DateTimeField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat, Trim


@dataclass(frozen=True)
class Ligne:
    """One relecture or one class test; `personne` is 0 for who has no account."""

    quoi: str  # « relecture » or « test »
    objet: int
    etat: str
    numero: int  # of the version
    ressource: int
    titre: str  # of the resource
    campagne: int
    fuseau: str
    personne: int
    nom: str  # of that person, where the sentence says it
    par: str  # who asked for it
    echeance: date | None
    confie_le: datetime
    etat_depuis: datetime
    a_faire: bool
    sans_reponse: bool
    # The exchange of relectures that waits for an answer: its number, to whom, since when, against which.
    echange: int | None
    echange_vers: int | None
    echange_le: datetime | None
    echange_contre: int | None

    @property
    def sujet(self) -> str:
        return f"ressource:{self.ressource}"

    def jour(self, instant: datetime) -> date:
        """A day of the resource's académie."""
        return instant.astimezone(ZoneInfo(self.fuseau)).date()


_COLONNES = tuple(f"l_{champ.name}" for champ in fields(Ligne))


def colonnes(lignes: QuerySet[Any], quoi: str, **valeurs: Any) -> QuerySet[Any]:
    """One SELECT, of rows that have a `version`."""
    ressource = "version__ressource__"
    toutes = {
        "quoi": Value(quoi, CharField()),
        "objet": F("pk"),
        "etat": F("etat"),
        "numero": F("version__numero"),
        "ressource": F("version__ressource"),
        "titre": F(f"{ressource}titre"),
        "campagne": F(f"{ressource}campagne_suivi"),
        "fuseau": Coalesce(f"{ressource}campagne_suivi__pole__academie__fuseau", Value("Europe/Paris")),
        "nom": Value("", CharField()),
        "etat_depuis": F("etat_depuis"),
        "a_faire": Value(True, BooleanField()),
        "sans_reponse": Value(False, BooleanField()),
        **{nom: Cast(Value(None), IntegerField()) for nom in ("echange", "echange_vers", "echange_contre")},
        "echange_le": Cast(Value(None), DateTimeField()),
        **valeurs,
    }
    toutes["personne"] = Coalesce(toutes["personne"], Value(0), output_field=IntegerField())
    toutes |= {nom: Cast(toutes[nom], CharField(max_length=500)) for nom in ("etat", "nom")}
    return lignes.order_by().annotate(**{f"l_{nom}": v for nom, v in toutes.items()}).values_list(*_COLONNES)


def nom_complet(personne: str) -> Trim:
    """As `Personne.nom_complet` says it; `personne` leads to it."""
    return Trim(Concat(f"{personne}__prenom", Value(" "), f"{personne}__nom", output_field=CharField()))


def lire(*ensembles: QuerySet[Any]) -> Iterator[Ligne]:
    premier, *autres = ensembles
    yield from (Ligne(*ligne) for ligne in premier.union(*autres, all=True))
