"""Other gestures that meet at the same instant on PostgreSQL: each pair has its one right end."""

import pytest
from django.db import connection  # noqa: F401 (read by skipif)

from commun.erreurs import ActionImpossible
from journal.verification import verifier
from poles.models import Fonction
from productions import services as productions
from productions.etats import EtatRessource as R
from productions.models import Relecture
from tests import fabrique
from tests.productions.test_depot_concurrence import ensemble, reussis
from validations import services
from validations.models import NatureVisa

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite écrit une transaction à la fois"),
]
M = fabrique.MAINTENANT


def test_deux_coordinateurs_assignent_deux_personnes(transactional_db):
    ressource = fabrique.ressource(fabrique.campagne(avec_equipe=True), R.EN_RELECTURE)
    campagne = ressource.campagne_suivi
    acteur, relecteurs = (
        fabrique.titulaire(campagne, Fonction.COORDINATEUR),
        [fabrique.enseignant(campagne) for _ in "ab"],
    )
    gestes = [
        lambda qui=qui: productions.assigner_relecture(ressource=ressource, relecteur=qui, acteur=acteur, maintenant=M)
        for qui in relecteurs
    ]
    assert len(reussis(ensemble(*gestes))) == 2
    assert {r.relecteur_id for r in Relecture.objects.all()} == {qui.pk for qui in relecteurs}
    assert not list(verifier())


def test_l_abandon_contre_le_depot(transactional_db):
    """The version is deposited then given up with the resource, or never deposited; never deposited afterwards."""
    ressource = fabrique.ressource(fabrique.campagne(avec_equipe=True), R.EN_REVISION)
    producteur = ressource.liens_producteurs.get().personne
    depot = productions.ouvrir_depot(ressource=ressource, acteur=producteur, maintenant=M)
    fabrique.declarer(depot, producteur)
    coordinateur = fabrique.titulaire(ressource.campagne_suivi, Fonction.COORDINATEUR)
    issues = ensemble(
        lambda: productions.deposer_version(
            ressource=ressource, acteur=producteur, maintenant=M, numero=ressource.numero_suivant
        ),
        lambda: services.abandonner(
            ressource=ressource, motif="Le partenaire s'est retiré.", acteur=coordinateur, maintenant=M
        ),
    )
    reussis(issues)
    ressource.refresh_from_db()
    deposee = not isinstance(issues[0], ActionImpossible)
    assert ressource.etat == R.ABANDONNEE
    assert (ressource.numero_version, ressource.etat_avant) == (
        (2, R.PRETE_A_VALIDER) if deposee else (1, R.EN_REVISION)
    )
    assert not list(verifier())


def test_un_visa_contre_l_abandon(transactional_db):
    demande = fabrique.ressource(fabrique.campagne(avec_equipe=True), R.EN_VALIDATION).demandes.get()
    coordinateur = fabrique.titulaire(demande.ressource.campagne_suivi, Fonction.COORDINATEUR)
    issues = ensemble(
        lambda: fabrique.visa(demande, NatureVisa.PEDAGOGIQUE),
        lambda: services.abandonner(
            ressource=demande.ressource, motif="Le partenaire s'est retiré.", acteur=coordinateur, maintenant=M
        ),
    )
    demande.refresh_from_db()
    assert demande.issue == "retiree"
    assert demande.visas.count() == (0 if isinstance(issues[0], ActionImpossible) else 1)
    assert demande.ressource.etat == R.ABANDONNEE
    assert not list(verifier())
