"""Two long stories of a resource: published after several rounds; taken up again after a rework."""

from __future__ import annotations

from comptes.models import Personne
from poles.models import Campagne, Fonction
from productions import services as productions
from productions.etats import EtatRessource as R
from productions.models import (
    Relecture,
    Remarque,
    Ressource,
)
from tests import fabrique, livrets
from tests.fabrique import MAINTENANT
from tests.fabrique.rejeu import rejouable
from validations import services as validations
from validations.models import Avis, NatureVisa, Publication

MOTIF = "Les objectifs de la séance 2 ne sont pas dits."


def remarquer(relecture: Relecture, texte: str, *, bloquante: bool) -> Remarque:
    return productions.ecrire_remarque(
        relecture=relecture, texte=texte, bloquante=bloquante, endroit="Séance 2", maintenant=MAINTENANT
    )


def repondre(ressource: Ressource, qui: Personne) -> None:
    for remarque in Remarque.objects.filter(version__ressource=ressource, reponse=""):
        productions.repondre_remarque(
            remarque=remarque, reponse=Remarque.Reponse.FAITE, texte="C'est ajouté.", acteur=qui, maintenant=MAINTENANT
        )


@rejouable
def histoire_longue(
    campagne: Campagne, producteurs: list[Personne], relecteurs: list[Personne], tours: int = 2
) -> Ressource:
    """Read, taken up again by its signatories `tours` times, validated, published, withdrawn, published anew."""
    r = fabrique.ressource(campagne, R.EN_RELECTURE, producteurs, titre="Ressource au long cours")
    for lue in [fabrique.relecture(r, relecteur) for relecteur in relecteurs]:
        remarquer(lue, "La séance 2 demande un compte.", bloquante=True)
        remarquer(lue, "La durée manque dans le livret.", bloquante=False)
        productions.rendre_relecture(relecture=lue, avis="Très utile.", acteur=lue.relecteur, maintenant=MAINTENANT)
    for tour in range(tours + 1):
        repondre(r, producteurs[0])
        r.refresh_from_db()
        fabrique.deposer(r, note=f"La séance {tour + 2} est plus courte.")
        r.refresh_from_db()
        demande = fabrique.demande(r)
        fabrique.visa(demande, NatureVisa.PEDAGOGIQUE)
        avis = Avis.REPRISE if tour < tours else Avis.FAVORABLE
        fabrique.visa(demande, NatureVisa.NUMERIQUE, avis, MOTIF if avis == Avis.REPRISE else "")
    r.refresh_from_db()
    conduite = {"acteur": fabrique.titulaire(campagne, Fonction.COORDINATEUR), "maintenant": MAINTENANT}
    publication = fabrique.publication(r)
    validations.retirer_publication(publication=publication, motif="La page a changé d'adresse.", **conduite)
    r.refresh_from_db()
    fabrique.publication(r, adresse="https://pedagogie.exemple.fr/autre")
    r.refresh_from_db()
    fabrique.publication(r, cible=Publication.Cible.ESPACE, adresse="https://espace.exemple.fr/1")
    r.refresh_from_db()
    return r


@rejouable
def reprise(campagne: Campagne, producteurs: list[Personne]) -> Ressource:
    """The DRANE asked for a rework; the inspector, who was favourable, may say so again on the V3."""
    r = fabrique.ressource(campagne, R.EN_VALIDATION, producteurs, titre="Ressource reprise")
    demande = r.demandes.get()
    fabrique.visa(demande, NatureVisa.PEDAGOGIQUE)
    fabrique.visa(demande, NatureVisa.NUMERIQUE, Avis.REPRISE, MOTIF)
    repondre(r, producteurs[0])
    r.refresh_from_db()
    livrets.changer_le_livret(r, b"%PDF-1.4\n% revu\n%%EOF\n")
    troisieme = fabrique.deposer(r, note="La séance 2 dit ses objectifs.")
    livrets.lire(r.versions.get(numero=2), *livrets.V2)
    livrets.lire(troisieme, *livrets.V3, reserve="320 pages : seules les 300 premières sont lues")
    r.refresh_from_db()
    fabrique.demande(r)
    return r
