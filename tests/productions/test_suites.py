"""What follows an answer: agreed, contested once, answered for good; the page that tells it."""

import pytest
from django.test import Client
from django.urls import reverse

from calendrier.obligations import Demande, obligations
from commun.erreurs import ActionImpossible
from commun.models import Courriel
from journal.models import Ecriture
from productions import services
from productions.etats import EtatRessource as R
from productions.models import Remarque
from tests import fabrique

pytestmark = pytest.mark.django_db
MOTIF = "La durée manque toujours dans le livret."


@pytest.fixture
def nadia():
    return fabrique.personne("Nadia", "Benali")


@pytest.fixture
def remarque(nadia) -> Remarque:
    """Answered by the V2."""
    relecture = fabrique.relecture(fabrique.ressource(etat=R.EN_RELECTURE, producteurs=[nadia]))
    remarque = services.ecrire_remarque(
        relecture=relecture, texte="Dire la durée.", bloquante=True, endroit="", maintenant=fabrique.MAINTENANT
    )
    services.rendre_relecture(relecture=relecture, avis="", acteur=relecture.relecteur, maintenant=fabrique.MAINTENANT)
    services.repondre_remarque(
        remarque=remarque, reponse="declinee", texte="Chacun l'adapte.", acteur=nadia, maintenant=fabrique.MAINTENANT
    )
    remarque.refresh_from_db()
    return remarque


@pytest.fixture
def repondue(remarque, nadia) -> Remarque:
    fabrique.deposer(remarque.version.ressource, nadia)
    remarque.refresh_from_db()
    return remarque


def aller(nom: str, quoi) -> str:
    return reverse(f"productions:{nom}", args=[quoi.pk])


def contester(remarque: Remarque):
    return services.contester_reponse(
        remarque=remarque, motif=MOTIF, acteur=remarque.auteur, maintenant=fabrique.MAINTENANT
    )


def trancher(remarque: Remarque, acteur, reponse: str = "faite"):
    return services.trancher_remarque(
        remarque=remarque, reponse=reponse, texte="C'est entendu.", acteur=acteur, maintenant=fabrique.MAINTENANT
    )


def dues(personne) -> set[str]:
    demande = Demande(fabrique.JOUR, personne=personne)
    return {obligation.genre for obligation in obligations(demande)}


def test_d_accord_ferme_la_remarque_une_fois_et_previent(repondue, nadia, client: Client):
    client.force_login(repondue.auteur)
    page = aller("vous_avez_dit", repondue.version_reponse)
    assert "Je suis d'accord" in client.get(page).content.decode()
    for _ in range(2):
        assert client.post(aller("clore_remarque", repondue)).url == f"{page}#remarque-{repondue.pk}"
    assert Ecriture.objects.filter(action="remarque.clore").count() == 1
    courriel = Courriel.objects.get(gabarit="remarque_close")
    assert (courriel.personne, courriel.genre) == (nadia.pk, "nouvelle")
    texte = client.get(page).content.decode()
    assert "est d'accord avec cette réponse" in texte
    assert "Je suis d'accord" not in texte
    with pytest.raises(ActionImpossible):
        contester(repondue)
    # Its author has read the V2: its deposit stands.
    with pytest.raises(ActionImpossible, match="déjà été ouverte"):
        services.annuler_depot(ressource=repondue.version.ressource, acteur=nadia, maintenant=fabrique.MAINTENANT)


def test_une_reponse_qui_n_est_pas_deposee_ne_se_conteste_pas(remarque, nadia):
    for geste in (
        contester,
        lambda r: services.clore_remarque(remarque=r, acteur=r.auteur, maintenant=fabrique.MAINTENANT),
    ):
        with pytest.raises(ActionImpossible, match="pas encore déposée"):
            geste(remarque)


def test_contestee_une_fois_puis_tranchee(repondue, nadia, client: Client):
    client.force_login(repondue.auteur)
    page = aller("contester_reponse", repondue)
    assert "Chacun l&#x27;adapte." in client.get(page).content.decode()
    assert "Dites pourquoi" in client.post(page, {"motif": ""}).content.decode()
    assert client.post(page, {"motif": MOTIF}).status_code == 302
    assert "pas possible" in client.post(page, {"motif": MOTIF}).content.decode()
    assert MOTIF in Courriel.objects.get(gabarit="reponse_contestee", personne=nadia.pk).texte
    assert "contestation" in dues(nadia)
    client.force_login(nadia)
    assert MOTIF in client.get(aller("trancher_remarque", repondue)).content.decode()
    vide = client.post(aller("trancher_remarque", repondue), {"reponse": "faite", "texte": ""})
    assert "Expliquez votre réponse" in vide.content.decode()
    donnees = {"reponse": "faite", "texte": "La durée ouvre le livret."}
    assert client.post(aller("trancher_remarque", repondue), donnees).status_code == 302
    assert "pas possible" in client.post(aller("trancher_remarque", repondue), donnees).content.decode()
    assert "La durée ouvre le livret." in Courriel.objects.get(gabarit="remarque_tranchee").texte
    assert "contestation" not in dues(nadia)
    # Promised of the next version, which then carries it, on its own page.
    repondue.refresh_from_db()
    v3 = fabrique.deposer(repondue.version.ressource, nadia)
    repondue.contestation.refresh_from_db()
    assert repondue.contestation.version_reponse == v3
    assert "La durée ouvre le livret." in client.get(aller("vous_avez_dit", v3)).content.decode()


def test_seul_un_producteur_tranche_et_la_premiere_reponse_reste(repondue, nadia):
    contester(repondue)
    with pytest.raises(ActionImpossible, match="Seul un producteur"):
        trancher(repondue, repondue.auteur)
    trancher(repondue, nadia, "declinee")
    repondue.refresh_from_db()
    assert (repondue.reponse, repondue.reponse_texte, repondue.etat) == ("declinee", "Chacun l'adapte.", "tranchee")
    assert repondue.contestation.version_reponse is None


def test_le_depot_suivant_montre_ce_qui_est_conteste(repondue, nadia, client: Client):
    contester(repondue)
    ressource = repondue.version.ressource
    client.force_login(nadia)
    services.ouvrir_depot(ressource=ressource, acteur=nadia, maintenant=fabrique.MAINTENANT)
    page = client.get(aller("depot", ressource)).content.decode()
    assert MOTIF in page
    assert aller("trancher_remarque", repondue) in page


def test_pendant_la_validation_l_auteur_d_un_motif_attend(nadia):
    """What a signatory says of an answer must not tell the other one what they think."""
    ressource = fabrique.ressource(etat=R.PRETE_A_VALIDER, producteurs=[nadia])
    remarque = services.creer_remarque_de_motif(
        version=ressource.versions.last(), auteur=fabrique.personne(), texte="À revoir", maintenant=fabrique.MAINTENANT
    )
    services.repondre_remarque(
        remarque=remarque, reponse="faite", texte="", acteur=nadia, maintenant=fabrique.MAINTENANT
    )
    fabrique.deposer(ressource, nadia)
    ressource.refresh_from_db()
    fabrique.demande(ressource)
    remarque.refresh_from_db()
    with pytest.raises(ActionImpossible, match="en validation"):
        contester(remarque)


def test_la_page_ne_dit_pas_une_reponse_qui_se_prepare(remarque, nadia, client: Client):
    client.force_login(nadia)
    services.repondre_remarque(
        remarque=remarque, reponse="faite", texte="Mots secrets", acteur=nadia, maintenant=fabrique.MAINTENANT
    )
    page = client.get(aller("vous_avez_dit", remarque.version)).content.decode()
    assert "Mots secrets" not in page
    v2 = fabrique.deposer(remarque.version.ressource, nadia)
    page = client.get(aller("vous_avez_dit", v2)).content.decode()
    assert "Mots secrets" in page
    assert "Nous avons fait" in page
    courriel = Courriel.objects.get(gabarit="remarques_repondues", personne=remarque.auteur_id)
    assert courriel.genre == "nouvelle"
