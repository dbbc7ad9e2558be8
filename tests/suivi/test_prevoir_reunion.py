"""« Prévoir la réunion »: when, where, whom; up to three paid ones a year."""

from datetime import date, timedelta

import icalendar
import pytest
from django.urls import reverse

from commun.etats import GenreCourriel
from commun.models import Courriel
from journal.libelles import phrase
from journal.models import Ecriture
from poles.models import Cycle, Fonction
from suivi.etats import Reponse
from suivi.models import Reunion
from suivi.queries.reunions import annee_du_cycle
from tests import fabrique, reunions

pytestmark = pytest.mark.django_db
SAISIE = {
    "genre": "reunion",
    "objet": "Présenter les V1",
    "jour": "2027-01-26",
    "heure_debut": "09:00",
    "heure_fin": "16:30",
    "lieu": "Lycée Monteil, Rodez",
    "lien": "",
    "ordre_du_jour": "Les V1.",
}


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def coordinateur(campagne, client):
    qui = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    client.force_login(qui)
    return qui


def adresse(campagne) -> str:
    return reverse("suivi:nouvelle_reunion", args=[campagne.pole.slug, campagne.cycle.libelle])


def test_prevoir_et_inviter(client, campagne, coordinateur):
    claire = fabrique.enseignant(campagne)
    page = client.get(adresse(campagne)).content.decode()
    assert "0 sur 3 cette année" in page
    reponse = client.post(adresse(campagne), SAISIE | {"invites": [claire.pk, coordinateur.pk], "financee": "on"})
    reunion = Reunion.objects.get()
    assert reponse.url == reunion.get_absolute_url()
    assert (reunion.financee, list(reunion.campagnes.all())) == (True, [campagne])
    # 9 o'clock in Toulouse, in January.
    assert reunion.debut.isoformat() == "2027-01-26T08:00:00+00:00"
    assert {(p.personne_id, p.fonction, p.reponse) for p in reunion.participations.all()} == {
        (claire.pk, Fonction.ENSEIGNANT, Reponse.ATTENDUE),
        # Who calls the meeting need not answer their own invitation.
        (coordinateur.pk, Fonction.COORDINATEUR, Reponse.PARTICIPE),
    }
    ecriture = Ecriture.objects.get(action="reunion.prevoir")
    assert ecriture.chaine == campagne.chaine
    assert phrase(ecriture) == "a prévu une réunion pour le 26 janvier 2027"


def test_qui_est_indisponible_se_dit_avant_et_apres(client, campagne, coordinateur):
    claire, jour = fabrique.enseignant(campagne), date(2027, 1, 26)
    fabrique.indisponibilite(claire, debut=jour, fin=jour + timedelta(days=3))
    assert "(indisponible du 26 janvier au 29 janvier)" in client.get(adresse(campagne)).text
    page = client.post(adresse(campagne), SAISIE | {"invites": [claire.pk]}, follow=True).text
    assert f"{claire.nom_complet} est indisponible ce jour-là." in page
    modifier = reverse("suivi:modifier_reunion", args=[Reunion.objects.get().pk])
    page = client.post(modifier, SAISIE | {"jour": "2027-02-02", "vu": client.get(modifier).context["vu"]}, follow=True)
    assert "est indisponible ce jour-là" not in page.text


def test_l_invitation_porte_la_date_pour_l_agenda(campagne, coordinateur):
    claire = fabrique.enseignant(campagne)
    reunions.prevoir(
        campagne,
        [claire, coordinateur],
        lien="https://visio.exemple.fr/secret",
        ordre_du_jour="1. Les V1.\n2. La suite.",
    )
    courriel = Courriel.objects.get(gabarit="reunion_proposee", personne=claire.pk)
    # Who organises has it too: their own calendar needs it.
    assert Courriel.objects.filter(gabarit="reunion_proposee", personne=coordinateur.pk).exists()
    assert (courriel.genre, courriel.type_piece) == (GenreCourriel.ACTION, "text/calendar; method=REQUEST")
    assert "de 9 h 00 à 16 h 00" in courriel.texte
    assert courriel.url.startswith("/lien/reunion/")
    # An agenda keeps its lines.
    assert "1. Les V1.\n2. La suite." in courriel.texte
    (evenement,) = icalendar.Calendar.from_ical(courriel.contenu_piece).walk("VEVENT")
    assert evenement["ATTENDEE"] == f"mailto:{claire.email}"
    assert (evenement["SEQUENCE"], str(evenement["LOCATION"])) == (0, "Lycée Monteil, Rodez")
    assert "secret" not in courriel.texte + courriel.contenu_piece


def test_la_quatrieme_est_non_financee_et_se_prevoit_quand_meme(client, campagne, coordinateur):
    for semaine in range(3):
        assert reunions.prevoir(campagne, financee=True, debut=reunions.DEBUT + timedelta(weeks=semaine)).financee
    assert "trois réunions financées de l&#x27;année" in client.get(adresse(campagne)).content.decode()
    page = client.post(adresse(campagne), SAISIE | {"financee": "on"}, follow=True).content.decode()
    assert "notée « non financée »" in page
    assert not Reunion.objects.get(objet=SAISIE["objet"]).financee
    # Cancelled, one gives its place back.
    premiere = Reunion.objects.filter(financee=True).first()
    reunions.services.annuler_reunion(reunion=premiere, motif="Plus de salle.", **reunions.conduite(premiere))
    assert reunions.prevoir(campagne, financee=True).financee


def test_un_double_clic_n_invite_qu_une_fois(client, campagne, coordinateur):
    saisie = SAISIE | {"invites": [coordinateur.pk]}
    client.post(adresse(campagne), saisie)
    page = client.post(adresse(campagne), saisie).content.decode()
    assert "est déjà prévue à cette heure" in page
    assert SAISIE["ordre_du_jour"] in page
    assert Courriel.objects.filter(gabarit="reunion_proposee").count() == 1
    # Two groups meet at the same hour: their subjects say so. Cancelled, one may be planned again.
    client.post(adresse(campagne), saisie | {"objet": "Le groupe des tests"})
    premiere = Reunion.objects.get(objet=SAISIE["objet"])
    reunions.services.annuler_reunion(reunion=premiere, motif="Plus de salle.", **reunions.conduite(premiere))
    client.post(adresse(campagne), saisie)
    assert sorted(Reunion.objects.values_list("etat", flat=True)) == ["annulee", "prevue", "prevue"]


def test_les_reunions_a_distance_ne_sont_pas_financees(client, campagne, coordinateur):
    client.post(adresse(campagne), SAISIE | {"genre": "distance", "lien": "https://v.exemple.fr/", "financee": "on"})
    assert not Reunion.objects.get().financee


def test_trois_par_an_meme_dans_un_cycle_de_trois_ans():
    cycle = Cycle(debut=date(2026, 9, 1), fin=date(2029, 8, 31))
    assert annee_du_cycle(cycle, date(2026, 9, 1)) == (date(2026, 9, 1), date(2027, 8, 31))
    assert annee_du_cycle(cycle, date(2027, 8, 31)) == (date(2026, 9, 1), date(2027, 8, 31))
    assert annee_du_cycle(cycle, date(2028, 2, 29)) == (date(2027, 9, 1), date(2028, 8, 31))
    bissextile = Cycle(debut=date(2028, 2, 29), fin=date(2030, 2, 27))
    assert annee_du_cycle(bissextile, date(2029, 3, 1))[0] == date(2029, 3, 1)


def test_plusieurs_poles_se_reunissent(client, campagne, coordinateur):
    autre = fabrique.campagne(cycle=campagne.cycle)
    la_bas = fabrique.enseignant(autre)
    inspecteur = fabrique.titulaire(autre, Fonction.INSPECTEUR)
    client.post(adresse(campagne), SAISIE | {"autres_poles": [autre.pk]})
    reunion = Reunion.objects.get()
    assert set(reunion.campagnes.all()) == {campagne, autre}
    invites = set(reunion.participations.values_list("personne", flat=True))
    assert la_bas.pk in invites
    assert inspecteur.pk not in invites
    client.force_login(la_bas)
    assert client.get(reunion.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("champs", "message"),
    [
        ({"lieu": ""}, "Indiquez un lieu, une adresse de visio, ou les deux."),
        ({"heure_fin": "09:00"}, "La réunion doit finir après avoir commencé."),
        ({"jour": "2026-08-31"}, "Le cycle commence le mardi 1er septembre 2026"),
        ({"jour": "9999-12-31"}, "vérifiez l&#x27;année"),
        ({"jour": ""}, "obligatoire"),
        ({"genre": "fete"}, "genre"),
    ],
)
def test_ce_qui_manque_se_dit_et_rien_ne_se_perd(client, campagne, coordinateur, champs, message):
    page = client.post(adresse(campagne), SAISIE | champs).content.decode()
    assert message in page
    assert SAISIE["objet"] in page
    assert not Reunion.objects.exists()


def test_on_n_invite_pas_qui_n_est_pas_du_pole(client, campagne, coordinateur):
    etranger = fabrique.enseignant(fabrique.campagne())
    client.post(adresse(campagne), SAISIE | {"invites": [etranger.pk]})
    assert not Reunion.objects.exists()


def test_une_reunion_passee_se_note_sans_courriel(client, campagne, coordinateur):
    page = client.post(
        adresse(campagne), SAISIE | {"jour": "2027-01-12", "invites": [coordinateur.pk]}, follow=True
    ).content.decode()
    assert "personne n&#x27;est invité par courriel" in page
    assert Reunion.objects.exists()
    assert not Courriel.objects.filter(gabarit="reunion_proposee").exists()


@pytest.mark.parametrize("fonction", [Fonction.ENSEIGNANT, Fonction.INSPECTEUR, Fonction.OBSERVATEUR])
def test_un_lecteur_n_en_prevoit_pas(client, campagne, fonction):
    client.force_login(fabrique.titulaire(campagne, fonction))
    assert client.post(adresse(campagne), SAISIE).status_code == 403
    assert not Reunion.objects.exists()


def test_les_heures_sont_celles_de_l_academie(client):
    cycle = fabrique.cycle(academie=fabrique.academie("La Réunion"))
    campagne = fabrique.campagne(cycle=cycle)
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    client.post(adresse(campagne), SAISIE)
    reunion = Reunion.objects.get()
    assert reunion.debut.isoformat() == "2027-01-26T05:00:00+00:00"
    assert "de 9 h 00 à 16 h 30" in client.get(reunion.get_absolute_url()).content.decode()
