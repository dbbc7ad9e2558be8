"""The large data set, small: its rows could have been written by the services, its journal verifies, pages hold."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Max

from accueil.demonstration.annee import FIN
from accueil.grand.chargement import charger
from accueil.grand.plan import Plan
from accueil.mesures import Mesure, mesurer
from accueil.pages_mesurees import Page, pages
from commun.etats import EtatCourriel
from commun.models import Courriel
from journal.verification import verifier
from poles.models import Delegation
from productions.etats import EtatRessource
from productions.models import FicheProjet, Piece, Ressource, Version
from productions.sceau import sceller
from tests import fabrique
from tests.conftest import COMPLET
from tests.test_listes import REQUETES_MAX
from validations.models import DemandeValidation, EtatSeance, PointSeance, Seance

PETIT, VOLUME, GRAND = 500, 20_000, 100_000 if COMPLET else 60
# Two machines' worth of noise; the figures are printed for who reads them.
RATIO_MAX = 1.5
# Processor time of a page and of its database: what else the machine does is not counted.
MS_CPU_MAX = 2_000


@pytest.fixture(autouse=True)
def _installation_de_demonstration(settings, tmp_path) -> None:
    settings.DEMO, settings.DATA_DIR, settings.MEDIA_ROOT = True, tmp_path, tmp_path


@pytest.mark.parametrize("nombre", [1, 22, 500, 2_000, 99_999, 100_000])
def test_le_plan_compte_juste(nombre: int) -> None:
    plan = Plan(nombre)
    par_campagne = [plan.de_la_campagne(rang) for rang in range(plan.campagnes)]
    assert sum(par_campagne) == nombre
    assert max(par_campagne) - min(par_campagne) <= 1
    assert plan.academies <= 30


@pytest.mark.sqlite
@pytest.mark.django_db
def test_le_jeu_tient_debout(capsys) -> None:
    call_command("demo", "--grand", "60")
    assert "60 ressources" in capsys.readouterr().out
    assert Ressource.objects.count() == 60
    assert list(verifier()) == []
    for ressource in Ressource.objects.annotate(derniere=Max("versions__numero")):
        # The column that lists read, recomputed.
        assert ressource.numero_version == (ressource.derniere or 0)
        if ressource.etat != EtatRessource.EN_CONCEPTION:
            ressource.full_clean(exclude=["etat_avant"])
    for seance in Seance.objects.all():
        seance.full_clean()
        assert sorted(seance.points.values_list("rang", flat=True)) == list(range(1, seance.points.count() + 1))
    assert PointSeance.objects.filter(seance__etat=EtatSeance.PREPAREE, demande__close_le__isnull=False).count() == 0
    assert Delegation.objects.en_cours(FIN).exists()
    assert Courriel.objects.filter(etat=EtatCourriel.ENVOYE).count() > 60
    assert {f.pk for f in FicheProjet.objects.filter(disciplines=None)} == set()
    version = Version.objects.latest("pk")
    assert version.sceau == sceller(version, version.pieces.all())
    assert Piece.objects.exclude(fichier="").values("fichier").distinct().count() == 1
    ouvertes = DemandeValidation.objects.filter(close_le__isnull=True).values("ressource__etat").distinct()
    assert {o["ressource__etat"] for o in ouvertes} <= {EtatRessource.EN_VALIDATION}
    # The next row written as usual takes a free number.
    fabrique.mandat(fabrique.personne(), "observateur", fabrique.academie())
    with pytest.raises(CommandError, match="grand volume"):
        call_command("demo", "--grand", "60")


@pytest.mark.django_db
def test_il_ne_s_ajoute_pas_a_de_vraies_donnees(settings) -> None:
    fabrique.personne()
    with pytest.raises(CommandError, match="rien n'y est ajouté"):
        call_command("demo", "--grand", "10")
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("demo", "--grand", "10")


@pytest.mark.django_db
def test_listes_et_tableaux_tiennent_le_volume(capsys) -> None:
    """Every page × role: twelve queries at most; in `make test-complet`, small then large, hardly more time."""
    # In `make test` each page is opened once, to count its queries.
    petites, grandes = _mesurer(PETIT, 7) if COMPLET else {}, _mesurer(GRAND, 7 if COMPLET else 0)
    communes = {cle: (petites[cle], grande) for cle, grande in grandes.items() if cle in petites}
    if COMPLET:
        with capsys.disabled():
            print(f"\n{'page':44} {'rôle':18} {PETIT:>7} {GRAND:>8}  ratio   CPU req.  lignes")
            for p, g in communes.values():
                ratios = f"{g.ms / p.ms:6.2f} {g.ms_cpu / p.ms_cpu:5.2f}"
                print(f"{g.nom:44} {g.role:18} {p.ms:7.1f} {g.ms:8.1f} {ratios} {g.requetes:4} {p.lignes}/{g.lignes}")
    lourdes = {cle: m.requetes for cle, m in grandes.items() if m.requetes > REQUETES_MAX}
    assert not lourdes
    # Time is printed, not asserted page by page: a busy machine would fail what is sound. All together, it shows.
    lentes = [cle for cle, (p, g) in communes.items() if g.comparable(p) and g.ms > RATIO_MAX * p.ms]
    assert not COMPLET or len(lentes) <= len(communes) // 10, lentes


@pytest.mark.skipif(not COMPLET, reason="vingt mille ressources")
@pytest.mark.django_db
def test_vingt_mille_ressources(capsys) -> None:
    """Searches, filters and the administration included: each page is bounded by itself, in queries and in work."""
    mesures = sorted(_mesurer(VOLUME, 1).values(), key=lambda m: -m.ms_cpu)
    with capsys.disabled():
        print(f"\n{'page':60} {'rôle':18} {'ms':>7} {'CPU':>7} req. lignes")
        for m in mesures:
            print(f"{m.nom:60} {m.role:18} {m.ms:7.1f} {m.ms_cpu:7.1f} {m.requetes:4} {m.lignes}")
    assert not {(m.nom, m.role): m.requetes for m in mesures if m.requetes > REQUETES_MAX}
    assert not {(m.nom, m.role): m.ms_cpu for m in mesures if m.ms_cpu > MS_CPU_MAX}


def _mesurer(nombre: int, repetitions: int) -> dict[tuple[str, str], Mesure]:
    with transaction.atomic():
        charger(nombre, fabrique.MAINTENANT - timedelta(hours=1), lambda texte: None)
        retenues = pages() if COMPLET else _a_tour_de_role(pages())
        mesures = [mesurer(page, repetitions) for page in retenues]
        transaction.set_rollback(True)
    return {(m.nom, m.role): m for m in mesures}


def _a_tour_de_role(toutes: Iterator[Page]) -> Iterator[Page]:
    """Of those who ask the same of a list, one, each in turn; `make test-complet` opens it to all of them."""
    par_nom: dict[str, list[Page]] = defaultdict(list)
    for page in toutes:
        par_nom[page.nom].append(page)
    for rang, (nom, siennes) in enumerate(par_nom.items()):
        yield from [siennes[rang % len(siennes)]] if "?" in nom else siennes
