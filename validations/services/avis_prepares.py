"""Opinions prepared before signing. Nothing of them is written in the journal: they are their author's notes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, QuerySet

from commun.erreurs import ActionImpossible
from productions.services.verrous import verrouiller_ressource
from validations.models import AvisPrepare, AvisSeance, DemandeValidation
from validations.permissions import pourquoi_pas_viser

from .grilles import Remplie, garder_feuilles, oublier_feuilles

if TYPE_CHECKING:
    from comptes.models import Personne


@transaction.atomic
def preparer_avis(
    *,
    demande: DemandeValidation,
    avis: str,
    motif: str,
    notes: str,
    acteur: Personne,
    maintenant: datetime,
    remplies: Mapping[str, Remplie] | None = None,
) -> AvisPrepare:
    """« Enregistrer comme avis préparé »: kept until signed, changed or deleted. A reason may be missing.

    `remplies`: the grids of the page, by nature of visa.
    """
    demande.ressource = verrouiller_ressource(demande.ressource)
    demande = DemandeValidation.objects.select_related("version", "ressource__campagne_suivi__pole").get(pk=demande.pk)
    if raison := pourquoi_pas_viser(acteur, demande):
        raise ActionImpossible(raison)
    garder_feuilles(demande, acteur, remplies or {}, maintenant)
    prepare, _ = AvisPrepare.objects.update_or_create(
        demande=demande,
        personne=acteur,
        defaults={"avis": avis, "motif": motif.strip(), "notes": notes.strip(), "ecrit_le": maintenant},
    )
    return prepare


@transaction.atomic
def supprimer_avis_prepare(*, demande: DemandeValidation, acteur: Personne) -> None:
    """« Supprimer mon avis préparé », its grid with it: nobody else had read them."""
    # Taken first: a visa that is being given in another tab would lose the grid that goes with it.
    verrouiller_ressource(demande.ressource)
    oublier_feuilles(demande, acteur)
    AvisPrepare.objects.filter(demande=demande, personne=acteur).delete()


def rendre_a_leurs_auteurs(poses: QuerySet[AvisSeance], maintenant: datetime) -> None:
    """What was not signed leaves the table: it becomes its signatory's prepared opinion, theirs alone again.

    What somebody else typed for them never takes the place of what they had prepared themselves.
    """
    for pose in _prendre(poses):
        garder = AvisPrepare.objects.update_or_create if pose.pose_par_id == pose.signataire_id else _garder_le_leur
        garder(
            demande_id=pose.point.demande_id,
            personne_id=pose.signataire_id,
            defaults={"avis": pose.avis, "motif": pose.motif, "ecrit_le": maintenant},
        )
        pose.delete()


_garder_le_leur = AvisPrepare.objects.get_or_create


def consommer(demande: DemandeValidation, signataire: Personne, nature: str) -> None:
    """A visa takes the place of what was prepared for it, and of whatever lay on a table for that nature."""
    sien_ou_meme_visa = Q(signataire=signataire) | Q(nature=nature)
    for pose in _prendre(AvisSeance.objects.filter(sien_ou_meme_visa, point__demande=demande)):
        pose.delete()
    AvisPrepare.objects.filter(demande=demande, personne=signataire).delete()


def _prendre(poses: QuerySet[AvisSeance]) -> list[AvisSeance]:
    """Locked in the order of their numbers, and before any prepared opinion, by whoever clears a table.

    Closing a séance, withdrawing a request and signing may meet on the same rows: none waits for another in a ring.
    """
    return list(poses.select_for_update(of=("self",), no_key=True).select_related("point").order_by("pk"))
