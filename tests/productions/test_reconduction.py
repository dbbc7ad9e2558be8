"""A resource is followed in the next year: its rights, its dates, what the closed year still takes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from calendrier.obligations import Demande, obligations
from commun.erreurs import ActionImpossible
from journal.verification import verifier
from poles.models import Campagne, Fonction
from productions import services
from productions.etats import EtatRessource as R
from productions.models import FicheProjet, Ressource
from productions.queries.dates import dates_en_vigueur, jour_de_la_ressource
from productions.services.reconduction import (
    ramener_ressources,
    reconduire_ressources,
    verrouiller_campagnes_entieres,
)
from tests import fabrique
from tests.fabrique import JOUR, MAINTENANT

pytestmark = pytest.mark.django_db


@pytest.fixture
def de():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def vers(de):
    suivant = fabrique.cycle(ouvert=False, libelle="2027-2028", debut=date(2027, 9, 1), fin=date(2028, 8, 31))
    return fabrique.campagne(cycle=suivant, pole=de.pole)


def reconduire(ressource, vers, acteur=None):
    acteur = acteur or fabrique.titulaire(ressource.campagne_suivi, Fonction.COORDINATEUR)
    with transaction.atomic():
        verrouillees = verrouiller_campagnes_entieres(ressource.campagne_suivi, vers)
        choisies = [r for r in verrouillees if r.pk == ressource.pk]
        passage = reconduire_ressources(ressources=choisies, vers=vers, acteur=acteur, maintenant=MAINTENANT)
    ressource.refresh_from_db()
    return passage


def fermer(campagne):
    Campagne.objects.filter(pk=campagne.pk).update(close_le=MAINTENANT)


def dues(campagne):
    return {o.cle for o in obligations(Demande(JOUR, campagnes=(campagne.pk,)))}


def test_l_origine_ne_bouge_pas_et_le_retour_remet_tout(de, vers):
    ressource = fabrique.ressource(de, R.EN_REVISION)
    passage = reconduire(ressource, vers)
    assert (ressource.campagne_origine, ressource.campagne_suivi) == (de, vers)
    assert ressource.fiche.campagne == de, "une fiche retenue reste un fait de son année"
    with transaction.atomic():
        ramener_ressources(
            passage=passage, a=de, acteur=fabrique.titulaire(de, Fonction.COORDINATEUR), maintenant=MAINTENANT
        )
    ressource.refresh_from_db()
    assert ressource.campagne_suivi == de
    assert not list(verifier())


def test_une_fiche_encore_a_decider_suit_sa_ressource(de, vers):
    fiche = fabrique.fiche(de, soumise=True)
    reconduire(fiche.ressources.get(), vers)
    fiche.refresh_from_db()
    assert fiche.campagne == vers
    assert f"fiche_a_decider:{fiche.pk}:{JOUR}" in dues(vers)


def test_la_nouvelle_equipe_lit_la_fiche_et_la_conduit(de, vers):
    ressource = fabrique.ressource(de, R.EN_REVISION)
    nouvelle = fabrique.titulaire(vers, Fonction.COORDINATEUR)
    assert not FicheProjet.objects.visibles_par(nouvelle).exists()
    reconduire(ressource, vers)
    nouvelle = type(nouvelle).objects.get(pk=nouvelle.pk)
    assert FicheProjet.objects.visibles_par(nouvelle).get() == ressource.fiche
    assert nouvelle.has_perm("productions.rouvrir_fiche", ressource.fiche)
    assert nouvelle.has_perm("productions.assigner_relecture", Ressource.objects.get())
    producteur = ressource.producteurs.get()
    assert producteur.has_perm("productions.deposer_version", ressource)


def test_les_dates_de_l_annee_finie_ne_mettent_personne_en_retard(de, vers):
    ressource = fabrique.ressource(de, R.EN_REVISION)
    FicheProjet.objects.update(jour_v2=JOUR + timedelta(days=10), jour_validation=date(2027, 12, 1))
    assert jour_de_la_ressource(ressource, "v2") == JOUR + timedelta(days=10)
    reconduire(ressource, vers)
    assert jour_de_la_ressource(ressource, "v2") is None, "le nouveau cycle n'a pas encore de date"
    assert jour_de_la_ressource(ressource, "validation") == date(2027, 12, 1), "ce qui est prévu pour la suite tient"
    lues = {ligne.nature: ligne.jour for ligne in dates_en_vigueur(Ressource.objects.get(), [])}
    assert (lues["v2"], lues["validation"]) == (None, date(2027, 12, 1))
    dans_un_an = JOUR + timedelta(days=365)
    due = next(o for o in obligations(Demande(dans_un_an, campagnes=(vers.pk,))) if o.genre == "depot")
    assert due.retard(dans_un_an) == 0
    assert replace(due, echeance=None) == due


def test_ce_qui_est_laisse_dans_une_annee_close_ne_demande_rien_et_ne_bouge_plus(de):
    laissee, abandonnee = fabrique.ressource(de, R.EN_REVISION), fabrique.ressource(de, R.ABANDONNEE)
    coordinateur = fabrique.titulaire(de, Fonction.COORDINATEUR)
    assert f"depot:{laissee.pk}:2" in dues(de)
    fermer(de)
    assert f"depot:{laissee.pk}:2" not in dues(de)
    with pytest.raises(ActionImpossible, match="est close"):
        fabrique.deposer(laissee)
    with pytest.raises(ActionImpossible, match="est close"):
        services.reprendre_ressource(
            ressource=abandonnee, motif="On y revient.", acteur=coordinateur, maintenant=MAINTENANT
        )
    with pytest.raises(ActionImpossible, match="est close"):
        fabrique.fiche(de)


def test_la_page_d_une_annee_close_n_offre_plus_de_fiche(de, client: Client):
    client.force_login(fabrique.titulaire(de, Fonction.COORDINATEUR))
    adresse = reverse("productions:nouvelle_fiche", args=[de.pole.slug, de.cycle.libelle])
    assert adresse in client.get(de.get_absolute_url()).content.decode()
    fermer(de)
    assert adresse not in client.get(de.get_absolute_url()).content.decode()
    assert "est close" in client.get(adresse, follow=True).content.decode()
