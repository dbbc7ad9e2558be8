"""Proofreading, from the assignment to the hand-in."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commun.models import Courriel
from poles.models import Fonction
from productions import services
from productions.etats import EtatRessource as R
from productions.models import Relecture, Remarque
from tests import fabrique

pytestmark = pytest.mark.django_db


@pytest.fixture
def campagne():
    return fabrique.campagne()


@pytest.fixture
def ressource(campagne):
    return fabrique.ressource(campagne, R.EN_RELECTURE)


@pytest.fixture
def coordinateur(campagne, client: Client):
    qui = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    client.force_login(qui)
    return qui


def aller(nom: str, quoi) -> str:
    return reverse(f"productions:{nom}", args=[quoi.pk])


def dit(reponse) -> str:
    return " ".join(str(message) for message in get_messages(reponse.wsgi_request))


def ecrire(relecture: Relecture, texte: str = "Une coquille", bloquante: bool = False) -> Remarque:
    return services.ecrire_remarque(
        relecture=relecture, texte=texte, bloquante=bloquante, endroit="", maintenant=fabrique.MAINTENANT
    )


def test_les_candidats_et_leur_charge(ressource, campagne, coordinateur, client: Client):
    producteur = ressource.liens_producteurs.get().personne
    chargee, libre = fabrique.enseignant(campagne), fabrique.enseignant(campagne)
    fabrique.relecture(fabrique.ressource(campagne, R.EN_RELECTURE, [libre]), chargee)
    deja = fabrique.relecture(ressource).relecteur
    partie = fabrique.personne(is_active=False)
    fabrique.mandat(partie, Fonction.ENSEIGNANT, campagne)
    inspecteur = fabrique.titulaire(campagne, Fonction.INSPECTEUR)
    reponse = client.get(aller("assigner_relecture", ressource))
    candidats = [pk for pk, _ in reponse.context["form"].fields["relecteurs"].choices]
    assert set(candidats) == {coordinateur.pk, chargee.pk, libre.pk}
    assert candidats[-1] == chargee.pk
    page = reponse.content.decode()
    assert f'{chargee.nom_complet}<span class="fr-hint-text">1 relecture à rendre' in page
    assert f'{libre.nom_complet}<span class="fr-hint-text">Aucune relecture à rendre' in page
    for absent in (producteur, deja, partie, inspecteur):
        assert absent.pk not in candidats


def test_la_charge_ne_coute_pas_une_requete_par_personne(ressource, campagne, coordinateur, client: Client):
    comptes = []
    for nombre in (1, 10):
        for _ in range(nombre):
            fabrique.enseignant(campagne)
        with CaptureQueriesContext(connection) as requetes:
            client.get(aller("assigner_relecture", ressource))
        comptes.append(len(requetes))
    assert comptes[0] == comptes[1] <= 14


def test_la_date_proposee(campagne, coordinateur, client: Client):
    prevue = fabrique.JOUR + timedelta(days=5)
    for champs, attendue in (
        ({"jour_relecture": prevue}, prevue),
        # In the past: the milestone of the V2, 31 January.
        ({"jour_relecture": fabrique.JOUR - timedelta(days=1)}, fabrique.JOUR.replace(day=31)),
    ):
        ressource = fabrique.ressource(campagne, R.EN_RELECTURE, **champs)
        form = client.get(aller("assigner_relecture", ressource)).context["form"]
        assert form.initial["echeance"] == attendue


def test_assigner_plusieurs_personnes(ressource, campagne, coordinateur, client: Client):
    gens = [fabrique.enseignant(campagne) for _ in range(2)]
    donnees = {"relecteurs": [p.pk for p in gens], "echeance": "2027-02-01"}
    reponse = client.post(aller("assigner_relecture", ressource), donnees)
    assert all(p.nom_complet in dit(reponse) for p in gens)
    assert {r.relecteur for r in Relecture.objects.all()} == set(gens)
    courriels = Courriel.objects.filter(gabarit="relecture_assignee")
    assert {c.personne for c in courriels} == {p.pk for p in gens}
    assert all("lundi 1er février" in c.sujet for c in courriels)
    # Again: they are no longer among the choices.
    assert "<title>Erreur" in client.post(aller("assigner_relecture", ressource), donnees).content.decode()
    assert Relecture.objects.count() == 2


def test_assigner_refuse_producteur_inconnu_et_mauvaises_dates(ressource, campagne, coordinateur, client: Client):
    producteur = ressource.liens_producteurs.get().personne
    bon = fabrique.enseignant(campagne)
    for personnes, echeance in (
        ([producteur.pk], "2027-02-01"),
        ([bon.pk, producteur.pk], "2027-02-01"),
        ([999999], "2027-02-01"),
        (["abc"], "2027-02-01"),
        ([], "2027-02-01"),
        ([bon.pk], "2027-01-01"),
        ([bon.pk], "2031-01-01"),
        ([bon.pk], "hier"),
    ):
        reponse = client.post(aller("assigner_relecture", ressource), {"relecteurs": personnes, "echeance": echeance})
        assert "<title>Erreur" in reponse.content.decode()
    assert not Relecture.objects.exists()


def test_on_assigne_seulement_en_relecture(campagne, coordinateur, client: Client):
    ressource = fabrique.ressource(campagne, R.EN_REVISION)
    reponse = client.get(aller("assigner_relecture", ressource))
    assert reponse.url == ressource.get_absolute_url()
    assert "en révision" in dit(reponse)


def test_la_page_du_relecteur(ressource, coordinateur, client: Client):
    relecture = fabrique.relecture(ressource, echeance=fabrique.JOUR + timedelta(days=4))
    client.force_login(relecture.relecteur)
    page = client.get(aller("relecture", relecture)).content.decode()
    assert "dans 4 jours" in page
    assert "livret.pdf" in page
    assert f'data-version-ouverte="{aller("marquer_ouverte", relecture.version)}"' in page
    donnees = {"texte": "La consigne 3 est ambiguë.", "endroit": "p. 4", "bloquante": "on"}
    assert client.post(aller("ajouter_remarque", relecture), donnees).url.endswith("#remarque")
    page = client.get(aller("relecture", relecture)).content.decode()
    assert "La consigne 3 est ambiguë." in page
    assert "Remarque bloquante" in page
    vide = client.post(aller("ajouter_remarque", relecture), {"texte": "  ", "endroit": "p. 9"}).content.decode()
    assert "Écrivez la remarque" in vide
    assert 'value="p. 9"' in vide


def test_rendre_dit_ce_qui_part_et_a_qui(ressource, coordinateur, client: Client):
    relecture = fabrique.relecture(ressource)
    producteur = ressource.liens_producteurs.get().personne
    client.force_login(relecture.relecteur)
    rendre = aller("rendre_relecture", relecture)
    assert "aucune remarque" in client.get(rendre).content.decode()
    for bloquante in (True, False, False):
        ecrire(relecture, bloquante=bloquante)
    page = client.get(rendre).content.decode()
    assert f"3 remarques, dont 1 bloquante, seront transmises à {producteur.nom_complet}" in page
    assert client.post(rendre, {"avis": "Très clair."}).status_code == 302
    ressource.refresh_from_db()
    relecture.refresh_from_db()
    assert (ressource.etat, relecture.etat, relecture.avis) == (R.EN_REVISION, "rendue", "Très clair.")
    courriel = Courriel.objects.get(gabarit="relectures_rendues", personne=producteur.pk)
    assert "3 remarques, dont 1 bloquante" in courriel.texte
    # Handed in: nothing changes any more, on any of its pages.
    assert "n&#x27;est pas possible" in client.post(rendre, {"avis": "Autre"}).content.decode()
    assert "ne changent plus" in client.post(aller("ajouter_remarque", relecture), {"texte": "Encore"}).content.decode()
    page = client.get(aller("relecture", relecture)).content.decode()
    assert "Ajouter la remarque" not in page
    assert "Très clair." in page


def test_une_seule_rendue_sur_deux_est_une_nouvelle(ressource, coordinateur):
    premiere, _ = fabrique.relecture(ressource), fabrique.relecture(ressource)
    services.rendre_relecture(relecture=premiere, avis="", acteur=premiere.relecteur, maintenant=fabrique.MAINTENANT)
    ressource.refresh_from_db()
    assert ressource.etat == R.EN_RELECTURE
    assert Courriel.objects.get(gabarit="relecture_rendue").genre == "nouvelle"


def test_les_remarques_des_autres_se_lisent_apres_avoir_rendu(ressource, coordinateur, client: Client):
    mienne, autre = fabrique.relecture(ressource), fabrique.relecture(ressource)
    ecrire(autre, "Le mot secret")
    services.rendre_relecture(relecture=autre, avis="", acteur=autre.relecteur, maintenant=fabrique.MAINTENANT)
    client.force_login(mienne.relecteur)
    assert "Le mot secret" not in client.get(aller("relecture", mienne)).content.decode()
    services.rendre_relecture(relecture=mienne, avis="", acteur=mienne.relecteur, maintenant=fabrique.MAINTENANT)
    assert "Le mot secret" in client.get(aller("relecture", mienne)).content.decode()


def test_clore_dit_qui_n_est_plus_attendu(ressource, coordinateur, client: Client):
    relecture = fabrique.relecture(ressource)
    ecrire(relecture, "Jamais transmise")
    page = client.get(aller("clore_relecture", ressource)).content.decode()
    assert f"La relecture de {relecture.relecteur.nom_complet} n&#x27;est plus attendue" in page
    assert client.post(aller("clore_relecture", ressource)).status_code == 302
    relecture.refresh_from_db()
    ressource.refresh_from_db()
    assert (relecture.etat, ressource.etat) == ("close", R.EN_REVISION)
    assert Courriel.objects.filter(gabarit="relecture_close").count() == 1
    assert Courriel.objects.get(gabarit="relecture_plus_attendue").personne == relecture.relecteur_id
    assert not Remarque.objects.a_traiter().exists()
    assert "n&#x27;est pas possible" in client.post(aller("clore_relecture", ressource)).content.decode()


def test_qui_devait_relire_apprend_l_abandon_et_la_reprise(ressource, coordinateur, client: Client):
    relecture = fabrique.relecture(ressource)
    geste = {"ressource": ressource, "acteur": coordinateur, "maintenant": fabrique.MAINTENANT + timedelta(hours=1)}
    services.abandonner_ressource(motif="Le producteur change d'académie.", **geste)
    stop = Courriel.objects.get(gabarit="relecture_plus_attendue")
    assert stop.personne == relecture.relecteur_id
    assert "a abandonné la ressource" in stop.texte
    assert "La vacation rémunère la conception" in stop.texte
    services.reprendre_ressource(motif="Une collègue prend la suite.", **geste)
    assert Courriel.objects.filter(gabarit="relecture_assignee", personne=relecture.relecteur_id).count() == 2


def test_continuer_sans_relecture(ressource, client: Client):
    producteur = ressource.liens_producteurs.get().personne
    client.force_login(producteur)
    relecture = fabrique.relecture(ressource)
    page = aller("continuer_sans_relecture", ressource)
    assert "Une relecture est assignée" in client.post(page).content.decode()
    services.rendre_relecture(relecture=relecture, avis="", acteur=relecture.relecteur, maintenant=fabrique.MAINTENANT)
    assert "n&#x27;est pas possible" in client.post(page).content.decode()
    autre = fabrique.ressource(ressource.campagne_suivi, R.EN_RELECTURE, [producteur])
    page = aller("continuer_sans_relecture", autre)
    assert client.get(page).status_code == 200
    assert client.post(page).status_code == 302
    autre.refresh_from_db()
    assert autre.etat == R.EN_REVISION
    assert "n&#x27;est pas possible" in client.post(page).content.decode()


def test_rouvrir_mene_a_l_assignation(campagne, coordinateur, client: Client):
    ressource = fabrique.ressource(campagne, R.PRETE_A_VALIDER)
    page = aller("rouvrir_relecture", ressource)
    assert "La V2 de" in client.get(page).content.decode()
    assert client.post(page).url == aller("assigner_relecture", ressource)
    ressource.refresh_from_db()
    assert ressource.etat == R.EN_RELECTURE
    assert "n&#x27;est pas possible" in client.post(page).content.decode()
