"""The table of an open séance: opinions brought in openly, to be re-read and signed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commun.erreurs import ActionImpossible
from productions.services.verrous import verrouiller_ressource
from validations.models import Avis, AvisPrepare, AvisSeance, DemandeValidation, PointSeance, Presence, Seance
from validations.permissions import natures_a_donner, pourquoi_pas_viser
from validations.services.avis_prepares import rendre_a_leurs_auteurs

from .verrou import verrouiller_ouverte

if TYPE_CHECKING:
    from comptes.models import Personne


@transaction.atomic
def poser_avis(
    *,
    point: PointSeance,
    nature: str,
    avis: str,
    motif: str,
    signataire: Personne,
    acteur: Personne,
    maintenant: datetime,
) -> AvisSeance:
    """« Mettre sur la table »: by the signatory, or by who holds the shared screen, as it is said aloud.

    Nothing is signed yet; the signatory will.
    """
    seance = verrouiller_ouverte(point.seance)
    # Signed elsewhere or withdrawn at this instant, an opinion would stay on the table, of no more use.
    ressource = verrouiller_ressource(point.demande.ressource)
    demande = DemandeValidation.objects.select_related("version").get(pk=point.demande_id)
    demande.ressource = ressource
    _refuser(seance, demande, signataire, acteur, nature)
    if avis != Avis.FAVORABLE and not motif.strip():
        raise ActionImpossible("Dites pourquoi : le motif sera transmis aux producteurs.")
    autre = AvisSeance.objects.filter(point=point, nature=nature).exclude(signataire=signataire)
    if pris := autre.select_related("signataire").first():
        raise ActionImpossible(f"{pris.signataire.nom_complet} a déjà un avis sur la table pour ce visa.")
    pose, _ = AvisSeance.objects.update_or_create(
        point=point,
        signataire=signataire,
        defaults={
            "nature": nature,
            "avis": avis,
            "motif": motif.strip(),
            "pose_par": acteur,
            "pose_le": maintenant,
        },
    )
    return pose


def reprendre_avis_prepare(*, point: PointSeance, nature: str, acteur: Personne, maintenant: datetime) -> AvisSeance:
    """« Reprendre mon avis préparé »: its author alone can bring it in; from then on those present read it."""
    prepare = AvisPrepare.objects.filter(demande=point.demande_id, personne=acteur).first()
    if prepare is None:
        raise ActionImpossible("Vous n'avez pas d'avis préparé pour cette ressource.")
    return poser_avis(
        point=point,
        nature=nature,
        avis=prepare.avis,
        motif=prepare.motif,
        signataire=acteur,
        acteur=acteur,
        maintenant=maintenant,
    )


@transaction.atomic
def retirer_avis(*, point: PointSeance, signataire: Personne, maintenant: datetime) -> None:
    """« Retirer de la table »: nothing was signed, and no word is lost: it is a prepared opinion again."""
    verrouiller_ouverte(point.seance)
    rendre_a_leurs_auteurs(AvisSeance.objects.filter(point=point, signataire=signataire), maintenant)


def _refuser(seance: Seance, demande: DemandeValidation, signataire: Personne, acteur: Personne, nature: str) -> None:
    presents = set(seance.presences.filter(presence=Presence.PRESENTE).values_list("personne", flat=True))
    for qui in (signataire, acteur):
        if qui.pk not in presents:
            raise ActionImpossible(
                f"{qui.nom_complet} n'est pas parmi les personnes présentes : enregistrez d'abord sa présence."
            )
    if raison := pourquoi_pas_viser(signataire, demande):
        raise ActionImpossible(f"{signataire.nom_complet} : {raison[:1].lower()}{raison[1:]}")
    if nature not in natures_a_donner(signataire, demande):
        raise ActionImpossible("Ce visa revient à une autre fonction, ou il est déjà donné.")
