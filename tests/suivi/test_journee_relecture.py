"""A journée de relecture: assign, remark, answer, deposit the V2 in one day, without a mail for each."""

from datetime import datetime, timedelta

import pytest

from commun.etats import EtatCourriel, GenreCourriel
from commun.models import Courriel
from commun.services.nouvelles import grouper_nouvelles
from poles.models import Fonction
from productions import services as productions
from productions.etats import EtatRessource as R
from productions.models import Remarque
from suivi import services, tasks
from suivi.etats import Reponse
from tests import fabrique, reunions
from tests.fabrique import MAINTENANT

pytestmark = pytest.mark.django_db
RELECTURE = "relecture_assignee"
# 10 in the morning in Toulouse, and the meeting goes on until 17.
PENDANT = MAINTENANT
FIN = datetime(2027, 1, 14, 16, 0, tzinfo=MAINTENANT.tzinfo)
APRES = FIN + timedelta(minutes=10)


class Journee:
    def __init__(self, **champs) -> None:
        self.campagne = fabrique.campagne(avec_equipe=True)
        self.coordinateur = fabrique.titulaire(self.campagne, Fonction.COORDINATEUR)
        self.claire, self.hugo, self.absent = (fabrique.enseignant(self.campagne) for _ in range(3))
        self.reunion = reunions.prevoir(
            self.campagne,
            [self.coordinateur, self.claire, self.hugo, self.absent],
            **{"genre": "relecture", "debut": FIN - timedelta(hours=8), "fin": FIN} | champs,
            maintenant=MAINTENANT - timedelta(days=7),
        )
        reunions.services.repondre(
            participation=self.reunion.participations.get(personne=self.absent),
            reponse=Reponse.NE_PEUT_PAS,
            maintenant=MAINTENANT - timedelta(days=6),
        )
        self.ressource = fabrique.ressource(self.campagne, R.EN_RELECTURE, [self.claire])

    def relire(self, qui, maintenant=PENDANT):
        return productions.assigner_relecture(
            ressource=self.ressource,
            relecteur=qui,
            echeance=None,
            acteur=self.coordinateur,
            maintenant=maintenant,
        )

    def genre(self, gabarit: str, qui) -> str:
        return Courriel.objects.get(gabarit=gabarit, personne=qui.pk).genre


@pytest.fixture
def journee() -> Journee:
    return Journee()


def test_pendant_la_journee_les_courriels_attendent(journee):
    journee.relire(journee.hugo)
    assert journee.genre(RELECTURE, journee.hugo) == GenreCourriel.NOUVELLE


def test_qui_n_y_est_pas_est_prevenu_tout_de_suite(journee):
    dehors = fabrique.enseignant(journee.campagne)
    for qui in (dehors, journee.absent):
        journee.relire(qui)
        assert journee.genre(RELECTURE, qui) == GenreCourriel.ACTION


@pytest.mark.parametrize("quand", [FIN - timedelta(days=1), APRES, FIN + timedelta(days=1)])
def test_les_autres_heures_sont_comme_les_autres(journee, quand):
    journee.relire(journee.hugo, quand)
    assert journee.genre(RELECTURE, journee.hugo) == GenreCourriel.ACTION


@pytest.mark.parametrize("genre", ["reunion", "distance"])
def test_une_autre_reunion_ne_retient_rien(genre):
    journee = Journee(genre=genre)
    journee.relire(journee.hugo)
    assert journee.genre(RELECTURE, journee.hugo) == GenreCourriel.ACTION


def test_une_journee_annulee_ne_retient_rien(journee):
    services.annuler_reunion(reunion=journee.reunion, motif="Plus de salle.", **reunions.conduite(journee.reunion))
    journee.relire(journee.hugo)
    assert journee.genre(RELECTURE, journee.hugo) == GenreCourriel.ACTION


def test_un_autre_pole_travaille_comme_d_habitude(journee):
    ailleurs = fabrique.campagne(cycle=journee.campagne.cycle)
    fabrique.mandat(journee.hugo, Fonction.ENSEIGNANT, ailleurs)
    journee.ressource = fabrique.ressource(ailleurs, R.EN_RELECTURE)
    journee.coordinateur = fabrique.titulaire(ailleurs, Fonction.COORDINATEUR)
    journee.relire(journee.hugo)
    assert journee.genre(RELECTURE, journee.hugo) == GenreCourriel.ACTION


def test_de_la_v1_a_la_v2_en_un_jour_un_seul_courriel_chacun(journee, horloge):
    relecture = journee.relire(journee.hugo)
    productions.ecrire_remarque(
        relecture=relecture, texte="La durée manque.", bloquante=True, endroit="", maintenant=PENDANT
    )
    productions.rendre_relecture(relecture=relecture, avis="", acteur=journee.hugo, maintenant=PENDANT)
    productions.repondre_remarque(
        remarque=Remarque.objects.get(),
        reponse=Remarque.Reponse.FAITE,
        texte="C'est ajouté.",
        acteur=journee.claire,
        maintenant=PENDANT,
    )
    journee.ressource.refresh_from_db()
    fabrique.deposer(journee.ressource)
    journee.ressource.refresh_from_db()
    assert journee.ressource.etat == R.PRETE_A_VALIDER
    du_jour = Courriel.objects.filter(cree_le=PENDANT)
    partis = du_jour.filter(genre=GenreCourriel.ACTION, personne__in=[journee.claire.pk, journee.hugo.pk])
    # The fiche, which was kept before, is another matter.
    assert set(partis.values_list("gabarit", flat=True)) <= {"fiche_retenue"}
    horloge(APRES)
    tasks.recapituler_journees()
    for qui in (journee.claire, journee.hugo, journee.coordinateur):
        recap = Courriel.objects.get(cle=f"nouvelles:reunion-{journee.reunion.pk}:{qui.pk}")
        assert recap.sujet.startswith("Journée de relecture du")
        assert recap.etat == EtatCourriel.EN_ATTENTE
        assert recap.prochain_essai is not None
    claire = Courriel.objects.get(cle=f"nouvelles:reunion-{journee.reunion.pk}:{journee.claire.pk}")
    assert "/ressources/" in claire.texte
    # Nothing is said twice: neither by the next sweep nor the next morning, which has last week's news alone.
    tasks.recapituler_journees()
    restent = Courriel.objects.filter(genre=GenreCourriel.NOUVELLE, etat=EtatCourriel.EN_ATTENTE, prochain_essai=None)
    assert set(restent.values_list("gabarit", flat=True)) == {"reunion_reponse"}


@pytest.mark.parametrize("ecrite_le", [PENDANT - timedelta(days=1), FIN + timedelta(hours=2)])
def test_une_nouvelle_d_un_autre_moment_n_est_pas_de_la_journee(journee, horloge, ecrite_le):
    """Somebody to whom nothing happened that day gets no recap of it, whatever else is waiting for the morning."""
    Courriel.objects.all().delete()
    _nouvelle(journee.hugo, ecrite_le)
    horloge(FIN + timedelta(hours=3))
    tasks.recapituler_journees()
    assert not Courriel.objects.filter(cle__startswith="nouvelles:").exists()
    assert grouper_nouvelles(MAINTENANT + timedelta(days=1)) == 1


def _nouvelle(qui, instant) -> Courriel:
    return Courriel.objects.create(
        cle="ailleurs",
        personne=qui.pk,
        adresse=qui.email,
        gabarit="fiche_retenue",
        sujet="Une fiche est retenue",
        url="/",
        genre=GenreCourriel.NOUVELLE,
        cree_le=instant,
    )


def test_le_recapitulatif_attend_la_fin(journee, horloge):
    journee.relire(journee.hugo)
    horloge(FIN - timedelta(minutes=1))
    tasks.recapituler_journees()
    assert not Courriel.objects.filter(cle__startswith="nouvelles:").exists()
    # Beat was down that evening: the morning's news has it.
    assert grouper_nouvelles(MAINTENANT + timedelta(days=1)) >= 1


def test_a_la_reunion_le_jour_est_celui_de_la_bas():
    """9 to 17 in Saint-Denis is 5 to 13 in UTC."""
    campagne = fabrique.campagne(
        avec_equipe=True, cycle=fabrique.cycle(academie=fabrique.academie("La Réunion"), libelle="2026-2027 là-bas")
    )
    hugo = fabrique.enseignant(campagne)
    debut = datetime(2027, 1, 14, 5, 0, tzinfo=MAINTENANT.tzinfo)
    reunions.prevoir(campagne, [hugo], genre="relecture", debut=debut, maintenant=debut - timedelta(days=3))
    ressource = fabrique.ressource(campagne, R.EN_RELECTURE)
    for quand, attendu in (
        (debut + timedelta(hours=1), GenreCourriel.NOUVELLE),
        (debut + timedelta(hours=7, minutes=1), GenreCourriel.ACTION),
    ):
        qui = hugo if attendu == GenreCourriel.NOUVELLE else fabrique.enseignant(campagne)
        productions.assigner_relecture(
            ressource=ressource,
            relecteur=qui,
            echeance=None,
            acteur=fabrique.titulaire(campagne, Fonction.COORDINATEUR),
            maintenant=quand,
        )
        assert Courriel.objects.get(gabarit=RELECTURE, personne=qui.pk).genre == attendu
