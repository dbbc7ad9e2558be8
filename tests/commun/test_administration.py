"""What the software writes by itself is read in the admin, and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commun.administration.nombre import A_LA_FOIS
from commun.etats import EtatCourriel, EtatTravail
from commun.models import Courriel, Travail

pytestmark = pytest.mark.django_db
LISTE = "/administration/commun/courriel/"


@pytest.fixture
def administratrice(client, creer_personne):
    client.force_login(creer_personne("Ada", "Admin", is_staff=True, is_superuser=True))
    return client


def courriel(**champs) -> Courriel:
    defauts = {
        "cle": f"c{Courriel.objects.count()}",
        "adresse": "nadia.benali@ac-exemple.fr",
        "nom_destinataire": "Nadia Benali",
        "gabarit": "fiche_a_decider",
        "sujet": "À relire",
        "texte": "Relisez la V1.",
        "url": "/ressources/3/",
        "cree_le": timezone.now(),
    }
    return Courriel.objects.create(**{**defauts, **champs})


def test_lecture_seule(administratrice) -> None:
    ecrit = courriel()
    page = administratrice.get(f"{LISTE}{ecrit.pk}/change/").content.decode()
    assert "Relisez la V1." in page
    assert 'name="_save"' not in page
    assert administratrice.get(f"{LISTE}add/").status_code == 403
    assert administratrice.post(f"{LISTE}{ecrit.pk}/change/", {"sujet": "x"}).status_code == 403
    assert administratrice.post(f"{LISTE}{ecrit.pk}/delete/", {"post": "yes"}).status_code == 403


def test_un_secret_est_masque(administratrice) -> None:
    secret = courriel(secret=True, texte="Code : 123456", url="/entrer/abcdef/")
    for adresse in (LISTE, f"{LISTE}{secret.pk}/change/"):
        page = administratrice.get(adresse).content.decode()
        assert "123456" not in page
        assert "abcdef" not in page


@pytest.mark.parametrize("gabarit", ["echange_propose", "n_existe_plus"])
def test_ce_qu_une_personne_dit_a_une_autre_est_masque(administratrice, gabarit) -> None:
    """Nor is what a mail said whose text is shipped no more: nothing tells that it was not such a one."""
    prive = courriel(gabarit=gabarit, texte="Je n'en peux plus.", url="/echanges/7/")
    page = administratrice.get(f"{LISTE}{prive.pk}/change/").content.decode()
    assert "en peux plus" not in page
    assert "/echanges/7/" not in page


def test_un_lien_personnel_dans_le_texte_est_masque(administratrice) -> None:
    rappel = courriel(
        texte="Rendre la V2.\nDemander un report : https://poles.exemple.fr/lien/report/abcdef/\nBien à vous."
    )
    page = administratrice.get(f"{LISTE}{rappel.pk}/change/").content.decode()
    assert "abcdef" not in page
    assert "Rendre la V2." in page
    assert "Bien à vous." in page


def test_autant_de_requetes_pour_1_3_et_50_lignes(administratrice, django_assert_max_num_queries) -> None:
    comptes = []
    for lignes in (1, 2, 47):
        for _ in range(lignes):
            courriel()
        with django_assert_max_num_queries(12) as requetes:
            administratrice.get(LISTE)
        comptes.append(len(requetes))
    assert len(set(comptes)) == 1, comptes


def test_chercher_et_trier(administratrice) -> None:
    courriel(sujet="Bloqué", etat=EtatCourriel.EN_COURS, reclame_le=timezone.now() - timedelta(hours=1))
    courriel(sujet="Perdu", etat=EtatCourriel.ECHEC)
    bloques = administratrice.get(LISTE, {"attention": "bloques"}).content.decode()
    assert "bloqué : peut-être parti" in bloques
    assert "Perdu" not in bloques
    echecs = administratrice.get(LISTE, {"attention": "echec", "q": "benali"}).content.decode()
    assert "Perdu" in echecs
    assert ">Bloqué<" not in echecs


def renvoyer(client, *courriels, **reponse) -> str:
    choix = {"action": "renvoyer_les_courriels", "_selected_action": [c.pk for c in courriels], **reponse}
    return client.post(LISTE, choix, follow=True).content.decode().replace("&#x27;", "'")


def test_renvoyer_dit_a_qui_avant_de_le_faire(administratrice, personne) -> None:
    """By the rule of the site's button: an erased text, a closed account, a news that left in another mail."""
    parti = courriel(sujet="Parti", etat=EtatCourriel.ENVOYE)
    perdu = courriel(sujet="Perdu", etat=EtatCourriel.ECHEC, personne=personne.pk, adresse="ancienne@exemple.fr")
    impossibles = {
        courriel(sujet="Vide", etat=EtatCourriel.ECHEC, texte=""): "a été effacé",
        courriel(sujet="Fermé", etat=EtatCourriel.ECHEC, personne=personne.pk + 1): "est fermé",
        courriel(sujet="Groupé", etat=EtatCourriel.GROUPE): "renvoyez celui-là",
    }
    page = renvoyer(administratrice, perdu, parti, *impossibles)
    fera, refuse = page.split("Ce qui ne sera pas fait")
    assert all(mot in fera for mot in ("Perdu", "Parti", "Nadia Benali"))
    assert all(impossible.sujet in refuse and raison in refuse for impossible, raison in impossibles.items())
    perdu.refresh_from_db()
    assert perdu.etat == EtatCourriel.ECHEC
    page = renvoyer(administratrice, perdu, parti, *impossibles, confirmer="1")
    assert "c'est fait pour « Perdu », « Parti ». Sont prévenus par courriel : Nadia Benali." in page
    perdu.refresh_from_db()
    assert (perdu.etat, perdu.adresse) == (EtatCourriel.EN_ATTENTE, personne.email)
    assert parti.copies.count() == 1
    assert not Courriel.objects.filter(pk__in=[c.pk for c in impossibles], etat=EtatCourriel.EN_ATTENTE).exists()


def test_on_ne_renvoie_que_ce_qu_on_peut_relire(administratrice) -> None:
    perdus = [courriel(etat=EtatCourriel.ECHEC) for _ in range(A_LA_FOIS + 1)]
    assert f"Choisissez {A_LA_FOIS} lignes au plus" in renvoyer(administratrice, *perdus, confirmer="1")
    assert not Courriel.objects.exclude(etat=EtatCourriel.ECHEC).exists()


def test_qui_ne_fait_que_lire_ne_renvoie_pas(client, creer_personne) -> None:
    from django.contrib.auth.models import Permission

    lectrice = creer_personne(is_staff=True)
    lectrice.user_permissions.add(Permission.objects.get(codename="view_courriel"))
    client.force_login(lectrice)
    perdu = courriel(etat=EtatCourriel.ECHEC)
    assert client.get(LISTE).status_code == 200
    renvoyer(client, perdu, confirmer="1")
    perdu.refresh_from_db()
    assert perdu.etat == EtatCourriel.ECHEC


def test_les_travaux(administratrice, personne) -> None:
    travail = Travail.objects.create(
        genre="essai",
        titre="Les fiches du pôle",
        demandeur=personne.pk,
        tache="essai",
        etat=EtatTravail.REUSSI,
        resultat="commun/travail/ab/abcdef",
        cree_le=timezone.now(),
        battement=timezone.now(),
    )
    assert (
        "Les fiches du pôle" in administratrice.get("/administration/commun/travail/", {"q": "fiches"}).content.decode()
    )
    page = administratrice.get(f"/administration/commun/travail/{travail.pk}/change/").content.decode()
    assert "abcdef" not in page
    assert 'name="_save"' not in page


@pytest.mark.parametrize("faux", ["abc", "9" * 300, "-1"])
def test_un_choix_qui_n_est_pas_un_numero_est_refuse_dans_la_page(administratrice, faux):
    page = administratrice.post("/administration/calendrier/joursansclasse/add/", {"academie": faux})
    assert page.status_code == 200
    assert "errorlist" in page.text


@pytest.mark.parametrize("faux", ["abc", "", str(2**63), "9" * 5000, "1 OR 1=1"])
def test_une_action_sur_ce_qui_n_existe_pas_ne_fait_rien(administratrice, faux):
    perdu = courriel(etat=EtatCourriel.ECHEC)
    action = {"action": "renvoyer_les_courriels", "_selected_action": [perdu.pk, faux]}
    page = administratrice.post(f"{LISTE}?q=benali", action, follow=True)
    assert page.redirect_chain == [(f"{LISTE}?q=benali", 302)]
    assert "Rien n&#x27;a été fait" in page.content.decode()
    perdu.refresh_from_db()
    assert perdu.etat == EtatCourriel.ECHEC
