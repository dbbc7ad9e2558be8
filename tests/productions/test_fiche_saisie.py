"""Writing a fiche: drafts, several productions in one form, nothing lost."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from commun.erreurs import ActionImpossible
from commun.models import Courriel
from journal.models import Ecriture
from poles.models import Discipline, Fonction, Niveau
from productions import services
from productions.etats import EtatFiche, EtatRessource
from productions.models import FicheProjet, NatureRessource
from productions.services.fiches import Production
from tests import fabrique

pytestmark = pytest.mark.django_db


@pytest.fixture
def campagne():
    return fabrique.campagne()


@pytest.fixture
def prof(campagne, client: Client):
    qui = fabrique.enseignant(campagne)
    client.force_login(qui)
    return qui


def nouvelle(campagne) -> str:
    return reverse("productions:nouvelle_fiche", args=[campagne.pole.slug, campagne.cycle.libelle])


def modifier(fiche) -> str:
    return reverse("productions:modifier_fiche", args=[fiche.pk])


def saisie(*productions: dict, bouton: str = "enregistrer", initiales: int = 0, **champs) -> dict:
    """What the browser sends."""
    donnees = {"titre": "Les documents commerciaux", bouton: "oui", **champs}
    donnees |= {"productions-TOTAL_FORMS": len(productions), "productions-INITIAL_FORMS": initiales}
    for rang, production in enumerate(productions):
        for nom, valeur in ({"nature": NatureRessource.CLASSE} | production).items():
            donnees[f"productions-{rang}-{nom}"] = valeur
    return donnees


def complete(prof, **champs) -> dict:
    choix = {"disciplines": [Discipline.objects.first().pk], "niveaux": [Niveau.objects.first().pk]}
    return saisie({"producteurs": [prof.pk]}, **(choix | champs))


def test_un_brouillon_n_a_besoin_que_d_un_titre(campagne, prof, client: Client):
    reponse = client.post(nouvelle(campagne), saisie({}), follow=True)
    fiche = FicheProjet.objects.get()
    assert reponse.redirect_chain == [(fiche.get_absolute_url(), 302)]
    assert (fiche.etat, fiche.redigee_par, fiche.campagne) == (EtatFiche.BROUILLON, prof, campagne)
    # One production, which takes the fiche's own title.
    assert fiche.ressources.get().titre == "Les documents commerciaux"
    assert "La fiche est enregistrée." in reponse.content.decode()
    assert not Courriel.objects.exists()


def test_sans_titre_rien_n_est_cree_et_rien_n_est_perdu(campagne, prof, client: Client):
    page = client.post(nouvelle(campagne), saisie({"titre": "Un jeu"}, titre="", resume="Mon résumé")).content.decode()
    assert not FicheProjet.objects.exists()
    assert "Donnez un titre à la fiche." in page
    assert "Mon résumé" in page
    assert 'value="Un jeu"' in page
    assert "<title>Erreur : " in page


def test_les_echeances_du_pole_remplissent_les_dates(campagne, prof, client: Client, horloge):
    horloge(datetime(2026, 11, 10, 9, tzinfo=UTC))
    page = client.get(nouvelle(campagne)).content.decode()
    # 31 January 2027 is a Sunday, 15 May a Saturday: the last day of class before them.
    assert 'value="2027-01-29"' in page
    assert 'value="2027-05-14"' in page
    assert "Échéance du pôle : dimanche 31 janvier 2027." in page


def test_un_enseignant_est_son_premier_producteur_pas_le_predac(campagne, prof, client: Client):
    coche = f'value="{prof.pk}" id="id_productions-0-producteurs_0" checked'
    assert coche in client.get(nouvelle(campagne)).content.decode()
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    page = client.get(nouvelle(campagne)).content.decode()
    assert "checked" not in page.split("Qui la produit")[1].split("Retirer")[0]
    assert "saisir pour quelqu’un d’autre" in page


def test_le_predac_saisit_pour_un_autre(campagne, prof, client: Client):
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    client.post(nouvelle(campagne), complete(prof))
    fiche = FicheProjet.objects.get()
    assert [lien.personne for lien in fiche.ressources.get().liens_producteurs.all()] == [prof]
    client.force_login(prof)
    assert client.get(modifier(fiche)).status_code == 200


def test_on_ne_choisit_que_dans_l_equipe(campagne, prof, client: Client):
    etranger = fabrique.enseignant(fabrique.campagne())
    inspecteur = fabrique.titulaire(campagne, Fonction.INSPECTEUR)
    page = client.get(nouvelle(campagne)).content.decode()
    assert etranger.nom_complet not in page
    assert inspecteur.nom_complet not in page
    client.post(nouvelle(campagne), saisie({"producteurs": [etranger.pk]}))
    assert not FicheProjet.objects.exists()


def test_ajouter_une_production_garde_tout_et_n_enregistre_rien(campagne, prof, client: Client):
    donnees = saisie({"titre": "Le jeu", "producteurs": [prof.pk]}, bouton="ajouter", titre="", resume="Mon résumé")
    reponse = client.post(nouvelle(campagne), donnees)
    page = reponse.content.decode()
    assert not FicheProjet.objects.exists()
    assert "Production 2" in page
    assert 'name="productions-TOTAL_FORMS" value="2"' in page
    assert 'value="Le jeu"' in page
    assert "Mon résumé" in page
    assert "À corriger" not in page
    assert "Donnez un titre" not in page


def test_plusieurs_productions_dans_une_fiche(campagne, prof, client: Client):
    autre = fabrique.enseignant(campagne)
    lignes = [
        {"titre": "Le cours", "producteurs": [prof.pk, autre.pk]},
        {"titre": "La formation", "nature": NatureRessource.FORMATION, "producteurs": [autre.pk]},
        {},  # added, then left blank
    ]
    client.post(nouvelle(campagne), saisie(*lignes))
    ressources = {r.titre: r for r in FicheProjet.objects.get().ressources.all()}
    assert set(ressources) == {"Le cours", "La formation"}
    assert ressources["La formation"].nature == NatureRessource.FORMATION
    assert ressources["Le cours"].liens_producteurs.count() == 2


def test_chaque_production_a_son_titre_des_qu_il_y_en_a_deux(campagne, prof, client: Client):
    page = client.post(nouvelle(campagne), saisie({"titre": "Le cours"}, {"producteurs": [prof.pk]})).content.decode()
    assert not FicheProjet.objects.exists()
    assert "Donnez un titre à chaque production." in page


def lignes_de(fiche) -> list[dict]:
    return [
        {
            "pk": r.pk,
            "titre": r.titre,
            "nature": r.nature,
            "producteurs": [lien.personne_id for lien in r.liens_producteurs.all()],
        }
        for r in fiche.ressources.all()
    ]


def rang(fiche) -> int:
    return Ecriture.objects.filter(chaine=fiche.chaine).count()


def test_modifier_et_retirer_une_production(campagne, prof, client: Client):
    fiche = fabrique.fiche(campagne, [prof], productions_prevues=2)
    premiere, seconde = lignes_de(fiche)
    lignes = [premiere | {"titre": "Renommée"}, seconde | {"retirer": "on"}]
    reponse = client.post(modifier(fiche), saisie(*lignes, initiales=2, lu=rang(fiche)), follow=True)
    assert reponse.status_code == 200
    assert [r.titre for r in fiche.ressources.all()] == ["Renommée"]
    fiche.refresh_from_db()
    assert fiche.titre == "Les documents commerciaux"


def test_retirer_toutes_les_productions_est_refuse_en_mots(campagne, prof, client: Client):
    fiche = fabrique.fiche(campagne, [prof])
    page = client.post(
        modifier(fiche), saisie(lignes_de(fiche)[0] | {"retirer": "on"}, initiales=1, lu=rang(fiche))
    ).content.decode()
    assert "Ajoutez au moins une production" in page
    assert fiche.ressources.count() == 1


def test_une_production_deposee_ne_se_retire_plus(campagne, prof, client: Client):
    ressource = fabrique.ressource(campagne, EtatRessource.EN_RELECTURE, [prof])
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    services.rouvrir_fiche(
        fiche=ressource.fiche, motif="On change le titre.", acteur=coordinateur, maintenant=fabrique.MAINTENANT
    )
    fiche = FicheProjet.objects.get()
    page = client.get(modifier(fiche)).content.decode()
    assert "ne se retire plus" in page
    assert "productions-0-retirer" not in page
    # Its nature stays too, whatever is sent.
    ligne = lignes_de(fiche)[0] | {"nature": NatureRessource.FORMATION, "titre": "Autre titre"}
    client.post(modifier(fiche), saisie(ligne, initiales=1, lu=rang(fiche)))
    ressource.refresh_from_db()
    assert (ressource.nature, ressource.titre) == (NatureRessource.CLASSE, "Autre titre")


def test_la_production_d_une_autre_fiche_est_refusee(campagne, prof, client: Client):
    fiche, autre = fabrique.fiche(campagne, [prof]), fabrique.fiche(campagne, [prof])
    ligne = lignes_de(autre)[0] | {"titre": "Volée"}
    page = client.post(modifier(fiche), saisie(ligne, initiales=1, lu=rang(fiche))).content.decode()
    assert "n&#x27;est plus dans cette fiche" in page
    assert not autre.ressources.filter(titre="Volée").exists()


def test_qui_est_parti_reste_producteur(campagne, prof, client: Client):
    parti = fabrique.personne()
    fiche = fabrique.fiche(campagne, [prof, parti])
    assert parti.nom_complet in client.get(modifier(fiche)).content.decode()
    client.post(modifier(fiche), saisie(lignes_de(fiche)[0], initiales=1, lu=rang(fiche)))
    assert fiche.ressources.get().liens_producteurs.filter(personne=parti).exists()


def test_soumettre_exige_les_champs_et_dit_lesquels(campagne, prof, client: Client):
    page = client.post(nouvelle(campagne), saisie({}, bouton="soumettre")).content.decode()
    for manque in ("Cochez au moins une discipline.", "Cochez au moins un niveau.", "Cochez au moins une personne."):
        assert manque in page
    assert not FicheProjet.objects.exists()


def test_enregistrer_et_soumettre(campagne, prof, client: Client):
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    donnees = complete(prof, soumettre="oui")
    page = client.post(nouvelle(campagne), donnees, follow=True).content.decode()
    fiche = FicheProjet.objects.get()
    assert fiche.etat == EtatFiche.SOUMISE
    assert f"{coordinateur.nom_complet} (PREDAC) en décide" in page
    courriel = Courriel.objects.get()
    assert (courriel.gabarit, courriel.personne) == ("fiche_a_decider", coordinateur.pk)


@pytest.mark.parametrize("jour", ["0001-01-01", "0207-01-29", "2024-12-31", "2029-01-01", "9999-12-31"])
def test_une_annee_de_travers_est_dite_a_cote_de_sa_date(campagne, prof, client: Client, jour: str):
    page = client.post(nouvelle(campagne), saisie({}, jour_test=jour)).content.decode()
    assert not FicheProjet.objects.exists()
    assert f"Vérifiez l&#x27;année : cette date est trop loin de {campagne.cycle}." in page
    assert f'value="{jour}"' in page


@pytest.mark.parametrize("etat", ["soumise", "retenue"])
def test_ce_qui_ne_se_modifie_plus_le_dit(campagne, prof, client: Client, etat: str):
    fiche = fabrique.fiche(campagne, [prof], **{etat: True})
    for appel in (client.get, client.post):
        page = appel(modifier(fiche), follow=True).content.decode()
        assert "elle ne se modifie plus" in page
    fiche.refresh_from_db()
    assert fiche.etat == etat


def test_deux_envois_de_la_meme_page_ne_creent_qu_une_fiche(campagne, prof, client: Client):
    donnees = saisie({}, envoi="abc")
    client.post(nouvelle(campagne), donnees)
    page = client.post(nouvelle(campagne), donnees, follow=True).content.decode()
    assert FicheProjet.objects.count() == 1
    assert "rien n&#x27;a été créé deux fois" in page
    # A refused page can be corrected and sent again.
    client.post(nouvelle(campagne), saisie({}, envoi="def", titre=""))
    client.post(nouvelle(campagne), saisie({}, envoi="def", titre="Corrigée"))
    assert FicheProjet.objects.filter(titre="Corrigée").exists()


def test_deux_personnes_sur_une_fiche(campagne, prof, client: Client):
    collegue = fabrique.enseignant(campagne)
    fiche = fabrique.fiche(campagne, [prof, collegue])
    donnees = saisie(lignes_de(fiche)[0], initiales=1, lu=rang(fiche), titre="Le mien")
    client.force_login(collegue)
    client.post(modifier(fiche), donnees | {"titre": "Le sien"})
    client.force_login(prof)
    reponse = client.post(modifier(fiche), donnees)
    page = reponse.content.decode()
    assert reponse.status_code == 409
    assert f"{collegue.nom_complet} a modifié cette fiche" in page
    assert 'value="Le mien"' in page
    fiche.refresh_from_db()
    assert fiche.titre == "Le sien"
    # Knowing it, saving again is allowed.
    assert f'name="lu" value="{rang(fiche)}"' in page
    assert client.post(modifier(fiche), donnees | {"lu": rang(fiche)}).status_code == 302
    fiche.refresh_from_db()
    assert fiche.titre == "Le mien"


def test_mon_dernier_enregistrement_ne_cache_pas_celui_d_un_autre(campagne, prof, client: Client):
    collegue = fabrique.enseignant(campagne)
    fiche = fabrique.fiche(campagne, [prof, collegue])
    ouverte = saisie(lignes_de(fiche)[0], initiales=1, lu=rang(fiche), titre="Tapé dans un vieil onglet")
    for qui, titre in ((collegue, "Le sien"), (prof, "Le mien, vu le sien")):
        client.force_login(qui)
        client.post(modifier(fiche), ouverte | {"titre": titre, "lu": rang(fiche)})
    assert client.post(modifier(fiche), ouverte).status_code == 409
    fiche.refresh_from_db()
    assert fiche.titre == "Le mien, vu le sien"


def test_une_page_qui_a_echoue_peut_etre_renvoyee(campagne, prof, client: Client, monkeypatch):
    donnees = saisie({}, envoi="abc")
    with monkeypatch.context() as panne:
        panne.setattr("productions.services.fiches.ecrire", lambda **_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            client.post(nouvelle(campagne), donnees)
    assert client.post(nouvelle(campagne), donnees).status_code == 302
    assert FicheProjet.objects.count() == 1


def test_qui_quitte_la_fiche_et_le_pole_revient_a_l_accueil(campagne, prof, client: Client):
    parti = fabrique.personne()
    fiche = fabrique.fiche(campagne, [prof, parti])
    client.force_login(parti)
    ligne = lignes_de(fiche)[0] | {"producteurs": [prof.pk]}
    reponse = client.post(modifier(fiche), saisie(ligne, initiales=1, lu=rang(fiche)), follow=True)
    assert reponse.redirect_chain == [(reverse("accueil:accueil"), 302)]
    assert [lien.personne for lien in fiche.ressources.get().liens_producteurs.all()] == [prof]


def test_une_production_dont_le_depot_est_commence_ne_disparait_pas(campagne, prof, client: Client):
    ressource = fabrique.fiche(campagne, [prof], retenue=True, productions_prevues=2).ressources.last()
    depot = services.ouvrir_depot(ressource=ressource, acteur=prof, maintenant=fabrique.MAINTENANT)
    piece = services.ajouter_fichier(
        depot=depot, nature="livret", fichier=fabrique.fichier(), maintenant=fabrique.MAINTENANT
    )
    fiche = services.rouvrir_fiche(
        fiche=ressource.fiche,
        motif="Une production de trop.",
        acteur=fabrique.titulaire(campagne, Fonction.COORDINATEUR),
        maintenant=fabrique.MAINTENANT,
    )
    premiere, seconde = lignes_de(fiche)
    envoi = saisie(premiere, seconde | {"retirer": "on"}, initiales=2, lu=rang(fiche))
    assert "a un dépôt commencé" in client.post(modifier(fiche), envoi).content.decode()
    assert depot.pieces.get() == piece
    # Emptied, there is nothing more to lose.
    services.retirer_piece(piece=piece)
    client.post(modifier(fiche), envoi)
    assert fiche.ressources.count() == 1
    with pytest.raises(ActionImpossible, match="n'existe plus"):
        services.ouvrir_depot(ressource=ressource, acteur=prof, maintenant=fabrique.MAINTENANT)


def test_une_production_retiree_entre_temps_est_dite(campagne, prof):
    fiche = fabrique.fiche(campagne, [prof])
    with pytest.raises(ActionImpossible, match="« Le jeu » n'est plus dans cette fiche"):
        services.enregistrer_fiche(
            fiche=fiche,
            disciplines=[],
            niveaux=[],
            productions=[Production(titre="Le jeu", producteurs=[prof], pk=10**6)],
            acteur=prof,
            maintenant=fabrique.MAINTENANT,
        )


def test_les_dates_a_regarder_sont_dites_apres_l_enregistrement(campagne, prof, client: Client):
    page = client.post(nouvelle(campagne), saisie({}, jour_v2="2027-01-31"), follow=True).content.decode()
    assert "À regarder dans le calendrier : « V2 déposée »." in page
    assert "tombe un week-end" in page
    sage = client.post(nouvelle(campagne), saisie({}, jour_v2="2027-01-29"), follow=True).content.decode()
    assert "À regarder dans le calendrier" not in sage
