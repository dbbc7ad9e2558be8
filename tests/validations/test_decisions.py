"""« Valider » a formation continue resource, « Abandonner »."""

from django.urls import reverse

from commun.models import Courriel
from journal.models import Ecriture
from productions import services as productions
from productions.etats import EtatRessource as R
from productions.models import NatureRessource
from tests import fabrique
from validations.models import Issue, NatureVisa

MOTIF = {"motif": "Le producteur change d'académie."}
VACATION = "La vacation rémunère la conception : elle ne dépend pas de cette décision."


def test_le_predac_valide_une_formation_continue(pole, client):
    ressource = pole.ressource(R.PRETE_A_VALIDER, nature=NatureRessource.FORMATION)
    page = reverse("validations:valider_formation", args=[ressource.pk])
    client.force_login(pole.coordinateur)
    assert "votre décision suffit" in client.get(page).text
    assert "est validée" in client.post(page, follow=True).text
    ressource.refresh_from_db()
    assert ressource.etat == R.VALIDEE
    assert Courriel.objects.get(gabarit="formation_validee").personne == pole.producteur.pk
    ecrites = Ecriture.objects.count()
    assert "n&#x27;est pas possible maintenant" in client.post(page).text
    assert Ecriture.objects.count() == ecrites


def test_une_ressource_pour_la_classe_ne_se_valide_pas_sans_visas(pole, client):
    ressource = pole.ressource(R.PRETE_A_VALIDER)
    client.force_login(pole.coordinateur)
    page = reverse("validations:valider_formation", args=[ressource.pk])
    assert "se valide par les deux visas" in client.post(page).text
    ressource.refresh_from_db()
    assert ressource.etat == R.PRETE_A_VALIDER


def test_abandonner_dit_pourquoi_et_ce_que_cela_ne_change_pas(pole, client):
    ressource = pole.ressource(R.EN_REVISION)
    page = reverse("validations:abandonner", args=[ressource.pk])
    client.force_login(pole.coordinateur)
    assert VACATION in client.get(page).text
    client.post(page, MOTIF)
    ressource.refresh_from_db()
    assert ressource.etat == R.ABANDONNEE
    courriel = Courriel.objects.get(gabarit="ressource_abandonnee")
    assert courriel.personne == pole.producteur.pk
    assert MOTIF["motif"] in courriel.texte
    assert VACATION in courriel.texte
    ecrites = Ecriture.objects.count()
    assert client.post(page, MOTIF).status_code == 200
    assert Ecriture.objects.count() == ecrites


def test_abandonner_en_validation_ferme_la_demande_et_previent_une_fois(pole, client):
    ressource = pole.ressource(R.EN_VALIDATION)
    fabrique.visa(ressource.demandes.get(), NatureVisa.NUMERIQUE)
    client.force_login(pole.coordinateur)
    client.post(reverse("validations:abandonner", args=[ressource.pk]), MOTIF)
    ressource.refresh_from_db()
    assert (ressource.etat, ressource.demandes.get().issue) == (R.ABANDONNEE, Issue.RETIREE)
    apres = Courriel.objects.filter(gabarit__in=["visa_plus_attendu", "ressource_abandonnee", "demande_retiree"])
    assert sorted((c.gabarit, c.personne) for c in apres) == sorted(
        [
            ("visa_plus_attendu", pole.inspecteur.pk),
            ("visa_plus_attendu", pole.drane.pk),
            ("ressource_abandonnee", pole.producteur.pk),
        ]
    )
    assert VACATION in apres.get(personne=pole.inspecteur.pk).texte
    productions.reprendre_ressource(
        ressource=ressource, motif="Un collègue reprend.", acteur=pole.coordinateur, maintenant=fabrique.MAINTENANT
    )
    ressource.refresh_from_db()
    assert ressource.etat == R.PRETE_A_VALIDER


def test_ce_qui_est_acheve_ne_s_abandonne_pas(pole, client):
    ressource = pole.ressource(R.VALIDEE)
    client.force_login(pole.coordinateur)
    assert "« validée »" in client.post(reverse("validations:abandonner", args=[ressource.pk]), MOTIF).text
