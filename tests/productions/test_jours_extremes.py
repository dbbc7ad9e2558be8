"""Effective dates and lateness on days that break calendars: 29 February, clock changes, midnights, a closed cycle."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from calendrier.models import Echeance
from calendrier.models import NatureEcheance as N
from calendrier.obligations import Demande, Obligation, obligations
from calendrier.services import clore_cycle
from commun.erreurs import ActionImpossible
from commun.horloge import aujourdhui
from poles.models import Fonction
from productions import services
from productions.etats import EtatRessource as R
from productions.models import NatureReport
from productions.queries.dates import dates_en_vigueur, jour_de_la_ressource, jour_en_vigueur
from tests import fabrique

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
V2 = NatureReport.V2


def depot(ressource, jour: date) -> Obligation:
    [du] = [o for o in obligations(Demande(jour, campagnes=(ressource.campagne_suivi_id,))) if o.genre == "depot"]
    return du


def test_chaque_echelon_passe_avant_le_suivant():
    """The extension, else the resource's own, the fiche's, the pôle's, the cycle's; one query whatever the level."""
    campagne = fabrique.campagne(avec_equipe=True)
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    qui, fait = fabrique.enseignant(campagne), {"maintenant": fabrique.MAINTENANT}
    r = fabrique.ressource(campagne, R.EN_REVISION, [qui])

    def lue() -> tuple[date | None, str]:
        r.refresh_from_db()
        [ligne] = [d for d in dates_en_vigueur(r, r.dates_propres.select_related("report")) if d.nature == V2]
        # The column, the row alone, the line of the page and the obligation say the same.
        en_colonne = type(r).objects.filter(pk=r.pk).values_list(jour_en_vigueur(V2), flat=True).get()
        assert en_colonne == jour_de_la_ressource(r, V2) == ligne.jour == depot(r, fabrique.JOUR).echeance
        return ligne.jour, ligne.origine

    assert lue() == (date(2027, 1, 31), "date du cycle")
    Echeance.objects.create(cycle=campagne.cycle, campagne=campagne, nature=N.V2, jour=date(2027, 2, 5))
    assert lue() == (date(2027, 2, 5), "date du pôle")
    type(r.fiche).objects.filter(pk=r.fiche_id).update(jour_v2=date(2027, 2, 12))
    assert lue() == (date(2027, 2, 12), "fiche-projet")
    services.fixer_date(ressource=r, nature=V2, jour=date(2027, 2, 8), acteur=coordinateur, **fait)
    assert lue() == (date(2027, 2, 8), "date fixée pour cette ressource")
    report = services.demander_report(
        ressource=r, nature=V2, jour=date(2027, 3, 5), motif="Deux semaines de plus.", acteur=qui, **fait
    )
    assert lue()[0] == date(2027, 2, 8)
    services.accorder_report(report=report, acteur=coordinateur, **fait)
    assert lue() == (date(2027, 3, 5), "report accordé")


def test_le_29_fevrier():
    campagne = fabrique.campagne(
        cycle=fabrique.cycle(libelle="2027-2028", debut=date(2027, 9, 1), fin=date(2028, 8, 31)), avec_equipe=True
    )
    r = fabrique.ressource(campagne, R.EN_REVISION, jour_v2=date(2028, 2, 29))
    assert depot(r, date(2028, 2, 29)).retard(date(2028, 2, 29)) == 0
    assert depot(r, date(2028, 3, 1)).retard(date(2028, 3, 1)) == 1
    services.fixer_date(
        ressource=r,
        nature=V2,
        jour=date(2028, 3, 1),
        acteur=fabrique.titulaire(campagne, Fonction.COORDINATEUR),
        maintenant=fabrique.MAINTENANT,
    )
    assert depot(r, date(2028, 3, 1)).retard(date(2028, 3, 1)) == 0


@pytest.mark.parametrize(
    ("fuseau", "jour", "instants"),
    [
        # The last second of the day, and the first of the next, in UTC; Paris changes its clocks on the two first.
        ("Europe/Paris", date(2027, 3, 28), ("2027-03-28T21:59:50", "2027-03-28T22:00:00")),
        ("Europe/Paris", date(2027, 10, 31), ("2027-10-31T22:59:50", "2027-10-31T23:00:00")),
        ("Europe/Paris", date(2027, 3, 27), ("2027-03-27T22:59:50", "2027-03-27T23:00:00")),
        ("Indian/Reunion", date(2027, 1, 31), ("2027-01-31T19:59:50", "2027-01-31T20:00:00")),
        ("America/Guadeloupe", date(2027, 1, 31), ("2027-02-01T03:59:50", "2027-02-01T04:00:00")),
    ],
)
def test_une_date_finit_a_minuit_dans_son_academie(fuseau, jour, instants, horloge):
    academie = fabrique.academie()
    academie.fuseau = fuseau
    academie.save()
    r = fabrique.ressource(fabrique.campagne(), R.EN_REVISION, jour_v2=jour)
    retards = []
    for instant in instants:
        horloge(datetime.fromisoformat(instant).replace(tzinfo=UTC))
        aujourd_hui = aujourdhui(r.campagne_suivi.fuseau)
        retards.append(depot(r, aujourd_hui).retard(aujourd_hui))
    assert retards == [0, 1]


@pytest.mark.parametrize("fuseau", ["Indian/Reunion", "America/Guadeloupe"])
def test_le_jour_ou_l_on_demande_est_celui_de_l_academie(fuseau):
    """At 22:30 in Paris it is tomorrow in Saint-Denis, and today still in Pointe-à-Pitre."""
    academie = fabrique.academie()
    academie.fuseau = fuseau
    academie.save()
    qui = fabrique.personne()
    r = fabrique.ressource(fabrique.campagne(), R.EN_REVISION, [qui], jour_v2=date(2027, 1, 5))
    tard = datetime(2027, 1, 20, 22, 30, tzinfo=ZoneInfo("Europe/Paris"))
    la_bas = tard.astimezone(ZoneInfo(fuseau)).date()
    demande = {"ressource": r, "nature": V2, "motif": "Deux semaines de plus.", "acteur": qui, "maintenant": tard}
    with pytest.raises(ActionImpossible, match="passée"):
        services.demander_report(jour=la_bas - timedelta(days=1), **demande)
    assert services.demander_report(jour=la_bas, **demande).jour_souhaite == la_bas


def test_un_cycle_clos_garde_ses_obligations_et_ses_tests_tardifs():
    """The resource outlives its cycle: its deadlines stand, its late test may still be moved, its requests answered."""
    campagne = fabrique.campagne(avec_equipe=True)
    coordinateur, qui = fabrique.titulaire(campagne, Fonction.COORDINATEUR), fabrique.enseignant(campagne)
    r = fabrique.ressource(campagne, R.EN_REVISION, [qui], jour_v2=date(2027, 6, 15), jour_test=date(2027, 10, 8))
    clore_cycle(cycle=campagne.cycle, acteur=None, maintenant=fabrique.MAINTENANT)
    octobre = datetime(2027, 10, 1, 9, 0, tzinfo=UTC)
    assert depot(r, octobre.date()).retard(octobre.date()) == 108
    assert jour_de_la_ressource(r, NatureReport.TEST_CLASSE) == date(2027, 10, 8)
    demande = {
        "ressource": r,
        "nature": NatureReport.TEST_CLASSE,
        "motif": "La progression place ce chapitre en décembre.",
        "acteur": qui,
        "maintenant": octobre,
    }
    with pytest.raises(ActionImpossible, match="31 décembre 2027"):
        services.demander_report(jour=date(2028, 1, 7), **demande)
    report = services.demander_report(jour=date(2027, 12, 31), **demande)
    dues = {o.genre: o for o in obligations(Demande(octobre.date(), campagnes=(campagne.pk,)))}
    assert {"depot", "report"} <= dues.keys()
    services.accorder_report(report=report, acteur=coordinateur, maintenant=octobre)
    assert jour_de_la_ressource(r, NatureReport.TEST_CLASSE) == date(2027, 12, 31)
    # What the year itself asked of the pôle is over with it.
    assert not {"etape", "fiche"} & {o.genre for o in obligations(Demande(octobre.date(), campagnes=(campagne.pk,)))}
