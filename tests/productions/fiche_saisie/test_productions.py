"""The productions of a fiche: added, changed, taken off as long as nothing is deposited."""

import pytest
from django.test import Client

from commun.erreurs import ActionImpossible
from poles.models import Fonction
from productions import services
from productions.etats import EtatRessource
from productions.models import FicheProjet, NatureRessource
from productions.services.fiches import Production
from tests import fabrique
from tests.productions.fiche_saisie.formulaire import lignes_de, modifier, nouvelle, rang, saisie

pytestmark = pytest.mark.django_db


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
