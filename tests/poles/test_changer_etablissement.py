"""« Changer d'établissement » in mid-year: by oneself or by who leads the pôle; the past keeps its own."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from commun.models import Courriel
from journal.models import Ecriture
from poles.models import Affectation, Fonction
from poles.queries import affectations_du
from tests import fabrique
from tests.fabrique import JOUR

pytestmark = pytest.mark.django_db
RENTREE = date(2026, 9, 1)


@pytest.fixture
def claire(client):
    personne = fabrique.personne("Claire", "Moreau")
    fabrique.mandat(personne, Fonction.ENSEIGNANT, fabrique.campagne())
    personne.affectations.create(etablissement=fabrique.etablissement("Lycée des Coteaux"), debut=RENTREE)
    client.force_login(personne)
    return personne


def poster(client, etablissement: str, debut: date | str = JOUR, url: str = ""):
    return client.post(
        url or reverse("poles:mon_etablissement"), {"etablissement": etablissement, "debut": str(debut)}, follow=True
    )


def test_le_mien_change_a_partir_d_un_jour(client, claire):
    nouveau = fabrique.etablissement("Lycée du Pont-Vieux")
    page = poster(client, nouveau.uai).content.decode()
    assert "Votre établissement est enregistré : Lycée du Pont-Vieux, à partir du jeudi 14 janvier" in page
    assert [(a.etablissement.nom, a.debut, a.fin) for a in claire.affectations.order_by("debut")] == [
        ("Lycée des Coteaux", RENTREE, JOUR - timedelta(days=1)),
        ("Lycée du Pont-Vieux", JOUR, None),
    ]
    # The past keeps the establishment of its time.
    assert affectations_du(date(2026, 12, 1)).get(personne=claire).etablissement.nom == "Lycée des Coteaux"
    # A person has no chain of their own in the journal, and writes to nobody.
    assert not Ecriture.objects.filter(action="affectation.changer").exists()
    assert not Courriel.objects.exists()


def test_mon_compte_dit_l_etablissement_et_celui_qui_vient(client, claire):
    poster(client, fabrique.etablissement("Lycée du Pont-Vieux").uai, JOUR + timedelta(days=30))
    page = client.get(reverse("comptes:mon_compte")).content.decode()
    assert "Lycée des Coteaux. À partir du samedi 13 février : Lycée du Pont-Vieux." in page


def test_le_meme_jour_se_corrige(client, claire):
    poster(client, fabrique.etablissement("Lycée du Pont-Vieux").uai)
    poster(client, fabrique.etablissement("Lycée des Garrigues").uai)
    assert [a.etablissement.nom for a in claire.affectations.order_by("debut")] == [
        "Lycée des Coteaux",
        "Lycée des Garrigues",
    ]


@pytest.mark.parametrize(
    ("debut", "raison"),
    [
        (RENTREE - timedelta(days=1), "commence le mardi 1er septembre"),
        (JOUR + timedelta(days=400), "à moins d&#x27;un an"),
        ("demain", "id_debut"),
    ],
)
def test_une_date_impossible_est_dite(client, claire, debut, raison):
    nouveau = fabrique.etablissement("Lycée du Pont-Vieux")
    page = poster(client, nouveau.uai, debut)
    assert raison in page.content.decode()
    assert page.context["form"]["etablissement"].value() == nouveau.uai
    assert claire.affectations.count() == 1


def test_le_meme_etablissement_est_refuse(client, claire):
    page = poster(client, claire.affectations.get().etablissement.uai)
    assert "est déjà l&#x27;établissement" in page.content.decode()


def test_un_premier_etablissement(client):
    personne = fabrique.personne()
    client.force_login(personne)
    poster(client, fabrique.etablissement("Collège du Pic", academie=fabrique.academie("Lyon")).uai)
    assert personne.affectations.get().etablissement.nom == "Collège du Pic"


def test_un_membre_par_qui_conduit_le_pole(client, claire):
    mandat = claire.mandats.get()
    campagne = mandat.campagne
    url = reverse("poles:etablissement", args=[campagne.pole.slug, campagne.cycle.libelle, mandat.pk])
    assert client.get(url).status_code == 403
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    assert "Claire Moreau" in client.get(url).content.decode()
    nouveau = fabrique.etablissement("Lycée du Pont-Vieux")
    page = poster(client, nouveau.uai, url=url).content.decode()
    assert "Un courriel l&#x27;en prévient" in page
    assert "Lycée du Pont-Vieux" in page  # the team's list
    ecriture = Ecriture.objects.get(action="affectation.changer")
    assert (ecriture.chaine, ecriture.donnees["debut"]) == (campagne.chaine, JOUR.isoformat())
    assert Courriel.objects.get(gabarit="etablissement_change").personne == claire.pk
    client.force_login(fabrique.titulaire(fabrique.campagne(), Fonction.COORDINATEUR))
    assert client.post(url, {}).status_code == 404


def test_deux_affectations_ne_se_chevauchent_pas(claire):
    autre = Affectation(personne=claire, etablissement=fabrique.etablissement(), debut=JOUR, fin=JOUR)
    with pytest.raises(ValidationError, match="couvre ces jours"):
        autre.full_clean()
    claire.affectations.update(fin=JOUR - timedelta(days=1))
    autre.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        claire.affectations.create(etablissement=fabrique.etablissement(), debut=RENTREE, fin=RENTREE)
