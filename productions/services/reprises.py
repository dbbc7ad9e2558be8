"""A relecture changes hands, or is no longer awaited of one person."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commun.erreurs import ActionImpossible
from journal.mouvements import changer_etat
from journal.services import ecrire
from productions import courriels
from productions.etats import EtatRelecture, EtatRessource
from productions.models import Relecture, Ressource

from .relectures import assigner_relecture
from .ressources import relectures_attendues
from .verrous import verrouiller_ressource

if TYPE_CHECKING:
    from comptes.models import Personne


@transaction.atomic
def reassigner_relecture(
    *, relecture: Relecture, relecteur: Personne, echeance: date, acteur: Personne, maintenant: datetime
) -> Relecture:
    """« Confier la relecture » to somebody else, never a producer; who had it is told that it is no longer theirs."""
    ressource, relecture = _verrouiller(relecture)
    changer_etat(relecture, "clore", acteur=acteur, maintenant=maintenant, donnees={"relecture": relecture.pk})
    nouvelle = assigner_relecture(
        ressource=ressource, relecteur=relecteur, echeance=echeance, acteur=acteur, maintenant=maintenant
    )
    courriels.relecture_reassignee(relecture, suivant=relecteur, acteur=acteur, maintenant=maintenant)
    return nouvelle


@transaction.atomic
def liberer_relecture(*, relecture: Relecture, acteur: Personne, maintenant: datetime) -> Relecture:
    """« Ne plus attendre cette relecture »: when the others are handed in, the revision begins."""
    ressource, relecture = _verrouiller(relecture)
    changer_etat(relecture, "clore", acteur=acteur, maintenant=maintenant, donnees={"relecture": relecture.pk})
    courriels.relecture_reassignee(relecture, suivant=None, acteur=acteur, maintenant=maintenant)
    rendues = relecture.version.relectures.filter(etat=EtatRelecture.RENDUE)
    if ressource.etat == EtatRessource.EN_RELECTURE and rendues.exists() and not relectures_attendues(ressource):
        changer_etat(ressource, "clore_relecture", acteur=acteur, maintenant=maintenant, donnees={"sans_remise": 1})
        courriels.relecture_close(ressource, acteur=acteur, maintenant=maintenant)
    return relecture


@transaction.atomic
def decliner_relecture(*, relecture: Relecture, motif: str, acteur: Personne, maintenant: datetime) -> Relecture:
    """« Décliner », and why: whoever leads the pôle is told at once, and finds somebody else or closes."""
    _, relecture = _verrouiller(relecture)
    if not motif.strip():
        raise ActionImpossible("Dites en quelques mots pourquoi vous déclinez : le PREDAC ou l'IAN le lira.")
    relecture.motif = motif.strip()
    # The reason stays between the proofreader and whoever leads the pôle: the journal does not hold it.
    donnees = {"relecture": relecture.pk}
    changer_etat(relecture, "decliner", acteur=acteur, maintenant=maintenant, donnees=donnees, avec=("motif",))
    courriels.relecture_declinee(relecture, acteur=acteur, maintenant=maintenant)
    return relecture


@transaction.atomic
def changer_echeance(*, relecture: Relecture, echeance: date, acteur: Personne, maintenant: datetime) -> Relecture:
    """« Changer la date »: the proofreader is told."""
    ressource, relecture = _verrouiller(relecture)
    if relecture.echeance == echeance:
        return relecture
    relecture.echeance = echeance
    relecture.save(update_fields=["echeance"])
    ecrire(
        chaine=ressource.chaine,
        action="relecture.reporter",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"relecture": relecture.pk, "echeance": echeance.isoformat()},
    )
    courriels.echeance_changee(relecture, acteur=acteur, maintenant=maintenant)
    return relecture


def _verrouiller(relecture: Relecture) -> tuple[Ressource, Relecture]:
    ressource = verrouiller_ressource(relecture.version.ressource)
    relecture = (
        Relecture.objects.select_for_update(of=("self",), no_key=True)
        .select_related("version__ressource", "relecteur")
        .get(pk=relecture.pk)
    )
    if relecture.etat != EtatRelecture.ATTENDUE:
        raise ActionImpossible(
            f"La relecture de « {ressource.titre} » par {relecture.relecteur.nom_complet} n'est plus attendue : elle "
            f"est {relecture.get_etat_display()}."
        )
    return ressource, relecture
