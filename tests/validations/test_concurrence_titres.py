"""What lets somebody sign, taken away while they sign, on PostgreSQL; a split against a deposit."""

import pytest
from django.db import connection  # noqa: F401 (read by skipif)

from commun.erreurs import ActionImpossible
from commun.models import Courriel
from comptes.models import Personne
from journal.models import Ecriture
from journal.verification import verifier
from poles.models import Fonction
from poles.services import revoquer_delegation
from productions import services as productions
from productions.etats import EtatRessource as R
from productions.models import Version
from productions.sceau import sceller
from tests import fabrique
from tests.productions.test_depot_concurrence import ensemble, reussis
from validations import services
from validations.models import Avis, NatureVisa

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite écrit une transaction à la fois"),
]
M = fabrique.MAINTENANT


@pytest.fixture
def demande(transactional_db):
    return fabrique.ressource(fabrique.campagne(avec_equipe=True), R.EN_VALIDATION).demandes.get()


@pytest.fixture
def delegation(demande):
    mandat = demande.ressource.campagne_suivi.mandats.select_related("personne").get(fonction=Fonction.INSPECTEUR)
    return fabrique.delegation(mandat)


def signer(demande, qui):
    """By somebody whose page has loaded their rights already."""
    acteur = Personne.objects.get(pk=qui.pk)
    acteur.has_perm("validations.donner_visa", demande)
    return lambda: services.donner_visa(
        demande=demande, nature=NatureVisa.PEDAGOGIQUE, avis=Avis.FAVORABLE, motif="", acteur=acteur, maintenant=M
    )


def ecriture(action: str) -> Ecriture | None:
    return Ecriture.objects.filter(action=action).first()


def test_le_visa_du_delegataire_contre_la_reprise_de_la_delegation(demande, delegation):
    """Given before the delegation is taken back, it stands; never given after."""
    titulaire = delegation.mandat.personne
    visa, reprise = ensemble(
        signer(demande, delegation.delegataire),
        lambda: revoquer_delegation(
            delegation=delegation, motif="Je suis là.", acteur=titulaire, maintenant=M, jour=fabrique.JOUR
        ),
    )
    reussis([visa])
    assert not isinstance(reprise, Exception), reprise
    assert reprise.revoquee
    assert demande.visas.count() == (0 if isinstance(visa, ActionImpossible) else 1)
    donne = ecriture("visa.donner_par_delegation")
    assert (donne is None) == isinstance(visa, ActionImpossible)
    assert donne is None or donne.pk < ecriture("delegation.reprendre").pk
    # Told once each: the delegation taken back to who had it; a first visa to the coordinator.
    assert Courriel.objects.filter(gabarit="delegation_reprise", personne=delegation.delegataire_id).count() == 1
    assert Courriel.objects.filter(gabarit="visa_donne").count() == demande.visas.count()
    assert not list(verifier())


@pytest.mark.parametrize("lequel", ["qui signe", "au nom de qui"])
def test_le_visa_du_delegataire_contre_son_entree_parmi_les_producteurs(demande, delegation, lequel):
    """Neither who signs nor in whose name produces the resource, whichever of the two gestures comes first."""
    ressource, campagne = demande.ressource, demande.ressource.campagne_suivi
    nouveau = delegation.delegataire if lequel == "qui signe" else delegation.mandat.personne
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    issues = ensemble(
        signer(demande, delegation.delegataire),
        lambda: productions.ajouter_producteur(
            ressource=ressource, personne=nouveau, acteur=coordinateur, maintenant=M
        ),
    )
    assert len(reussis(issues)) == 1, issues
    produit = ressource.liens_producteurs.filter(personne=nouveau).exists()
    assert produit != demande.visas.exists()
    assert (ecriture("visa.donner_par_delegation") is None) == produit
    assert Courriel.objects.filter(gabarit="producteur_ajoute", personne=nouveau.pk).count() == int(produit)
    assert Courriel.objects.filter(gabarit="visa_donne").count() == int(not produit)
    assert not list(verifier())


def test_la_scission_contre_le_depot(transactional_db):
    """The second resource has the versions there were; the deposit is the first's, whole; neither is lost."""
    ressource = fabrique.ressource(fabrique.campagne(avec_equipe=True), R.EN_REVISION)
    producteur = ressource.liens_producteurs.get().personne
    fabrique.declarer(productions.ouvrir_depot(ressource=ressource, acteur=producteur, maintenant=M), producteur)
    coordinateur = fabrique.titulaire(ressource.campagne_suivi, Fonction.COORDINATEUR)
    deposee, seconde = ensemble(
        lambda: productions.deposer_version(ressource=ressource, acteur=producteur, maintenant=M, numero=2),
        lambda: productions.scinder_ressource(
            ressource=ressource,
            titre="La suite",
            restent=[producteur],
            partent=[producteur],
            acteur=coordinateur,
            maintenant=M,
        ),
    )
    assert len(reussis([deposee, seconde])) == 2
    ressource.refresh_from_db()
    seconde.refresh_from_db()
    assert (ressource.etat, ressource.numero_version) == (R.PRETE_A_VALIDER, 2)
    assert (seconde.etat, seconde.numero_version) in ((R.EN_REVISION, 1), (R.EN_REVISION, 2))
    assert seconde.versions.count() == seconde.numero_version
    versions = Version.objects.prefetch_related("pieces")
    assert all(v.sceau == sceller(v, v.pieces.all()) and v.pieces.exists() for v in versions)
    assert Courriel.objects.filter(gabarit="ressource_scindee", personne=producteur.pk).count() == 1
    assert not list(verifier())
