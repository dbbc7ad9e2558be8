"""The text of a livret: asked for when its version is sealed, read once for its content, taken up again."""

from datetime import timedelta

import pytest

from productions.etats import EtatRessource as R
from productions.livrets.isolement import Lu
from productions.livrets.recueil import TexteIllisible
from productions.models import NaturePiece, Piece, Ressource, Texte
from productions.services import textes
from tests import fabrique, livrets
from tests.fabrique import MAINTENANT
from tests.hostiles.bureautique import docx

pytestmark = pytest.mark.django_db
E = Texte.Etat


@pytest.fixture
def ressource() -> Ressource:
    return fabrique.ressource(etat=R.EN_REVISION)


def livret(ressource: Ressource, numero: int = 1) -> Piece:
    return Piece.objects.select_related("texte").get(
        version__ressource=ressource, version__numero=numero, nature=NaturePiece.LIVRET
    )


def test_le_depot_le_demande_et_un_ouvrier_le_lit(ressource, taches_lancees, django_capture_on_commit_callbacks):
    livrets.changer_le_livret(ressource, docx(), "Livret.docx")
    with django_capture_on_commit_callbacks(execute=True):
        fabrique.deposer(ressource)
    texte = livret(ressource, 2).texte
    assert (textes.TACHE, (texte.pk,)) in taches_lancees
    textes.lire_texte(texte.pk, lambda: MAINTENANT)
    texte.refresh_from_db()
    assert (texte.etat, texte.paragraphes) == (E.FAITE, ["La séance dure une heure."])
    assert texte != livret(ressource).texte


def test_le_meme_livret_n_est_lu_qu_une_fois(ressource, monkeypatch):
    lus = []
    monkeypatch.setattr(textes, "lire_livret", lambda f, genre: lus.append(genre) or Lu("Un.", ""))
    fabrique.deposer(ressource)
    assert livret(ressource).texte_id == livret(ressource, 2).texte_id
    for _ in range(2):
        textes.lire_texte(livret(ressource).texte_id, lambda: MAINTENANT)
    assert lus == ["pdf"]


@pytest.mark.parametrize(
    ("panne", "motif"), [(TexteIllisible("le fichier est abîmé"), "abîmé"), (ZeroDivisionError(), "signalée")]
)
def test_ce_qui_ne_se_lit_pas_dit_pourquoi(ressource, monkeypatch, panne, motif):
    def echouer(*_: object) -> None:
        raise panne

    monkeypatch.setattr(textes, "lire_livret", echouer)
    textes.lire_texte(livret(ressource).texte_id, lambda: MAINTENANT)
    texte = Texte.objects.get()
    assert texte.etat == E.ILLISIBLE
    assert motif in texte.motif


def test_le_balayage_prend_ce_qui_est_venu_avant_et_ce_qui_s_est_tu(
    ressource, taches_lancees, django_capture_on_commit_callbacks
):
    Piece.objects.update(texte=None)
    Texte.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        assert [textes.balayer_textes(MAINTENANT) for _ in range(2)] == [1, 0]
    texte = Texte.objects.get()
    assert taches_lancees.pop() == (textes.TACHE, (texte.pk,))
    for tour in range(1, 4):
        textes.reclamer(Texte, texte.pk, MAINTENANT + tour * timedelta(hours=1))
        with django_capture_on_commit_callbacks(execute=True):
            textes.balayer_textes(MAINTENANT + tour * timedelta(hours=1, minutes=3))
    texte.refresh_from_db()
    assert texte.etat == E.ILLISIBLE
    assert "interrompue" in texte.motif
    assert len(taches_lancees) == 2
