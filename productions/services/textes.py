"""The text of the livrets that versions hold: asked for by the deposit, read by a worker, once for its content."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from commun.taches import lancer
from productions.livrets.isolement import Lu, lire_livret
from productions.livrets.recueil import TexteIllisible
from productions.models import NaturePiece, Piece, Texte
from productions.models.texte import genre_texte

from .lectures import LOT, conclure, reclamer, relancer_les_muettes

logger = logging.getLogger(__name__)

TACHE = "productions.lire_texte"
E = Texte.Etat
_INTERROMPUE = "sa lecture s'est interrompue plusieurs fois"


def demander_textes(pieces: Iterable[Piece], maintenant: datetime) -> None:
    """Ask for those of the livrets that nobody has asked for yet; the others are left alone."""
    for piece in pieces:
        if piece.nature != NaturePiece.LIVRET or not piece.fichier or piece.texte_id:
            continue
        texte, nouveau = Texte.objects.get_or_create(
            sha256=piece.sha256,
            genre=genre_texte(piece.nom),
            defaults={"demandee_le": maintenant, "battement": maintenant},
        )
        Piece.objects.filter(pk=piece.pk).update(texte=texte)
        if nouveau:
            lancer(TACHE, texte.pk)


def lire_texte(texte_id: int, horloge: Callable[[], datetime]) -> None:
    """Read it unless somebody else does. Never call it inside a transaction of ours."""
    texte = reclamer(Texte, texte_id, horloge())
    if texte is None:
        return
    try:
        lu = _lire(texte)
    except TexteIllisible as raison:
        conclure(texte, E.ILLISIBLE, horloge(), motif=str(raison))
    except Exception:
        logger.exception("Texte %s (%s) en échec", texte.pk, texte.genre)
        conclure(texte, E.ILLISIBLE, horloge(), motif="sa lecture a échoué ; l'erreur est signalée")
    else:
        conclure(texte, E.FAITE, horloge(), contenu=lu.contenu, reserve=lu.reserve[:300])


def _lire(texte: Texte) -> Lu:
    for piece in texte.pieces.exclude(fichier="").order_by("-pk")[:5]:
        try:
            fichier = piece.fichier.open("rb")
        except FileNotFoundError:
            continue
        with fichier:
            return lire_livret(fichier, texte.genre)
    raise TexteIllisible("le fichier n'est plus dans le service")


def balayer_textes(maintenant: datetime) -> int:
    """Take up what no worker has finished, and the livrets that nobody has asked about. Returns how many of these."""
    relancer_les_muettes(Texte, TACHE, _INTERROMPUE, maintenant)
    oublies = Piece.objects.filter(nature=NaturePiece.LIVRET, version__isnull=False, texte=None).exclude(fichier="")
    lot = list(oublies[:LOT])
    demander_textes(lot, maintenant)
    return len(lot)
