"""Opening and closing a cycle; the dates in force."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calendrier.models import Echeance
from calendrier.models import NatureEcheance as N
from calendrier.queries import echeances_de, echeances_effectives, echeances_par_campagne, jour_de, jour_effectif
from calendrier.services import clore_cycle, creer_cycle, ouvrir_cycle
from commun.erreurs import ActionImpossible
from journal.models import Ecriture
from poles.etats import EtatCycle
from poles.models import Campagne, Cycle, Fonction
from tests import fabrique

pytestmark = pytest.mark.django_db
MOMENT = {"acteur": None, "maintenant": fabrique.MAINTENANT}


def test_ouvrir_pose_les_echeances_de_l_annee():
    cycle = ouvrir_cycle(cycle=fabrique.cycle(ouvert=False), **MOMENT)
    assert cycle.etat == EtatCycle.OUVERT
    assert [(e.libelle, e.jour, e.obligatoire) for e in cycle.echeances.all()] == [
        ("Fiches-projet", date(2026, 11, 30), True),
        ("Point d'étape n° 1", date(2026, 12, 15), True),
        ("Relectures et V2", date(2027, 1, 31), False),
        ("Point d'étape n° 2", date(2027, 3, 31), True),
        ("Tests en classe", date(2027, 4, 30), False),
        ("Séance de validation", date(2027, 5, 15), False),
        ("Certification des vacations", date(2027, 5, 31), False),
        ("Visio de bilan", date(2027, 6, 20), True),
        ("Fin des tests tardifs", date(2027, 12, 31), False),
    ]
    assert cycle.academie.jours_sans_classe.filter(debut__gt=cycle.fin).exists()
    assert Ecriture.objects.get(action="cycle.ouvrir").chaine == cycle.chaine


def test_ouvrir_garde_les_dates_deja_posees():
    cycle = fabrique.cycle(ouvert=False)
    Echeance.objects.create(cycle=cycle, nature=N.FICHES_PROJET, jour=date(2026, 11, 20), obligatoire=True)
    ouvrir_cycle(cycle=cycle, **MOMENT)
    assert cycle.echeances.get(nature=N.FICHES_PROJET).jour == date(2026, 11, 20)
    assert cycle.echeances.count() == 9


def test_ouvrir_deux_fois_est_refuse_et_ne_change_rien():
    cycle = fabrique.cycle()
    avant = list(cycle.echeances.values_list("pk", "jour"))
    with pytest.raises(ActionImpossible, match="ouvert"):
        ouvrir_cycle(cycle=cycle, **MOMENT)
    assert list(cycle.echeances.values_list("pk", "jour")) == avant
    assert Ecriture.objects.filter(action="cycle.ouvrir", chaine=cycle.chaine).count() == 1


def test_un_cycle_sans_academie_n_a_pas_de_vacances_a_lui():
    assert ouvrir_cycle(cycle=fabrique.cycle(ouvert=False, academie=None), **MOMENT).echeances.count() == 9


def test_clore_vient_apres_ouvrir():
    cycle = fabrique.cycle(ouvert=False)
    with pytest.raises(ActionImpossible):
        clore_cycle(cycle=cycle, **MOMENT)
    ouvrir_cycle(cycle=cycle, **MOMENT)
    assert clore_cycle(cycle=cycle, **MOMENT).etat == EtatCycle.CLOS
    with pytest.raises(ActionImpossible):
        ouvrir_cycle(cycle=cycle, **MOMENT)


@pytest.fixture
def campagnes():
    """Two pôles in one cycle, the first with two dates of its own, and a third elsewhere."""
    premiere = fabrique.campagne()
    deuxieme, ailleurs = fabrique.campagne(cycle=premiere.cycle), fabrique.campagne()
    for nature, rang, jour in ((N.V2, 1, date(2027, 2, 5)), (N.POINT_ETAPE, 2, date(2027, 3, 1))):
        Echeance.objects.create(cycle=premiere.cycle, campagne=premiere, nature=nature, rang=rang, jour=jour)
    Echeance.objects.create(cycle=premiere.cycle, campagne=premiere, nature=N.V1, jour=date(2027, 1, 8))
    return [premiere, deuxieme, ailleurs]


def test_la_date_du_pole_passe_avant_celle_du_cycle(campagnes):
    premiere, deuxieme, _ = campagnes
    assert jour_de(echeances_de(premiere), N.V2) == date(2027, 2, 5)
    assert jour_de(echeances_de(deuxieme), N.V2) == date(2027, 1, 31)
    assert jour_de(echeances_de(premiere), N.V1) == date(2027, 1, 8)
    assert jour_de(echeances_de(deuxieme), N.V1) is None
    assert [e.rang for e in echeances_de(premiere) if e.nature == N.POINT_ETAPE] == [1, 2]


def test_les_trois_facons_de_lire_les_dates_disent_la_meme_chose(campagnes):
    attendues = {
        pk: [(e.nature, e.rang, e.jour) for e in lignes] for pk, lignes in echeances_par_campagne(campagnes).items()
    }
    effectives = {c.pk: [] for c in campagnes}
    for e in echeances_effectives(Q(cycle__campagnes__in=campagnes)).order_by("jour", "nature", "rang"):
        effectives[e.pour_campagne].append((e.nature, e.rang, e.jour))
    assert effectives == attendues
    # A milestone that comes once a year, as a column.
    for nature in (N.FICHES_PROJET, N.V1, N.V2, N.VALIDATION):
        en_colonne = dict(Campagne.objects.annotate(j=jour_effectif("", nature)).values_list("pk", "j"))
        assert en_colonne == {c.pk: jour_de(echeances_de(c), nature) for c in campagnes}


def test_une_requete_pour_autant_de_campagnes_que_l_on_veut(campagnes):
    with CaptureQueriesContext(connection) as requetes:
        echeances_par_campagne(campagnes)
    assert len(requetes) == 1
    assert echeances_par_campagne([]) == {}


def test_une_administration_cree_son_cycle_sur_le_site(client):
    toulouse, qui = fabrique.academie("Toulouse"), fabrique.personne()
    fabrique.mandat(qui, Fonction.ADMINISTRATEUR, toulouse)
    client.force_login(qui)
    adresse = reverse("calendrier:nouveau_cycle")
    assert adresse in client.get(reverse("calendrier:cycles")).text
    saisie = {"libelle": "2027-2028", "debut": "2027-09-01", "fin": "2028-08-31"}
    envers = client.post(adresse, saisie | {"fin": "2027-08-31"}).text
    assert "La fin du cycle doit venir après son début." in envers
    # Another académie's number changes nothing: this person administers one.
    page = client.post(adresse, saisie | {"academie": fabrique.academie("Lyon").pk}, follow=True)
    cycle = Cycle.objects.get()
    assert (cycle.academie, cycle.etat) == (toulouse, EtatCycle.PREPARE)
    assert "Le cycle 2027-2028 est créé" in page.text
    # The usual milestones of that year, to be opened with.
    assert "2027-11-30" in page.text
    assert "déjà un cycle de ce nom" in client.post(adresse, saisie).text
    # Two people at once: the form has let both through.
    with pytest.raises(ActionImpossible, match="Un cycle de ce nom existe déjà"):
        creer_cycle(cycle=Cycle(academie=toulouse, libelle="2027-2028", debut=cycle.debut, fin=cycle.fin), **MOMENT)
    assert client.get(adresse).context["form"].initial["libelle"] == "2028-2029"
    assert Ecriture.objects.get(action="cycle.creer").chaine == cycle.chaine
