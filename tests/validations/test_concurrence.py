"""Two signatures, and a signature against another gesture, at the very same instant on PostgreSQL."""

import pytest
from django.db import connection  # noqa: F401 (read by skipif)

from commun.erreurs import ActionImpossible
from commun.models import Courriel
from journal.models import Ecriture
from journal.verification import verifier
from poles.models import Fonction
from poles.services import terminer_mandat
from productions import services as productions
from productions.etats import EtatRessource as R
from productions.models import Remarque
from productions.services.fiches import Production
from tests import fabrique
from tests.productions.test_depot_concurrence import ensemble, reussis
from validations import services
from validations.models import Avis, Issue, NatureVisa, Visa

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite écrit une transaction à la fois"),
]
M = fabrique.MAINTENANT


@pytest.fixture
def demande(transactional_db):
    return fabrique.ressource(fabrique.campagne(avec_equipe=True), R.EN_VALIDATION).demandes.get()


def viser(demande, nature, avis=Avis.FAVORABLE):
    return lambda: fabrique.visa(demande, nature, avis)


def test_deux_visas_a_la_fois_donnent_une_issue_et_un_courriel_chacun(demande):
    issues = ensemble(viser(demande, NatureVisa.PEDAGOGIQUE, Avis.REPRISE), viser(demande, NatureVisa.NUMERIQUE))
    assert len(reussis(issues)) == 2
    demande.refresh_from_db()
    assert (demande.issue, demande.ressource.etat) == (Issue.REPRISE, R.EN_REVISION)
    assert Ecriture.objects.filter(action="ressource.demander_reprise").count() == 1
    recus = [c.personne for c in Courriel.objects.filter(gabarit="validation_reprise")]
    assert len(recus) == len(set(recus)) == 4
    # No other outcome was told, and the first visa was, once.
    assert set(Courriel.objects.filter(gabarit__startswith="validation_").values_list("gabarit", flat=True)) == {
        "validation_reprise"
    }
    assert Courriel.objects.filter(gabarit="visa_donne").count() == 1
    assert Remarque.objects.filter(version=demande.version).count() == 1
    assert not list(verifier())


def test_le_meme_visa_deux_fois_n_en_fait_qu_un(demande):
    issues = ensemble(*[viser(demande, NatureVisa.PEDAGOGIQUE)] * 4)
    assert len([i for i in issues if not isinstance(i, ActionImpossible)]) == 1
    assert Visa.objects.count() == 1


def test_une_personne_aux_deux_fonctions_n_en_donne_qu_un(demande):
    deux = fabrique.personne()
    for fonction in (Fonction.INSPECTEUR, Fonction.DRANE):
        fabrique.mandat(deux, fonction, demande.ressource.campagne_suivi)

    def donner(nature):
        return lambda: services.donner_visa(
            demande=demande, nature=nature, avis=Avis.FAVORABLE, motif="", acteur=deux, maintenant=M
        )

    assert len(reussis(ensemble(donner(NatureVisa.PEDAGOGIQUE), donner(NatureVisa.NUMERIQUE)))) == 1
    assert Visa.objects.count() == 1


def test_le_second_visa_contre_le_retrait_de_la_demande(demande):
    """Either the round is decided or it is withdrawn; never both."""
    fabrique.visa(demande, NatureVisa.PEDAGOGIQUE)
    producteur = demande.ressource.liens_producteurs.get().personne
    ensemble(
        viser(demande, NatureVisa.NUMERIQUE),
        lambda: services.retirer_demande(
            ressource=demande.ressource, motif="Une annexe manque.", acteur=producteur, maintenant=M
        ),
    )
    demande.refresh_from_db()
    assert (demande.issue, demande.ressource.etat, demande.visas.count()) in (
        (Issue.VALIDEE, R.VALIDEE, 2),
        (Issue.RETIREE, R.PRETE_A_VALIDER, 1),
    )


def test_un_visa_contre_l_ajout_du_signataire_aux_producteurs(demande):
    """Nobody visas what they produce, whichever of the two comes first."""
    ressource = demande.ressource
    campagne = ressource.campagne_suivi
    coordinateur, inspecteur = (fabrique.titulaire(campagne, f) for f in (Fonction.COORDINATEUR, Fonction.INSPECTEUR))
    fiche = productions.rouvrir_fiche(fiche=ressource.fiche, motif="Ajout", acteur=coordinateur, maintenant=M)
    producteurs = [ressource.liens_producteurs.get().personne, inspecteur]

    def ajouter():
        return productions.enregistrer_fiche(
            fiche=fiche,
            disciplines=fiche.disciplines.all(),
            niveaux=fiche.niveaux.all(),
            productions=[Production(ressource.titre, producteurs=producteurs, pk=ressource.pk)],
            acteur=coordinateur,
            maintenant=M,
        )

    assert len(reussis(ensemble(viser(demande, NatureVisa.PEDAGOGIQUE), ajouter))) <= 2
    produit = ressource.liens_producteurs.filter(personne=inspecteur).exists()
    assert produit != demande.visas.filter(signataire=inspecteur).exists()


def test_publier_deux_fois_a_la_fois_ne_publie_qu_une_fois(transactional_db):
    ressource = fabrique.ressource(fabrique.campagne(avec_equipe=True), R.VALIDEE)
    producteur = ressource.liens_producteurs.get().personne
    productions.donner_accord(ressource=ressource, acteur=producteur, maintenant=M)
    issues = ensemble(*[lambda: fabrique.publication(ressource)] * 3)
    assert len(reussis(issues)) == 1
    assert ressource.publications.count() == 1


def test_un_visa_contre_la_fin_du_mandat_qui_le_permet(demande):
    """Either it is given before the mandate ends and stands, or it is refused; never given after."""
    mandat = demande.ressource.campagne_suivi.mandats.get(fonction=Fonction.INSPECTEUR)
    issues = ensemble(
        viser(demande, NatureVisa.PEDAGOGIQUE),
        lambda: terminer_mandat(mandat=mandat, fin=fabrique.JOUR, sur_le_champ=True, acteur=None, maintenant=M),
    )
    assert not isinstance(issues[1], Exception), issues
    mandat.refresh_from_db()
    assert mandat.termine_le
    assert demande.visas.exists() != isinstance(issues[0], ActionImpossible), issues
    fin, visa = (Ecriture.objects.filter(action=a).first() for a in ("mandat.terminer", "visa.donner"))
    assert visa is None or visa.pk < fin.pk
    assert not list(verifier())


def test_le_signataire_et_son_delegataire_a_la_fois_n_en_font_qu_un(demande):
    mandat = demande.ressource.campagne_suivi.mandats.select_related("personne").get(fonction=Fonction.INSPECTEUR)
    autre = fabrique.personne()
    fabrique.delegation(mandat, autre)

    def donner(qui):
        return lambda: services.donner_visa(
            demande=demande, nature=NatureVisa.PEDAGOGIQUE, avis=Avis.FAVORABLE, motif="", acteur=qui, maintenant=M
        )

    issues = ensemble(donner(mandat.personne), donner(autre))
    assert len([i for i in issues if not isinstance(i, ActionImpossible)]) == 1, issues
    assert Visa.objects.count() == 1


def test_deux_delegations_du_meme_mandat_a_la_fois_n_en_font_qu_une(demande):
    mandat = demande.ressource.campagne_suivi.mandats.select_related("personne").get(fonction=Fonction.INSPECTEUR)
    qui = [fabrique.personne() for _ in range(3)]
    issues = ensemble(*[lambda p=p: fabrique.delegation(mandat, p) for p in qui])
    assert len(reussis(issues)) == 1
    assert mandat.delegations.count() == 1
