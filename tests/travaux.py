"""Background jobs in each state that a page shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from commun.etats import EtatTravail
from commun.models import Travail
from commun.services import travaux
from tests.fabrique import MAINTENANT

if TYPE_CHECKING:
    from tests.monde import Monde


def lancer(monde: Monde) -> None:
    def reussir(travail: Travail, suivi: travaux.Suivi) -> travaux.Resultat:
        return travaux.Resultat("fiches.pdf", "application/pdf", b"%PDF-1.4\n%%EOF\n")

    def echouer(travail: Travail, suivi: travaux.Suivi) -> travaux.Resultat:
        raise ValueError("en panne")

    fonctions: dict[str, Callable | None] = {
        EtatTravail.EN_ATTENTE: None,
        EtatTravail.REUSSI: reussir,
        EtatTravail.ECHOUE: echouer,
    }
    for etat, fonction in fonctions.items():
        travail = travaux.demander(
            genre="fiches-projet en PDF",
            titre="Fiches-projet du pôle",
            demandeur=monde.roles["coordination"].pk,
            parametres={},
            tache="commun.rien",
            maintenant=MAINTENANT,
        )
        if fonction:
            travaux.executer(travail.pk, fonction, horloge=lambda: MAINTENANT)
        monde.travaux[etat] = travail
