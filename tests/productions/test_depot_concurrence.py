"""Two people at once on the same resource, with real connections on PostgreSQL: each gesture has its one right end."""

import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection, connections, transaction

from commun.erreurs import ActionImpossible
from commun.models import Courriel
from journal.models import Ecriture
from journal.verification import verifier
from poles.models import Fonction
from productions import services
from productions.etats import EtatRessource as R
from productions.models import Depot, FicheProjet, Piece, Relecture, Ressource, Version
from productions.sceau import sceller
from productions.services.fiches import FichePerimee, Production
from tests import fabrique

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite écrit une transaction à la fois"),
]


def ensemble(*gestes: Callable[[], object]) -> list[object]:
    """Start the gestures together; what each returned, or the exception it raised."""
    depart, issues = threading.Barrier(len(gestes)), [None] * len(gestes)

    def jouer(rang: int, geste: Callable[[], object]) -> None:
        try:
            depart.wait(10)
            issues[rang] = geste()
        except Exception as erreur:  # the test says which one it expects
            issues[rang] = erreur
        finally:
            connections.close_all()

    fils = [threading.Thread(target=jouer, args=(i, geste)) for i, geste in enumerate(gestes)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join(30)
    return issues


def reussis(issues: list[object]) -> list[object]:
    assert all(not isinstance(i, Exception) or isinstance(i, ActionImpossible) for i in issues), issues
    return [i for i in issues if not isinstance(i, Exception)]


@pytest.fixture
def ressource(transactional_db) -> Ressource:
    return fabrique.ressource()


@pytest.fixture
def producteur(ressource):
    return ressource.liens_producteurs.get().personne


def preparer(ressource, producteur) -> Depot:
    depot = services.ouvrir_depot(ressource=ressource, acteur=producteur, maintenant=fabrique.MAINTENANT)
    services.ajouter_fichier(depot=depot, nature="livret", fichier=fabrique.fichier(), maintenant=fabrique.MAINTENANT)
    return fabrique.declarer(depot)


def deposer(ressource, producteur) -> Callable[[], Version]:
    return lambda: services.deposer_version(
        ressource=ressource, acteur=producteur, maintenant=fabrique.MAINTENANT, numero=1
    )


def test_deux_personnes_enregistrent_la_meme_fiche_au_meme_instant(transactional_db):
    campagne = fabrique.campagne()
    gens = [fabrique.enseignant(campagne), fabrique.enseignant(campagne)]
    fiche = fabrique.fiche(campagne, gens)
    production = Production(titre="La ressource", producteurs=gens, pk=fiche.ressources.get().pk)

    def enregistrer(qui) -> Callable[[], FicheProjet]:
        mienne = FicheProjet.objects.get(pk=fiche.pk)
        mienne.titre = f"Le titre de {qui}"
        return lambda: services.enregistrer_fiche(
            fiche=mienne,
            disciplines=[],
            niveaux=[],
            productions=[production],
            acteur=qui,
            maintenant=fabrique.MAINTENANT,
            lu=1,
        )

    issues = ensemble(*[enregistrer(qui) for qui in gens])
    (gagnante,) = reussis(issues)
    (refus,) = (i for i in issues if isinstance(i, Exception))
    assert isinstance(refus, FichePerimee)
    fiche.refresh_from_db()
    assert fiche.titre == gagnante.titre


def test_rien_ne_se_depose_pendant_que_la_fiche_s_abandonne(transactional_db):
    ressource = fabrique.ressource(etat=R.VALIDEE)
    producteur = ressource.liens_producteurs.get().personne
    services.ouvrir_depot(ressource=ressource, acteur=producteur, maintenant=fabrique.MAINTENANT)
    coordinateur = fabrique.titulaire(ressource.campagne_suivi, Fonction.COORDINATEUR)
    abandonnee = threading.Event()

    def abandonner() -> None:
        with transaction.atomic():
            services.abandonner_fiche(
                fiche=ressource.fiche,
                motif="Le partenaire s'est retiré.",
                acteur=coordinateur,
                maintenant=fabrique.MAINTENANT,
            )
            abandonnee.set()
            # The deposit arrives before this commit, and must wait for it.
            time.sleep(0.5)

    def deposer_la_suivante() -> Version:
        abandonnee.wait(10)
        return services.deposer_version(
            ressource=ressource, acteur=producteur, maintenant=fabrique.MAINTENANT, numero=ressource.numero_suivant
        )

    _, refus = ensemble(abandonner, deposer_la_suivante)
    assert "La fiche-projet est abandonnée" in str(refus)
    ressource.refresh_from_db()
    assert ressource.etat == R.VALIDEE


def test_un_double_clic_sur_deposer_donne_une_version(ressource, producteur):
    preparer(ressource, producteur)
    issues = ensemble(*[deposer(ressource, producteur)] * 4)
    assert len(reussis(issues)) == 1
    assert all("Rien n'a été déposé deux fois" in str(i) for i in issues if isinstance(i, Exception))
    assert Version.objects.count() == 1
    ressource.refresh_from_db()
    assert (ressource.etat, ressource.numero_version) == (R.EN_RELECTURE, 1)


def test_preparer_deux_fois_en_meme_temps_donne_un_brouillon(ressource, producteur):
    geste = lambda: services.ouvrir_depot(ressource=ressource, acteur=producteur, maintenant=fabrique.MAINTENANT)  # noqa: E731
    assert len(set(reussis(ensemble(*[geste] * 4)))) == 1


def test_ce_qui_arrive_pendant_le_depot_est_scelle_ou_refuse(ressource, producteur):
    """A file added while somebody deposits never enters a version whose seal does not count it."""
    depot = preparer(ressource, producteur)

    def ajouter(rang: int) -> Callable[[], Piece]:
        nom = f"annexe{rang}.pdf"
        return lambda: services.ajouter_fichier(
            depot=depot,
            nature="annexe",
            fichier=fabrique.fichier(nom, b"%PDF-1.4 " + nom.encode()),
            maintenant=fabrique.MAINTENANT,
        )

    issues = ensemble(deposer(ressource, producteur), *(ajouter(i) for i in range(5)))
    pieces = [i for i in reussis(issues) if isinstance(i, Piece)]
    version = Version.objects.get()
    assert version.sceau == sceller(version, version.pieces.all())
    assert version.pieces.count() == 1 + len(pieces)


def test_le_premier_lecteur_contre_l_annulation(ressource, producteur):
    """Either it was opened and stays, or it was cancelled unopened; never both, never a server error."""
    version = fabrique.deposer(ressource)
    lecteur = fabrique.titulaire(ressource.campagne_suivi, Fonction.COORDINATEUR)
    issues = ensemble(
        lambda: services.annuler_depot(ressource=ressource, acteur=producteur, maintenant=fabrique.MAINTENANT),
        lambda: services.marquer_ouverte(version=version, lecteur=lecteur, maintenant=fabrique.MAINTENANT),
    )
    reussis(issues)
    version.refresh_from_db()
    assert (version.annulee_le is None) != (version.ouverte_le is None)
    assert isinstance(issues[0], ActionImpossible) == (version.ouverte_le is not None)
    # The resource, the journal and the outbox tell the same end.
    annulee = version.annulee_le is not None
    ressource.refresh_from_db()
    assert (ressource.etat, ressource.numero_version) == ((R.EN_CONCEPTION, 0) if annulee else (R.EN_RELECTURE, 1))
    assert Ecriture.objects.filter(action="ressource.annuler_depot").count() == int(annulee)
    recus = [c.personne for c in Courriel.objects.filter(gabarit="depot_annule")]
    assert len(recus) == len(set(recus))
    assert bool(recus) <= annulee
    assert not list(verifier())


def test_deux_coordinateurs_assignent_la_meme_personne(ressource):
    fabrique.deposer(ressource)
    campagne = ressource.campagne_suivi
    relecteur = fabrique.enseignant(campagne)
    acteur = fabrique.titulaire(campagne, Fonction.COORDINATEUR)
    geste = lambda: services.assigner_relecture(  # noqa: E731
        ressource=ressource, relecteur=relecteur, acteur=acteur, maintenant=fabrique.MAINTENANT
    )
    assert len(reussis(ensemble(geste, geste))) == 1
    assert Relecture.objects.count() == 1


def test_deux_dernieres_relectures_rendues_ensemble_ouvrent_une_revision(ressource):
    fabrique.deposer(ressource)
    relectures = [fabrique.relecture(ressource) for _ in range(2)]
    issues = ensemble(
        *(
            lambda r=r: services.rendre_relecture(
                relecture=r, avis="", acteur=r.relecteur, maintenant=fabrique.MAINTENANT
            )
            for r in relectures
        )
    )
    assert len(reussis(issues)) == 2
    ressource.refresh_from_db()
    assert ressource.etat == R.EN_REVISION


def test_la_base_est_bien_celle_attendue():
    assert connection.vendor == "postgresql"
