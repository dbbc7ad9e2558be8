"""From the reminders of the day to one mail a person, once, however many runs there are and wherever they die."""

import threading
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from calendrier import tasks
from calendrier.etats import EtatRappel
from calendrier.models import PreferencesRappels, Rappel
from calendrier.services import envoyer_rappels
from calendrier.services import rappels as service
from commun.models import Courriel
from poles.models import Fonction
from tests import fabrique
from tests.calendrier.rappels.choses import Chose
from tests.calendrier.rappels.conftest import envoyes, passer

DU, LUNDI, DUE = date(2026, 9, 1), date(2027, 3, 8), date(2027, 3, 11)
# Too late for the reminder of the 14th day before.
DEPUIS = date(2027, 3, 1)
MATIN = datetime(2027, 3, 8, 9, tzinfo=UTC)


def monde(choses_dues, combien: int = 3, **champs) -> list[Chose]:
    """So many things, each owed by the pôle's two teachers, due in three days."""
    campagne = fabrique.campagne(avec_equipe=True)
    equipe = [fabrique.enseignant(campagne).pk for _ in range(2)]
    choses = [
        Chose(
            **(
                {"cle": f"c{n}", "campagne": campagne.pk, "dates": [(DU, DUE)], "depuis": DEPUIS, "personnes": equipe}
                | champs
            )
        )
        for n in range(combien)
    ]
    choses_dues(*choses)
    return choses


@pytest.mark.django_db
def test_un_seul_courriel_par_personne_dit_tout(choses_dues):
    premiere, *_ = monde(choses_dues, attendue_par="les producteurs", report="/report/1/")
    bilan = envoyer_rappels(maintenant=MATIN)
    assert (bilan.prepares, bilan.sautes, bilan.courriels) == (6, 0, 2)
    courriel = Courriel.objects.get(personne=premiere.personnes[0])
    assert courriel.cle == f"rappels:2027-03-08:{premiere.personnes[0]}"
    assert courriel.sujet.startswith("3 rappels : Rendre la chose c0")
    for attendu in ("À FAIRE", "dans 3 jours", "Attendu par les producteurs.", "3 jours avant (obligatoire)",
                    "Demander un report : http://testserver/report/1/", "http://testserver/choses/c2/"):  # fmt: skip
        assert attendu in courriel.texte
    assert Rappel.objects.filter(courriel=courriel, etat=EtatRappel.ENVOYE).count() == 3


@pytest.mark.django_db
def test_les_trois_parties(choses_dues):
    campagne = fabrique.campagne(avec_equipe=True)
    qui = fabrique.enseignant(campagne)
    commun = {"campagne": campagne.pk, "personnes": [qui.pk]}
    choses_dues(
        Chose("presse", dates=[(DU, DUE)], **commun),
        Chose("attendue", dates=[(DU, LUNDI + timedelta(7))], obligatoire=False, attendue_par="le pôle", **commun),
        Chose("lointaine", dates=[(DU, LUNDI + timedelta(14))], **commun),
    )
    passer(LUNDI)
    texte = Courriel.objects.get(personne=qui.pk).texte
    ordre = [texte.index(mot) for mot in ("À FAIRE", "presse", "ON VOUS ATTEND", "attendue", "À VENIR", "lointaine")]
    assert ordre == sorted(ordre)


@pytest.mark.django_db
def test_repasser_ne_fait_rien_de_plus(choses_dues):
    monde(choses_dues)
    passer(LUNDI, LUNDI, LUNDI)
    assert Courriel.objects.count() == 2
    assert len(envoyes()) == 6


@pytest.mark.django_db
def test_ce_qui_arrive_apres_le_courriel_du_jour_attend_le_lendemain(choses_dues):
    choses = monde(choses_dues, 1)
    passer(LUNDI)
    nouvelle = Chose("nouvelle", choses[0].campagne, [(DU, DUE)], personnes=choses[0].personnes)
    choses_dues(*choses, nouvelle)
    passer(LUNDI)
    assert Courriel.objects.count() == 2
    passer(LUNDI + timedelta(1))
    assert Courriel.objects.count() == 4
    assert Rappel.objects.filter(cle="nouvelle", etat=EtatRappel.ENVOYE).count() == 2


@pytest.mark.django_db
def test_avant_l_heure_de_l_academie_rien_ne_part(choses_dues):
    reunion = fabrique.campagne(cycle=fabrique.cycle(academie=fabrique.academie("La Réunion")))
    guadeloupe = fabrique.campagne(cycle=fabrique.cycle(academie=fabrique.academie("Guadeloupe")))
    gens = {c.pk: fabrique.enseignant(c) for c in (reunion, guadeloupe)}
    choses_dues(*(Chose(f"c{c}", c, [(DU, DUE)], personnes=[qui.pk]) for c, qui in gens.items()))
    # 4 h UTC is 8 a.m. in La Réunion, midnight in Guadeloupe, 5 a.m. in Paris.
    envoyer_rappels(maintenant=datetime(2027, 3, 8, 4, tzinfo=UTC))
    assert set(Rappel.objects.values_list("personne", flat=True)) == {gens[reunion.pk].pk}
    envoyer_rappels(maintenant=datetime(2027, 3, 8, 12, tzinfo=UTC))
    assert Rappel.objects.filter(etat=EtatRappel.ENVOYE).count() == 2


@pytest.mark.django_db
def test_tue_entre_les_lignes_et_les_courriels(choses_dues, monkeypatch):
    monde(choses_dues)
    with monkeypatch.context() as mort:
        mort.setattr(service, "_poster", lambda *args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            envoyer_rappels(maintenant=MATIN)
    assert set(Rappel.objects.values_list("etat", flat=True)) == {EtatRappel.A_ENVOYER}
    passer(LUNDI)
    assert Courriel.objects.count() == 2


@pytest.mark.django_db
def test_tue_quand_deux_rappels_tombent_le_meme_jour(choses_dues, monkeypatch):
    """Both are brought forward to the eve of the holidays: the one that is skipped must not pass for the other."""
    monde(choses_dues, 1, dates=[(DU, date(2027, 2, 19))], depuis=None)
    veille = datetime(2027, 2, 5, 9, tzinfo=UTC)
    with monkeypatch.context() as mort:
        mort.setattr(service, "_poster", lambda *args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            envoyer_rappels(maintenant=veille)
    passer(veille.date())
    assert set(Rappel.objects.values_list("occurrence", "etat")) == {("j-3", "envoye"), ("j-14", "saute")}
    assert Courriel.objects.count() == 2


@pytest.mark.django_db
def test_ce_qu_un_passage_interrompu_a_laisse_part_le_lendemain_s_il_le_faut_encore(choses_dues, monkeypatch):
    choses = monde(choses_dues, 3)
    with monkeypatch.context() as mort:
        mort.setattr(service, "_poster", lambda *args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            envoyer_rappels(maintenant=MATIN)
    choses[0].faite = LUNDI + timedelta(1)
    choses[1].dates.append((LUNDI + timedelta(1), DUE + timedelta(30)))
    choses_dues(*choses)
    passer(LUNDI + timedelta(1))
    assert set(Rappel.objects.values_list("cle", "etat", "jour")) == {("c2", EtatRappel.ENVOYE, LUNDI + timedelta(1))}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_trois_passages_a_la_fois_n_envoient_qu_une_fois(choses_dues):
    monde(choses_dues, 40)
    depart, erreurs = threading.Barrier(3), []

    def passage() -> None:
        try:
            depart.wait(10)
            envoyer_rappels(maintenant=MATIN)
        except Exception as erreur:  # told to the test, which runs in another thread
            erreurs.append(erreur)
        finally:
            connection.close()

    fils = [threading.Thread(target=passage) for _ in range(3)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert not erreurs
    assert Courriel.objects.count() == 2
    assert {r.etat for r in Rappel.objects.all()} == {EtatRappel.ENVOYE}
    assert all("40 rappels" in courriel.sujet for courriel in Courriel.objects.all())


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite prend peu de valeurs à la fois")
def test_le_nombre_de_requetes_ne_depend_pas_du_nombre_de_rappels(choses_dues):
    couts = []
    for combien, equipe in ((2, 2), (60, 12)):
        campagne = fabrique.campagne(avec_equipe=True)
        gens = [fabrique.enseignant(campagne).pk for _ in range(equipe)]
        choses_dues(*(Chose(f"{combien}-{n}", campagne.pk, [(DU, DUE)], gens, depuis=DEPUIS) for n in range(combien)))
        with CaptureQueriesContext(connection) as requetes:
            bilan = envoyer_rappels(maintenant=MATIN)
        assert (bilan.prepares, bilan.courriels) == (combien * equipe, equipe)
        couts.append(len(requetes))
    assert couts[0] == couts[1] < 30, couts


@pytest.mark.django_db
def test_la_tache_passe_a_l_heure_du_service(choses_dues, horloge, taches_lancees, django_capture_on_commit_callbacks):
    monde(choses_dues)
    horloge(MATIN)
    with django_capture_on_commit_callbacks(execute=True):
        tasks.envoyer_rappels()
    taches_lancees.jouer()
    assert len(mail.outbox) == 2
    entetes = mail.outbox[0].extra_headers
    assert entetes["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    lien = entetes["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")
    assert lien in mail.outbox[0].body
    client = Client(enforce_csrf_checks=True)
    assert client.get(lien).status_code == 200
    assert not PreferencesRappels.objects.exists()
    for _ in range(2):  # as a mailbox does, which never saw the page
        assert client.post(lien, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert PreferencesRappels.objects.get().indicatifs is False
    assert "C'est fait" in client.get(lien).content.decode()
    assert client.get(lien[:-2] + "/").status_code == 404


@pytest.mark.django_db
def test_la_commande_a_blanc_dit_et_n_ecrit_rien(choses_dues, horloge):
    choses = monde(choses_dues, 1)
    horloge(MATIN)
    sortie = StringIO()
    call_command("envoyer_rappels", "--a-blanc", stdout=sortie)
    assert "Rendre la chose c0, pour le jeudi 11 mars, dans 3 jours [3 jours avant, obligatoire" in sortie.getvalue()
    assert "prévu le 08/03/2027] C'est à vous.\n" in sortie.getvalue()
    assert "2 rappels partiraient" in sortie.getvalue()
    assert not Rappel.objects.exists()
    call_command("envoyer_rappels", "--jour", "2027-03-12", "--a-blanc", stdout=sortie)
    assert "le lendemain" in sortie.getvalue()
    call_command("envoyer_rappels", stdout=sortie)
    assert "2 courriels écrits" in sortie.getvalue()
    with pytest.raises(CommandError, match="--a-blanc"):
        call_command("envoyer_rappels", "--jour", "2027-03-09", stdout=sortie)
    assert len(choses[0].personnes) == Courriel.objects.count()


@pytest.mark.django_db
def test_les_vraies_obligations_sont_rappelees(horloge):
    """With the registry as the rooms fill it: the point d'étape of 31 March, the pôle's coordinator."""
    campagne = fabrique.campagne(avec_equipe=True)
    passer(date(2027, 3, 17))
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    rappel = Rappel.objects.get(cle=f"etape:{campagne.pk}:point_etape:2")
    assert (rappel.personne, rappel.occurrence, rappel.etat) == (coordinateur, "j-14", EtatRappel.ENVOYE)


@pytest.mark.django_db
def test_un_rappel_est_oublie_au_bout_d_un_an(choses_dues, horloge):
    monde(choses_dues)
    passer(LUNDI)
    horloge(MATIN + timedelta(days=366))
    tasks.purger_rappels()
    assert Rappel.objects.count() == 6
    horloge(MATIN + timedelta(days=367))
    tasks.purger_rappels()
    tasks.purger_rappels()
    assert not Rappel.objects.exists()
    # Nothing so old is sent again.
    passer(LUNDI + timedelta(days=367))
    assert not Rappel.objects.exists()
