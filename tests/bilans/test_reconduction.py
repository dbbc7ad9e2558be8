"""« Préparer l'année suivante »: what goes on, what stays, what is told; once; and the way back."""

from datetime import date, timedelta

import pytest

from bilans.models import Reconduction
from bilans.services.annulation import annuler_preparation
from bilans.services.reconduction import demander_cycle_suivant, reporter_aussi
from calendrier.models import NatureEcheance
from calendrier.services import definir_dates_du_pole, ouvrir_cycle
from commun.erreurs import ActionImpossible
from commun.models import Courriel
from grilles.etats import EtatVersion
from grilles.models import Grille
from grilles.services import adapter_grille, mettre_en_vigueur
from journal.verification import verifier
from poles.etats import EtatCycle
from poles.models import Campagne, Fonction, Mandat
from productions.etats import EtatRessource as R
from tests import fabrique
from tests.bilans import annees
from tests.bilans.annees import JOUR, JUIN

pytestmark = pytest.mark.django_db


@pytest.fixture
def de():
    return annees.campagne()


@pytest.fixture
def suivant(de):
    return annees.cycle_suivant(de)


def annuler(de, motif="Un oubli."):
    return annuler_preparation(campagne=de, motif=motif, acteur=annees.coordination(de), maintenant=JUIN)


def test_l_inacheve_passe_et_le_reste_demeure(de, suivant):
    ouverte, finie = fabrique.ressource(de, R.EN_REVISION), fabrique.ressource(de, R.PUBLIEE)
    refusee, abandonnee = fabrique.ressource(de, R.NON_VALIDEE), fabrique.ressource(de, R.ABANDONNEE)
    faite = annees.preparer(de)
    vers = faite.vers
    assert vers.cycle == suivant
    assert vers.theme == de.theme
    for ressource, suivie in ((ouverte, vers), (finie, de), (refusee, de), (abandonnee, de)):
        ressource.refresh_from_db()
        assert (ressource.campagne_origine, ressource.campagne_suivi) == (de, suivie)
    de.refresh_from_db()
    assert de.close
    assert not list(verifier())


def test_l_equipe_choisie_est_renouvelee_des_ce_jour_et_prevenue(de, suivant):
    garde, part = fabrique.enseignant(de), fabrique.enseignant(de)
    mandats = de.mandats.exclude(personne=part).values_list("pk", flat=True)
    vers = annees.preparer(de, mandats=list(mandats)).vers
    assert set(vers.mandats.values_list("personne", flat=True)) == set(
        de.mandats.values_list("personne", flat=True)
    ) - {part.pk}
    assert vers.mandats.get(personne=garde).debut == JOUR
    assert vers.mandats.get(fonction=Fonction.COORDINATEUR).titre == "predac"
    assert Courriel.objects.get(personne=garde.pk).gabarit == "mandat_renouvele"
    assert Courriel.objects.get(personne=part.pk).gabarit == "annee_preparee"


def test_les_dates_du_pole_tombent_un_jour_de_classe_du_cycle_suivant(de, suivant):
    cle = (NatureEcheance.V2.value, 1)
    coordination = annees.coordination(de)
    definir_dates_du_pole(campagne=de, jours={cle: date(2027, 2, 6)}, acteur=coordination, maintenant=JUIN)
    vers = annees.preparer(de).vers
    # 6 February 2028 is a Sunday.
    assert vers.echeances_propres.get().jour == date(2028, 2, 4)
    ouvrir_cycle(cycle=suivant, acteur=None, maintenant=JUIN)
    assert vers.echeances_propres.get().jour == date(2028, 2, 4)


def test_les_grilles_du_pole_sont_copiees_puis_retirees(de, suivant):
    qui = {"acteur": annees.coordination(de), "maintenant": JUIN}
    version = adapter_grille(campagne=de, usage="relecture")
    mettre_en_vigueur(version=version, **qui)
    vers = annees.preparer(de).vers
    assert Grille.objects.get(campagne=vers).usage == "relecture"
    annuler(de)
    assert Grille.objects.filter(campagne__isnull=False).get().campagne == de


def test_une_deuxieme_fois_ne_fait_rien_de_plus(de, suivant):
    fabrique.ressource(de, R.EN_REVISION)
    choix = annees.tout(de, suivant)
    annees.preparer(de, choix)
    avant = (Campagne.objects.count(), Mandat.objects.count(), Courriel.objects.count())
    with pytest.raises(ActionImpossible, match="déjà préparée"):
        annees.preparer(de, choix)
    assert (Campagne.objects.count(), Mandat.objects.count(), Courriel.objects.count()) == avant


def test_ce_qui_est_en_seance_attend_sa_cloture(de, suivant):
    ressource = fabrique.ressource(de, R.EN_VALIDATION)
    fabrique.seance(de)
    with pytest.raises(ActionImpossible, match="séance de validation"):
        annees.preparer(de, ressources=[ressource.pk])
    annees.preparer(de)
    ressource.refresh_from_db()
    assert ressource.campagne_suivi == de


def test_ce_qui_est_reste_peut_encore_suivre(de, suivant):
    restee = fabrique.ressource(de, R.EN_REVISION)
    vers = annees.preparer(de, ressources=[]).vers
    qui = {"acteur": annees.coordination(de), "maintenant": JUIN}
    reporter_aussi(campagne=de, ressources=[restee.pk], **qui)
    restee.refresh_from_db()
    assert restee.campagne_suivi == vers
    assert Courriel.objects.filter(gabarit="ressources_reportees", personne=restee.producteurs.get().pk).exists()
    annuler(de)
    restee.refresh_from_db()
    assert restee.campagne_suivi == de


def test_rien_ne_suit_dans_une_annee_close_a_son_tour(de, suivant):
    restee = fabrique.ressource(de, R.EN_REVISION)
    vers = annees.preparer(de, ressources=[]).vers
    vers.close_le = JUIN
    vers.save(update_fields=["close_le"])
    with pytest.raises(ActionImpossible, match="est close"):
        reporter_aussi(campagne=de, ressources=[restee.pk], acteur=annees.coordination(de), maintenant=JUIN)
    restee.refresh_from_db()
    assert restee.campagne_suivi == de


def test_rien_ne_suit_dans_un_cycle_clos(de, suivant):
    restee = fabrique.ressource(de, R.EN_REVISION)
    annees.preparer(de, ressources=[])
    suivant.etat = EtatCycle.CLOS
    suivant.save(update_fields=["etat"])
    with pytest.raises(ActionImpossible, match="est clos"):
        reporter_aussi(campagne=de, ressources=[restee.pk], acteur=annees.coordination(de), maintenant=JUIN)
    restee.refresh_from_db()
    assert restee.campagne_suivi == de


def test_une_grille_reprise_dans_l_annee_suivante_ne_se_perd_pas(de, suivant):
    """Its next version may still be a draft: it is somebody's work all the same."""
    mettre_en_vigueur(
        version=adapter_grille(campagne=de, usage="relecture"), acteur=annees.coordination(de), maintenant=JUIN
    )
    vers = annees.preparer(de).vers
    reprise = adapter_grille(campagne=vers, usage="relecture")
    assert reprise.etat == EtatVersion.BROUILLON
    with pytest.raises(ActionImpossible, match=r"la grille « .* » y a été reprise"):
        annuler(de)
    reprise.refresh_from_db()


def test_sans_cycle_suivant_l_administration_est_priee_de_le_preparer(de):
    qui = {"acteur": annees.coordination(de), "maintenant": JUIN}
    with pytest.raises(ActionImpossible, match="Personne n'administre"):
        demander_cycle_suivant(campagne=de, **qui)
    administration = fabrique.personne()
    fabrique.mandat(administration, Fonction.ADMINISTRATEUR, de.pole.academie)
    assert demander_cycle_suivant(campagne=de, **qui) == [administration]
    with pytest.raises(ActionImpossible, match="déjà partie aujourd'hui"):
        demander_cycle_suivant(campagne=de, **qui)
    assert Courriel.objects.get(gabarit="cycle_suivant_demande").personne == administration.pk
    demain = qui | {"maintenant": JUIN + timedelta(days=1)}
    with pytest.raises(ActionImpossible, match="Vous seul administrez"):
        demander_cycle_suivant(campagne=de, **demain | {"acteur": administration})
    assert demander_cycle_suivant(campagne=de, **demain) == [administration]
    annees.cycle_suivant(de)
    with pytest.raises(ActionImpossible, match="existe déjà"):
        demander_cycle_suivant(campagne=de, **qui)


def test_annuler_remet_tout_et_le_dit(de, suivant):
    fiche = fabrique.fiche(de, soumise=True)
    enseignante = fabrique.enseignant(de)
    mandats = Mandat.objects.count()
    annees.preparer(de)
    annuler(de)
    fiche.refresh_from_db()
    de.refresh_from_db()
    assert (fiche.campagne, fiche.ressources.get().campagne_suivi, de.close) == (de, de, False)
    assert (Campagne.objects.count(), Mandat.objects.count(), Reconduction.objects.count()) == (1, mandats, 0)
    assert Courriel.objects.filter(gabarit="preparation_annulee", personne=enseignante.pk).exists()
    assert not list(verifier())
    annees.preparer(de)


def test_une_campagne_deja_la_garde_ce_qu_elle_disait(de, suivant):
    vers = Campagne.objects.create(pole=de.pole, cycle=suivant, theme="Le thème d'après")
    assert annees.preparer(de, theme="Un autre").vers == vers
    annuler(de)
    vers.refresh_from_db()
    assert vers.theme == "Le thème d'après"


def test_rien_ne_s_annule_une_fois_le_cycle_ouvert(de, suivant):
    annees.preparer(de)
    ouvrir_cycle(cycle=suivant, acteur=None, maintenant=JUIN)
    with pytest.raises(ActionImpossible, match="est ouvert"):
        annuler(de)


def depose(de, vers, ressource):
    fabrique.deposer(ressource, livret=True)


def nomme(de, vers, ressource):
    fabrique.mandat(fabrique.personne(), Fonction.COORDINATEUR, vers)


def ecrit_une_fiche(de, vers, ressource):
    fabrique.fiche(vers)


@pytest.mark.parametrize(
    ("travail", "dit"),
    [(depose, "a déposé la V2"), (nomme, "a nommé"), (ecrit_une_fiche, "la fiche « ")],
)
def test_un_travail_fait_depuis_refuse_l_annulation_et_se_nomme(de, suivant, travail, dit):
    ressource = fabrique.ressource(de, R.EN_REVISION)
    vers = annees.preparer(de).vers
    ressource.refresh_from_db()
    travail(de, vers, ressource)
    with pytest.raises(ActionImpossible, match=dit):
        annuler(de)
    ressource.refresh_from_db()
    assert ressource.campagne_suivi == vers
