"""What a deposited file contains: asked for when it arrives, read at once when it is small, by a worker otherwise.

Safe to run twice: one reading at a time holds the row, and a reading whose worker died is given to another.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial, reduce
from operator import or_
from typing import Any

from django.db.models import Q

from commun.archives import ArchiveRefusee, Budget, Limites
from commun.taches import lancer
from productions.contenus import ContenuIllisible, lire_contenu
from productions.models import Analyse, Piece
from productions.models.analyse import ARCHIVES, GENRES, genre_analyse

from .lectures import LOT, conclure, reclamer, relancer_les_muettes, tenue

logger = logging.getLogger(__name__)

TACHE = "productions.analyser_fichier"
# In bytes: read while the person waits; and for how long, before a worker takes it up instead.
IMMEDIAT_MAX = 2 * 1024 * 1024
IMMEDIAT = Limites(secondes=3.0)
E = Analyse.Etat
_INTERROMPUE = "La lecture de ce fichier s'est interrompue plusieurs fois. Déposez-le de nouveau : il sera relu."
_UTILISATEURS = (
    "Cette sauvegarde contient les données de {}. Le service n'en garde pas : le fichier a été effacé. "
    "Refaites la sauvegarde sans les utilisateurs, puis déposez-la ici."
)


class PlusLaMienne(Exception):
    """Another worker has taken the reading up: stop here."""


def demander_analyse(piece: Piece, maintenant: datetime) -> None:
    """Link the piece to its content's analysis. Call it once the piece is saved, outside any transaction of ours."""
    genre = genre_analyse(piece.nom)
    if not genre or not piece.sha256:
        return
    analyse, _ = Analyse.objects.get_or_create(
        sha256=piece.sha256, genre=genre, defaults={"demandee_le": maintenant, "battement": maintenant}
    )
    piece.analyse = analyse
    Piece.objects.filter(pk=piece.pk, sha256=piece.sha256).update(analyse=analyse)
    if analyse.refusee:
        effacer_refuses(analyse)
        return
    if _a_relire(analyse):
        _reprendre(analyse, maintenant)
    if analyse.etat == E.EN_ATTENTE and piece.taille <= IMMEDIAT_MAX:
        analyser(analyse.pk, lambda: maintenant, IMMEDIAT)
        analyse.refresh_from_db()
    elif analyse.etat == E.EN_ATTENTE:
        lancer(TACHE, analyse.pk)


def _a_relire(analyse: Analyse) -> bool:
    """An archive that could not be read was no fault of its own: deposited again, it is read again."""
    return analyse.etat == E.ILLISIBLE and analyse.genre in ARCHIVES


def _reprendre(analyse: Analyse, maintenant: datetime) -> None:
    illisible = Analyse.objects.filter(pk=analyse.pk, etat=E.ILLISIBLE)
    illisible.update(etat=E.EN_ATTENTE, essais=0, motif="", finie_le=None, battement=maintenant)
    analyse.refresh_from_db()


def analyser(analyse_id: int, horloge: Callable[[], datetime], limites: Limites | None = None) -> None:
    """Read the file unless somebody else does. Never call it inside a transaction of ours.

    A heartbeat is read off the clock while the work goes on, hence the clock rather than an instant.
    `limites`: those of somebody who waits; what goes beyond their time is left to a worker.
    """
    analyse = reclamer(Analyse, analyse_id, horloge(), avancement=0)
    if analyse is None:
        return
    try:
        faits = _lire(analyse, partial(_battre, analyse, horloge), limites or Limites())
    except PlusLaMienne:
        return
    except ArchiveRefusee as refus:
        if limites and refus.raison == "duree":
            _rendre(analyse)
        else:
            _conclure(analyse, E.REFUSEE, horloge(), motif=refus.message)
    except ContenuIllisible as raison:
        _conclure(analyse, E.ILLISIBLE, horloge(), motif=str(raison))
    except Exception:
        logger.exception("Analyse %s (%s) en échec", analyse.pk, analyse.genre)
        motif = "Le contenu de ce fichier n'a pas pu être lu : l'erreur est signalée. Déposez-le de nouveau plus tard."
        _conclure(analyse, E.ILLISIBLE, horloge(), motif=motif)
    else:
        _juger(analyse, faits, horloge())


def _lire(analyse: Analyse, suivre: Callable[[int], None], limites: Limites) -> dict[str, Any]:
    for piece in analyse.pieces.exclude(fichier="").order_by("-pk")[:5]:
        try:
            fichier = piece.fichier.open("rb")
        except FileNotFoundError:
            continue
        with fichier:
            return lire_contenu(fichier, analyse.genre, Budget(piece.taille, limites, suivre))
    raise ContenuIllisible("Ce fichier n'est plus dans le service : son contenu n'a pas été lu. Déposez-le de nouveau.")


def _juger(analyse: Analyse, faits: dict[str, Any], maintenant: datetime) -> None:
    """People's data never enter a version; of a refused backup, only how many people it held is kept."""
    nombre = faits.get("utilisateurs") or 0
    if not nombre:
        _conclure(analyse, E.FAITE, maintenant, faits=faits)
        return
    motif = _UTILISATEURS.format(f"{nombre} personnes" if nombre > 1 else "une personne")
    _conclure(analyse, E.REFUSEE, maintenant, motif=motif, faits={"utilisateurs": nombre})


def effacer_refuses(analyse: Analyse) -> None:
    """The refused file leaves the storage; the draft's row stays, with the reason, until somebody takes it off.

    What a sealed version already held stays with it: a version is whole.
    """
    scelles = analyse.pieces.filter(version__isnull=False).values("fichier")
    for piece in analyse.pieces.filter(depot__isnull=False).exclude(fichier="").exclude(fichier__in=scelles):
        piece.fichier.storage.delete(piece.fichier.name)


def balayer_analyses(maintenant: datetime) -> int:
    """Take up what no worker has finished, and the pieces that nobody has asked about. Returns how many."""
    relancer_les_muettes(Analyse, TACHE, _INTERROMPUE, maintenant)
    for analyse in Analyse.objects.filter(etat=E.REFUSEE, finie_le__gt=maintenant - timedelta(days=1)):
        effacer_refuses(analyse)
    lisibles = reduce(or_, (Q(nom__iendswith=f".{genre}") for genre in GENRES))
    oubliees = list(Piece.objects.filter(lisibles, analyse=None).exclude(fichier="").exclude(sha256="")[:LOT])
    for piece in oubliees:
        demander_analyse(piece, maintenant)
    return len(oubliees)


def _battre(analyse: Analyse, horloge: Callable[[], datetime], avancement: int) -> None:
    if not tenue(analyse).update(avancement=avancement, battement=horloge()):
        raise PlusLaMienne


def _rendre(analyse: Analyse) -> None:
    tenue(analyse).update(etat=E.EN_ATTENTE, essais=0)
    lancer(TACHE, analyse.pk)


def _conclure(
    analyse: Analyse, etat: str, maintenant: datetime, *, motif: str = "", faits: dict[str, Any] | None = None
) -> None:
    if conclure(analyse, etat, maintenant, motif=motif, faits=faits or {}, avancement=100) and etat == E.REFUSEE:
        effacer_refuses(analyse)
