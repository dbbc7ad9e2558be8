"""A feed: what a calendar reads, what it is told when a date moves or goes, and who may read it."""

from datetime import date, timedelta

import icalendar
import pytest
from django.urls import reverse

from calendrier import services
from calendrier.models import Abonnement, Annonce, Echeance, NatureEcheance
from commun.erreurs import ActionImpossible
from poles.models import Fonction
from productions.etats import EtatRessource as R
from tests import fabrique

pytestmark = pytest.mark.django_db
M = fabrique.MAINTENANT


@pytest.fixture
def campagne():
    return fabrique.campagne()


@pytest.fixture
def coordinateur(campagne):
    return fabrique.titulaire(campagne, Fonction.COORDINATEUR)


def lire(client, abonnement: Abonnement) -> dict[str, icalendar.Event]:
    """The feed as the library of another programme reads it, by title."""
    client.logout()
    reponse = client.get(abonnement.get_absolute_url())
    assert reponse.status_code == 200
    assert reponse["Content-Type"] == "text/calendar"
    calendrier = icalendar.Calendar.from_ical(reponse.content)
    assert not calendrier.errors
    return {str(e["SUMMARY"]): e for e in calendrier.walk("VEVENT")}


def test_les_dates_de_la_personne_en_journees_entieres(campagne, client) -> None:
    ressource = fabrique.ressource(campagne, R.EN_REVISION)
    producteur = ressource.liens_producteurs.get().personne
    abonnement = services.creer_agenda(personne=producteur, acteur=producteur, maintenant=M)
    [evenement] = [e for titre, e in lire(client, abonnement).items() if ressource.titre in titre]
    assert type(evenement["DTSTART"].dt) is date
    assert evenement["DTEND"].dt - evenement["DTSTART"].dt == timedelta(days=1)
    assert evenement["TRANSP"] == "TRANSPARENT"
    assert len(evenement.walk("VALARM")) == 2
    assert evenement["URL"].startswith("http")


def test_le_flux_du_pole_ne_dit_le_travail_de_personne(campagne, coordinateur, client) -> None:
    ressource = fabrique.ressource(campagne, R.EN_CONCEPTION)
    abonnement = services.creer_agenda(campagne=campagne, acteur=coordinateur, maintenant=M)
    lignes = lire(client, abonnement)
    assert any("Séance de validation" in titre for titre in lignes)
    assert not any(ressource.titre in titre for titre in lignes)


def test_une_date_deplacee_monte_d_une_revision_et_garde_son_identite(campagne, coordinateur, client) -> None:
    echeance = _echeance(campagne)
    abonnement = services.creer_agenda(campagne=campagne, acteur=coordinateur, maintenant=M)
    assert services.tenir_agendas(maintenant=M) > 0
    avant = _de(lire(client, abonnement), echeance)
    assert services.tenir_agendas(maintenant=M) == 0
    Echeance.objects.filter(pk=echeance.pk).update(jour=echeance.jour + timedelta(days=7))
    # At once, then once the round has gone by, then moved again.
    sequences = [_de(lire(client, abonnement), echeance)["SEQUENCE"]]
    services.tenir_agendas(maintenant=M)
    sequences.append(_de(lire(client, abonnement), echeance)["SEQUENCE"])
    Echeance.objects.filter(pk=echeance.pk).update(jour=echeance.jour)
    apres = _de(lire(client, abonnement), echeance)
    assert [avant["SEQUENCE"], *sequences, apres["SEQUENCE"]] == [0, 1, 1, 2]
    assert apres["UID"] == avant["UID"]
    assert apres["DTSTART"].dt == echeance.jour


def test_ce_qui_n_est_plus_du_est_annule_puis_oublie(campagne, coordinateur, client) -> None:
    echeance = _echeance(campagne)
    abonnement = services.creer_agenda(campagne=campagne, acteur=coordinateur, maintenant=M)
    services.tenir_agendas(maintenant=M)
    avant = _de(lire(client, abonnement), echeance)
    assert avant["STATUS"] == "CONFIRMED"
    Echeance.objects.filter(pk=echeance.pk).delete()
    for _ in range(2):
        annulee = _de(lire(client, abonnement), echeance)
        assert (annulee["STATUS"], annulee["SEQUENCE"], annulee["UID"]) == ("CANCELLED", 1, avant["UID"])
        assert not annulee.walk("VALARM")
        services.tenir_agendas(maintenant=M)
    Annonce.objects.filter(abonnement=abonnement).update(retiree_le=fabrique.JOUR - timedelta(days=31))
    assert not any("vacations" in titre for titre in lire(client, abonnement))


def test_seule_l_adresse_en_vigueur_repond(campagne, coordinateur, client) -> None:
    abonnement = services.creer_agenda(campagne=campagne, acteur=coordinateur, maintenant=M)
    ancienne = abonnement.get_absolute_url()
    assert services.creer_agenda(campagne=campagne, acteur=coordinateur, maintenant=M).get_absolute_url() == ancienne
    abonnement = services.remplacer_agenda(abonnement=abonnement, acteur=coordinateur, maintenant=M)
    assert client.get(ancienne).status_code == 404
    assert client.get(abonnement.get_absolute_url()).status_code == 200
    assert client.post(abonnement.get_absolute_url()).status_code == 405
    services.fermer_agenda(abonnement=abonnement, acteur=coordinateur, maintenant=M)
    assert client.get(reverse("calendrier:flux", args=["1-x"])).status_code == 404
    assert not Abonnement.objects.exists()


def test_un_compte_ferme_n_a_plus_de_flux(coordinateur, client) -> None:
    abonnement = services.creer_agenda(personne=coordinateur, acteur=coordinateur, maintenant=M)
    assert client.get(abonnement.get_absolute_url()).status_code == 200
    coordinateur.is_active = False
    coordinateur.save()
    assert client.get(abonnement.get_absolute_url()).status_code == 404


def test_la_reunion_a_ses_heures_dans_son_fuseau(client) -> None:
    """La Réunion: four hours before Paris in winter, and nobody changes their clocks there."""
    campagne = fabrique.campagne(cycle=fabrique.cycle(academie=fabrique.academie("La Réunion")))
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    fabrique.ressource(campagne, R.EN_VALIDATION)
    seance = fabrique.seance(campagne)
    abonnement = services.creer_agenda(campagne=campagne, acteur=coordinateur, maintenant=M)
    [evenement] = [e for e in lire(client, abonnement).values() if hasattr(e["DTSTART"].dt, "hour")]
    assert evenement["DTSTART"].dt.utcoffset() == timedelta(hours=4)
    assert evenement["DTSTART"].dt == seance.prevue_le


def _echeance(campagne) -> Echeance:
    return Echeance.objects.get(cycle=campagne.cycle, campagne=None, nature=NatureEcheance.VACATIONS)


def _de(lignes, echeance) -> icalendar.Event:
    return next(e for titre, e in lignes.items() if titre.startswith(echeance.libelle))


@pytest.mark.parametrize("service", [services.remplacer_agenda, services.fermer_agenda])
def test_un_agenda_ferme_entre_temps_ne_change_plus(campagne, coordinateur, service) -> None:
    qui = {"acteur": coordinateur, "maintenant": M}
    ouvert = services.creer_agenda(campagne=campagne, **qui)
    services.fermer_agenda(abonnement=Abonnement.objects.get(pk=ouvert.pk), **qui)
    with pytest.raises(ActionImpossible, match="déjà fermé"):
        service(abonnement=ouvert, **qui)
