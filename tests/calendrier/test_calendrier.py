"""The calendar pages: what one sees of one's pôles, narrowed by the address."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from calendrier.models import JourSansClasse
from poles.models import Campagne, Fonction, Pole
from productions.etats import EtatRessource as R
from tests import fabrique

pytestmark = pytest.mark.django_db
ANNEE = reverse("calendrier:annee")


@pytest.fixture
def campagne():
    return fabrique.campagne()


def voir(client, qui, url: str = ANNEE) -> str:
    client.force_login(qui)
    reponse = client.get(url)
    assert reponse.status_code == 200
    return reponse.text


def test_chacun_voit_les_etapes_et_ce_qu_il_doit_qui_conduit_voit_tout(campagne, client) -> None:
    ressource = fabrique.ressource(campagne, R.EN_REVISION)
    producteur = ressource.liens_producteurs.get().personne
    for qui, voit in (
        (producteur, True),
        (fabrique.titulaire(campagne, Fonction.COORDINATEUR), True),
        (fabrique.enseignant(campagne), False),
        (fabrique.titulaire(campagne, Fonction.OBSERVATEUR), False),
    ):
        page = voir(client, qui)
        assert "Séance de validation" in page
        assert (ressource.titre in page) == voit, qui


def test_la_page_d_une_seance_ne_s_offre_qu_a_qui_elle_s_ouvre(campagne, client) -> None:
    """The whole pôle reads when it takes place; its page would refuse who is not invited."""
    inspecteur = fabrique.titulaire(campagne, Fonction.INSPECTEUR)
    fabrique.ressource(campagne, R.EN_VALIDATION)
    seance = fabrique.seance(campagne)
    for qui, ouverte in (
        (fabrique.titulaire(campagne, Fonction.COORDINATEUR), True),
        (inspecteur, True),
        (fabrique.enseignant(campagne), False),
    ):
        page = voir(client, qui)
        assert f"Séance de validation, {campagne.pole}" in page
        assert (f'href="{seance.get_absolute_url()}"' in page) == ouverte, qui
        assert client.get(seance.get_absolute_url()).status_code == (200 if ouverte else 403)


def test_un_autre_pole_ne_se_voit_pas(campagne, client) -> None:
    assert campagne.pole.nom not in voir(client, fabrique.enseignant(fabrique.campagne()))
    assert "Vous ne suivez aucun pôle" in voir(client, fabrique.personne())


def test_les_filtres(campagne, client) -> None:
    autre = fabrique.campagne(cycle=campagne.cycle)
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    fabrique.mandat(coordinateur, Fonction.COORDINATEUR, autre)
    ressource = fabrique.ressource(campagne, R.EN_REVISION)
    assert ressource.titre in voir(client, coordinateur)
    assert ressource.titre not in voir(client, coordinateur, f"{ANNEE}?role=inspecteur")
    assert ressource.titre in voir(client, coordinateur, f"{ANNEE}?role=enseignant")
    assert ressource.titre not in voir(client, coordinateur, f"{ANNEE}?retard=oui")
    assert "Certification des vacations" not in voir(client, coordinateur, f"{ANNEE}?quoi=du")
    assert f'id="pole-{campagne.pk}"' not in voir(client, coordinateur, f"{ANNEE}?pole={autre.pole_id}")
    assert "Aucun pôle" in voir(client, coordinateur, f"{ANNEE}?cycle=clos")


def test_le_retard_se_dit_en_jours(campagne, client, horloge) -> None:
    ressource = fabrique.ressource(campagne, R.EN_REVISION)
    producteur = ressource.liens_producteurs.get().personne
    horloge(fabrique.MAINTENANT.replace(year=2027, month=2, day=3))
    page = voir(client, producteur, f"{ANNEE}?retard=oui")
    assert ressource.titre in page
    assert "En retard de 3 jours" in page


def test_le_mois_grise_ce_qui_est_ferme(campagne, client) -> None:
    JourSansClasse.objects.create(
        academie=campagne.pole.academie,
        genre=JourSansClasse.Genre.VACANCES,
        libelle="Vacances de neige",
        debut=date(2028, 2, 20),
        fin=date(2028, 2, 29),
    )
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    page = voir(client, coordinateur, reverse("calendrier:mois", args=[2028, 2]))
    assert "février 2028" in page
    # Its first day and its two Mondays: not each of its ten days.
    assert page.count('aria-hidden="true">Vacances de neige') == 3
    assert "Rien ce mois-ci" in page
    mai = voir(client, coordinateur, reverse("calendrier:mois", args=[2027, 5]))
    assert "Séance de validation" in mai
    for annee, mois in ((2027, 13), (2027, 0), (1, 1), (9999, 12)):
        assert client.get(reverse("calendrier:mois", args=[annee, mois])).status_code == 404


def test_le_mois_ne_lit_que_les_poles_de_sa_page(campagne, client, monkeypatch) -> None:
    monkeypatch.setattr("calendrier.views.calendrier.POLES_PAR_MOIS", 2)
    academie = campagne.pole.academie
    for nom in ("B", "C"):
        pole = Pole.objects.create(slug=nom.lower(), nom=nom, academie=academie)
        Campagne.objects.create(pole=pole, cycle=campagne.cycle)
    qui = fabrique.titulaire(academie, Fonction.ADMINISTRATEUR)
    lues = []
    monkeypatch.setattr("calendrier.views.calendrier.reperes", lambda qui, campagnes, *a: lues.append(campagnes) or [])
    mois = reverse("calendrier:mois", args=[2027, 5])
    assert "Ce mois montre 2 pôles sur 3" in voir(client, qui, mois)
    assert f"{reverse('calendrier:mois', args=[2027, 6])}?page=2" in voir(client, qui, f"{mois}?page=2")
    assert [len(campagnes) for campagnes in lues] == [2, 1]


def test_s_abonner_remplacer_fermer(campagne, client) -> None:
    page, qui = reverse("calendrier:mon_agenda"), fabrique.enseignant(campagne)
    assert "Créer l'adresse" in voir(client, qui, page)
    assert "ics" not in client.get(page).text

    def agir(geste: str) -> str:
        reponse = client.post(page, {"geste": geste}, follow=True)
        assert reponse.status_code == 200
        return reponse.text

    assert "déjà fermé" in agir("fermer")
    premiere = agir("creer")
    assert premiere.count(".ics") == 1
    assert agir("creer").split(".ics")[0][-60:] == premiere.split(".ics")[0][-60:]
    assert agir("remplacer").split(".ics")[0][-60:] != premiere.split(".ics")[0][-60:]
    assert ".ics" not in agir("fermer")
    assert ".ics" not in agir("inconnu")


def test_l_agenda_du_pole_revient_a_qui_le_conduit(campagne, client) -> None:
    page = reverse("calendrier:agenda_du_pole", args=[campagne.pole.slug, campagne.cycle.libelle])
    enseignant = fabrique.enseignant(campagne)
    assert "Sa création revient au PREDAC" in voir(client, enseignant, page)
    assert client.post(page, {"geste": "creer"}).status_code == 403
    voir(client, fabrique.titulaire(campagne, Fonction.COORDINATEUR), page)
    assert client.post(page, {"geste": "creer"}).status_code == 302
    lu = voir(client, enseignant, page)
    assert ".ics" in lu
    assert "Remplacer l'adresse" not in lu
    assert ".ics" in voir(client, enseignant, reverse("calendrier:mon_agenda"))


def test_la_page_reste_courte_quand_les_poles_sont_nombreux(campagne, client) -> None:
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    for rang in range(4):
        autre = fabrique.campagne(cycle=campagne.cycle)
        fabrique.mandat(coordinateur, Fonction.COORDINATEUR, autre, debut=campagne.cycle.debut + timedelta(days=rang))
    assert voir(client, coordinateur).count('id="pole-') == 3
    assert voir(client, coordinateur, f"{ANNEE}?page=2").count('id="pole-') == 2


def test_qui_conduit_le_pole_lit_qui_est_attendu(campagne, client) -> None:
    ressource = fabrique.ressource(campagne, R.EN_REVISION)
    producteur = ressource.liens_producteurs.get().personne
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    assert f"Attendu {producteur.de_nom_complet}." in voir(client, coordinateur).replace("&#x27;", "'")
