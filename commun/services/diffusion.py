"""One news or one request to several people."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from itertools import chain
from typing import Any

from commun.courriels import textes_rediges
from commun.etats import GenreCourriel

from .courriels import Destinataire, PieceJointe, joignable, poster


def diffuser(
    destinataires: Iterable[Destinataire],
    *,
    gabarit: str,
    objet: str,
    url: str,
    bouton: str,
    maintenant: datetime,
    sauf: Destinataire | None = None,
    nouvelle: bool = False,
    nouvelle_pour: Collection[int] = (),
    piece: Callable[[Destinataire], PieceJointe] | None = None,
    **contexte: Any,
) -> None:
    """Post to each person once, never to `sauf` (who has just acted). `objet` names the record: « ressource:12 ».

    `nouvelle_pour`: the people for whom it can wait with the day's news, when it cannot for the others.
    `piece`: what goes with each one's mail.

    The key holds the instant: the same record may be sent back twice in a year, a repeated call in one
    transaction writes nothing more.
    """
    rediges = None
    for destinataire in joignables(destinataires, sauf):
        rediges = textes_rediges(gabarit) if rediges is None else rediges
        poster(
            gabarit=gabarit,
            destinataire=destinataire,
            cle=f"{gabarit}:{objet}:{maintenant.isoformat()}:{destinataire.pk}",
            url=url,
            bouton=bouton,
            maintenant=maintenant,
            contexte=contexte,
            piece=piece(destinataire) if piece else None,
            rediges=rediges,
            genre=GenreCourriel.NOUVELLE if nouvelle or destinataire.pk in nouvelle_pour else GenreCourriel.ACTION,
        )


def prevenus(*groupes: Iterable[Destinataire], sauf: Destinataire | None) -> list[str]:
    """The names of those to whom a mail to these groups would go: what a page promises before its button."""
    return [destinataire.nom_complet for destinataire in joignables(chain(*groupes), sauf)]


def joignables(destinataires: Iterable[Destinataire], sauf: Destinataire | None = None) -> Iterator[Destinataire]:
    """Each once, neither `sauf` nor whom no mail reaches."""
    vus = {sauf.pk} if sauf else set()
    for destinataire in destinataires:
        if destinataire.pk not in vus and joignable(destinataire):
            vus.add(destinataire.pk)
            yield destinataire
