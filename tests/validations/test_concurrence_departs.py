"""Somebody leaves while others act on several of their resources, on PostgreSQL: nobody waits for anybody in a ring.

Each pair of gestures is held at the very point where, locked in another order, they would have waited for each other.
"""

import contextlib
import threading
from collections.abc import Callable

import pytest
from django.db import connection  # noqa: F401 (read by skipif)

from journal.models import Ecriture
from journal.verification import verifier
from poles import services as poles
from poles.charges import charges_de
from poles.models import Fonction
from productions import services as productions
from productions.etats import EtatRessource as R
from productions.models import Producteur
from tests import fabrique
from tests.fabrique import JOUR, MAINTENANT
from tests.productions.test_depot_concurrence import ensemble, reussis
from validations.models import DemandeValidation
from validations.ordre_du_jour import invitables
from validations.services import seances

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite écrit une transaction à la fois"),
]
MOTIF = "Elle change d'académie."
# In seconds: how long who has arrived waits for the other, who may be waiting behind a lock.
RENCONTRE = 0.5


def arreter_apres(monkeypatch, module: str, nom: str, rendez_vous: threading.Barrier) -> None:
    """Once this function has returned, wait for the other gesture, or until it is plain that it waits for us."""
    vrai = getattr(__import__(module, fromlist=[nom]), nom)

    def ralenti(*args, **kwargs):
        rendu = vrai(*args, **kwargs)
        with contextlib.suppress(threading.BrokenBarrierError):
            rendez_vous.wait(RENCONTRE)
        return rendu

    monkeypatch.setattr(f"{module}.{nom}", ralenti)


@pytest.fixture
def campagne(transactional_db):
    return fabrique.campagne(avec_equipe=True)


def depart(campagne, qui) -> Callable[[], object]:
    """The coordinator gives all that this person produces to a colleague, and ends the mandate."""
    mandat = campagne.mandats.get(personne=qui)
    collegue = fabrique.enseignant(campagne)
    charges = [charge for charge in charges_de(mandat, JOUR) if charge.choix]
    return lambda: poles.mettre_fin_au_mandat(
        mandat=mandat,
        fin=JOUR,
        motif=MOTIF,
        choix={charge.cle: f"ajouter:{collegue.pk}" for charge in charges},
        vues={charge.cle: charge.etat for charge in charges},
        acteur=fabrique.titulaire(campagne, Fonction.COORDINATEUR),
        maintenant=MAINTENANT,
        jour=JOUR,
    )


def deux_ressources(campagne, etat: str) -> tuple[object, list]:
    """Their titles in the other order than their numbers."""
    qui = fabrique.enseignant(campagne)
    ressources = [fabrique.ressource(campagne, etat, [qui], titre=titre) for titre in ("Zeste", "Abeille")]
    for ressource, titre in zip(ressources, ("Zeste", "Abeille"), strict=True):
        type(ressource).objects.filter(pk=ressource.pk).update(titre=titre)
    return qui, ressources


def preparer(campagne) -> Callable[[], object]:
    demandes = DemandeValidation.objects.filter(ressource__campagne_suivi=campagne).select_related("ressource")
    invites = list(invitables(campagne, JOUR))
    return lambda: seances.preparer_seance(
        campagne=campagne,
        prevue_le=MAINTENANT.replace(day=20),
        lieu="Salle 12",
        lien="",
        demandes=list(demandes.order_by("ressource__titre")),
        invites=invites,
        acteur=fabrique.titulaire(campagne, Fonction.COORDINATEUR),
        maintenant=MAINTENANT,
    )


@pytest.mark.parametrize(
    ("du_depart", "de_la_seance"),
    [
        # One holds the resources' chains, the other the campaign's.
        (("poles.services.departs", "traiter"), ("validations.services.seances.planification", "inviter")),
        # Each holds one of the two resources.
        (
            ("productions.charges.ressources", "ajouter_producteur"),
            ("validations.services.seances.planification", "_ecrire_sur_la_ressource"),
        ),
    ],
)
def test_un_depart_contre_la_preparation_d_une_seance(campagne, monkeypatch, du_depart, de_la_seance):
    qui, ressources = deux_ressources(campagne, R.EN_VALIDATION)
    gestes = depart(campagne, qui), preparer(campagne)
    rendez_vous = threading.Barrier(2)
    for module, nom in (du_depart, de_la_seance):
        arreter_apres(monkeypatch, module, nom, rendez_vous)
    mandat, seance = ensemble(*gestes)
    reussis([mandat, seance])
    assert mandat.fin == JOUR
    assert Producteur.objects.filter(ressource__in=ressources).exclude(personne=qui).count() == 2
    assert seance.points.count() == 2
    assert Ecriture.objects.filter(action="seance.inscrire").count() == 2
    assert not list(verifier())


def test_un_depart_contre_l_abandon_de_la_fiche(campagne, monkeypatch):
    """Two resources of one fiche, taken one after the other by who reassigns them, both at once by who gives it up."""
    qui = fabrique.enseignant(campagne)
    fiche = fabrique.fiche(campagne, [qui], retenue=True, productions_prevues=2)
    for ressource, titre in zip(fiche.ressources.order_by("pk"), ("Zeste", "Abeille"), strict=True):
        type(ressource).objects.filter(pk=ressource.pk).update(titre=titre)
    partir, premiere = depart(campagne, qui), threading.Event()
    vrai = productions.ajouter_producteur

    def ajouter(**donnees):
        rendu = vrai(**donnees)
        premiere.set()
        # The other one comes behind this lock.
        threading.Event().wait(RENCONTRE)
        return rendu

    monkeypatch.setattr("productions.charges.ressources.ajouter_producteur", ajouter)

    def abandonner():
        premiere.wait(10)
        return productions.abandonner_fiche(
            fiche=fiche,
            motif=MOTIF,
            acteur=fabrique.titulaire(campagne, Fonction.COORDINATEUR),
            maintenant=MAINTENANT,
        )

    mandat, abandonnee = ensemble(partir, abandonner)
    reussis([mandat, abandonnee])
    assert mandat.fin == JOUR
    assert {r.etat for r in abandonnee.ressources.all()} == {R.ABANDONNEE}
    assert Producteur.objects.filter(ressource__fiche=fiche).count() == 4
    assert not list(verifier())
