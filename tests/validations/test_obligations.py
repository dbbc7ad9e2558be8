"""What the room says is owed: to whom, since when, until when; respects the request."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendrier.models import Echeance, NatureEcheance
from calendrier.obligations import Demande
from poles.models import Fonction
from productions.etats import EtatRessource as R
from productions.models import FicheProjet, NatureRessource
from tests import fabrique
from validations.models import NatureVisa
from validations.obligations import fournir

JOUR = fabrique.JOUR


def dues(qui=None, **champs):
    return list(fournir(Demande(JOUR, personne=qui, **champs)))


def test_un_visa_attendu_dit_pourquoi_depuis_quand_et_pour_qui(pole):
    demande = pole.ressource(R.EN_VALIDATION).demandes.get()
    [o] = dues(pole.inspecteur)
    assert (o.genre, o.phrase, o.objet) == ("visa", "Donner mon visa sur", demande.ressource.titre)
    assert (o.url, o.bouton) == (demande.get_absolute_url(), "Viser")
    assert o.pourquoi == "La validation pédagogique vous revient."
    assert (o.depuis, o.attendue_par) == (JOUR, pole.producteur.nom_complet)
    assert (o.echeance, o.nature) == (date(2027, 5, 15), "validation")
    assert o.cle == f"visa:{demande.pk}:pedagogique"
    [autre] = dues(pole.drane)
    assert "outils numériques" in autre.pourquoi


def test_un_visa_donne_n_est_plus_du(pole):
    demande = pole.ressource(R.EN_VALIDATION).demandes.get()
    fabrique.visa(demande, NatureVisa.PEDAGOGIQUE)
    assert dues(pole.inspecteur) == []
    assert len(dues(pole.drane)) == 1


def test_ni_le_producteur_ni_l_autre_pole_ni_le_superutilisateur_ne_doivent_de_visa(pole):
    pole.ressource(R.EN_VALIDATION, producteurs=[pole.inspecteur])
    ailleurs = fabrique.titulaire(fabrique.campagne(), Fonction.INSPECTEUR)
    for qui in (pole.inspecteur, pole.producteur, pole.coordinateur, ailleurs, fabrique.superutilisateur()):
        assert dues(qui) == []


def test_qui_a_les_deux_fonctions_ne_doit_qu_un_visa(pole):
    pole.ressource(R.EN_VALIDATION)
    fabrique.mandat(pole.inspecteur, Fonction.DRANE, pole.campagne)
    assert len(dues(fabrique.Personne.objects.get(pk=pole.inspecteur.pk))) == 1


@pytest.mark.parametrize(
    ("etat", "nature", "genre", "producteur", "coordinateur"),
    [
        (R.PRETE_A_VALIDER, NatureRessource.CLASSE, "demande_validation", True, True),
        (R.PRETE_A_VALIDER, NatureRessource.FORMATION, "validation_formation", False, True),
        (R.VALIDEE, NatureRessource.CLASSE, "publication", False, True),
        (R.EN_REVISION, NatureRessource.CLASSE, "", False, False),
        (R.PUBLIEE, NatureRessource.CLASSE, "", False, False),
        (R.NON_VALIDEE, NatureRessource.CLASSE, "", False, False),
    ],
)
def test_qui_doit_quoi(etat, nature, genre, producteur, coordinateur, pole):
    pole.ressource(etat, nature=nature)
    for qui, doit in ((pole.producteur, producteur), (pole.coordinateur, coordinateur)):
        assert [o.genre for o in dues(qui)] == ([genre] if doit else [])
    for qui in (pole.enseignant, pole.etranger, pole.administrateur, pole.inspecteur):
        assert dues(qui) == []


def test_publier_dit_quel_accord_manque(pole):
    pole.ressource(R.VALIDEE)
    [o] = dues(pole.coordinateur)
    assert f"Il manque l'accord de {pole.producteur.nom_complet}." in o.pourquoi


def test_la_date_de_la_fiche_passe_avant_celle_du_cycle_et_une_date_passee_ne_compte_pas(pole):
    ressource = pole.ressource(R.EN_VALIDATION)
    FicheProjet.objects.filter(pk=ressource.fiche_id).update(jour_validation=date(2027, 4, 2))
    assert dues(pole.inspecteur)[0].echeance == date(2027, 4, 2)
    # Asked for after the date: the signatory is not late for what nobody had asked.
    FicheProjet.objects.filter(pk=ressource.fiche_id).update(jour_validation=JOUR - timedelta(days=3))
    assert dues(pole.inspecteur)[0].echeance is None
    FicheProjet.objects.filter(pk=ressource.fiche_id).update(jour_validation=None)
    Echeance.objects.create(
        cycle=pole.campagne.cycle, campagne=pole.campagne, nature=NatureEcheance.VALIDATION, jour=date(2027, 6, 1)
    )
    assert dues(pole.inspecteur)[0].echeance == date(2027, 6, 1)


def test_par_campagne_chaque_visa_manquant_est_du_par_une_fonction(pole):
    pole.ressource(R.EN_VALIDATION)
    fabrique.ressource(etat=R.EN_VALIDATION)
    obligations = dues(campagnes=(pole.campagne.pk,))
    assert {o.fonctions for o in obligations} == {(Fonction.INSPECTEUR,), (Fonction.DRANE,)}
    assert len(dues(campagnes=())) == 0
    assert len(dues()) == 4
    # A person's, within some campaigns.
    assert len(dues(pole.inspecteur, campagnes=(pole.campagne.pk,))) == 1
    assert dues(pole.inspecteur, campagnes=(pole.campagne.pk + 1000,)) == []


def test_deux_requetes_au_plus(pole):
    def compter(qui) -> int:
        with CaptureQueriesContext(connection) as requetes:
            dues(qui)
        return len(requetes)

    from poles.droits import droits_de

    for qui in (pole.inspecteur, pole.coordinateur):
        droits_de(qui)
    assert compter(pole.coordinateur) == 1
    for _ in range(2):
        pole.ressource(R.EN_VALIDATION)
        pole.ressource(R.PRETE_A_VALIDER)
        pole.ressource(R.VALIDEE)
    assert (compter(pole.inspecteur), compter(pole.coordinateur)) == (2, 2)
