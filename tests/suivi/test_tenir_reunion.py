"""Who was there, the sheet they sign, the minutes, what they count as."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from calendrier.models import NatureEcheance
from commun.erreurs import ActionImpossible
from commun.etats import EtatTravail, GenreCourriel
from commun.models import Courriel, Travail
from journal.libelles import phrase
from journal.models import Ecriture
from poles.models import Fonction
from suivi import services
from suivi.etats import EtatReunion, Presence, Reponse
from suivi.models import EtapeTenue, Reunion
from tests import fabrique, reunions

pytestmark = pytest.mark.django_db


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def gens(campagne):
    return [fabrique.enseignant(campagne) for _ in range(3)]


@pytest.fixture
def passee(campagne, gens):
    return reunions.prevoir(campagne, gens, debut=reunions.HIER)


@pytest.fixture
def conduite(campagne, client):
    client.force_login(fabrique.titulaire(campagne, Fonction.COORDINATEUR))
    return client


def adresse(reunion, nom: str = "presences") -> str:
    return reverse(f"suivi:{nom}", args=[reunion.pk])


def presences(reunion) -> list[str]:
    return list(reunion.participations.order_by("pk").values_list("presence", flat=True))


def test_noter_les_presences_tient_la_reunion(conduite, campagne, gens):
    reunion = reunions.prevoir(campagne, gens)
    reunions.repondre(reunion, gens[1])
    reunions.repondre(reunion, gens[2], Reponse.NE_PEUT_PAS)
    Reunion.objects.update(debut=reunions.HIER, fin=reunions.HIER + timedelta(hours=3))
    assert conduite.get(adresse(reunion)).context["form"].initial["presents"] == [gens[1].pk]
    arrivee = fabrique.enseignant(campagne)
    reponse = conduite.post(adresse(reunion), {"presents": [gens[0].pk], "arrivees": [arrivee.pk]})
    assert reponse.url == reunion.get_absolute_url()
    reunion.refresh_from_db()
    assert reunion.etat == EtatReunion.TENUE
    assert presences(reunion) == [Presence.PRESENTE, Presence.ABSENTE, Presence.EXCUSEE, Presence.PRESENTE]
    ecriture = Ecriture.objects.get(action="reunion.tenir")
    assert phrase(ecriture) == "a noté qui était à une réunion (nombre de présences : 2)"
    assert set(ecriture.donnees["presents"]) == {gens[0].pk, arrivee.pk}


def test_les_presences_se_corrigent(conduite, passee, gens):
    reunions.tenir(passee)
    conduite.post(adresse(passee), {"presents": [gens[0].pk]})
    assert presences(passee) == [Presence.PRESENTE, Presence.ABSENTE, Presence.ABSENTE]
    # A second click says it again and writes nothing.
    conduite.post(adresse(passee), {"presents": [gens[0].pk]})
    assert Ecriture.objects.filter(action="reunion.presences").count() == 1
    assert Ecriture.objects.filter(action="reunion.tenir").count() == 1


def test_pas_avant_qu_elle_commence_ni_une_fois_annulee(conduite, campagne, gens):
    reunion = reunions.prevoir(campagne, gens)
    assert "n'a pas commencé" in conduite.get(adresse(reunion)).content.decode()
    assert "n'a pas commencé" in conduite.post(adresse(reunion), {}).content.decode()
    services.annuler_reunion(reunion=reunion, motif="Plus de salle.", **reunions.conduite(reunion))
    Reunion.objects.update(debut=reunions.HIER, fin=reunions.HIER + timedelta(hours=3))
    with pytest.raises(ActionImpossible, match="annulée"):
        services.noter_presences(reunion=reunion, presents=(), **reunions.conduite(reunion))


def test_un_etranger_au_pole_n_y_etait_pas(conduite, passee):
    conduite.post(adresse(passee), {"arrivees": [fabrique.enseignant(fabrique.campagne()).pk]})
    assert Reunion.objects.get().prevue


def test_la_visio_de_bilan_compte_une_fois_tenue(campagne, gens):
    autre = fabrique.campagne(avec_equipe=True, cycle=campagne.cycle)
    visio = reunions.prevoir(
        campagne, gens, genre="bilan", lieu="", lien="https://v.exemple.fr/", debut=reunions.HIER, avec=[autre]
    )
    reunions.tenir(visio)
    etapes = EtapeTenue.objects.filter(nature=NatureEcheance.VISIO_BILAN)
    assert {(e.campagne_id, e.reunion_id, e.jour) for e in etapes} == {
        (c.pk, visio.pk, visio.quand.date()) for c in (campagne, autre)
    }
    # No PDF, no minutes; correcting the attendance records nothing more.
    reunions.tenir(visio, gens[:1])
    assert etapes.count() == 2
    inspecteur = fabrique.titulaire(autre, Fonction.INSPECTEUR)
    assert Courriel.objects.filter(gabarit="etape_consignee", personne=inspecteur.pk).count() == 1


def test_une_visio_deja_consignee_ne_l_est_pas_deux_fois(campagne, gens):
    services.consigner_etape(
        campagne=campagne,
        nature=NatureEcheance.VISIO_BILAN,
        rang=1,
        jour=fabrique.JOUR,
        notes="Tenue par téléphone.",
        acteur=gens[0],
        maintenant=fabrique.MAINTENANT,
    )
    visio = reunions.prevoir(campagne, gens, genre="bilan", debut=reunions.HIER)
    assert reunions.tenir(visio).tenue
    assert EtapeTenue.objects.get().notes == "Tenue par téléphone."


def test_qui_vient_d_un_autre_pole_n_est_mene_qu_ou_il_entre(client, campagne, gens):
    autre = fabrique.campagne(avec_equipe=True, cycle=campagne.cycle)
    la_bas = fabrique.enseignant(autre)
    visio = reunions.tenir(reunions.prevoir(campagne, gens, genre="bilan", debut=reunions.HIER, avec=[autre]))
    client.force_login(la_bas)
    page = client.get(visio.get_absolute_url())
    (la_sienne,) = page.context["etapes"]
    liens = [lien for _, lien in page.context["fil"] if lien] + [la_sienne.get_absolute_url()]
    assert [client.get(lien).status_code for lien in liens] == [200] * len(liens)
    assert la_sienne.campagne == autre
    client.force_login(gens[0])
    page = client.get(visio.get_absolute_url())
    assert (campagne.get_absolute_url() in page.content.decode(), len(page.context["etapes"])) == (True, 1)


def test_le_compte_rendu(conduite, passee, gens):
    saisie = {"texte": "Les V1 sont relues."}
    assert "notez d'abord qui était là" in conduite.post(adresse(passee, "rediger"), saisie).content.decode()
    reunions.tenir(passee)
    conduite.post(adresse(passee, "rediger"), saisie)
    passee.refresh_from_db()
    assert passee.compte_rendu == saisie["texte"]
    nouvelles = Courriel.objects.filter(gabarit="reunion_compte_rendu")
    assert {c.personne for c in nouvelles} == {p.pk for p in gens}
    assert {c.genre for c in nouvelles} == {GenreCourriel.NOUVELLE}
    # A correction tells nobody; the journal keeps both.
    conduite.post(adresse(passee, "rediger"), {"texte": "Les V1 sont presque relues."})
    assert nouvelles.count() == 3
    assert [e.action for e in Ecriture.objects.filter(action__in=["reunion.rediger", "reunion.corriger"])] == [
        "reunion.rediger",
        "reunion.corriger",
    ]
    conduite.force_login(gens[0])
    assert "presque relues" in conduite.get(passee.get_absolute_url()).content.decode()
    assert conduite.post(adresse(passee, "rediger"), saisie).status_code == 403


def test_deux_redacteurs_a_la_fois(conduite, campagne):
    reunion = reunions.tenue(campagne, "Première version.")
    vu = conduite.get(adresse(reunion, "rediger")).context["vu"]
    services.rediger_compte_rendu(reunion=reunion, texte="Seconde version.", **reunions.conduite(reunion))
    reponse = conduite.post(adresse(reunion, "rediger"), {"texte": "Ma version.", "vu": vu})
    assert reponse.status_code == 409
    assert "Ma version." in reponse.content.decode()
    assert Reunion.objects.get().compte_rendu == "Seconde version."


def test_le_compte_rendu_compte_comme_point_d_etape_en_un_clic(conduite, campagne):
    reunion = reunions.tenue(campagne, "Les V1 sont relues.")
    page = conduite.get(reunion.get_absolute_url()).content.decode()
    assert "Compter comme point d&#x27;étape n° 1" in page
    compter = reverse("suivi:compter_comme_point", args=[reunion.pk, campagne.pk])
    page = conduite.post(compter, follow=True).content.decode()
    etape = EtapeTenue.objects.get()
    assert (etape.rang, etape.jour, etape.notes, etape.reunion) == (
        1,
        reunion.quand.date(),
        "Les V1 sont relues.",
        reunion,
    )
    assert "Point d&#x27;étape n° 1" in page
    # Once: the second click says so.
    assert "compte déjà" in conduite.post(compter, follow=True).content.decode()
    assert EtapeTenue.objects.count() == 1
    second = reunions.tenue(campagne, "La suite.")
    conduite.post(reverse("suivi:compter_comme_point", args=[second.pk, campagne.pk]))
    assert EtapeTenue.objects.latest("rang").rang == 2
    assert "Compter comme" not in conduite.get(reunions.tenue(campagne, "Fin.").get_absolute_url()).content.decode()


def test_chaque_pole_compte_pour_soi(client, campagne):
    autre = fabrique.campagne(avec_equipe=True, cycle=campagne.cycle)
    reunion = reunions.tenue(campagne, "Ensemble.", avec=[autre])
    client.force_login(fabrique.titulaire(autre, Fonction.COORDINATEUR))
    for portee, statut in ((campagne, 404), (autre, 302)):
        assert client.post(reverse("suivi:compter_comme_point", args=[reunion.pk, portee.pk])).status_code == statut
    assert EtapeTenue.objects.get().campagne == autre


def test_sans_compte_rendu_rien_ne_compte(campagne):
    reunion = reunions.tenue(campagne)
    with pytest.raises(ActionImpossible, match="Rédigez d'abord"):
        services.compter_comme_point(reunion=reunion, campagne=campagne, **reunions.conduite(reunion))


def test_la_feuille_de_presence(conduite, campagne, taches_lancees, django_capture_on_commit_callbacks):
    gens = [fabrique.personne("Chloé", f"Très-Long-Nom-{n}") for n in range(12)]
    for qui in gens:
        fabrique.mandat(qui, Fonction.ENSEIGNANT, campagne)
    lycee = fabrique.etablissement("Lycée Monteil")
    gens[0].affectations.create(etablissement=lycee, debut=campagne.cycle.debut)
    reunion = reunions.prevoir(campagne, gens, financee=True)
    with django_capture_on_commit_callbacks(execute=True):
        conduite.post(adresse(reunion, "feuille_presence"))
    taches_lancees.jouer()
    travail = Travail.objects.get()
    assert (travail.etat, travail.type_resultat) == (EtatTravail.REUSSI, "application/pdf")
    with travail.resultat.open() as fichier:
        pdf = PdfReader(BytesIO(fichier.read()))
    texte = " ".join("".join(page.extract_text() for page in pdf.pages).split())
    assert all(f"Nom-{n}" in texte for n in range(12))
    assert "Lycée Monteil" in texte
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_une_reunion_annulee_n_a_pas_de_feuille(conduite, campagne):
    reunion = reunions.prevoir(campagne)
    services.annuler_reunion(reunion=reunion, motif="Plus de salle.", **reunions.conduite(reunion))
    page = conduite.post(adresse(reunion, "feuille_presence"), follow=True).content.decode()
    assert "pas de feuille de présence" in page
    assert not Travail.objects.exists()
