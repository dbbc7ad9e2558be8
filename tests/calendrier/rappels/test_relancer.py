"""« Relancer »: what was read is what leaves; one mail a person; nobody twice the same day."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages

from calendrier import services
from calendrier.etats import Rythme
from calendrier.models import PreferencesRappels, Rappel
from calendrier.rappels.demande import POLES_MAX, SUJETS_MAX, adresse_de_relance
from calendrier.rappels.relance import SANS_RELANCE, preparer_relance
from calendrier.services import envoyer_rappels
from commun.models import Courriel
from journal.models import Ecriture
from poles.etats import EtatCycle
from poles.models import Campagne, Cycle, Fonction, Pole
from productions.etats import EtatRessource as R
from productions.models import NatureReport
from productions.services import demander_report
from tests import fabrique

pytestmark = pytest.mark.django_db

# The proofreading was due a month before; a Tuesday of term.
MAINTENANT = fabrique.MAINTENANT + timedelta(days=33)
JOUR = MAINTENANT.date()
ADRESSE = "/relancer/"


@pytest.fixture
def retard(horloge):
    """Two resources of two pôles of one académie, proofread by the same late person; somebody else is late once."""
    une = fabrique.campagne()
    autre = Campagne.objects.create(
        pole=Pole.objects.create(slug="autre", nom="Autre pôle", academie=une.pole.academie), cycle=une.cycle
    )
    lente, distrait = fabrique.enseignant(une), fabrique.enseignant(une)
    ressources = []
    for campagne, gens in ((une, [lente, distrait]), (autre, [lente])):
        ressource = fabrique.ressource(campagne, R.EN_RELECTURE, [fabrique.enseignant(campagne)])
        for qui in gens:
            fabrique.relecture(ressource, qui, echeance=fabrique.JOUR + timedelta(days=5))
        ressources.append(ressource)
    horloge(MAINTENANT)
    return une, autre, lente, distrait, ressources


def demande(*campagnes, **autres):
    return ADRESSE + "?" + "&".join([f"campagne={c.pk}" for c in campagnes] + [f"{k}={v}" for k, v in autres.items()])


def envoyer(client, adresse, *personnes):
    page = client.get(adresse)
    vu = page.context["relance"].empreinte
    return client.post(adresse, {"vu": vu, "personne": [p.pk for p in personnes]}, follow=True)


def relances():
    return Courriel.objects.filter(gabarit="relance")


def test_un_courriel_par_personne_dit_tout_ce_qu_elle_doit(client, retard):
    une, autre, lente, distrait, ressources = retard
    administration = fabrique.titulaire(une.pole.academie, Fonction.ADMINISTRATEUR)
    client.force_login(administration)
    page = client.get(demande(une, autre))
    a_qui = {a.personne: [c.titre for c in a.choses] for a in page.context["relance"].a_relancer}
    assert len(a_qui[lente.pk]) == 2
    assert a_qui[distrait.pk] == [f"Relire la V1 de {ressources[0].titre}"]
    assert not relances().exists()
    reponse = envoyer(client, demande(une, autre), lente, distrait)
    assert reponse.status_code == 200
    lettres = {lettre.personne: lettre for lettre in relances()}
    assert set(lettres) == {lente.pk, distrait.pk}
    assert all(r.titre in lettres[lente.pk].texte for r in ressources)
    assert administration.nom_complet in lettres[lente.pk].texte
    assert len(lettres[lente.pk].texte.split()) < 200
    # It is on the page of the reminders of each pôle, and in its journal without a name.
    assert Rappel.objects.filter(personne=lente, courriel=lettres[lente.pk]).count() == 2
    lignes = Ecriture.objects.filter(action="rappels.relancer")
    assert {ligne.chaine: ligne.texte for ligne in lignes} == {une.chaine: "2 personnes", autre.chaine: "1 personne"}


def test_personne_deux_fois_le_meme_jour(client, retard):
    une, autre, lente, _, _ = retard
    client.force_login(fabrique.titulaire(une.pole.academie, Fonction.ADMINISTRATEUR))
    envoyer(client, demande(une), lente)
    relance = client.get(demande(une, autre)).context["relance"]
    assert lente.pk not in {a.personne for a in relance.a_relancer}
    assert {a.personne: a.raison for a in relance.ecartees}[lente.pk] == "a déjà reçu un rappel aujourd'hui"
    # The reminders that leave by themselves wait too.
    envoyer_rappels(maintenant=MAINTENANT)
    assert Courriel.objects.filter(personne=lente.pk, gabarit__in=["relance", "rappels"]).count() == 1


def test_ce_qui_a_change_depuis_n_est_pas_envoye(client, retard):
    une, _, lente, distrait, ressources = retard
    client.force_login(fabrique.titulaire(une.pole.academie, Fonction.ADMINISTRATEUR))
    vu = client.get(demande(une)).context["relance"].empreinte
    ressources[0].versions.get().relectures.filter(relecteur=distrait).delete()
    reponse = client.post(demande(une), {"vu": vu, "personne": [lente.pk]}, follow=True)
    assert "a changé" in " ".join(str(m) for m in get_messages(reponse.wsgi_request)) + reponse.content.decode()
    assert not relances().exists()
    # Nobody ticked: the same page, which says it.
    vide = client.post(demande(une), {"vu": vu})
    assert "Cochez au moins une personne" in vide.content.decode()


def test_qui_est_absent_ou_n_en_veut_pas_est_dit(retard):
    une, autre, lente, distrait, _ = retard
    fabrique.indisponibilite(lente, debut=JOUR, fin=JOUR + timedelta(days=3))
    reglages = PreferencesRappels.objects.create(personne=distrait, indicatifs=False)
    relance = preparer_relance([une, autre], JOUR, 0)
    raisons = {a.personne: a.raison for a in relance.ecartees}
    assert raisons[lente.pk].startswith("indisponible jusqu'au")
    assert raisons[distrait.pk] == SANS_RELANCE
    # One mail a week, which came the day before: the same words, since both are what this person has chosen.
    PreferencesRappels.objects.filter(pk=reglages.pk).update(indicatifs=True, rythme=Rythme.HEBDOMADAIRE)
    hier, acteur = JOUR - timedelta(days=1), fabrique.titulaire(une, Fonction.COORDINATEUR)
    services.relancer(
        campagnes=[une],
        sujets=[],
        personnes=[distrait.pk],
        vu=preparer_relance([une], hier, acteur.pk).empreinte,
        acteur=acteur,
        maintenant=MAINTENANT - timedelta(days=1),
        jour=hier,
    )
    relance = preparer_relance([une, autre], JOUR, 0)
    assert {a.personne: a.raison for a in relance.ecartees}[distrait.pk] == SANS_RELANCE


def test_seulement_ce_qui_est_choisi(retard):
    une, autre, lente, _, ressources = retard
    relance = preparer_relance([une, autre], JOUR, 0, [ressources[1].chaine])
    assert {a.personne for a in relance.a_relancer} == {lente.pk}
    assert [c.obligation.sujet for a in relance.a_relancer for c in a.choses] == [ressources[1].chaine]


def test_on_ne_relance_que_les_poles_que_l_on_conduit(client, retard):
    une, autre, _, _, _ = retard
    client.force_login(fabrique.titulaire(une, Fonction.COORDINATEUR))
    assert client.get(demande(une)).status_code == 200
    assert client.get(demande(une, autre)).status_code == 404
    assert client.post(demande(une, autre), {"vu": "x"}).status_code == 404
    client.force_login(fabrique.titulaire(une, Fonction.ENSEIGNANT))
    assert client.get(demande(une)).status_code == 403
    assert client.get(ADRESSE).status_code == 403


def test_les_visas_qui_attendent_sont_relances_sans_dire_les_avis(client, horloge):
    campagne = fabrique.campagne()
    r = fabrique.ressource(campagne, R.EN_VALIDATION, [fabrique.enseignant(campagne)])
    signataire = fabrique.titulaire(campagne, Fonction.DRANE)
    horloge(MAINTENANT)
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    relance = client.get(demande(campagne)).context["relance"]
    assert signataire.pk in {a.personne for a in relance.a_relancer}
    dites = [c.titre for a in relance.a_relancer for c in a.choses if a.personne == signataire.pk]
    assert dites == [f"Donner son visa sur {r.titre}"]


def test_un_cycle_en_preparation_relance_ce_qui_se_rappelle(client, retard):
    """As the reminders that leave by themselves: what goes on through the summer, and what was late before."""
    une, _, lente, _, _ = retard
    fabrique.ressource(une, R.EN_VALIDATION, [fabrique.enseignant(une)])
    signataire = fabrique.titulaire(une, Fonction.DRANE)
    Cycle.objects.filter(pk=une.cycle_id).update(etat=EtatCycle.PREPARE)
    client.force_login(fabrique.titulaire(une, Fonction.COORDINATEUR))
    relancees = {a.personne for a in client.get(demande(une)).context["relance"].a_relancer}
    assert signataire.pk in relancees
    assert lente.pk not in relancees


def test_qui_attend_la_reponse_a_un_report_n_est_pas_coche_d_avance(client, horloge):
    campagne = fabrique.campagne()
    presse, patient = fabrique.enseignant(campagne), fabrique.enseignant(campagne)
    jour = fabrique.JOUR + timedelta(days=5)
    for qui in (presse, patient):
        fabrique.ressource(campagne, R.EN_CONCEPTION, [qui], jour_v1=jour)
    demander_report(
        ressource=patient.ressources_produites.get(),
        nature=NatureReport.V1,
        jour=jour + timedelta(days=60),
        motif="Un remplacement long.",
        acteur=patient,
        maintenant=fabrique.MAINTENANT,
    )
    horloge(MAINTENANT)
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    page = client.get(demande(campagne))
    assert {a.personne: cochee for a, cochee in page.context["lignes"]} == {presse.pk: True, patient.pk: False}
    assert "A demandé un report" in page.content.decode()
    # Ticked on purpose, the mail leaves.
    envoyer(client, demande(campagne), patient)
    assert [lettre.personne for lettre in relances()] == [patient.pk]


def test_on_revient_d_ou_l_on_vient(client, retard):
    une, autre, lente, _, _ = retard
    client.force_login(fabrique.titulaire(une.pole.academie, Fonction.ADMINISTRATEUR))
    d_ou = f"/academies/{une.pole.academie.code}/?retard=1"
    adresse = adresse_de_relance([une.pk, autre.pk], retour=d_ou)
    vu = client.get(adresse).context["relance"].empreinte
    assert client.post(adresse, {"vu": vu, "personne": [lente.pk]}).url == d_ou
    assert client.get(demande(une, autre, retour="https://ailleurs.exemple/")).context["retour"] == "/poles/"


def test_aucun_pole_coche_ou_trop_de_poles_se_disent(client, retard):
    une = retard[0]
    client.force_login(fabrique.titulaire(une.pole.academie, Fonction.ADMINISTRATEUR))
    d_ou = f"/academies/{une.pole.academie.code}/"
    for adresse, dit in (
        (f"{ADRESSE}?cochees=1&retour={d_ou}", "Cochez au moins un pôle."),
        (adresse_de_relance(range(1, POLES_MAX + 2), retour=d_ou), f"On relance {POLES_MAX} pôles à la fois au plus"),
        (
            adresse_de_relance([une.pk], [f"ressource:{n}" for n in range(SUJETS_MAX + 1)], d_ou),
            f"{SUJETS_MAX} ressources",
        ),
    ):
        reponse = client.get(adresse)
        assert reponse.url == d_ou
        assert any(dit in str(m) for m in get_messages(reponse.wsgi_request)), adresse


def test_plus_de_cent_poles_se_relancent(client, retard):
    une = retard[0]
    poles = Pole.objects.bulk_create(
        [Pole(slug=f"p{n}", nom=f"Pôle {n:03}", academie=une.pole.academie) for n in range(120)]
    )
    Campagne.objects.bulk_create([Campagne(pole=pole, cycle=une.cycle) for pole in poles])
    client.force_login(fabrique.titulaire(une.pole.academie, Fonction.ADMINISTRATEUR))
    tous = list(Campagne.objects.filter(cycle=une.cycle).values_list("pk", flat=True))
    for adresse in (ADRESSE, adresse_de_relance(tous)):
        assert len(client.get(adresse).context["campagnes"]) == 122


def test_qui_administre_le_service_choisit_d_abord_des_poles(client, retard):
    client.force_login(fabrique.superutilisateur())
    assert "Choisissez d'abord les pôles." in client.get(ADRESSE).content.decode()
    assert client.get(demande(retard[0])).context["relance"].a_relancer
