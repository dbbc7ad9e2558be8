"""A cycle's page: the year on a line, proposals for what falls on a day without class, opening, moving its dates."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from calendrier.models import Echeance, JourSansClasse
from calendrier.models import NatureEcheance as N
from calendrier.services import clore_cycle, deplacer_echeances
from commun.erreurs import ActionImpossible
from commun.models import Courriel
from journal.models import Ecriture
from poles.models import Fonction
from tests import fabrique

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return fabrique.cycle(ouvert=False, libelle="2026-2027 bis")


@pytest.fixture
def administration(client: Client):
    qui = fabrique.personne()
    fabrique.mandat(qui, Fonction.ADMINISTRATEUR, fabrique.academie())
    client.force_login(qui)
    return qui


def adresse(cycle) -> str:
    return reverse("calendrier:cycle", args=[cycle.pk])


def tapees(client: Client, cycle, **champs: str) -> dict[str, str]:
    """What the browser would send: every date shown, no box ticked."""
    page = client.get(adresse(cycle)).context
    form = page["form"]
    dates = {nom: form.fields[nom].initial.isoformat() if form.fields[nom].initial else "" for nom in form.cles}
    return dates | {"geste": "enregistrer", "vu": page["vu"]} | champs


def posees(cycle) -> dict[tuple[str, int], date]:
    return {(e.nature, e.rang): e.jour for e in cycle.echeances.filter(campagne__isnull=True)}


@pytest.mark.usefixtures("administration")
def test_la_page_dessine_l_annee_sans_rien_ecrire(cycle, client: Client):
    page = client.get(adresse(cycle)).content.decode()
    assert "<svg" in page
    assert "Vacances de Noël" in page
    # 31 January 2027 is a Sunday; 15 May a Saturday.
    assert "Avancer au vendredi 29 janvier" in page
    assert "Avancer au vendredi 14 mai" in page
    # The rule of late tests is 31 December, in the holidays as it is.
    assert "17 décembre" not in page
    assert not Echeance.objects.filter(cycle=cycle).exists()
    assert not JourSansClasse.objects.exists()


@pytest.mark.usefixtures("administration")
def test_ouvrir_avec_une_seule_proposition_et_trois_points_d_etape(cycle, client: Client):
    champs = {"deplacer_jour_v2_1": "on", "jour_point_etape_3": "2027-05-20", "jour_vacations_1": ""}
    client.post(adresse(cycle), tapees(client, cycle, **champs))
    cycle.refresh_from_db()
    dates = posees(cycle)
    assert cycle.etat == "ouvert"
    assert (dates[N.V2, 1], dates[N.VALIDATION, 1]) == (date(2027, 1, 29), date(2027, 5, 15))
    assert dates[N.POINT_ETAPE, 3] == date(2027, 5, 20)
    assert (N.VACATIONS, 1) not in dates
    assert (N.V1, 1) not in dates
    assert cycle.echeances.get(nature=N.POINT_ETAPE, rang=3).obligatoire
    assert JourSansClasse.objects.filter(academie=cycle.academie).exists()


@pytest.mark.usefixtures("administration")
def test_tout_accepter_montre_avant_d_ecrire(cycle, client: Client):
    reponse = client.post(adresse(cycle), tapees(client, cycle, geste="tout"))
    form = reponse.context["form"]
    assert form.propositions == {}
    assert form.fields["jour_v2_1"].initial == date(2027, 1, 29)
    assert not Echeance.objects.filter(cycle=cycle).exists()


@pytest.mark.usefixtures("administration")
def test_une_faute_garde_ce_qui_est_tape(cycle, client: Client):
    reponse = client.post(adresse(cycle), tapees(client, cycle, jour_v2_1="2029-01-31", jour_v1_1="n'importe quoi"))
    page = reponse.content.decode()
    assert "Choisissez un jour entre" in page
    assert "importe quoi" in page
    cycle.refresh_from_db()
    assert cycle.etat == "prepare"


def test_deplacer_les_dates_d_un_cycle_ouvert(administration, client: Client):
    campagne = fabrique.campagne(avec_equipe=True)
    cycle = campagne.cycle
    Echeance.objects.create(cycle=cycle, campagne=campagne, nature=N.VALIDATION, jour=date(2027, 5, 21))
    for _ in range(2):
        client.post(adresse(cycle), tapees(client, cycle, jour_v2_1="2027-02-05", jour_visio_bilan_1="2027-06-18"))
    assert (posees(cycle)[N.V2, 1], posees(cycle)[N.VISIO_BILAN, 1]) == (date(2027, 2, 5), date(2027, 6, 18))
    assert campagne.echeances_propres.get().jour == date(2027, 5, 21)
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    [courriel] = Courriel.objects.filter(gabarit="dates_du_cycle")
    assert courriel.personne == coordinateur.pk
    assert "Visio de bilan : 18 juin 2027" in courriel.texte
    assert Ecriture.objects.get(action="cycle.dates").acteur == administration


@pytest.mark.usefixtures("administration")
def test_ailleurs_que_dans_les_zones_l_academie_entre_ses_vacances(client: Client):
    qui = fabrique.personne()
    fabrique.mandat(qui, Fonction.ADMINISTRATEUR, fabrique.academie("La Réunion"))
    client.force_login(qui)
    cycle = fabrique.cycle(ouvert=False, academie=fabrique.academie("La Réunion"), libelle="2027")
    assert "Pas de vacances scolaires connues" in client.get(adresse(cycle)).content.decode()
    JourSansClasse.objects.create(
        academie=cycle.academie,
        genre="vacances",
        libelle="Été austral",
        debut=date(2026, 12, 10),
        fin=date(2027, 1, 24),
    )
    page = client.get(adresse(cycle)).content.decode()
    assert "Pas de vacances scolaires connues" not in page
    assert "Été austral" in page
    assert "Avancer au mercredi 9 décembre" in page


def test_reserve_a_l_administration_de_l_academie(cycle, client: Client):
    ailleurs = fabrique.personne()
    fabrique.mandat(ailleurs, Fonction.ADMINISTRATEUR, fabrique.academie("Nice"))
    for qui in (ailleurs, fabrique.titulaire(fabrique.campagne(), Fonction.COORDINATEUR)):
        client.force_login(qui)
        assert client.get(adresse(cycle)).status_code == 404
        assert client.post(adresse(cycle), {"geste": "enregistrer"}).status_code == 404
        assert str(cycle) not in client.get(reverse("calendrier:cycles")).content.decode()
    client.force_login(fabrique.superutilisateur())
    assert str(cycle) in client.get(reverse("calendrier:cycles")).content.decode()


@pytest.mark.usefixtures("administration")
def test_un_cycle_clos_ne_bouge_plus(client: Client):
    cycle = fabrique.cycle()
    envoi = tapees(client, cycle, jour_v2_1="2027-02-05")
    clore_cycle(cycle=cycle, acteur=None, maintenant=fabrique.MAINTENANT)
    client.post(adresse(cycle), envoi)
    assert posees(cycle)[N.V2, 1] == date(2027, 1, 31)
    assert "ses dates ne changent plus" in client.get(adresse(cycle)).content.decode()
    assert posees(cycle)[N.V2, 1] == date(2027, 1, 31)
    with pytest.raises(ActionImpossible, match="clos"):
        deplacer_echeances(cycle=cycle, jours={}, acteur=fabrique.personne(), maintenant=fabrique.MAINTENANT)


@pytest.mark.usefixtures("administration")
def test_une_page_ouverte_trop_tot_n_efface_pas_les_dates_d_un_autre(client: Client):
    """All the dates are written at once: what a colleague added since would go without a word."""
    cycle = fabrique.cycle()
    envoi = tapees(client, cycle, jour_visio_bilan_1="2027-06-18")
    jours = posees(cycle) | {(N.POINT_ETAPE, 3): date(2027, 5, 20)}
    collegue = fabrique.personne()
    deplacer_echeances(cycle=cycle, jours=jours, acteur=collegue, maintenant=fabrique.MAINTENANT)
    reponse = client.post(adresse(cycle), envoi)
    assert reponse.status_code == 409
    assert collegue.nom_complet in reponse.content.decode()
    assert reponse.context["form"]["jour_visio_bilan_1"].value() == "2027-06-18"
    assert posees(cycle) == jours
