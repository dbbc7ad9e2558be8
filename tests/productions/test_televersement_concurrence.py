"""Two tabs, or a browser that asks twice: real connections on PostgreSQL, and one file in the end."""

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection

from commun.erreurs import ActionImpossible
from commun.models import Televersement
from productions import services
from productions.models import Piece, Ressource, Version
from productions.sceau import sceller
from tests import fabrique
from tests.productions.test_depot_concurrence import deposer, ensemble, preparer, reussis

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite écrit une transaction à la fois"),
]
PDF = b"%PDF-1.4\n" + b"x" * 100_000


@pytest.fixture
def ressource(transactional_db) -> Ressource:
    return fabrique.ressource()


def arrive(ressource: Ressource) -> Televersement:
    envoi = fabrique.televersement(ressource, contenu=PDF)
    fabrique.recevoir(envoi, PDF)
    return envoi


def finir(envoi: Televersement, ressource: Ressource):
    # Each request reads its own row.
    return lambda: services.finir_televersement(
        televersement=Televersement.objects.get(pk=envoi.pk), ressource=ressource, maintenant=fabrique.MAINTENANT
    )


def stockes() -> set[str]:
    lots = default_storage.listdir("productions/piece")[0] if default_storage.exists("productions/piece") else []
    return {nom for lot in lots for nom in default_storage.listdir(f"productions/piece/{lot}")[1]}


def test_annoncer_en_meme_temps_dans_deux_onglets_donne_un_envoi(ressource):
    qui = ressource.liens_producteurs.get().personne
    services.ouvrir_depot(ressource=ressource, acteur=qui, maintenant=fabrique.MAINTENANT)
    issues = reussis(ensemble(*[lambda: fabrique.televersement(ressource, contenu=PDF)] * 4))
    assert len(issues) == 4
    assert len({envoi.pk for envoi in issues}) == Televersement.objects.count() == 1


def test_finir_quatre_fois_ensemble_donne_une_piece_et_un_fichier(ressource):
    envoi, avant = arrive(ressource), stockes()
    pieces = reussis(ensemble(*[finir(envoi, ressource)] * 4))
    assert len(pieces) == 4
    assert {piece.pk for piece in pieces} == {Piece.objects.get().pk}
    assert len(stockes() - avant) == 1
    assert not list((settings.DATA_DIR / "televersements").glob(f"{envoi.pk.hex}*"))


def test_finir_et_annuler_ensemble_ont_une_seule_issue(ressource):
    envoi, avant = arrive(ressource), stockes()
    fini, annule = ensemble(
        finir(envoi, ressource),
        lambda: services.annuler_televersement(televersement=envoi, maintenant=fabrique.MAINTENANT),
    )
    assert Piece.objects.count() == len(stockes() - avant) == (0 if annule else 1)
    assert isinstance(fini, ActionImpossible) == annule


def test_finir_pendant_que_le_depot_se_scelle_ne_perd_rien(ressource):
    """Either the version holds the file and its seal counts it, or the upload still waits, whole."""
    producteur = ressource.liens_producteurs.get().personne
    preparer(ressource, producteur)
    envoi = arrive(ressource)
    fini, _ = ensemble(finir(envoi, ressource), deposer(ressource, producteur))
    version = Version.objects.get()
    assert version.sceau == sceller(version, version.pieces.all())
    dedans = version.pieces.filter(taille=len(PDF)).exists()
    assert dedans != isinstance(fini, ActionImpossible)
    envoi.refresh_from_db()
    assert envoi.etat == ("fini" if dedans else "en_cours")
    assert dedans or (settings.DATA_DIR / "televersements" / envoi.pk.hex).stat().st_size == len(PDF)
