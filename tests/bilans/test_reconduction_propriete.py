"""Whatever is open and whatever is chosen: no resource lost or doubled, its origin untouched; twice is once; and the
way back gives the same rows to the letter."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from bilans.annee_suivante import proposer
from bilans.services.annulation import annuler_preparation
from bilans.services.reconduction import Choix, preparer_annee_suivante
from calendrier.services import definir_dates_du_pole
from commun.erreurs import ActionImpossible
from grilles.services import adapter_grille, mettre_en_vigueur
from journal.verification import verifier
from poles.models import Campagne, Niveau
from productions.etats import EtatRessource as R
from productions.models import FicheProjet, NatureReport, NatureRessource, Ressource
from productions.services.fiches import Production, enregistrer_fiche
from productions.services.reports import fixer_date
from productions.services.tests_classe import planifier_test
from productions.services.tests_classe.planification import Seance
from tests import fabrique
from tests.bilans import annees
from tests.bilans.annees import JOUR, JUIN
from tests.conftest import COMPLET

ESSAIS = 60 if COMPLET else 8
ROOMS = ("poles", "calendrier", "grilles", "productions", "validations", "suivi", "bilans")
ETATS = tuple(R)


class Retour(Exception):
    """Ends an example, and its transaction with it."""


def lignes() -> dict[str, list[dict[str, Any]]]:
    """Every row of the rooms, the links between two of them included."""
    modeles = [m for room in ROOMS for m in apps.get_app_config(room).get_models(include_auto_created=True)]
    return {m._meta.label: list(m._base_manager.order_by("pk").values()) for m in modeles}


def ou_elles_sont() -> dict[int, tuple[int, int, int, str]]:
    champs = ("fiche", "campagne_origine", "campagne_suivi", "etat")
    return {pk: tuple(reste) for pk, *reste in Ressource.objects.order_by("pk").values_list("pk", *champs)}


@pytest.fixture
def annee():
    """A year with something of every kind, another pôle to take part of it away, and the next cycle."""
    de = annees.campagne()
    annees.cycle_suivant(de)
    gens = [fabrique.enseignant(de) for _ in range(2)]
    for etat in ETATS:
        fabrique.ressource(de, etat, gens)
    fabrique.seance(de, ouverte=True)  # with the round that is open now, not with the next one
    fabrique.ressource(de, R.EN_VALIDATION, gens)
    fabrique.fiche(de, gens, productions_prevues=2)
    fabrique.fiche(de, gens, soumise=True)
    testee = fabrique.ressource(de, R.PUBLIEE, gens)
    conduite = {"acteur": annees.coordination(de), "maintenant": JUIN}
    planifier_test(
        ressource=fabrique.ressource(de, R.PUBLIEE, gens),
        seance=Seance(Niveau.objects.first(), "Lycée", date(2027, 11, 8), motif_tardif="La progression."),
        testeur_nom="Paul Roux",
        testeur_courriel="paul@exemple.fr",
        **conduite,
    )
    fixer_date(ressource=testee, nature=NatureReport.TEST_CLASSE, jour=date(2027, 11, 8), **conduite)
    definir_dates_du_pole(campagne=de, jours={("v2", 1): date(2027, 2, 1)}, **conduite)
    mettre_en_vigueur(version=adapter_grille(campagne=de, usage="relecture"), **conduite)
    return de, fabrique.campagne(cycle=de.cycle)


@pytest.mark.long
@pytest.mark.django_db
def test_rien_ne_se_perd_ni_ne_se_double(annee):
    de, ailleurs = annee
    toutes = sorted(Ressource.objects.values_list("pk", flat=True))
    comptes = {"faites": 0}

    # The same draws at each `make test`; others at each `make test-complet`.
    @seed(secrets.randbelow(10**6) if COMPLET else 0)
    @settings(
        max_examples=ESSAIS,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(
        absentes=st.sets(st.sampled_from(toutes)),
        tirage=st.randoms(use_true_random=False),
        existante=st.booleans(),
    )
    def essai(absentes, tirage, existante):
        try:
            with transaction.atomic():
                _ecarter(absentes, ailleurs)
                if existante:
                    Campagne.objects.create(pole=de.pole, cycle=annees.Cycle.objects.get(libelle="2027-2028"))
                comptes["faites"] += _passer_et_revenir(de, tirage)
                raise Retour
        except Retour:
            pass

    essai()
    assert comptes["faites"] > ESSAIS, "des années vides ne prouveraient rien"


def _ecarter(absentes: set[int], ailleurs: Campagne) -> None:
    """What another pôle has: so that the year holds now this, now that."""
    fiches = Ressource.objects.filter(pk__in=absentes).values("fiche")
    FicheProjet.objects.filter(pk__in=fiches).update(campagne=ailleurs)
    entieres = Ressource.objects.filter(fiche__campagne=ailleurs)
    entieres.update(campagne_origine=ailleurs, campagne_suivi=ailleurs)


def _passer_et_revenir(de: Campagne, tirage: Any) -> int:
    """One choice, done twice, undone; returns how many resources went on."""
    cycle = annees.Cycle.objects.get(libelle="2027-2028")
    avant, places = lignes(), ou_elles_sont()
    p = proposer(de, cycle, JOUR)
    retenues = [r.ressource.pk for r in p.ressources if r.empechement]
    choisies = [r.ressource.pk for r in p.ressources if not r.empechement and tirage.random() < 0.8]
    choix = Choix(
        ressources=choisies,
        mandats=[m.pk for m in p.mandats if tirage.random() < 0.7],
        jours=p.jours if tirage.random() < 0.7 else {},
        theme=tirage.choice(["", "Un autre thème"]),
        grilles=tirage.random() < 0.7,
    )
    conduite = {"campagne": de, "acteur": annees.coordination(de), "maintenant": JUIN}
    if retenues:
        with pytest.raises(ActionImpossible, match="séance de validation"):
            preparer_annee_suivante(choix=replace(choix, ressources=[*choisies, *retenues]), **conduite)
        assert lignes() == avant
    vers = preparer_annee_suivante(choix=choix, **conduite).vers
    apres = ou_elles_sont()
    assert apres.keys() == places.keys(), "une ressource perdue, ou doublée"
    for pk, (fiche, origine, suivie, etat) in places.items():
        assert apres[pk] == (fiche, origine, vers.pk if pk in choisies else suivie, etat)
    faites = lignes()
    with pytest.raises(ActionImpossible, match="déjà préparée"):
        preparer_annee_suivante(choix=choix, **conduite)
    assert lignes() == faites
    _travailler_puis_renoncer(vers, choix, tirage, conduite)
    assert lignes() == faites
    annuler_preparation(motif="Essai.", **conduite)
    assert lignes() == avant
    assert not list(verifier())
    return len(choisies)


def _travailler_puis_renoncer(vers: Campagne, choix: Choix, tirage: Any, conduite: dict[str, Any]) -> None:
    """Whatever somebody has done in the next year, undoing refuses and keeps it; then it is as if it had not been."""
    qui = {"acteur": conduite["acteur"], "maintenant": JUIN}
    gestes = [
        lambda: definir_dates_du_pole(campagne=vers, jours={("v2", 1): date(2028, 2, 2)}, **qui),
        lambda: enregistrer_fiche(
            fiche=FicheProjet(campagne=vers, titre="Une nouvelle"),
            disciplines=[],
            niveaux=[],
            productions=[Production("Une nouvelle", NatureRessource.CLASSE, [conduite["acteur"]])],
            **qui,
        ),
    ]
    if choix.grilles:
        gestes.append(lambda: adapter_grille(campagne=vers, usage="relecture"))
    try:
        with transaction.atomic():
            tirage.choice(gestes)()
            travail = lignes()
            with pytest.raises(ActionImpossible, match="on a travaillé"):
                annuler_preparation(motif="Essai.", **conduite)
            assert lignes() == travail
            raise Retour
    except Retour:
        pass
