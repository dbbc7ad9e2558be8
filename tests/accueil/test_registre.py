"""The registry whole: what is owed at each step, with its date; what is done vanishes at once; a whole académie."""

import time
import tracemalloc
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendrier.models import Echeance
from calendrier.models import NatureEcheance as N
from calendrier.obligations import Demande, Obligation, obligations
from poles.models import Campagne, Fonction
from productions import services
from productions.etats import EtatRessource as R
from productions.models import DatePropre, FicheProjet, NatureReport, Producteur, Ressource
from suivi.services import consigner_etape
from tests import fabrique
from tests.conftest import COMPLET
from tests.fabrique import depots, gens, parcours, validations
from validations.models import NatureVisa

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 10)
FIN_NOVEMBRE, V2, MAI = date(2026, 11, 30), date(2027, 1, 31), date(2027, 5, 15)
HEURE = fabrique.MAINTENANT - timedelta(days=65)  # 10 November: the year's dates are still to come


def dues(campagne: Campagne, jour: date = JOUR) -> dict[str, tuple[date | None, bool, str]]:
    """By genre: the effective date, whether it binds, the milestone it comes from."""
    dites: dict[str, Obligation] = {}
    for o in obligations(Demande(jour, campagnes=(campagne.pk,))):
        dites[f"{o.genre} {o.cle.split(':')[-1]}" if o.genre == "etape" else o.genre] = o
    return {genre: (o.echeance, o.obligatoire, o.nature) for genre, o in dites.items()}


@pytest.fixture
def heure(monkeypatch) -> None:
    """The world-maker's own clock, in each of its rooms."""
    for piece in (fabrique, depots, gens, parcours, validations):
        monkeypatch.setattr(piece, "MAINTENANT", HEURE)


@pytest.mark.usefixtures("heure")
def test_de_la_fiche_a_la_v1() -> None:
    campagne = fabrique.campagne(avec_equipe=True)
    coordinateur, qui = fabrique.titulaire(campagne, Fonction.COORDINATEUR), fabrique.enseignant(campagne)
    assert dues(campagne)["fiche"] == (FIN_NOVEMBRE, True, N.FICHES_PROJET)  # the pôle's first one
    fiche = fabrique.fiche(campagne, [qui])
    assert dues(campagne)["fiche"] == (FIN_NOVEMBRE, True, N.FICHES_PROJET)  # that draft, to submit
    services.soumettre_fiche(fiche=fiche, acteur=qui, maintenant=HEURE)
    assert "fiche" not in dues(campagne)
    assert dues(campagne)["decision_fiche"] == (FIN_NOVEMBRE, True, N.FICHES_PROJET)
    services.retenir_fiche(fiche=fiche, acteur=coordinateur, maintenant=HEURE)
    assert "decision_fiche" not in dues(campagne)
    assert dues(campagne)["depot"] == (None, False, N.V1)  # the V1 is free
    r = fiche.ressources.get()
    fabrique.deposer(r, accord=True)
    assert dues(campagne).keys() & {"depot", "assignation", "accord"} == {"assignation"}


@pytest.mark.usefixtures("heure")
def test_de_la_relecture_a_la_publication() -> None:
    campagne = fabrique.campagne(avec_equipe=True)
    qui = fabrique.enseignant(campagne)
    r = fabrique.ressource(campagne, R.EN_RELECTURE, [qui])
    relecture = fabrique.relecture(r, echeance=date(2026, 12, 4))
    assert dues(campagne)["relecture"] == (date(2026, 12, 4), False, N.V2)
    remarque = services.ecrire_remarque(
        relecture=relecture, texte="La durée manque.", bloquante=True, endroit="", maintenant=HEURE
    )
    services.rendre_relecture(relecture=relecture, avis="", acteur=relecture.relecteur, maintenant=HEURE)
    assert "relecture" not in dues(campagne)
    assert dues(campagne)["remarques"] == dues(campagne)["depot"] == (V2, False, N.V2)
    services.repondre_remarque(remarque=remarque, reponse="faite", texte="", acteur=qui, maintenant=HEURE)
    assert "remarques" not in dues(campagne)
    r.refresh_from_db()
    fabrique.deposer(r)
    assert "depot" not in dues(campagne)
    assert dues(campagne)["demande_validation"] == (MAI, False, N.VALIDATION)
    r.refresh_from_db()
    demande = fabrique.demande(r)
    assert dues(campagne)["visa"] == (MAI, False, N.VALIDATION)
    for nature in NatureVisa:
        fabrique.visa(demande, nature)
    assert dues(campagne).keys() & {"visa", "publication"} == {"publication"}
    r.refresh_from_db()
    fabrique.publication(r, publiee_le=JOUR)
    assert {genre.split()[0] for genre in dues(campagne)} == {"etape"}


@pytest.mark.usefixtures("heure")
def test_les_points_d_etape_et_le_bilan() -> None:
    campagne = fabrique.campagne(avec_equipe=True)
    coordinateur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    fabrique.fiche(campagne)
    tenir = {"campagne": campagne, "notes": "", "acteur": coordinateur, "maintenant": HEURE, "jour": JOUR}
    for nature, rang, jour in ((N.POINT_ETAPE, 1, date(2026, 12, 15)), (N.VISIO_BILAN, 1, date(2027, 6, 20))):
        attendues = [
            o for o in obligations(Demande(JOUR, campagnes=(campagne.pk,))) if (o.nature, o.echeance) == (nature, jour)
        ]
        assert [o.obligatoire for o in attendues] == [True]
        consigner_etape(nature=nature, rang=rang, **tenir)
        assert attendues[0].cle not in {o.cle for o in obligations(Demande(JOUR, campagnes=(campagne.pk,)))}


@pytest.mark.usefixtures("heure")
def test_un_jalon_rendu_indicatif_n_oblige_plus() -> None:
    campagne = fabrique.campagne(avec_equipe=True)
    fabrique.fiche(campagne)
    Echeance.objects.filter(cycle=campagne.cycle, nature=N.FICHES_PROJET).update(obligatoire=False)
    assert dues(campagne)["fiche"] == (FIN_NOVEMBRE, False, N.FICHES_PROJET)


def _remplir(nombre: int) -> list[Campagne]:
    """An académie that owes about `nombre` things: versions, some with a day of their own, and fiches to decide on."""
    campagnes = [fabrique.campagne(cycle=None) for _ in range(2)]
    for campagne in campagnes[1:]:
        campagne.pole.academie = campagnes[0].pole.academie
    modele = fabrique.fiche(campagnes[0], retenue=True)
    qui = modele.ressources.get().liens_producteurs.get().personne
    ressources = Ressource.objects.bulk_create(
        Ressource(
            fiche=modele,
            titre=f"Ressource {n}",
            campagne_origine=campagnes[n % 2],
            campagne_suivi=campagnes[n % 2],
            etat_depuis=fabrique.MAINTENANT,
        )
        for n in range(nombre * 4 // 5)
    )
    Producteur.objects.bulk_create(Producteur(ressource=r, personne=qui) for r in ressources)
    DatePropre.objects.bulk_create(
        DatePropre(ressource=r, nature=NatureReport.V1, jour=date(2027, 3, 1)) for r in ressources[::5]
    )
    FicheProjet.objects.bulk_create(
        FicheProjet(
            campagne=campagnes[n % 2],
            titre=f"Fiche {n}",
            redigee_par=qui,
            cree_le=fabrique.MAINTENANT,
            etat="soumise",
            etat_depuis=fabrique.MAINTENANT,
        )
        for n in range(nombre // 5)
    )
    return campagnes


def _memoire(campagnes: tuple[int, ...]) -> float:
    """The peak of one pass, in MiB; tracing makes it several times slower."""
    tracemalloc.start()
    list(obligations(Demande(fabrique.JOUR, campagnes=campagnes)))
    pic = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return pic / 2**20


def test_toute_une_academie_en_un_passage(capsys) -> None:
    """As many queries for 10,000 obligations as for ten; the figures are printed for who reads them."""
    mesures = []
    for nombre in (10, 10_000 if COMPLET else 60):
        campagnes = tuple(c.pk for c in _remplir(nombre))
        debut = time.perf_counter()
        with CaptureQueriesContext(connection) as requetes:
            obtenues = list(obligations(Demande(fabrique.JOUR, campagnes=campagnes)))
        duree = time.perf_counter() - debut
        assert len(obtenues) >= nombre
        assert len({o.cle for o in obtenues}) == len(obtenues)
        assert sum(o.echeance == date(2027, 3, 1) for o in obtenues) == -(-(nombre * 4 // 5) // 5)
        mesures.append(len(requetes))
        if COMPLET:
            pic = _memoire(campagnes)
            with capsys.disabled():
                print(f"\n{len(obtenues)} obligations : {len(requetes)} requêtes, {duree:.1f} s, {pic:.0f} Mio")
    assert mesures[0] == mesures[1] <= 20
