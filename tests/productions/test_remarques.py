"""Remarks: whose eyes, taken back, answered, carried by the next version."""

import pytest
from django.test import Client
from django.urls import reverse

from commun.erreurs import ActionImpossible
from journal.libelles import phrase_entiere
from journal.models import Ecriture
from poles.models import Fonction
from productions import services
from productions.etats import EtatRessource as R
from productions.models import Remarque
from tests import fabrique

pytestmark = pytest.mark.django_db
SECRET = "Le mot que personne ne lit encore"


@pytest.fixture
def nadia():
    return fabrique.personne("Nadia", "Benali")


@pytest.fixture
def relecture(nadia):
    return fabrique.relecture(fabrique.ressource(etat=R.EN_RELECTURE, producteurs=[nadia]))


@pytest.fixture
def ressource(relecture):
    return relecture.version.ressource


def aller(nom: str, quoi) -> str:
    return reverse(f"productions:{nom}", args=[quoi.pk])


def ecrire(relecture, texte=SECRET, bloquante=True) -> Remarque:
    return services.ecrire_remarque(
        relecture=relecture, texte=texte, bloquante=bloquante, endroit="p. 3", maintenant=fabrique.MAINTENANT
    )


def rendre(relecture) -> None:
    services.rendre_relecture(relecture=relecture, avis="", acteur=relecture.relecteur, maintenant=fabrique.MAINTENANT)


def repondre(remarque, reponse="faite", texte=""):
    return services.repondre_remarque(
        remarque=remarque,
        reponse=reponse,
        texte=texte,
        acteur=remarque.version.ressource.liens_producteurs.first().personne,
        maintenant=fabrique.MAINTENANT,
    )


def test_avant_d_etre_rendue_une_remarque_est_a_son_auteur(relecture, ressource, nadia, client: Client):
    remarque = ecrire(relecture)
    collegue = fabrique.relecture(ressource).relecteur
    coordinateur = relecture.assignee_par
    for qui in (nadia, collegue, coordinateur):
        assert not Remarque.objects.visibles_par(qui).exists()
        client.force_login(qui)
        assert client.get(aller("repondre_remarque", remarque)).status_code == 404
        assert client.post(aller("retirer_remarque", remarque)).status_code == 404
        for page in (aller("depot", ressource), ressource.get_absolute_url()):
            assert SECRET not in client.get(page).content.decode()
    assert not Ecriture.objects.filter(action__startswith="remarque.").exists()
    assert Remarque.objects.visibles_par(relecture.relecteur).get() == remarque


def test_close_sans_etre_rendue_elle_le_reste(relecture, ressource, nadia):
    ecrire(relecture)
    services.clore_relecture(ressource=ressource, acteur=relecture.assignee_par, maintenant=fabrique.MAINTENANT)
    assert not Ecriture.objects.filter(action__startswith="remarque.").exists()
    assert not Remarque.objects.visibles_par(nadia).exists()


def test_rendue_elle_est_au_journal_sans_ses_mots_dans_la_phrase(relecture, ressource, nadia, client: Client):
    remarque = ecrire(relecture)
    rendre(relecture)
    ligne = Ecriture.objects.get(chaine=ressource.chaine, action="remarque.transmettre")
    version = remarque.version_id
    assert ligne.donnees == {
        "remarque": remarque.pk, "version": version, "relecture": relecture.pk, "bloquante": True,
    }  # fmt: skip
    assert (ligne.acteur, ligne.texte) == (relecture.relecteur, SECRET)
    assert phrase_entiere(ligne) == f"{relecture.relecteur.nom_complet} a transmis une remarque"
    # Before the hand-in that it is part of, which stays the relecture's last move.
    assert ligne.rang < Ecriture.objects.get(chaine=ressource.chaine, action="relecture.rendre").rang
    client.force_login(nadia)
    page = client.get(reverse("accueil:journal_de_ressource", args=[ressource.pk])).content.decode()
    assert "a transmis une remarque" in page
    assert SECRET not in page


def test_retirer(relecture, client: Client):
    remarque = ecrire(relecture)
    client.force_login(relecture.relecteur)
    assert client.post(aller("retirer_remarque", remarque)).url == aller("relecture", relecture)
    assert client.post(aller("retirer_remarque", remarque)).status_code == 404
    autre = ecrire(relecture)
    rendre(relecture)
    assert client.post(aller("retirer_remarque", autre)).status_code == 302
    assert Remarque.objects.get() == autre


def test_repondre_depuis_le_depot(relecture, ressource, nadia, client: Client):
    remarque = ecrire(relecture)
    rendre(relecture)
    client.force_login(nadia)
    fabrique.declarer(services.ouvrir_depot(ressource=ressource, acteur=nadia, maintenant=fabrique.MAINTENANT))
    page = client.get(aller("depot", ressource)).content.decode()
    assert "une réponse à 1 remarque bloquante" in page
    adresse = aller("repondre_remarque", remarque) + "?retour=depot"
    assert adresse in page
    refus = client.post(adresse, {"reponse": "declinee", "texte": " "}).content.decode()
    assert "Dites pourquoi la remarque est déclinée." in refus
    assert "facultatif" not in refus
    assert client.post(adresse, {"reponse": "faite"}).url == aller("depot", ressource) + "#remarques"
    assert "Rien ne manque" in client.get(aller("depot", ressource)).content.decode()
    # Said again, it is the same answer: nothing more is written.
    avant = Ecriture.objects.count()
    client.post(adresse, {"reponse": "faite"})
    assert Ecriture.objects.count() == avant
    assert client.post(aller("repondre_remarque", remarque), {"reponse": "declinee", "texte": "Non."}).url.endswith(
        f"#remarque-{remarque.pk}"
    )
    for forge in ({"reponse": "oui"}, {}, {"reponse": "declinee", "texte": "x" * 5000}):
        assert "<title>Erreur" in client.post(adresse, forge).content.decode()


def test_repondre_depuis_l_histoire_de_la_ressource(relecture, ressource, nadia, client: Client):
    remarque = ecrire(relecture)
    rendre(relecture)
    lien = f'href="{aller("repondre_remarque", remarque)}"'
    for qui, vu in ((nadia, True), (relecture.relecteur, False), (relecture.assignee_par, False)):
        client.force_login(qui)
        assert (lien in client.get(ressource.get_absolute_url()).content.decode()) == vu
    repondre(remarque)
    fabrique.deposer(ressource, nadia)
    client.force_login(nadia)
    assert lien not in client.get(ressource.get_absolute_url()).content.decode()


def test_une_remarque_bloquante_sans_reponse_retient_le_depot(relecture, ressource, nadia):
    remarque = ecrire(relecture)
    ecrire(relecture, "Un détail", bloquante=False)
    rendre(relecture)
    with pytest.raises(ActionImpossible, match="1 remarque bloquante attend une réponse"):
        fabrique.deposer(ressource, nadia)
    repondre(remarque, "declinee", "Le programme l'impose.")
    assert fabrique.deposer(ressource, nadia).numero == 2


def test_la_version_deposee_emporte_les_reponses_et_les_fige(relecture, ressource, nadia):
    faite, declinee = ecrire(relecture, "À faire"), ecrire(relecture, "À décliner")
    ouverte = ecrire(relecture, "Sans réponse", bloquante=False)
    rendre(relecture)
    repondre(faite)
    repondre(declinee, "declinee", "Hors programme.")
    version = fabrique.deposer(ressource, nadia)
    for remarque in (faite, declinee):
        remarque.refresh_from_db()
        assert remarque.version_reponse == version
        with pytest.raises(ActionImpossible, match="déjà déposée"):
            repondre(remarque, "declinee", "Autre chose.")
    # The one without an answer is still open, and may be answered with the next version.
    repondre(ouverte)
    # Cancelled, the version gives the answers back.
    services.annuler_depot(ressource=ressource, acteur=nadia, maintenant=fabrique.MAINTENANT)
    declinee.refresh_from_db()
    assert declinee.version_reponse is None
    repondre(declinee)


def test_pendant_la_validation_on_ne_repond_pas(nadia, client: Client):
    ressource = fabrique.ressource(etat=R.EN_VALIDATION, producteurs=[nadia])
    remarque = services.creer_remarque_de_motif(
        version=ressource.versions.first(),
        auteur=fabrique.personne(),
        texte="À revoir",
        maintenant=fabrique.MAINTENANT,
    )
    client.force_login(nadia)
    page = client.post(aller("repondre_remarque", remarque), {"reponse": "faite"}).content.decode()
    assert "ne change plus" in page


def test_ce_que_l_on_tape_est_montre_tel_quel(relecture, client: Client):
    ecrire(relecture, "<script>alert(1)</script> \u202e et {{ settings.SECRET_KEY }}")
    client.force_login(relecture.relecteur)
    page = client.get(aller("relecture", relecture)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ settings.SECRET_KEY }}" in page


def test_une_reponse_preparee_reste_aux_producteurs_jusqu_au_depot(client):
    ressource = fabrique.ressource(etat=R.EN_RELECTURE)
    relecture = fabrique.relecture(ressource)
    remarque = services.ecrire_remarque(
        relecture=relecture, texte="Préciser.", bloquante=True, endroit="", maintenant=fabrique.MAINTENANT
    )
    services.rendre_relecture(relecture=relecture, avis="", acteur=relecture.relecteur, maintenant=fabrique.MAINTENANT)
    producteur = ressource.liens_producteurs.get().personne
    services.repondre_remarque(
        remarque=remarque, reponse="faite", texte="Secret préparé", acteur=producteur, maintenant=fabrique.MAINTENANT
    )

    def lit(personne) -> bool:
        client.force_login(personne)
        return "Secret préparé" in client.get(ressource.get_absolute_url()).content.decode()

    observateur = fabrique.titulaire(ressource.campagne_suivi, Fonction.OBSERVATEUR)
    assert lit(producteur)
    assert not lit(observateur)
    fabrique.deposer(ressource)
    assert lit(observateur)
