"""« Indisponible du … au … »: what it suspends, who knows it, and how it is forgotten."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from commun.models import Courriel
from commun.services.nouvelles import grouper_nouvelles
from journal.models import Ecriture
from poles import services
from poles.models import Fonction, Indisponibilite
from poles.queries import est_indisponible, indisponibles
from productions.etats import EtatRessource as R
from tests import fabrique
from tests.fabrique import JOUR, MAINTENANT

pytestmark = pytest.mark.django_db
FIN = JOUR + timedelta(days=10)
MIENNE = "poles:mon_indisponibilite"


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def claire(client, campagne):
    personne = fabrique.personne("Claire", "Moreau")
    fabrique.mandat(personne, Fonction.ENSEIGNANT, campagne)
    client.force_login(personne)
    return personne


def poster(client, debut: date | str = JOUR, fin: date | str = FIN, url: str = ""):
    return client.post(url or reverse(MIENNE), {"debut": str(debut), "fin": str(fin)}, follow=True)


def d_un_membre(personne, vue: str = "indisponibilite", *suite: int) -> str:
    mandat = personne.mandats.get()
    campagne = mandat.campagne
    return reverse(f"poles:{vue}", args=[campagne.pole.slug, campagne.cycle.libelle, mandat.pk, *suite])


def test_je_le_dis_sans_raison_et_rien_n_en_va_au_journal(client, claire):
    avant = Ecriture.objects.count()
    page = client.get(reverse(MIENNE))
    assert "n'en donnez pas" in page.content.decode()
    assert set(page.context["form"].fields) == {"debut", "fin"}
    assert "vous êtes indisponible du jeudi 14 janvier au dimanche 24 janvier" in poster(client).content.decode()
    assert indisponibles(JOUR) == {claire.pk: FIN}
    assert (est_indisponible(claire, FIN), est_indisponible(claire, FIN + timedelta(days=1))) == (True, False)
    assert indisponibles(JOUR, [claire.pk + 1000]) == {}
    assert Ecriture.objects.count() == avant


@pytest.mark.parametrize(
    ("debut", "fin", "raison"),
    [
        (FIN, JOUR, "précède le premier"),
        (JOUR - timedelta(days=9), JOUR - timedelta(days=1), "Ces jours sont passés"),
        (JOUR, JOUR + timedelta(days=367), "un an au plus"),
        ("", "", "id_debut-desc-error"),
        ("31/02/2027", FIN, "id_debut-desc-error"),
    ],
)
def test_des_dates_impossibles_sont_dites(client, claire, debut, fin, raison):
    page = poster(client, debut, fin)
    assert page.context["form"].errors
    if "id_" not in raison:
        assert raison in page.content.decode()
    assert page.context["form"]["fin"].value() == str(fin)
    assert not Indisponibilite.objects.exists()


def test_deux_periodes_ne_se_chevauchent_pas(client, claire):
    poster(client)
    assert "couvre déjà une partie de ces jours" in poster(client, FIN, FIN + timedelta(days=3)).content.decode()
    poster(client, FIN + timedelta(days=1), FIN + timedelta(days=3))
    assert claire.indisponibilites.count() == 2
    assert "puis du" in client.get(reverse("comptes:mon_compte")).content.decode()


def test_de_nouveau_disponible(client, claire):
    services.declarer_indisponibilite(
        personne=claire, debut=JOUR - timedelta(days=3), fin=FIN, acteur=claire, maintenant=MAINTENANT, jour=JOUR
    )
    absence = claire.indisponibilites.get()
    lever = reverse("poles:lever_mon_indisponibilite", args=[absence.pk])
    assert client.get(lever).status_code == 405
    client.post(lever)
    absence.refresh_from_db()
    assert absence.fin == JOUR - timedelta(days=1)
    assert "déjà terminée" in client.post(lever, follow=True).content.decode()
    # One that has not begun is simply forgotten.
    poster(client, FIN, FIN)
    client.post(reverse("poles:lever_mon_indisponibilite", args=[claire.indisponibilites.latest("pk").pk]))
    assert claire.indisponibilites.count() == 1


def test_celle_d_un_autre_ne_se_leve_pas(client, claire):
    autre = fabrique.indisponibilite(fabrique.personne())
    assert client.post(reverse("poles:lever_mon_indisponibilite", args=[autre.pk])).status_code == 404
    assert Indisponibilite.objects.get().fin == autre.fin


def test_par_qui_conduit_le_pole(client, claire, campagne):
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    assert client.get(d_un_membre(claire)).status_code == 403
    client.force_login(coordinateur)
    poster(client, url=d_un_membre(claire))
    assert Courriel.objects.get(gabarit="indisponibilite_declaree").personne == claire.pk
    page = client.get(d_un_membre(claire)).content.decode()
    assert "Réattribuer son travail en attente" in page
    absence = claire.indisponibilites.get()
    client.post(d_un_membre(claire, "lever_indisponibilite", absence.pk))
    assert not claire.indisponibilites.exists()
    assert Courriel.objects.filter(gabarit="indisponibilite_levee", personne=claire.pk).exists()
    client.force_login(fabrique.titulaire(fabrique.campagne(), Fonction.COORDINATEUR))
    assert client.get(d_un_membre(claire)).status_code == 404


def test_seuls_la_personne_et_qui_conduit_le_savent(client, claire, campagne):
    ressource = fabrique.ressource(campagne, R.EN_REVISION, [claire])
    fabrique.indisponibilite(claire)
    pages = [
        campagne.get_absolute_url(),
        reverse("productions:ressources", args=[campagne.pole.slug, campagne.cycle.libelle]),
        ressource.get_absolute_url(),
    ]
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    administrateur = fabrique.titulaire(campagne.pole.academie, Fonction.ADMINISTRATEUR)
    inspecteur = fabrique.titulaire(campagne, Fonction.INSPECTEUR)
    for qui, sait in [(coordinateur, True), (administrateur, True), (fabrique.enseignant(campagne), False),
                      (inspecteur, False)]:  # fmt: skip
        client.force_login(qui)
        for page in pages:
            dit = "ndisponible jusqu&#x27;au dimanche 24 janvier" in client.get(page).content.decode().replace(
                "jusqu'au", "jusqu&#x27;au"
            )
            assert dit == sait, (qui, page)
    client.force_login(claire)
    assert "indisponible jusqu'au dimanche 24 janvier" in client.get("/").content.decode()


def test_personne_n_est_dit_en_retard_pendant_son_absence(client, claire, campagne):
    """Her V1 is late: it is said of nobody as long as all those who are awaited are away."""
    fabrique.ressource(campagne, R.EN_CONCEPTION, [claire], jour_v1=JOUR - timedelta(days=5))
    liste = reverse("productions:ressources", args=[campagne.pole.slug, campagne.cycle.libelle])
    pages = ["/", liste, campagne.get_absolute_url()]
    assert all("en retard de 5 jours" in client.get(page).content.decode() for page in pages)
    fabrique.indisponibilite(claire)
    assert all("en retard de 5 jours" not in client.get(page).content.decode() for page in pages)


def test_les_nouvelles_attendent_son_retour_les_demandes_partent(claire, campagne):
    ressource = fabrique.ressource(campagne, R.EN_RELECTURE)
    fabrique.indisponibilite(claire)
    relecture = fabrique.relecture(ressource, claire)
    demande = Courriel.objects.get(gabarit="relecture_assignee", personne=claire.pk)
    assert demande.prochain_essai is not None, relecture
    Courriel.objects.all().delete()
    services.changer_etablissement(
        personne=claire,
        etablissement=fabrique.etablissement(),
        debut=JOUR,
        acteur=fabrique.titulaire(campagne, Fonction.COORDINATEUR),
        maintenant=MAINTENANT,
        campagne=campagne,
    )
    assert grouper_nouvelles(MAINTENANT + timedelta(days=1)) == 0
    assert grouper_nouvelles(MAINTENANT + timedelta(days=11)) == 1
    groupe = Courriel.objects.get(gabarit="nouvelles")
    assert groupe.personne == claire.pk
    assert groupe.nouvelles.count() == 1


def test_qui_conduit_est_prevenu_quand_un_travail_attend(client, claire, campagne):
    poster(client, FIN + timedelta(days=5), FIN + timedelta(days=6))
    assert not Courriel.objects.filter(gabarit="membre_indisponible").exists()
    ressource = fabrique.ressource(campagne, R.EN_REVISION, [claire])
    poster(client)
    courriel = Courriel.objects.get(gabarit="membre_indisponible")
    assert courriel.personne == fabrique.titulaire(campagne, Fonction.COORDINATEUR).pk
    assert ressource.titre in courriel.texte
    assert courriel.url == d_un_membre(claire, "reattribuer")
    assert len(courriel.texte.split()) < 200


def test_assigner_une_relecture_avertit(client, claire, campagne):
    ressource = fabrique.ressource(campagne, R.EN_RELECTURE)
    fabrique.indisponibilite(claire)
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    page = client.get(reverse("productions:assigner_relecture", args=[ressource.pk])).content.decode()
    _, _, decrite = page.partition("Claire Moreau<span")
    assert "indisponible jusqu&#x27;au dimanche 24 janvier" in decrite.partition("</span>")[0]


def test_choisir_les_producteurs_avertit_qui_conduit_seulement(client, claire, campagne):
    fabrique.indisponibilite(claire)
    nouvelle = reverse("productions:nouvelle_fiche", args=[campagne.pole.slug, campagne.cycle.libelle])
    for qui, sait in ((fabrique.titulaire(campagne, Fonction.COORDINATEUR), True), (claire, False)):
        client.force_login(qui)
        assert ("Claire Moreau (indisponible jusqu" in client.get(nouvelle).content.decode()) == sait


def test_les_absences_finies_s_oublient_au_bout_d_un_mois(claire):
    absence = fabrique.indisponibilite(claire)
    assert services.purger_indisponibilites(jour=absence.fin + timedelta(days=29)) == 0
    assert services.purger_indisponibilites(jour=absence.fin + timedelta(days=30)) == 1
