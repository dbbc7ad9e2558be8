"""What a pôle's page shows beside its resources: the three obligatory parts, the team, the calendar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from calendrier.models import Echeance, JourSansClasse
from calendrier.models import NatureEcheance as N
from poles.models import Campagne
from suivi.models import EtapeTenue


@dataclass(frozen=True)
class Obligatoire:
    """One line of the check list of what binds a pôle."""

    titre: str
    fait: bool
    etat: str
    jour: date | None = None
    retard: bool = False
    consigner: str = ""  # the address where it is recorded, when it still has to be
    tenue: EtapeTenue | None = None


@dataclass(frozen=True)
class LigneDeCalendrier:
    debut: date
    fin: date
    libelle: str
    genre: str  # « etape », « vacances » or « aujourdhui »
    obligatoire: bool = False
    passee: bool = False


def obligatoires(
    campagne: Campagne, echeances: Iterable[Echeance], tenues: Iterable[EtapeTenue], jour: date
) -> list[Obligatoire]:
    """Fiches-projet, points d'étape, visio de bilan: done or not, by when.

    A pôle whose mission is not to produce owes no fiche, as the registry has it (`suivi/obligations/parties.py`).
    """
    faites = {(e.nature, e.rang): e for e in tenues}
    lignes = []
    for e in echeances:
        if e.nature == N.FICHES_PROJET and campagne.mission_production:
            lignes.append(_fiches(campagne, e, jour))
        elif e.nature in (N.POINT_ETAPE, N.VISIO_BILAN):
            lignes.append(_etape(campagne, e, faites.get((e.nature, e.rang)), jour))
    return lignes


def _fiches(campagne: Campagne, echeance: Echeance, jour: date) -> Obligatoire:
    retenues, soumises = campagne.fiches_retenues, campagne.fiches_soumises
    comptes = [_compte(retenues, "retenue")] if retenues else []
    comptes += [f"{_compte(soumises, 'soumise')}, à décider"] if soumises else []
    etat = " ; ".join(comptes) or "aucune n'est encore soumise"
    return Obligatoire(echeance.libelle, retenues > 0, etat, echeance.jour, not retenues and echeance.jour < jour)


def _compte(nombre: int, mot: str) -> str:
    return f"{nombre} {mot}{'s' if nombre > 1 else ''}"


def _etape(campagne: Campagne, echeance: Echeance, tenue: EtapeTenue | None, jour: date) -> Obligatoire:
    if tenue:
        return Obligatoire(echeance.libelle, True, "tenue" if echeance.nature == N.VISIO_BILAN else "tenu", tenue=tenue)
    adresse = [campagne.pole.slug, campagne.cycle.libelle, echeance.nature, echeance.rang]
    return Obligatoire(
        echeance.libelle,
        False,
        "à tenir",
        echeance.jour,
        echeance.jour < jour,
        reverse("suivi:consigner", args=adresse),
    )


def calendrier(
    campagne: Campagne, echeances: Iterable[Echeance], periodes: Iterable[JourSansClasse], jour: date
) -> list[LigneDeCalendrier]:
    """Milestones, the year's school holidays and today, in one list by date; empty without milestones."""
    lignes = [LigneDeCalendrier(e.jour, e.jour, e.libelle, "etape", e.obligatoire, e.jour < jour) for e in echeances]
    if not lignes:
        return []
    lignes += [
        LigneDeCalendrier(p.debut, p.fin, p.libelle, "vacances", passee=p.fin < jour)
        for p in periodes
        if p.genre == JourSansClasse.Genre.VACANCES and p.debut < campagne.cycle.fin
    ]
    if campagne.cycle.debut <= jour <= campagne.cycle.fin:
        lignes.append(LigneDeCalendrier(jour, jour, "Aujourd'hui", "aujourdhui"))
    return sorted(lignes, key=lambda ligne: (ligne.debut, ligne.genre, ligne.libelle))
