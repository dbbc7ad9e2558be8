"""Who reads a file, and when: at once, a worker, another one where it has died, the sweep."""

import time
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage

from commun.archives import ArchiveRefusee, Budget, Limites
from commun.erreurs import ActionImpossible
from productions import services
from productions.models import Analyse, Piece
from productions.services import analyses, lectures
from tests import fabrique
from tests.fabrique import MAINTENANT
from tests.productions.analyses.fichiers import COURS, E, ajouter, deposer, page

pytestmark = pytest.mark.django_db


def test_un_gros_fichier_attend_et_la_page_le_dit(
    depot, client, lente, taches_lancees, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        piece = ajouter(depot)
    texte = page(client, depot)
    assert "Analyse du cours en cours" in texte
    assert 'hx-trigger="every 2s"' in texte
    assert "la fin de l'analyse de « cours.mbz »" in texte
    with pytest.raises(ActionImpossible, match="la fin de l'analyse"):
        deposer(depot)
    assert 'hx-trigger="every 2s"' in page(client, depot, hx_request="true")
    assert taches_lancees == [(analyses.TACHE, (piece.analyse_id,))]
    taches_lancees.jouer()
    suivi = page(client, depot, hx_request="true")
    assert "L'analyse est terminée." in suivi
    assert "hx-trigger" not in suivi
    assert f'id="contenu-{piece.pk}" hx-swap-oob="innerHTML"' in suivi
    assert deposer(depot)


def test_jouer_deux_fois_la_tache_ne_change_rien(depot, lente):
    piece = ajouter(depot)
    for _ in range(2):
        analyses.analyser(piece.analyse_id, lambda: MAINTENANT)
    analyse = Analyse.objects.get()
    assert (analyse.etat, analyse.essais) == (E.FAITE, 1)


def test_un_ouvrier_mort_est_remplace_trois_fois_au_plus(
    depot, lente, taches_lancees, django_capture_on_commit_callbacks
):
    piece = ajouter(depot)
    for essai in range(1, 4):
        assert lectures.reclamer(Analyse, piece.analyse_id, MAINTENANT).essais == essai
        with django_capture_on_commit_callbacks(execute=True):
            analyses.balayer_analyses(MAINTENANT + timedelta(minutes=1))
            assert not taches_lancees, "un ouvrier qui vient de donner signe de vie garde son travail"
            analyses.balayer_analyses(MAINTENANT + timedelta(minutes=3))
        taches_lancees.clear()
        Analyse.objects.update(battement=MAINTENANT)
    analyse = Analyse.objects.get()
    assert analyse.etat == E.ILLISIBLE
    assert "interrompue plusieurs fois" in analyse.motif
    with pytest.raises(ActionImpossible, match="un autre fichier"):
        deposer(depot)


def test_celui_qui_a_perdu_le_travail_n_ecrit_plus(depot, lente):
    piece = ajouter(depot)
    premier = lectures.reclamer(Analyse, piece.analyse_id, MAINTENANT)
    Analyse.objects.update(etat=E.EN_ATTENTE)
    lectures.reclamer(Analyse, piece.analyse_id, MAINTENANT)
    with pytest.raises(analyses.PlusLaMienne):
        analyses._battre(premier, lambda: MAINTENANT, 50)
    analyses._conclure(premier, E.REFUSEE, MAINTENANT, motif="non")
    assert Analyse.objects.get().etat == E.EN_COURS
    assert default_storage.exists(piece.fichier.name)


def test_ce_qui_prend_trop_de_temps_a_la_personne_est_laisse_a_un_ouvrier(
    depot, monkeypatch, taches_lancees, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(analyses, "IMMEDIAT", analyses.Limites(secondes=-1))
    with django_capture_on_commit_callbacks(execute=True):
        piece = ajouter(depot)
    assert piece.analyse.etat == E.EN_ATTENTE
    assert taches_lancees == [(analyses.TACHE, (piece.analyse_id,))]
    taches_lancees.jouer()
    assert Analyse.objects.get().etat == E.FAITE


def test_une_erreur_inattendue_se_dit_et_ne_laisse_rien_passer(depot, monkeypatch, caplog):
    monkeypatch.setattr(analyses, "lire_contenu", lambda *_: 1 / 0)
    assert ajouter(depot).analyse.etat == E.ILLISIBLE
    assert "en échec" in caplog.text
    with pytest.raises(ActionImpossible):
        deposer(depot)


@pytest.mark.parametrize("geste", ["ajouter", "remplacer"])
def test_ce_dont_la_lecture_a_echoue_est_relu_quand_on_le_depose_de_nouveau(depot, monkeypatch, geste):
    """As its sentence asks: it was no fault of the file's."""
    with monkeypatch.context() as panne:
        panne.setattr(analyses, "lire_contenu", lambda *_: 1 / 0)
        piece = ajouter(depot)
    assert "Déposez-le de nouveau" in piece.analyse.motif
    if geste == "ajouter":
        ajouter(depot)
    else:
        services.remplacer_fichier(piece=piece, fichier=fabrique.fichier("cours.mbz", COURS), maintenant=MAINTENANT)
    assert depot.pieces.get().analyse.etat == E.FAITE
    assert deposer(depot)


def test_le_balayage_lit_ce_qui_est_venu_avant(depot):
    piece = ajouter(depot)
    Piece.objects.update(analyse=None)
    Analyse.objects.all().delete()
    with pytest.raises(ActionImpossible, match="la fin de l'analyse"):
        deposer(depot)
    assert analyses.balayer_analyses(MAINTENANT) == 1
    assert analyses.balayer_analyses(MAINTENANT) == 0
    piece.refresh_from_db()
    assert piece.analyse.etat == E.FAITE


def test_ce_qui_s_ouvre_longtemps_depuis_peu_d_octets_est_laisse_a_un_ouvrier():
    budget = Budget(1000, Limites(secondes=0.01))
    budget.lire(10)
    time.sleep(0.02)
    with pytest.raises(ArchiveRefusee) as refus:
        budget.ouvrir(10)
    assert refus.value.raison == "duree"
