"""What a review says of its teams, its obligations, its carried-over resources: each pôle's own, all of it."""

import pytest

from bilans.contenu.assemblage import assembler
from bilans.contenu.equipe import equipes
from bilans.contenu.obligations import obligations
from bilans.document import document
from bilans.models import Bilan
from bilans.perimetre import perimetre_de
from poles.models import Fonction
from productions.etats import EtatRessource as R
from tests import fabrique, reunions
from tests.bilans import annee, annees
from tests.bilans.annees import JUIN
from tests.fabrique import MAINTENANT

pytestmark = pytest.mark.django_db


def perimetre(campagne):
    return perimetre_de(Bilan(campagne=campagne, annee=campagne.cycle.libelle), MAINTENANT)


def test_une_reunion_de_plusieurs_poles_compte_a_chacun_les_siens(campagne) -> None:
    autre = fabrique.campagne(cycle=campagne.cycle, avec_equipe=True)
    commune = reunions.prevoir(campagne, debut=reunions.HIER, avec=[autre])
    assert commune.participations.count() == 2
    reunions.tenir(commune, presents=[fabrique.titulaire(campagne, Fonction.COORDINATEUR)])
    for celle, presents in ((campagne, 1), (autre, 0)):
        (equipe,) = equipes(perimetre(celle))
        (rencontre,) = equipe.reunions
        assert (rencontre.presents, rencontre.invites, equipe.assiduite) == (presents, 1, 100 * presents)


def test_l_equipe_dit_qui_signe_pour_toute_l_academie(campagne) -> None:
    inspection = fabrique.titulaire(campagne.pole.academie, Fonction.INSPECTEUR)
    drane = fabrique.titulaire(campagne.pole.academie, Fonction.DRANE)
    ailleurs = fabrique.titulaire(fabrique.academie("Lyon"), Fonction.INSPECTEUR)
    (equipe,) = equipes(perimetre(campagne))
    noms = [membre.nom for membre in equipe.membres]
    assert {inspection.nom_complet, drane.nom_complet} <= set(noms)
    assert ailleurs.nom_complet not in noms


def test_qui_ne_produit_pas_ne_doit_aucune_fiche(campagne) -> None:
    (avant,) = obligations(perimetre(campagne))
    campagne.mission_production, campagne.mission_animation = False, True
    campagne.save()
    (apres,) = obligations(perimetre(campagne))
    assert [p.libelle for p in apres.parties] == [p.libelle for p in avant.parties][1:]
    assert "iches" in avant.parties[0].libelle


def test_la_carte_d_une_ressource_reprise_dit_ses_tests_sans_les_compter_deux_fois(campagne) -> None:
    reprise = fabrique.ressource(campagne, R.EN_REVISION)
    annee.essayer(reprise)
    annees.cycle_suivant(campagne)
    vers = annees.preparer(campagne, ressources=[reprise.pk]).vers
    tests = {}
    for celle in (campagne, vers):
        contenu = assembler(Bilan(campagne=celle, annee=celle.cycle.libelle), JUIN)
        (carte,) = contenu.cartes
        tests[celle] = (carte.tests, contenu.releve["tests"])
    assert tests == {campagne: (1, 1), vers: (1, 0)}


def test_les_poles_dont_rien_n_est_prepare_finissent_leur_phrase(campagne) -> None:
    autre = fabrique.campagne(cycle=campagne.cycle, avec_equipe=True)
    annees.cycle_suivant(campagne)
    annees.preparer(campagne)
    bilan = Bilan(academie=campagne.pole.academie, annee=campagne.cycle.libelle)
    assert f"préparé pour 1 pôle : {autre.pole}.</p>" in document(assembler(bilan, JUIN), brouillon=True)
