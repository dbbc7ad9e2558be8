"""« Consigner »: a point d'étape or the visio de bilan took place."""

from datetime import date

import pytest
from django.urls import reverse

from calendrier.services import clore_cycle
from commun.etats import GenreCourriel
from commun.models import Courriel
from journal.libelles import phrase
from journal.models import Ecriture
from poles.models import Fonction
from suivi.models import EtapeTenue
from suivi.services import consigner_etape
from tests import fabrique

pytestmark = pytest.mark.django_db
SAISIE = {"jour": "2027-01-12", "notes": "Deux fiches arrivent tard."}


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def coordinateur(campagne, client):
    qui = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    client.force_login(qui)
    return qui


def adresse(campagne, nature: str = "point_etape", rang: int = 1) -> str:
    return reverse("suivi:consigner", args=[campagne.pole.slug, campagne.cycle.libelle, nature, rang])


def test_ce_qui_est_consigne_n_est_plus_annonce_au_calendrier(client, campagne, coordinateur, horloge):
    horloge(fabrique.MAINTENANT.replace(year=2026, month=11, day=30))
    calendrier = reverse("calendrier:annee")
    avant = client.get(calendrier).text.partition("Passées ou faites")[0].partition("En retard et à venir")[2]
    assert "Point d&#x27;étape n° 1" in avant
    client.post(adresse(campagne), SAISIE | {"jour": "2026-11-30"})
    avant, passees = client.get(calendrier).text.split("Passées ou faites")
    assert "Point d&#x27;étape n° 1" not in avant.partition("En retard et à venir")[2]
    assert "C&#x27;est fait, le lundi 30 novembre" in passees
    assert "c'est fait" in client.get(reverse("calendrier:mois", args=[2026, 12])).text


def test_consigner_et_prevenir(client, campagne, coordinateur):
    inspecteur = fabrique.titulaire(campagne, Fonction.INSPECTEUR)
    page = client.get(adresse(campagne)).content.decode()
    assert inspecteur.nom_complet in page
    assert "mardi 15 décembre 2026 (en retard de 30 jours)" in page
    reponse = client.post(adresse(campagne), SAISIE, follow=True)
    assert reponse.redirect_chain == [(campagne.get_absolute_url(), 302)]
    contenu = reponse.content.decode()
    assert "c&#x27;est consigné" in contenu
    assert "fait, tenu le mardi 12 janvier" in contenu
    etape = EtapeTenue.objects.get()
    assert (etape.jour, etape.notes, etape.consignee_par) == (date(2027, 1, 12), SAISIE["notes"], coordinateur)
    courriels = Courriel.objects.filter(gabarit="etape_consignee")
    assert {c.genre for c in courriels} == {GenreCourriel.NOUVELLE}
    assert {c.personne for c in courriels} == {
        inspecteur.pk,
        fabrique.titulaire(campagne, Fonction.DRANE).pk,
    }
    assert SAISIE["notes"] in courriels.first().texte
    ecriture = Ecriture.objects.get(action="etape.consigner")
    assert (ecriture.chaine, ecriture.texte) == (campagne.chaine, SAISIE["notes"])
    assert phrase(ecriture) == "a consigné une étape de l'année, tenue le 12 janvier 2027"


def test_recommencer_ne_change_rien(client, campagne, coordinateur):
    client.post(adresse(campagne), SAISIE)
    reponse = client.post(adresse(campagne), SAISIE | {"notes": "Autre chose."})
    assert "Cette étape est déjà consignée." in reponse.content.decode()
    assert "Autre chose." in reponse.content.decode()
    assert EtapeTenue.objects.get().notes == SAISIE["notes"]
    assert Courriel.objects.filter(gabarit="etape_consignee").count() == 2
    reponse = client.get(adresse(campagne), follow=True)
    assert "déjà consigné, par" in reponse.content.decode()


def test_la_visio_de_bilan(client, campagne, coordinateur):
    client.post(adresse(campagne, "visio_bilan"), SAISIE)
    assert str(EtapeTenue.objects.get()) == "Visio de bilan"


@pytest.mark.parametrize(
    ("jour", "message"),
    [
        ("2027-01-15", "Cette date est à venir"),
        ("2026-08-31", "Le cycle commence le mardi 1er septembre 2026"),
        ("", "obligatoire"),
    ],
)
def test_une_date_impossible(client, campagne, coordinateur, jour, message):
    assert message in client.post(adresse(campagne), SAISIE | {"jour": jour}).content.decode()
    assert not EtapeTenue.objects.exists()


@pytest.mark.parametrize(("nature", "rang"), [("point_etape", 3), ("visio_bilan", 2), ("v2", 1), ("autre", 1)])
def test_ce_qui_n_est_pas_au_calendrier_n_existe_pas(client, campagne, coordinateur, nature, rang):
    assert client.get(adresse(campagne, nature, rang)).status_code == 404
    assert client.post(adresse(campagne, nature, rang), SAISIE).status_code == 404


@pytest.mark.parametrize("fonction", [Fonction.ENSEIGNANT, Fonction.INSPECTEUR, Fonction.DRANE, Fonction.OBSERVATEUR])
def test_un_lecteur_ne_consigne_pas(client, campagne, fonction):
    client.force_login(fabrique.titulaire(campagne, fonction))
    assert client.get(adresse(campagne)).status_code == 403
    assert client.post(adresse(campagne), SAISIE).status_code == 403
    assert not EtapeTenue.objects.exists()


def test_un_etranger_ne_voit_rien(client, campagne):
    client.force_login(fabrique.titulaire(fabrique.campagne(), Fonction.COORDINATEUR))
    assert client.get(adresse(campagne)).status_code == 404


def test_l_administration_peut_consigner_a_la_place(client, campagne):
    client.force_login(fabrique.titulaire(campagne.pole.academie, Fonction.ADMINISTRATEUR))
    client.post(adresse(campagne), SAISIE)
    assert EtapeTenue.objects.exists()


def test_sans_inspection_ni_drane_la_page_le_dit(client):
    campagne = fabrique.campagne()
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    assert "personne ne recevra ces notes" in client.get(adresse(campagne)).content.decode()


def test_une_annee_close_se_complete_encore(campagne, coordinateur):
    """The software tracks, it never blocks: what took place can be recorded afterwards."""
    clore_cycle(cycle=campagne.cycle, acteur=None, maintenant=fabrique.MAINTENANT)
    consigner_etape(
        campagne=campagne,
        nature="visio_bilan",
        rang=1,
        jour=fabrique.JOUR,
        notes="",
        acteur=coordinateur,
        maintenant=fabrique.MAINTENANT,
    )
    assert EtapeTenue.objects.exists()


def test_l_administration_lit_et_ne_modifie_pas(client, campagne, coordinateur):
    client.post(adresse(campagne), SAISIE)
    client.force_login(fabrique.superutilisateur())
    liste = reverse("admin:suivi_etapetenue_changelist")
    assert "Point d&#x27;étape n° 1" in client.get(liste, {"q": "tard"}).content.decode()
    modifier = reverse("admin:suivi_etapetenue_change", args=[EtapeTenue.objects.get().pk])
    assert client.get(modifier).status_code == 200
    assert client.post(modifier, {"notes": "Rien."}).status_code == 403
    assert client.get(reverse("admin:suivi_etapetenue_add")).status_code == 403
