"""What the obligatory moments add to « who owes what by when »."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendrier.models import Echeance, NatureEcheance
from calendrier.obligations import Demande, Obligation
from calendrier.services import clore_cycle
from poles.models import Fonction
from productions import services as productions
from suivi.obligations import fournir
from suivi.services import consigner_etape
from tests import fabrique

pytestmark = pytest.mark.django_db


AVANT, PROCHE, APRES = date(2026, 10, 30), date(2026, 11, 5), date(2026, 12, 4)


def de(qui=None, **champs) -> list[Obligation]:
    return [o for o in fournir(Demande(fabrique.JOUR, personne=qui, **champs)) if o.genre == "etape"]


def premieres_fiches(qui, jour: date) -> list[Obligation]:
    return [o for o in fournir(Demande(jour, personne=qui)) if o.genre == "fiche"]


def test_deux_points_d_etape_et_une_visio_pour_qui_conduit():
    campagne = fabrique.campagne()
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    obligations = sorted(de(coordinateur), key=lambda o: o.echeance)
    assert [f"{o.phrase} {o.objet}" for o in obligations] == [
        f"Tenir et consigner le point d'étape n° 1 du pôle {campagne.pole}",
        f"Tenir et consigner le point d'étape n° 2 du pôle {campagne.pole}",
        f"Tenir et consigner la visio de bilan du pôle {campagne.pole}",
    ]
    assert [o.echeance for o in obligations] == [date(2026, 12, 15), date(2027, 3, 31), date(2027, 6, 20)]
    assert [o.nature for o in obligations] == ["point_etape", "point_etape", "visio_bilan"]
    assert all(o.obligatoire and o.campagne == campagne.pk for o in obligations)
    assert obligations[0].retard(fabrique.JOUR) == 30
    for fonction in (Fonction.ENSEIGNANT, Fonction.INSPECTEUR, Fonction.ADMINISTRATEUR):
        qui = fabrique.personne()
        fabrique.mandat(qui, fonction, campagne.pole.academie)
        assert de(qui) == []


def test_ce_qui_est_tenu_disparait():
    campagne, autre = fabrique.campagne(), fabrique.campagne()
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    consigner_etape(
        campagne=campagne,
        nature=NatureEcheance.POINT_ETAPE,
        rang=1,
        jour=fabrique.JOUR,
        notes="",
        acteur=coordinateur,
        maintenant=fabrique.MAINTENANT,
    )
    assert {o.cle for o in de(coordinateur)} == {
        f"etape:{campagne.pk}:point_etape:2",
        f"etape:{campagne.pk}:visio_bilan:1",
    }
    assert len(de(fabrique.titulaire(autre, Fonction.COORDINATEUR))) == 3


def test_la_date_du_pole_remplace_celle_du_cycle():
    campagne = fabrique.campagne()
    voisine = fabrique.campagne(cycle=campagne.cycle)
    Echeance.objects.create(
        cycle=campagne.cycle,
        campagne=campagne,
        nature=NatureEcheance.VISIO_BILAN,
        jour=date(2027, 6, 2),
        obligatoire=True,
    )

    def visio(c) -> list[date]:
        return [o.echeance for o in de(campagnes=(c.pk,)) if "visio" in o.cle]

    assert visio(campagne) == [date(2027, 6, 2)]
    assert visio(voisine) == [date(2027, 6, 20)]


def test_par_campagnes_et_seulement_les_cycles_ouverts():
    campagne, close = fabrique.campagne(), fabrique.campagne()
    clore_cycle(cycle=close.cycle, acteur=None, maintenant=fabrique.MAINTENANT)
    assert {o.campagne for o in de(campagnes=(campagne.pk, close.pk))} == {campagne.pk}
    assert de(fabrique.titulaire(close, Fonction.COORDINATEUR)) == []


def test_une_requete_quel_que_soit_le_nombre():
    qui = fabrique.personne()
    fabrique.mandat(qui, Fonction.COORDINATEUR, fabrique.academie())
    cycle = fabrique.cycle()
    comptes = []
    for nombre in (1, 9):
        for _ in range(nombre):
            fabrique.campagne(cycle=cycle)
        with CaptureQueriesContext(connection) as requetes:
            de(qui)
        comptes.append(len(requetes))
    # The first time, the rights are read as well.
    assert comptes == [2, 1]
    assert len(de(qui)) == 30


def test_le_pole_sans_fiche_quand_l_echeance_approche():
    campagne = fabrique.campagne()
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    assert premieres_fiches(coordinateur, AVANT) == []
    (obligation,) = premieres_fiches(coordinateur, PROCHE)
    assert f"{obligation.phrase} {obligation.objet}" == f"Déposer une fiche-projet pour {campagne.pole.nom}"
    assert obligation.obligatoire
    assert obligation.echeance == date(2026, 11, 30)
    assert obligation.retard(APRES) == 4
    assert premieres_fiches(fabrique.enseignant(campagne), APRES) == []
    fiche = fabrique.fiche(campagne, soumise=True)
    assert premieres_fiches(coordinateur, APRES) == []
    productions.abandonner_fiche(fiche=fiche, motif="Abandonnée.", acteur=coordinateur, maintenant=fabrique.MAINTENANT)
    assert len(premieres_fiches(coordinateur, APRES)) == 1
    clore_cycle(cycle=campagne.cycle, acteur=None, maintenant=fabrique.MAINTENANT)
    assert premieres_fiches(coordinateur, APRES) == []


def test_une_campagne_qui_n_anime_que_des_formations_n_a_pas_de_fiche_a_deposer():
    campagne = fabrique.campagne(mission_production=False, mission_animation=True)
    assert premieres_fiches(fabrique.titulaire(campagne, Fonction.COORDINATEUR), APRES) == []
