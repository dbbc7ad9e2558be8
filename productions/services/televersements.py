"""Files that arrive piece by piece into a resource's draft, and take their place there once they are whole."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from commun.erreurs import ActionImpossible
from commun.models import Televersement
from commun.morceaux import FichierArrive
from commun.services import televersements
from commun.services.televersements import DELAI_ABANDON, DejaConclu
from productions.models import Depot, Piece, Ressource
from productions.queries.televersements import USAGE

from .depots import Conclusion, ajouter_fichier, remplacer_fichier

if TYPE_CHECKING:
    from comptes.models import Personne


def commencer_televersement(
    *,
    ressource: Ressource,
    acteur: Personne,
    nom: str,
    taille: int,
    modifie_le: int,
    nature: str,
    remplace: Piece | None,
    maintenant: datetime,
) -> Televersement:
    """Announce a file for the draft, or one that takes the place of `remplace`. The same again is resumed."""
    depot = Depot.objects.filter(ressource=ressource).first()
    if depot is None:
        raise ActionImpossible(
            f"Il n'y a plus de dépôt en préparation : préparez la V{ressource.numero_suivant}, puis envoyez « {nom} »."
        )
    return televersements.commencer(
        proprietaire=acteur.pk,
        usage=USAGE,
        cible=ressource.pk,
        place=str(remplace.pk) if remplace else "",
        nom=nom,
        taille=taille,
        modifie_le=modifie_le,
        parametres={"nature": nature, "depot": depot.pk},
        maintenant=maintenant,
    )


def finir_televersement(*, televersement: Televersement, ressource: Ressource, maintenant: datetime) -> Piece:
    """The file takes its place in the draft, once: a second request gives the same piece.

    Sealed meanwhile, the draft takes nothing more: the file goes into the one that follows, and waits for it.
    """
    if piece := _deja_rangee(televersement):
        return piece
    depot = Depot.objects.filter(ressource=ressource).first()
    if depot is None:
        raise ActionImpossible(_garde(f"La V{ressource.numero_version} vient d'être déposée.", televersement))

    def conclure(piece: Piece) -> None:
        televersements.conclure(televersement=televersement, resultat=piece.pk, maintenant=maintenant)

    try:
        with televersements.fichier_arrive(televersement, maintenant) as fichier:
            return _ranger(televersement, depot, fichier, maintenant, conclure)
    except DejaConclu:
        televersement.refresh_from_db()
        if piece := _deja_rangee(televersement):
            return piece
        raise ActionImpossible(
            f"« {televersement.nom} » n'est pas dans ce dépôt : l'envoi a été annulé, ou le fichier retiré depuis."
        ) from None


def annuler_televersement(*, televersement: Televersement, maintenant: datetime) -> bool:
    """« Annuler l'envoi »: what had arrived is let go of. Whether there was something to cancel."""
    return televersements.annuler(televersement=televersement, maintenant=maintenant)


def _ranger(
    televersement: Televersement, depot: Depot, fichier: FichierArrive, maintenant: datetime, conclure: Conclusion
) -> Piece:
    commun = {"fichier": fichier, "maintenant": maintenant, "conclure": conclure}
    remplacee = depot.pieces.filter(pk=int(televersement.place)).first() if televersement.place else None
    try:
        if remplacee:
            return remplacer_fichier(piece=remplacee, **commun)
        # Also where the piece to be replaced has gone: nothing that arrived is lost.
        return ajouter_fichier(depot=depot, nature=televersement.parametres["nature"], **commun)
    except ActionImpossible as refus:
        raise ActionImpossible(_garde(str(refus), televersement)) from None


def _deja_rangee(televersement: Televersement) -> Piece | None:
    return televersement.resultat and Piece.objects.filter(pk=televersement.resultat).first()


def _garde(raison: str, televersement: Televersement) -> str:
    return (
        f"{raison} « {televersement.nom} » est arrivé en entier et reste gardé {DELAI_ABANDON.days} jours : "
        "la page du prochain dépôt le proposera."
    )
