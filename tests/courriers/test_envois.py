"""The outbox of who answers for a place: what is seen, what is read, what leaves again."""

from datetime import timedelta

import pytest
from django.urls import reverse

from commun.erreurs import ActionImpossible
from commun.etats import EtatCourriel
from commun.lieux import Lieu
from commun.models import Courriel
from commun.services.nouvelles import grouper_nouvelles
from commun.services.oublis import oublier_destinataire
from commun.services.renvois import ENTRE_DEUX, RENVOIS_MAX, renvoyer_a_la_personne
from courriers.pannes import PHRASES, en_mots
from tests import fabrique, reunions

from .conftest import campagne_ailleurs

LISTE = reverse("courriers:envois")
PLUS_TARD = fabrique.MAINTENANT + timedelta(days=1)


@pytest.fixture
def courriel(pole) -> Courriel:
    """« Fiche-projet à décider », to who leads the pôle."""
    courriel = Courriel.objects.get(gabarit="fiche_a_decider")
    Courriel.objects.filter(pk=courriel.pk).update(etat=EtatCourriel.ENVOYE, envoye_le=fabrique.MAINTENANT, essais=1)
    courriel.refresh_from_db()
    return courriel


def lire(client, courriel: Courriel) -> str:
    return client.get(reverse("courriers:envoi", args=[courriel.pk])).content.decode()


def test_chacun_voit_les_courriels_de_ses_lieux(pole, comme, courriel) -> None:
    ailleurs = campagne_ailleurs("Lille")
    Courriel.objects.create(
        cle="x", gabarit="essai", sujet="Secret d'ailleurs", cree_le=PLUS_TARD, campagne=ailleurs.pk
    )
    Courriel.objects.create(cle="y", gabarit="code_connexion", sujet="Votre code", cree_le=PLUS_TARD, secret=True)
    for role, attendus in (("coordination", 1), ("administration", 1), ("superutilisateur", 3)):
        lu = comme(role).get(LISTE).content.decode()
        assert courriel.sujet in lu
        assert [mot in lu for mot in ("Secret d&#x27;ailleurs", "Votre code")] == [attendus == 3] * 2
    assert comme("enseignant").get(LISTE).status_code == 403


def test_le_texte_est_a_son_destinataire_et_a_l_administration(pole, comme, courriel) -> None:
    phrase = "puis retenez-la ou renvoyez-la"
    lu = comme("coordination").get(reverse("courriers:envoi", args=[courriel.pk])).content.decode()
    assert phrase not in lu
    assert courriel.adresse not in lu
    lu = lire(comme("administration"), courriel)
    assert phrase in lu
    assert courriel.adresse in lu
    assert "Il part quand une fiche-projet est soumise." in lu
    assert "avait pour ce pôle cette fonction" in lu
    Courriel.objects.filter(pk=courriel.pk).update(gabarit="echange_propose")
    assert phrase not in lire(comme("administration"), courriel)
    Courriel.objects.filter(pk=courriel.pk).update(
        gabarit="rappels", texte=f"{phrase} https://x.fr/lien/abc/", url="/lien/reunion/SIGNE/"
    )
    lu = lire(comme("administration"), courriel)
    assert phrase in lu
    assert "lien/abc" not in lu
    assert "SIGNE" not in lu
    Courriel.objects.filter(pk=courriel.pk).update(secret=True)
    assert phrase not in lire(comme("superutilisateur"), courriel)


def test_chercher(comme, courriel, pole) -> None:
    client = comme("administration")
    for question, trouve in (
        ({"q": pole.fiche.titre}, True),
        ({"q": courriel.adresse}, False),
        ({"sorte": "fiche_a_decider", "etat": "envoye", "genre": "action"}, True),
        ({"sorte": "rappels"}, False),
        ({"etat": "bloque"}, False),
        ({"du": "2020-01-01", "au": "2020-01-02"}, False),
    ):
        lu = client.get(LISTE, question).content.decode()
        assert (reverse("courriers:envoi", args=[courriel.pk]) in lu) is trouve, question


def test_renvoyer_un_courriel_parti_en_ecrit_un_autre(comme, courriel, pole) -> None:
    adresse = reverse("courriers:renvoyer", args=[courriel.pk])
    assert courriel.nom_destinataire in comme("administration").get(adresse).content.decode()
    assert comme("administration").post(adresse).status_code == 302
    (copie,) = courriel.copies.all()
    assert (copie.texte, copie.adresse, copie.etat) == (courriel.texte, courriel.adresse, EtatCourriel.EN_ATTENTE)
    assert "Renvoyé" in lire(comme("administration"), courriel)
    with pytest.raises(ActionImpossible, match="vient d'être renvoyé"):
        renvoyer_a_la_personne(courriel, par=1, maintenant=PLUS_TARD)
    assert f"par {pole.gens['administration'].nom_complet}" in lire(comme("administration"), courriel)
    assert f"demandé par {pole.gens['administration'].nom_complet}" in lire(comme("administration"), copie)
    courriel.renvois.all().delete()
    copie.delete()
    qui = pole.gens["coordination"]
    type(qui).objects.filter(pk=qui.pk).update(email="nouvelle@exemple.fr")
    assert "Son adresse a changé" in comme("administration").get(adresse).content.decode()
    assert renvoyer_a_la_personne(courriel, par=1, maintenant=PLUS_TARD).adresse == "nouvelle@exemple.fr"


def test_on_ne_renvoie_pas_sans_fin(courriel) -> None:
    """Nor by sending the copies again: they are the same mail."""
    instant, dernier = PLUS_TARD, courriel
    for _ in range(RENVOIS_MAX):
        dernier = renvoyer_a_la_personne(dernier, par=1, maintenant=instant)
        Courriel.objects.filter(pk=dernier.pk).update(etat=EtatCourriel.ENVOYE)
        for un in (courriel, dernier):
            with pytest.raises(ActionImpossible, match="vient d'être renvoyé"):
                renvoyer_a_la_personne(un, par=2, maintenant=instant + ENTRE_DEUX - timedelta(seconds=1))
        instant += ENTRE_DEUX
    for un in (courriel, dernier):
        with pytest.raises(ActionImpossible, match="5 fois"):
            renvoyer_a_la_personne(un, par=2, maintenant=instant)
    assert courriel.renvois.count() == courriel.copies.count() == RENVOIS_MAX


def test_ce_dont_il_parle_est_un_lien(comme, courriel) -> None:
    assert f'href="{courriel.url}"' in lire(comme("coordination"), courriel)
    Courriel.objects.filter(pk=courriel.pk).update(url="/lien/reunion/SIGNE/")
    assert "SIGNE" not in lire(comme("coordination"), courriel)


@pytest.mark.parametrize(
    ("champs", "raison"),
    [
        ({"secret": True}, "ne se renvoie pas"),
        ({"etat": EtatCourriel.EN_ATTENTE}, "n'est pas encore parti"),
        ({"etat": EtatCourriel.EN_COURS, "reclame_le": PLUS_TARD}, "en cours d'envoi"),
        ({"texte": ""}, "a été effacé"),
        ({"personne": None, "adresse": ""}, "son adresse est effacée"),
        ({"url": "/lien/reunion/faux/"}, "lien personnel de ce courriel ne sert plus"),
    ],
)
def test_ce_qui_ne_se_renvoie_pas_se_dit(comme, courriel, champs, raison) -> None:
    Courriel.objects.filter(pk=courriel.pk).update(**champs)
    courriel.refresh_from_db()
    with pytest.raises(ActionImpossible, match=raison):
        renvoyer_a_la_personne(courriel, par=1, maintenant=PLUS_TARD)
    page = lire(comme("administration"), courriel).replace("&#x27;", "'")
    assert raison in page


def test_un_courriel_en_echec_repart_lui_meme(comme, courriel) -> None:
    Courriel.objects.filter(pk=courriel.pk).update(
        etat=EtatCourriel.ECHEC, essais=6, envoye_le=None, erreur="SMTPRecipientsRefused : {'x': (550, b'no')}"
    )
    lu = lire(comme("coordination"), courriel)
    assert PHRASES["SMTPRecipientsRefused"] in lu
    assert "550" not in lu
    assert comme("coordination").post(reverse("courriers:renvoyer", args=[courriel.pk])).status_code == 302
    courriel.refresh_from_db()
    assert (courriel.etat, courriel.essais, en_mots(courriel)) == (EtatCourriel.EN_ATTENTE, 0, "")
    assert not courriel.copies.exists()
    assert courriel.renvois.get().copie is None


def test_un_lien_personnel_se_renvoie_jusqu_a_la_fin_de_sa_reunion(pole) -> None:
    reunion = reunions.prevoir(pole.campagne)
    courriel = Courriel.objects.filter(gabarit="reunion_proposee").first()
    Courriel.objects.filter(pk=courriel.pk).update(etat=EtatCourriel.ENVOYE)
    with pytest.raises(ActionImpossible, match="ne sert plus"):
        renvoyer_a_la_personne(courriel, par=1, maintenant=reunion.fin)
    copie = renvoyer_a_la_personne(courriel, par=1, maintenant=reunion.debut - timedelta(hours=1))
    assert (copie.url, copie.contenu_piece) == (courriel.url, courriel.contenu_piece)


def test_un_groupe_de_nouvelles_est_du_lieu_de_toutes(pole) -> None:
    """Of one pôle, of its académie, or of nowhere that a single administration answers for."""
    meme = campagne_ailleurs(pole.academie.nom)
    autre = campagne_ailleurs("Lille")
    un = {"genre": "nouvelle", "gabarit": "essai", "sujet": "Du neuf", "adresse": "a@exemple.fr"}
    for personne, campagnes in enumerate(
        ([pole.campagne], [pole.campagne, meme], [pole.campagne, autre], [pole.campagne, None]), 9001
    ):
        for rang, campagne in enumerate(campagnes):
            Courriel.objects.create(
                **un,
                cle=f"{personne}-{rang}",
                personne=personne,
                campagne=campagne and campagne.pk,
                cree_le=fabrique.MAINTENANT,
            )
    grouper_nouvelles(PLUS_TARD)
    lieux = Courriel.objects.filter(gabarit="nouvelles", personne__gt=9000).order_by("personne")
    assert [Lieu(c.campagne, c.academie) for c in lieux] == [
        Lieu(campagne=pole.campagne.pk),
        Lieu(academie=pole.academie.pk),
        Lieu(),
        Lieu(),
    ]


def test_les_valeurs_s_effacent_avec_le_texte(pole, courriel) -> None:
    """Of a secret, none is ever kept."""
    assert courriel.valeurs["mots"]["fiche.titre"] == pole.fiche.titre
    copie = renvoyer_a_la_personne(courriel, par=1, maintenant=PLUS_TARD)
    oublier_destinataire(courriel.adresse, prefixe=courriel.cle)
    for ecrit in (courriel, copie):
        ecrit.refresh_from_db()
        assert (ecrit.adresse, ecrit.nom_destinataire, ecrit.valeurs, ecrit.texte) == ("", "", {}, "")
    fabrique.invitation(pole.campagne)
    invitation = Courriel.objects.get(gabarit="invitation")
    assert invitation.valeurs == {}
    assert invitation.campagne == pole.campagne.pk
