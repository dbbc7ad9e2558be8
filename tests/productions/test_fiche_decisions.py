"""Deciding about a fiche: each button works, asks for its reason, tells who must know, and is harmless repeated."""

import pytest
from django.test import Client
from django.urls import reverse

from commun.models import Courriel
from poles.models import Fonction
from productions import services
from productions.etats import EtatFiche as F
from productions.etats import EtatRessource
from productions.models import FicheProjet
from tests import fabrique

pytestmark = pytest.mark.django_db
MOTIF = "Le thème ne convient pas encore au niveau choisi."
PAIE = "La vacation rémunère la conception"


def fiche_dans(etat: str) -> FicheProjet:
    """By the services: the shortest way there."""
    fiche = fabrique.fiche(soumise=etat != F.BROUILLON)
    champs = {
        "acteur": fabrique.titulaire(fiche.campagne, Fonction.COORDINATEUR),
        "maintenant": fabrique.MAINTENANT,
    }
    avec_motif = champs | {"motif": "Motif du chemin."}
    if etat in (F.RETENUE, F.ROUVERTE):
        fiche = services.retenir_fiche(fiche=fiche, **champs)
    if etat == F.ROUVERTE:
        fiche = services.rouvrir_fiche(fiche=fiche, **avec_motif)
    if etat == F.A_REVOIR:
        fiche = services.renvoyer_fiche(fiche=fiche, **avec_motif)
    if etat == F.ABANDONNEE:
        fiche = services.abandonner_fiche(fiche=fiche, **avec_motif)
    Courriel.objects.all().delete()
    return fiche


def adresse(verbe: str, fiche: FicheProjet) -> str:
    return reverse(f"productions:{verbe}_fiche", args=[fiche.pk])


@pytest.fixture
def entrer(client: Client):
    """Sign in as the fiche's coordinator."""
    return lambda fiche: client.force_login(fabrique.titulaire(fiche.campagne, Fonction.COORDINATEUR))


# verb, from, to, the e-mail's template
CAS = [
    ("retenir", F.SOUMISE, F.RETENUE, "fiche_retenue"),
    ("renvoyer", F.SOUMISE, F.A_REVOIR, "fiche_a_revoir"),
    ("rouvrir", F.RETENUE, F.ROUVERTE, "fiche_rouverte"),
    ("abandonner", F.RETENUE, F.ABANDONNEE, "fiche_abandonnee"),
    ("reprendre", F.ABANDONNEE, F.SOUMISE, "fiche_reprise"),
]
AVEC_MOTIF = [cas for cas in CAS if cas[0] != "retenir"]


@pytest.mark.parametrize(("verbe", "de", "vers", "gabarit"), CAS)
def test_l_action(verbe: str, de: str, vers: str, gabarit: str, client: Client, entrer):
    fiche = fiche_dans(de)
    auteur = fiche.redigee_par
    entrer(fiche)
    page = client.post(adresse(verbe, fiche), {"motif": MOTIF}, follow=True)
    assert page.redirect_chain == [(fiche.get_absolute_url(), 302)]
    assert f"Sont prévenus par courriel : {auteur.nom_complet}." in page.content.decode()
    fiche.refresh_from_db()
    assert fiche.etat == vers
    courriel = Courriel.objects.get()
    assert (courriel.gabarit, courriel.personne, courriel.url) == (gabarit, auteur.pk, fiche.get_absolute_url())
    assert fiche.titre in courriel.sujet
    assert (MOTIF in courriel.texte) == (verbe != "retenir")
    assert (PAIE in courriel.texte) == (verbe == "abandonner")
    assert len(courriel.texte.split()) < 200

    # Again: said in words, nothing more happens.
    page = client.post(adresse(verbe, fiche), {"motif": MOTIF}, follow=True)
    assert "n&#x27;est pas possible maintenant" in page.content.decode()
    fiche.refresh_from_db()
    assert fiche.etat == vers
    assert Courriel.objects.count() == 1


@pytest.mark.parametrize(("verbe", "de", "vers", "gabarit"), AVEC_MOTIF)
def test_la_page_dit_ce_qui_va_se_passer(verbe: str, de: str, vers: str, gabarit: str, client: Client, entrer):
    fiche = fiche_dans(de)
    entrer(fiche)
    page = client.get(adresse(verbe, fiche)).content.decode()
    assert fiche.redigee_par.nom_complet in page
    assert (PAIE in page) == (verbe == "abandonner")
    fiche.refresh_from_db()
    assert fiche.etat == de

    # Without a reason worth reading, nothing happens and what was typed stays.
    page = client.post(adresse(verbe, fiche), {"motif": "non"}).content.decode()
    assert ">non</textarea>" in page.replace("\n", "")
    fiche.refresh_from_db()
    assert fiche.etat == de


@pytest.mark.parametrize(("verbe", "de", "vers", "gabarit"), CAS)
def test_ailleurs_que_dans_son_etat_l_action_est_refusee_en_mots(verbe, de, vers, gabarit, client: Client, entrer):
    fiche = fiche_dans(vers)
    entrer(fiche)
    reponse = client.post(adresse(verbe, fiche)) if verbe == "retenir" else client.get(adresse(verbe, fiche))
    if verbe != "retenir":
        page = reponse.content.decode()
        assert "pas possible maintenant : l&#x27;état est" in page
        assert 'name="motif"' not in page
        reponse = client.post(adresse(verbe, fiche), {"motif": "Ce que j'avais tapé."})
        assert "avais tapé." in reponse.content.decode()
    fiche.refresh_from_db()
    assert fiche.etat == vers


@pytest.mark.parametrize(("verbe", "de", "vers", "gabarit"), CAS)
def test_reserve_a_la_coordination(verbe: str, de: str, vers: str, gabarit: str, client: Client):
    fiche = fiche_dans(de)
    for qui, statut in ((fiche.redigee_par, 403), (fabrique.enseignant(fabrique.campagne()), 404)):
        client.force_login(qui)
        assert client.post(adresse(verbe, fiche), {"motif": MOTIF}).status_code == statut
    fiche.refresh_from_db()
    assert fiche.etat == de


def test_soumettre(client: Client):
    fiche = fiche_dans(F.BROUILLON)
    coordinateur = fabrique.titulaire(fiche.campagne, Fonction.COORDINATEUR)
    client.force_login(fiche.redigee_par)
    page = client.post(adresse("soumettre", fiche), follow=True).content.decode()
    assert f"{coordinateur.nom_complet} (PREDAC) en décide" in page
    assert Courriel.objects.get().personne == coordinateur.pk
    page = client.post(adresse("soumettre", fiche), follow=True).content.decode()
    assert "n&#x27;est pas possible maintenant" in page
    assert Courriel.objects.count() == 1
    fiche.refresh_from_db()
    assert fiche.etat == F.SOUMISE


def test_soumettre_dit_ce_qui_manque(client: Client):
    fiche = fiche_dans(F.BROUILLON)
    fiche.disciplines.clear()
    client.force_login(fiche.redigee_par)
    page = client.post(adresse("soumettre", fiche), follow=True).content.decode()
    assert "Il manque encore : une discipline." in page
    fiche.refresh_from_db()
    assert fiche.etat == F.BROUILLON


@pytest.mark.parametrize("etat", [F.BROUILLON, F.SOUMISE, F.A_REVOIR, F.ROUVERTE])
def test_abandonner_depuis_tout_etat_puis_reprendre_la_ou_elle_en_etait(etat: str, client: Client, entrer):
    fiche = fiche_dans(etat)
    entrer(fiche)
    for verbe in ("abandonner", "reprendre"):
        client.post(adresse(verbe, fiche), {"motif": MOTIF})
    fiche.refresh_from_db()
    assert fiche.etat == etat


def test_abandonner_la_fiche_abandonne_ses_productions_inachevees(client: Client, entrer):
    fiche = fiche_dans(F.RETENUE)
    entrer(fiche)
    client.post(adresse("abandonner", fiche), {"motif": MOTIF})
    assert fiche.ressources.get().etat == EtatRessource.ABANDONNEE
    assert [c.gabarit for c in Courriel.objects.all()] == ["fiche_abandonnee"]


def test_une_production_en_validation_empeche_l_abandon_en_mots(client: Client, entrer):
    ressource = fabrique.ressource(etat=EtatRessource.EN_VALIDATION)
    entrer(ressource.fiche)
    page = client.post(adresse("abandonner", ressource.fiche), {"motif": MOTIF}).content.decode()
    assert "retirez d&#x27;abord la demande" in page
    assert MOTIF in page
    ressource.fiche.refresh_from_db()
    assert ressource.fiche.etat == F.RETENUE
