"""Who owes what on resources: versions, proofreaders to name, relectures, agreements."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendrier.obligations import Demande, Obligation
from poles.droits import oublier_droits
from poles.models import Fonction
from productions import services
from productions.etats import EtatRessource as R
from productions.obligations import essais, ressources
from tests import fabrique

pytestmark = pytest.mark.django_db


@pytest.fixture
def campagne():
    return fabrique.campagne()


@pytest.fixture
def nadia(campagne):
    return fabrique.enseignant(campagne)


@pytest.fixture
def coordinateur(campagne):
    return fabrique.titulaire(campagne, Fonction.COORDINATEUR)


def _toutes(demande):
    return [*ressources.fournir(demande), *essais.fournir(demande)]


def pour(personne) -> dict[str, Obligation]:
    oublier_droits(personne)
    return {o.genre: o for o in _toutes(Demande(fabrique.JOUR, personne=personne))}


def phrases(**demande) -> set[str]:
    return {o.phrase for o in _toutes(Demande(fabrique.JOUR, **demande))}


def test_la_v1_est_due_quand_la_fiche_est_soumise(campagne, nadia):
    fiche = fabrique.fiche(campagne, [nadia], jour_v1=date(2026, 12, 15))
    assert not pour(nadia)
    services.soumettre_fiche(fiche=fiche, acteur=nadia, maintenant=fabrique.MAINTENANT)
    depot = pour(nadia)["depot"]
    assert (depot.phrase, depot.echeance, depot.bouton) == ("Déposer la V1 de", date(2026, 12, 15), "Déposer")
    assert (depot.personnes, depot.nature) == ({nadia.pk}, "v1")
    services.ouvrir_depot(ressource=fiche.ressources.get(), acteur=nadia, maintenant=fabrique.MAINTENANT)
    assert pour(nadia)["depot"].bouton == "Continuer le dépôt"
    assert not pour(fabrique.enseignant(campagne))


def test_la_v2_et_ses_remarques(campagne, nadia):
    ressource = fabrique.ressource(campagne, R.EN_RELECTURE, [nadia], jour_v2=date(2027, 1, 28))
    relecture = fabrique.relecture(ressource)
    for _ in range(2):
        services.ecrire_remarque(
            relecture=relecture, texte="Non", bloquante=True, endroit="", maintenant=fabrique.MAINTENANT
        )
    services.rendre_relecture(relecture=relecture, avis="", acteur=relecture.relecteur, maintenant=fabrique.MAINTENANT)
    depot = pour(nadia)["depot"]
    assert (depot.phrase, depot.echeance, depot.nature) == ("Déposer la V2 de", date(2027, 1, 28), "v2")
    remarques = pour(nadia)["remarques"]
    assert (remarques.phrase, remarques.echeance) == ("Répondre aux 2 remarques sur", date(2027, 1, 28))
    for n, remarque in enumerate(relecture.remarques.all(), 1):
        services.repondre_remarque(
            remarque=remarque, reponse="faite", texte="", acteur=nadia, maintenant=fabrique.MAINTENANT
        )
        # Done ones vanish at once; the version is still due.
        assert ("remarques" in pour(nadia)) == (n == 1)
    assert "depot" in pour(nadia)


def test_une_date_passee_avant_la_demande_n_est_le_retard_de_personne(campagne, nadia):
    fabrique.ressource(campagne, R.EN_REVISION, [nadia], jour_v2=fabrique.JOUR - timedelta(days=3))
    assert pour(nadia)["depot"].echeance is None


def test_relire(campagne, nadia):
    ressource = fabrique.ressource(campagne, R.EN_RELECTURE, [nadia])
    relecture = fabrique.relecture(ressource, echeance=fabrique.JOUR)
    qui = relecture.relecteur
    relire = pour(qui)["relecture"]
    assert (relire.phrase, relire.echeance, relire.personnes) == ("Relire la V1 de", fabrique.JOUR, {qui.pk})
    services.abandonner_ressource(
        ressource=ressource, motif="Fini.", acteur=fabrique.personne(), maintenant=fabrique.MAINTENANT
    )
    assert "relecture" not in pour(qui)


def test_assigner_tant_que_personne_ne_relit(campagne, coordinateur, nadia):
    ressource = fabrique.ressource(campagne, R.EN_RELECTURE, [nadia])
    assert pour(coordinateur)["assignation"].fonctions == ("coordinateur",)
    assert "assignation" not in pour(nadia)
    fabrique.relecture(ressource)
    assert "assignation" not in pour(coordinateur)


def test_rouverte_la_relecture_est_de_nouveau_a_assigner(campagne, coordinateur):
    """The proofreaders of the V1 do not count for the V2."""
    ressource = fabrique.ressource(campagne, R.EN_RELECTURE)
    relecture = fabrique.relecture(ressource)
    services.rendre_relecture(relecture=relecture, avis="", acteur=relecture.relecteur, maintenant=fabrique.MAINTENANT)
    fabrique.deposer(ressource)
    services.rouvrir_relecture(ressource=ressource, acteur=coordinateur, maintenant=fabrique.MAINTENANT)
    assert "assignation" in pour(coordinateur)


def test_l_accord_se_demande_apres_le_premier_depot(campagne, nadia):
    autre = fabrique.enseignant(campagne)
    ressource = fabrique.ressource(campagne, producteurs=[nadia, autre])
    assert "accord" not in pour(autre)
    fabrique.deposer(ressource, nadia, accord=True)
    assert pour(autre)["accord"].personnes == {autre.pk}
    assert "accord" not in pour(nadia)
    services.donner_accord(ressource=ressource, acteur=autre, maintenant=fabrique.MAINTENANT)
    assert "accord" not in pour(autre)


def test_pour_des_campagnes_tout_ce_qui_y_est_du(campagne, nadia):
    fabrique.ressource(campagne, R.EN_RELECTURE, [nadia])
    fabrique.ressource(campagne, R.EN_REVISION, [nadia])
    fabrique.ressource()  # elsewhere
    assert phrases(campagnes=(campagne.pk,)) == {
        "Assigner des relecteurs à",
        "Déposer la V2 de",
        "Donner mon accord à la publication de",
    }
    assert phrases(campagnes=()) == set()
    # A producer whose mandate is gone still owes it.
    parti = fabrique.personne()
    fabrique.ressource(campagne, producteurs=[parti])
    assert phrases(personne=parti) == {"Déposer la V1 de"}


def test_un_meme_nombre_de_requetes_quel_que_soit_le_nombre(campagne, nadia, coordinateur):
    comptes, faites = [], 0
    for nombre in (1, 3, 12):
        while faites < nombre:
            fabrique.ressource(campagne, R.EN_REVISION, [nadia])
            fabrique.relecture(fabrique.ressource(campagne, R.EN_RELECTURE, [nadia]), coordinateur)
            fabrique.ressource(campagne, R.EN_RELECTURE, [nadia])
            faites += 1
        for personne in (nadia, coordinateur, None):
            demande = Demande(fabrique.JOUR, personne=personne, campagnes=None if personne else (campagne.pk,))
            with CaptureQueriesContext(connection) as requetes:
                obtenues = list(_toutes(demande))
            assert len({o.cle for o in obtenues}) == len(obtenues) >= nombre
            comptes.append(len(requetes))
    assert max(comptes) <= 5
