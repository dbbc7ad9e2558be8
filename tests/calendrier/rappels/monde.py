"""A made-up year, in the database for the product and in plain words for the model: people, holidays, things owed."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from calendrier.etats import Rythme
from calendrier.models import JourSansClasse, ReglagesRappels
from calendrier.services import enregistrer_preferences
from comptes.models import Personne
from poles.models import Campagne, Cycle, Fonction, Indisponibilite, Mandat
from tests import fabrique
from tests.calendrier.rappels.choses import Chose
from tests.calendrier.rappels.promesse import Annee, Pole

ACADEMIES = ("Toulouse", "Lyon", "Lille", "La Réunion")
RENTREE, FIN = date(2026, 9, 1), date(2027, 8, 31)


def creer(poles: int, equipe: int, choses: int, premier: date, dernier: date, *, graine: int = 1) -> Annee:
    """So many pôles of so many teachers, each with so many things due between these days."""
    hasard = random.Random(graine)
    cycles = [fabrique.cycle(academie=fabrique.academie(nom)) for nom in ACADEMIES[:poles]]
    annee = Annee({}, [])
    for n in range(poles):
        campagne = fabrique.campagne(cycle=cycles[n % len(cycles)])
        gens = [fabrique.personne().pk for _ in range(equipe)]
        Mandat.objects.bulk_create(
            Mandat(personne_id=pk, fonction=Fonction.ENSEIGNANT, campagne=campagne, debut=RENTREE) for pk in gens
        )
        annee.poles[campagne.pk] = _pole(campagne, hasard)
        annee.choses += [_chose(hasard, f"{campagne.pk}-{i}", campagne, gens, premier, dernier) for i in range(choses)]
        annee.choses += [_decision(hasard, campagne, annee.poles[campagne.pk].inspection, premier, dernier)]
        annee.choses += [_visa(hasard, f"visa-{campagne.pk}-{i}", campagne, premier, dernier) for i in range(2)]
        _preferences(annee, hasard, gens, premier, dernier)
    return annee


def _pole(campagne: Campagne, hasard: random.Random) -> Pole:
    qui = {f: [fabrique.titulaire(campagne, f).pk] for f in ("coordinateur", "inspecteur", "drane")}
    copie = hasard.random() < 0.5
    if copie:
        ReglagesRappels.objects.create(campagne=campagne, inspection_en_copie=True)
    return Pole(_chomes(campagne.cycle), qui["coordinateur"], qui["inspecteur"], qui["drane"], copie)


def _chomes(cycle: Cycle) -> set[date]:
    return {
        periode.debut + timedelta(n)
        for periode in JourSansClasse.objects.filter(academie=cycle.academie)
        for n in range((periode.fin - periode.debut).days + 1)
    }


def _chose(hasard: random.Random, cle: str, campagne: Campagne, gens: list[int], premier: date, dernier: date) -> Chose:
    due = premier + timedelta(hasard.randrange((dernier - premier).days + 1))
    du_pole = hasard.random() < 0.2
    return Chose(
        cle,
        campagne.pk,
        [(RENTREE - timedelta(30), due)],
        personnes=[] if du_pole else hasard.sample(gens, hasard.randint(1, min(3, len(gens)))),
        fonctions=["coordinateur"] if du_pole else [],
        obligatoire=hasard.random() < 0.6,
        depuis=due - timedelta(hasard.randint(1, 40)) if hasard.random() < 0.5 else None,
        faite=due + timedelta(hasard.randint(-20, 40)) if hasard.random() < 0.8 else None,
        attendue_par="les producteurs" if hasard.random() < 0.3 else "",
    )


def _decision(hasard: random.Random, campagne: Campagne, inspection: list[int], premier: date, dernier: date) -> Chose:
    """A meeting's decision, owed in person by somebody who signs: dated, and told in their weekly mail."""
    chose = _chose(hasard, f"decision-{campagne.pk}", campagne, inspection, premier, dernier)
    return replace(chose, fonctions=[], personnes=inspection)


def _visa(hasard: random.Random, cle: str, campagne: Campagne, premier: date, dernier: date) -> Chose:
    demande = premier + timedelta(hasard.randrange((dernier - premier).days + 1))
    return Chose(
        cle,
        campagne.pk,
        [(RENTREE - timedelta(30), None)],
        fonctions=[hasard.choice(["inspecteur", "drane"])],
        obligatoire=False,
        depuis=demande,
        faite=demande + timedelta(hasard.randint(2, 30)),
    )


def _preferences(annee: Annee, hasard: random.Random, gens: list[int], premier: date, dernier: date) -> None:
    for pk in gens:
        rythme = Rythme.HEBDOMADAIRE if hasard.random() < 0.15 else Rythme.QUOTIDIEN
        indicatifs = hasard.random() > 0.15
        if rythme == Rythme.HEBDOMADAIRE or not indicatifs:
            enregistrer_preferences(personne=Personne.objects.get(pk=pk), indicatifs=indicatifs, rythme=rythme)
        annee.une_fois_par_semaine |= {pk} if rythme == Rythme.HEBDOMADAIRE else set()
        annee.sans_indicatif |= set() if indicatifs else {pk}
        if hasard.random() < 0.15:
            debut = premier + timedelta(hasard.randrange((dernier - premier).days + 1))
            fin = debut + timedelta(hasard.randint(0, 20))
            annee.absences.append((pk, debut, fin))
            Indisponibilite.objects.create(personne_id=pk, debut=debut, fin=fin, declaree_le=fabrique.MAINTENANT)


def deplacer_toutes_les_dates(annee: Annee, hasard: random.Random) -> None:
    """Each thing's date moves twice, at some days around it."""
    for chose in annee.choses:
        (depuis, due), *_ = chose.dates
        if due is None:
            continue
        le = due - timedelta(hasard.randint(5, 25))
        suivante = due + timedelta(hasard.randint(-10, 25))
        encore = max(le, suivante - timedelta(hasard.randint(1, 15))) + timedelta(1)
        chose.dates = [(depuis, due), (le, suivante), (encore, suivante + timedelta(hasard.randint(-5, 30)))]
