"""The whole story of a resource, newest first: the journal tells what happened, the records show what it holds."""

from __future__ import annotations

from journal.libelles import phrase_entiere
from validations.dossier import Dossier

from . import productions, validations
from .evenement import Evenement, Registre

__all__ = ["Evenement", "raconter"]

CONTES = productions.CONTES | validations.CONTES
# Said elsewhere in the story: with the relectures, with the remarks.
TUS = {
    "ressource.partir_des_versions",
    "relecture.clore",
    "relecture.ceder",
    "relecture.reporter",
    "echange.proposer",
    "echange.accepter",
    "echange.refuser",
    "echange.retirer",
    "ressource.rendre_relectures",
    "remarque.clore",
    "remarque.contester",
    "remarque.repondre",
    "remarque.trancher",
    # What becomes of a test is told; how its tester is reached, or its words kept from the readers, is not.
    "testenclasse.corriger",
    "testenclasse.fermer_lien",
    "testenclasse.masquer",
    "testenclasse.modifier",
    "testenclasse.montrer",
    "testenclasse.renvoyer_lien",
    "remarque.transmettre",
}


def raconter(dossier: Dossier) -> list[Evenement]:
    """Every move that this reader may know of, in the words and with the pieces that they may read."""
    registre = Registre(dossier)
    return [
        conter(registre, e) if (conter := CONTES.get(e.action)) else Evenement(e.ecrite_le, phrase_entiere(e))
        for e in dossier.ecritures
        if e.action not in TUS
    ]
