"""Nobody can give a visa that is awaited: the académie's administrator owes a nomination."""

from datetime import timedelta

import pytest

from calendrier.obligations import Demande, Obligation
from comptes.models import Personne
from poles.models import Fonction
from poles.services import terminer_mandat
from productions.etats import EtatRessource
from tests import fabrique
from validations.models import NatureVisa
from validations.sans_signataire import fournir

pytestmark = pytest.mark.django_db


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def administratrice(campagne) -> Personne:
    qui = fabrique.personne()
    fabrique.mandat(qui, Fonction.ADMINISTRATEUR, campagne.pole.academie)
    return qui


def dues(qui: Personne) -> list[Obligation]:
    return list(fournir(Demande(jour=fabrique.JOUR, personne=Personne.objects.get(pk=qui.pk))))


def partir(campagne, fonction: str) -> None:
    """Their last day was yesterday."""
    mandat = campagne.mandats.get(fonction=fonction)
    terminer_mandat(mandat=mandat, fin=fabrique.JOUR - timedelta(days=1), acteur=None, maintenant=fabrique.MAINTENANT)


def test_rien_tant_que_quelqu_un_peut_signer(campagne, administratrice) -> None:
    fabrique.ressource(campagne, EtatRessource.EN_VALIDATION)
    assert dues(administratrice) == []


@pytest.mark.parametrize(
    ("fonction", "mot", "role"),
    [(Fonction.INSPECTEUR, "pédagogique", "inspecteur"), (Fonction.DRANE, "outils numériques", "drane")],
)
def test_une_nomination_par_pole_et_par_visa(campagne, administratrice, fonction: str, mot: str, role: str) -> None:
    for _ in range(2):
        fabrique.ressource(campagne, EtatRessource.EN_VALIDATION)
    partir(campagne, fonction)
    (obligation,) = dues(administratrice)
    assert obligation.pourquoi.startswith("2 ressources attendent")
    assert mot in obligation.pourquoi
    assert obligation.objet == campagne.pole.nom
    assert obligation.depuis == fabrique.JOUR
    assert obligation.url.endswith(f"/inviter/?role={role}")


def test_plus_rien_une_fois_le_visa_donne(campagne, administratrice) -> None:
    ressource = fabrique.ressource(campagne, EtatRessource.EN_VALIDATION)
    fabrique.visa(ressource.demandes.get(), NatureVisa.PEDAGOGIQUE)
    partir(campagne, Fonction.INSPECTEUR)
    assert dues(administratrice) == []


def test_celui_qui_produit_ne_compte_pas(campagne, administratrice) -> None:
    inspecteur = campagne.mandats.get(fonction=Fonction.INSPECTEUR).personne
    ressource = fabrique.ressource(campagne, EtatRessource.EN_VALIDATION)
    assert dues(administratrice) == []
    ressource.liens_producteurs.create(personne=inspecteur)
    assert [o.cle for o in dues(administratrice)] == [f"signataire:{campagne.pk}:pedagogique"]


def test_celui_qui_a_donne_l_autre_visa_ne_compte_pas(campagne, administratrice) -> None:
    ressource = fabrique.ressource(campagne, EtatRessource.EN_VALIDATION)
    fabrique.visa(ressource.demandes.get(), NatureVisa.NUMERIQUE)
    partir(campagne, Fonction.INSPECTEUR)
    drane = campagne.mandats.get(fonction=Fonction.DRANE).personne
    fabrique.mandat(drane, Fonction.INSPECTEUR, campagne)
    assert len(dues(administratrice)) == 1


def test_seule_l_administration_de_l_academie_le_doit(campagne, administratrice) -> None:
    fabrique.ressource(campagne, EtatRessource.EN_VALIDATION)
    partir(campagne, Fonction.INSPECTEUR)
    ailleurs = fabrique.personne()
    fabrique.mandat(ailleurs, Fonction.ADMINISTRATEUR, fabrique.academie("Montpellier"))
    for autre in (ailleurs, fabrique.superutilisateur(), fabrique.titulaire(campagne, Fonction.COORDINATEUR)):
        assert dues(autre) == []
    assert len(dues(administratrice)) == 1


@pytest.mark.parametrize("nombre", [1, 3])
def test_une_seule_requete(campagne, administratrice, nombre: int, django_assert_num_queries) -> None:
    for _ in range(nombre):
        fabrique.ressource(campagne, EtatRessource.EN_VALIDATION)
    partir(campagne, Fonction.INSPECTEUR)
    qui = Personne.objects.get(pk=administratrice.pk)
    # The person's rights, then the rounds.
    with django_assert_num_queries(2):
        assert len(list(fournir(Demande(jour=fabrique.JOUR, personne=qui)))) == 1
