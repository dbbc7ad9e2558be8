"""« À faire »: one page, whatever the role, whose cost does not grow."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calendrier.services import clore_cycle
from poles.models import Fonction
from poles.services import terminer_mandat
from productions import services as productions
from productions.etats import EtatRessource as R
from tests import fabrique

pytestmark = pytest.mark.django_db
ACCUEIL = "/"


def page(client, qui, adresse: str = ACCUEIL):
    client.force_login(qui)
    reponse = client.get(adresse)
    assert reponse.status_code == 200
    return reponse


def requetes(client, qui, adresse: str = ACCUEIL) -> int:
    client.force_login(qui)
    with CaptureQueriesContext(connection) as faites:
        assert client.get(adresse).status_code == 200
    return len(faites)


def un_de_chaque(campagne, coordinateur, producteurs) -> None:
    """Something of every kind that waits for somebody in this campaign."""
    for etat in (R.EN_CONCEPTION, R.EN_RELECTURE, R.EN_REVISION, R.PRETE_A_VALIDER, R.EN_VALIDATION, R.VALIDEE):
        fabrique.ressource(campagne, etat, producteurs=producteurs)
    a_relire = fabrique.ressource(campagne, R.EN_RELECTURE)
    for relecteur in producteurs:
        fabrique.relecture(a_relire, relecteur, echeance=date(2027, 1, 20))
    fabrique.fiche(campagne, producteurs)
    fabrique.fiche(campagne, producteurs, soumise=True)
    renvoyee = fabrique.fiche(campagne, producteurs, soumise=True)
    productions.renvoyer_fiche(
        fiche=renvoyee, motif="Précisez le niveau.", acteur=coordinateur, maintenant=fabrique.MAINTENANT
    )


def equipe_sur(academie, *fonctions: str):
    qui = fabrique.personne()
    for fonction in fonctions:
        fabrique.mandat(qui, fonction, academie)
    return qui


ROLES = [*((fonction,) for fonction in Fonction.values), (Fonction.COORDINATEUR, Fonction.ENSEIGNANT)]


def test_au_plus_douze_requetes_et_autant_avec_1_3_ou_50_poles(client):
    cycle = fabrique.cycle()
    personnes = {fonctions: equipe_sur(cycle.academie, *fonctions) for fonctions in ROLES}
    coordinateur = personnes[(Fonction.COORDINATEUR,)]
    producteurs = [qui for fonctions, qui in personnes.items() if Fonction.ENSEIGNANT in fonctions]
    comptes = {fonctions: [] for fonctions in ROLES}
    for nombre in (1, 2, 47):
        for n in range(nombre):
            campagne = fabrique.campagne(cycle=cycle)
            if n < 2:
                fabrique.titulaire(campagne, Fonction.INSPECTEUR)
                un_de_chaque(campagne, coordinateur, producteurs)
        for fonctions, qui in personnes.items():
            comptes[fonctions].append(requetes(client, qui))
    for fonctions, (une, trois, cinquante) in comptes.items():
        assert une <= 12, fonctions
        assert une == trois == cinquante, fonctions


def test_le_superutilisateur_voit_tous_les_poles_en_douze_requetes(client):
    cycle = fabrique.cycle()
    for _ in range(25):
        fabrique.campagne(cycle=cycle)
    qui = fabrique.superutilisateur()
    assert requetes(client, qui) <= 12
    reponse = page(client, qui)
    assert len(reponse.context["lignes"]) == 20
    assert "Tous les pôles" in reponse.content.decode()
    assert len(page(client, qui, "/?page=2").context["lignes"]) == 5


def test_ce_qui_attend_se_range_par_urgence(client):
    campagne = fabrique.campagne()
    producteur = fabrique.enseignant(campagne)
    for titre, jour in (
        ("En retard", date(2027, 1, 10)),
        ("Sous quinzaine", date(2027, 1, 28)),
        ("Dans le mois", date(2027, 2, 10)),
        ("Plus tard", date(2027, 3, 10)),
    ):
        fabrique.fiche(campagne, [producteur], retenue=True, titre=titre, jour_v1=jour)
    a_faire = page(client, producteur).context["a_faire"]
    assert [ligne.obligation.echeance.day for ligne in a_faire.pressees] == [10, 28]
    assert [ligne.en_retard for ligne in a_faire.pressees] == [True, False]
    assert [ligne.obligation.echeance.month for ligne in a_faire.a_venir] == [2]
    assert [ligne.obligation.echeance.month for ligne in a_faire.plus_tard] == [3]


def test_on_dit_qui_attend(client):
    campagne = fabrique.campagne()
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    auteur = fabrique.personne("Nadia", "Benali")
    fabrique.mandat(auteur, Fonction.ENSEIGNANT, campagne)
    fabrique.fiche(campagne, [auteur], soumise=True, titre="Le jeu de rôle")
    contenu = page(client, coordinateur).content.decode()
    assert "On vous attend" in contenu
    assert "<strong>Nadia Benali</strong>" in contenu
    assert "Décider de la fiche <em>Le jeu de rôle</em>" in contenu
    assert auteur.email not in contenu


def test_l_obligatoire_et_l_indicatif_se_distinguent_en_mots(client):
    campagne = fabrique.campagne()
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    fabrique.fiche(campagne, [coordinateur], retenue=True, jour_v1=date(2027, 1, 10))
    contenu = page(client, coordinateur).content.decode()
    assert "Obligatoire, jusqu'au" in contenu
    assert "Date indicative" in contenu
    assert "(en retard de 4 jours)" in contenu
    assert "(en retard de 30 jours)" in contenu  # the first point d'étape, of 15 December


def test_rien_n_attend_mais_la_prochaine_date_est_dite(client):
    campagne = fabrique.campagne()
    contenu = page(client, fabrique.enseignant(campagne)).content.decode()
    assert "Rien ne vous attend." in contenu
    assert (
        f'href="{reverse("productions:nouvelle_fiche", args=[campagne.pole.slug, campagne.cycle.libelle])}"' in contenu
    )
    assert "dimanche 31 janvier (dans 17 jours)" in contenu


def test_sans_mandat_on_sait_a_qui_s_adresser(client):
    campagne = fabrique.campagne()
    administrateur = fabrique.personne("Béatrice", "Lafont")
    fabrique.mandat(administrateur, Fonction.ADMINISTRATEUR, campagne.pole.academie)
    qui = fabrique.personne()
    reponse = page(client, qui)
    assert "accueil/sans_mandat.html" in [t.name for t in reponse.templates]
    assert "Béatrice Lafont" not in reponse.content.decode()

    ancien = fabrique.mandat(qui, Fonction.ENSEIGNANT, campagne)
    terminer_mandat(mandat=ancien, fin=date(2026, 12, 1), acteur=None, maintenant=fabrique.MAINTENANT)
    contenu = page(client, qui).content.decode()
    assert "Béatrice Lafont" in contenu
    assert administrateur.email not in contenu


def test_qui_n_a_plus_de_mandat_garde_ce_qu_il_produit(client):
    campagne = fabrique.campagne()
    qui = fabrique.enseignant(campagne)
    fabrique.ressource(campagne, producteurs=[qui])
    terminer_mandat(mandat=qui.mandats.get(), fin=date(2026, 12, 1), acteur=None, maintenant=fabrique.MAINTENANT)
    reponse = page(client, qui)
    assert "accueil/accueil.html" in [t.name for t in reponse.templates]
    assert len(reponse.context["a_faire"].pressees) == 1


def test_les_cartes_menent_aux_listes(client):
    campagne = fabrique.campagne()
    qui = fabrique.enseignant(campagne)
    fabrique.ressource(campagne, R.PUBLIEE)
    fabrique.ressource(campagne)
    (carte,) = page(client, qui).context["cartes"]
    adresse = [campagne.pole.slug, campagne.cycle.libelle]
    assert [(c["valeur"], c["libelle"]) for c in carte["chiffres"]] == [
        (2, "fiches retenues"),
        (2, "ressources"),
        (1, "publiée"),
    ]
    assert [c["url"] for c in carte["chiffres"]] == [
        reverse("productions:fiches", args=adresse) + "?etat=retenue",
        reverse("productions:ressources", args=adresse),
        reverse("productions:ressources", args=adresse) + "?avancement=publiee",
    ]
    for chiffre in carte["chiffres"]:
        assert client.get(chiffre["url"]).context["page"].paginator.count == chiffre["valeur"]


def test_deux_annees_d_un_pole_se_distinguent(client):
    campagne = fabrique.campagne()
    qui = fabrique.enseignant(campagne)
    assert [c["titre"] for c in page(client, qui).context["cartes"]] == [campagne.pole.nom]
    suivante = fabrique.campagne(cycle=fabrique.cycle(libelle="2027-2028"), pole=campagne.pole)
    fabrique.mandat(qui, Fonction.ENSEIGNANT, suivante)
    assert {c["titre"] for c in page(client, qui).context["cartes"]} == {str(campagne), str(suivante)}


def test_quatre_cartes_au_plus_puis_la_liste(client):
    qui = fabrique.personne()
    for _ in range(5):
        fabrique.mandat(qui, Fonction.ENSEIGNANT, fabrique.campagne())
    reponse = page(client, qui)
    assert len(reponse.context["cartes"]) == 4
    assert "Tous mes pôles" in reponse.content.decode()


def test_un_cycle_clos_ne_montre_plus_ses_poles(client):
    campagne = fabrique.campagne()
    qui = fabrique.enseignant(campagne)
    clore_cycle(cycle=campagne.cycle, acteur=None, maintenant=fabrique.MAINTENANT)
    assert page(client, qui).context["cartes"] == []


def test_il_faut_etre_connecte(client):
    reponse = client.get(ACCUEIL)
    assert reponse.status_code == 302
    assert reverse("account_login") in reponse.url


def test_on_ne_poste_rien_sur_l_accueil(client):
    client.force_login(fabrique.personne())
    assert client.post(ACCUEIL).status_code == 405
