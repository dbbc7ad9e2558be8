"""Which reminder goes on which day: holidays, outages, moved dates, absences, preferences, lateness."""

from datetime import date, timedelta

import pytest

from calendrier import services
from calendrier.etats import EtatRappel, Rythme
from calendrier.models import JourSansClasse, Rappel, ReglagesRappels, RegleRappel
from calendrier.rappels.occurrences import Cadence, Jours, occurrences
from poles.models import Fonction, Pole
from poles.services import changer_etat_cycle
from tests import fabrique
from tests.calendrier.rappels.choses import Chose
from tests.calendrier.rappels.conftest import envoyes, passer

pytestmark = pytest.mark.django_db
DU, VENDREDI = date(2026, 9, 1), date(2027, 3, 19)  # no holidays around in zone C


@pytest.fixture
def campagne():
    return fabrique.campagne(avec_equipe=True)


@pytest.fixture
def qui(campagne):
    return fabrique.enseignant(campagne)


def jours(premier: date, combien: int) -> list[date]:
    return [premier + timedelta(n) for n in range(combien)]


def chose(campagne, qui, due: date | None = VENDREDI, **champs) -> Chose:
    return Chose(**({"cle": "a", "campagne": campagne.pk, "dates": [(DU, due)], "personnes": [qui.pk]} | champs))


def test_ce_qui_est_obligatoire_est_rappele_puis_suivi(choses_dues, campagne, qui):
    choses_dues(chose(campagne, qui))
    passer(*jours(date(2027, 3, 1), 33))
    attendus = [("j-14", date(2027, 3, 5)), ("j-3", date(2027, 3, 16)), ("j+1", date(2027, 3, 22))]
    attendus += [("escalade", date(2027, 3, 26)), ("j+8", date(2027, 3, 30))]
    # Saturdays 20 and 27 March are put off, Easter Monday too; on 3 April the holidays begin.
    assert envoyes() == attendus
    assert not Rappel.objects.exclude(etat=EtatRappel.ENVOYE).exists()


def test_ce_qui_est_indicatif_ne_l_est_qu_avant(choses_dues, campagne, qui):
    choses_dues(chose(campagne, qui, obligatoire=False))
    passer(*jours(date(2027, 3, 1), 50))
    assert envoyes() == [("j-7", date(2027, 3, 12))]


def test_ce_qui_est_indicatif_n_est_pas_rattrape_apres_sa_date(choses_dues, campagne, qui):
    choses_dues(chose(campagne, qui, obligatoire=False))
    passer(date(2027, 3, 11), date(2027, 3, 22), date(2027, 3, 23))
    assert envoyes() == []
    assert [(r.occurrence, r.jour) for r in Rappel.objects.filter(etat=EtatRappel.SAUTE)] == [
        ("j-7", date(2027, 3, 22))
    ]


def test_ce_qui_est_indicatif_est_rattrape_jusqu_au_jour_meme(choses_dues, campagne, qui):
    choses_dues(chose(campagne, qui, obligatoire=False))
    passer(date(2027, 3, 11), VENDREDI)
    assert envoyes() == [("j-7", VENDREDI)]


def test_rien_un_jour_sans_classe_meme_en_rattrapage(choses_dues, campagne, qui):
    choses_dues(chose(campagne, qui))
    passer(date(2027, 3, 6), date(2027, 3, 7))
    assert not Rappel.objects.exists()
    passer(date(2027, 3, 8))
    assert envoyes() == [("j-14", date(2027, 3, 8))]


def test_les_vacances_avancent_et_retardent(choses_dues, campagne, qui):
    # Winter holidays from 6 to 21 February: due in the middle of them.
    choses_dues(chose(campagne, qui, date(2027, 2, 17)))
    passer(*jours(date(2027, 1, 25), 60))
    assert envoyes() == [
        ("j-14", date(2027, 2, 3)),
        ("j-3", date(2027, 2, 5)),
        ("j+1", date(2027, 2, 22)),
        ("escalade", date(2027, 2, 24)),
        ("j+8", date(2027, 2, 25)),
        ("j+15", date(2027, 3, 4)),
        ("j+22", date(2027, 3, 11)),
    ]


def test_une_zone_en_vacances_et_l_autre_non(choses_dues, campagne, qui):
    lyon = fabrique.campagne(cycle=fabrique.cycle(academie=fabrique.academie("Lyon")))
    la_bas = fabrique.enseignant(lyon)
    # Zone A is on holiday from 13 to 28 February, zone C from 6 to 21.
    choses_dues(chose(campagne, qui, date(2027, 2, 25)), chose(lyon, la_bas, date(2027, 2, 25), cle="b"))
    passer(*jours(date(2027, 1, 25), 32))
    rappels = Rappel.objects.filter(etat=EtatRappel.ENVOYE)
    assert list(rappels.filter(personne=qui).order_by("jour").values_list("occurrence", "jour")) == [
        ("j-14", date(2027, 2, 5)),
        ("j-3", date(2027, 2, 22)),
    ]
    assert list(rappels.filter(personne=la_bas).order_by("jour").values_list("occurrence", "jour")) == [
        ("j-14", date(2027, 2, 11)),
        ("j-3", date(2027, 2, 12)),
    ]


def test_apres_une_panne_le_dernier_seul_part(choses_dues, campagne, qui):
    choses_dues(chose(campagne, qui))
    passer(date(2027, 3, 4))
    passer(date(2027, 3, 17))  # nine working days of silence
    assert envoyes() == [("j-3", date(2027, 3, 17))]
    assert envoyes(EtatRappel.SAUTE) == [("j-14", date(2027, 3, 17))]


def test_au_dela_de_deux_semaines_rien_n_est_rattrape(choses_dues, campagne, qui):
    choses_dues(chose(campagne, qui))
    passer(date(2027, 5, 20))
    assert not Rappel.objects.exists()


@pytest.mark.parametrize("absent", [False, True], ids=["panne", "absence"])
def test_ce_que_les_vacances_ont_avance_et_qui_a_manque_part_a_la_rentree(choses_dues, campagne, qui, absent):
    # Spring holidays from 3 to 18 April: the reminder of the 16th is brought forward to Friday the 2nd.
    choses_dues(chose(campagne, qui, date(2027, 4, 19)))
    if absent:
        fabrique.indisponibilite(qui, debut=date(2027, 4, 2), fin=date(2027, 4, 3))
    passer(*jours(date(2027, 4, 2 if absent else 3), 16))
    assert not Rappel.objects.exists()
    passer(date(2027, 4, 19), date(2027, 4, 20))
    assert envoyes() == [("j-3", date(2027, 4, 19)), ("j+1", date(2027, 4, 20))]


def test_ce_qui_vient_d_etre_demande_n_est_pas_rappele_aussitot(choses_dues, campagne, qui):
    choses_dues(chose(campagne, qui, depuis=date(2027, 3, 10)))
    passer(*jours(date(2027, 3, 10), 9))
    assert envoyes() == [("j-3", date(2027, 3, 16))]


def test_une_date_deplacee_rearme(choses_dues, campagne, qui):
    choses_dues(chose(campagne, qui, dates=[(DU, VENDREDI), (date(2027, 3, 17), VENDREDI + timedelta(4))]))
    passer(*jours(date(2027, 3, 1), 21))
    # The 14th day before the new date is past: it goes at once, saying the new date.
    assert envoyes() == [("j-14", date(2027, 3, 5)), ("j-3", date(2027, 3, 16)), ("j-14", date(2027, 3, 17)),
                         ("j-3", date(2027, 3, 19))]  # fmt: skip


def test_ce_qui_est_fait_n_est_plus_rappele(choses_dues, campagne, qui):
    choses_dues(chose(campagne, qui, faite=date(2027, 3, 16)))
    passer(*jours(date(2027, 3, 1), 40))
    assert envoyes() == [("j-14", date(2027, 3, 5))]


def test_un_absent_n_est_pas_rappele_et_l_est_a_son_retour(choses_dues, campagne, qui):
    choses_dues(chose(campagne, qui))
    fabrique.indisponibilite(qui, debut=date(2027, 3, 4), fin=date(2027, 3, 10))
    passer(*jours(date(2027, 3, 1), 12))
    assert envoyes() == [("j-14", date(2027, 3, 11))]


def test_un_absent_n_est_pas_signale(choses_dues, campagne, qui):
    choses_dues(chose(campagne, qui))
    fabrique.indisponibilite(qui, debut=date(2027, 3, 20), fin=date(2027, 3, 31))
    passer(*jours(date(2027, 3, 20), 12))
    assert not Rappel.objects.exists()
    passer(date(2027, 4, 1))
    assert sorted(envoyes()) == [("escalade", date(2027, 4, 1)), ("j+8", date(2027, 4, 1))]


def test_le_retard_est_dit_a_qui_conduit_et_a_l_inspection_si_le_pole_le_veut(choses_dues, campagne, qui):
    choses_dues(chose(campagne, qui))
    passer(date(2027, 3, 26))
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    signale = Rappel.objects.get(occurrence="escalade")
    assert signale.personne == coordinateur
    assert signale.titre == f"{qui.nom_complet} : Rendre la chose a"
    assert signale.url == campagne.get_absolute_url()
    Rappel.objects.all().delete()
    ReglagesRappels.objects.create(campagne=campagne, inspection_en_copie=True)
    passer(date(2027, 3, 30))
    inspection = fabrique.titulaire(campagne, Fonction.INSPECTEUR)
    prevenus = Rappel.objects.filter(occurrence="escalade").values_list("personne", flat=True)
    assert set(prevenus) == {coordinateur.pk, inspection.pk}


def test_nul_n_est_signale_a_soi_meme(choses_dues, campagne):
    choses_dues(Chose("a", campagne.pk, [(DU, VENDREDI)], fonctions=["coordinateur"]))
    passer(date(2027, 3, 26))
    assert [r.occurrence for r in Rappel.objects.filter(etat=EtatRappel.ENVOYE)] == ["j+1"]


def test_sans_coordination_l_administration_est_rappelee(choses_dues):
    campagne = fabrique.campagne()
    administration = fabrique.titulaire(campagne.pole.academie, Fonction.ADMINISTRATEUR)
    choses_dues(Chose("a", campagne.pk, [(DU, VENDREDI)], fonctions=["coordinateur"]))
    passer(date(2027, 3, 5))
    assert Rappel.objects.get().personne == administration


def test_l_inspection_a_un_courriel_par_semaine(choses_dues, campagne):
    visa = Chose("visa", campagne.pk, [(DU, None)], fonctions=["inspecteur"], obligatoire=False, depuis=DU)
    tardif = Chose("autre", campagne.pk, [(DU, None)], fonctions=["inspecteur"], obligatoire=False,
                   depuis=date(2027, 3, 2))  # fmt: skip
    choses_dues(visa, tardif)
    passer(*jours(date(2027, 3, 1), 14))
    assert envoyes() == [
        ("s2027-09", date(2027, 3, 1)),
        ("s2027-10", date(2027, 3, 8)),
        ("s2027-10", date(2027, 3, 8)),
    ]


def test_qui_lit_une_fois_par_semaine_est_prevenu_avant(choses_dues, campagne, qui):
    services.enregistrer_preferences(personne=qui, indicatifs=True, rythme=Rythme.HEBDOMADAIRE)
    choses_dues(chose(campagne, qui), chose(campagne, qui, date(2027, 3, 18), cle="b"))
    passer(*jours(date(2027, 3, 1), 28))
    siens = Rappel.objects.filter(personne=qui, etat=EtatRappel.ENVOYE)
    assert set(siens.values_list("occurrence", "jour")) == {
        ("j-14", date(2027, 3, 1)),
        ("j-3", date(2027, 3, 15)),
        ("j+1", date(2027, 3, 22)),
    }
    assert siens.values("courriel").distinct().count() == 3


def test_qui_ne_veut_pas_de_l_indicatif_garde_l_obligatoire(choses_dues, campagne, qui):
    services.se_desabonner(personne=qui)
    choses_dues(chose(campagne, qui), chose(campagne, qui, cle="b", obligatoire=False))
    passer(*jours(date(2027, 3, 1), 18))
    assert envoyes() == [("j-14", date(2027, 3, 5)), ("j-3", date(2027, 3, 16))]


def test_les_regles_du_pole_valent_mieux_que_celles_du_cycle(choses_dues, campagne, qui):
    regle = {"cycle": campagne.cycle, "nature": "v2", "obligatoire": True}
    RegleRappel.objects.create(**regle, avant_1=10)
    choses_dues(chose(campagne, qui, nature="v2"))
    passer(*jours(date(2027, 3, 1), 12))
    assert envoyes() == [("j-10", date(2027, 3, 9))]
    RegleRappel.objects.create(**regle, campagne=campagne, avant_1=2)
    passer(*jours(date(2027, 3, 13), 7))
    assert envoyes()[1:] == [("j-2", date(2027, 3, 17))]


def test_la_regle_d_un_genre_ne_vaut_pas_pour_ce_qui_a_l_etape_d_une_autre(choses_dues, campagne, qui):
    """A V3 has no milestone and follows the rule of deposits; a V2 follows the milestone's, as the page says."""
    RegleRappel.objects.create(cycle=campagne.cycle, campagne=campagne, genre="depot", avant_1=10)
    depot = {"genre": "depot", "obligatoire": False}
    choses_dues(chose(campagne, qui, nature="v2", **depot), chose(campagne, qui, cle="b", **depot))
    passer(*jours(date(2027, 3, 1), 18))
    assert envoyes() == [("j-10", date(2027, 3, 9)), ("j-7", date(2027, 3, 12))]


def test_un_cycle_clos_ne_rappelle_que_ce_qui_vient_apres_lui(choses_dues, qui, campagne):
    changer_etat_cycle(cycle=campagne.cycle, action="clore", acteur=None, maintenant=fabrique.MAINTENANT)
    JourSansClasse.objects.all().delete()
    tardif = date(2027, 12, 10)
    choses_dues(chose(campagne, qui), chose(campagne, qui, tardif, cle="b"))
    passer(*jours(date(2027, 3, 1), 18), *jours(date(2027, 11, 25), 3))
    assert envoyes() == [("j-14", date(2027, 11, 26))]
    passer(date(2028, 1, 3))  # the year is over, the cycle with it
    assert len(envoyes()) == 1


def test_le_29_fevrier_compte():
    # 2028 is a leap year: 29 February is a Tuesday.
    prevues = occurrences(date(2028, 3, 1), Cadence((14, 1), 1), Jours())
    assert [(o.code, o.prevu_le) for o in prevues] == [
        ("j-14", date(2028, 2, 16)),
        ("j-1", date(2028, 2, 29)),
        ("j+1", date(2028, 3, 2)),
    ]


@pytest.mark.parametrize("due", [date(2027, 3, 28), date(2026, 10, 25)])
def test_les_nuits_ou_l_heure_change_n_ajoutent_ni_ne_perdent_rien(choses_dues, campagne, qui, due):
    """The clocks move on that night; the sweep of the eve and that of the day after see one day each."""
    JourSansClasse.objects.all().delete()
    choses_dues(chose(campagne, qui, due, dates=[(DU - timedelta(90), due)]))
    passer(*jours(due - timedelta(15), 17), heure=6)
    assert [occurrence for occurrence, _ in envoyes()] == ["j-14", "j-3", "j+1"]


def test_un_pole_sans_academie_a_les_jours_feries_du_pays(choses_dues, qui):
    pole = Pole.objects.create(slug="national", nom="Action nationale", genre=Pole.Genre.NATIONAL)
    campagne = fabrique.campagne(cycle=fabrique.cycle(academie=None), pole=pole)
    # Seven days before is the 6th, Ascension Day: the eve is a Wednesday, in nobody's holidays.
    choses_dues(chose(campagne, qui, date(2027, 5, 13), obligatoire=False))
    passer(*jours(date(2027, 5, 1), 12))
    assert envoyes() == [("j-7", date(2027, 5, 5))]
