"""The outbox: write a mail in the caller's transaction, then send it once."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from commun.courriels import composer
from commun.etats import GenreCourriel
from commun.models import Courriel
from commun.taches import lancer


class Destinataire(Protocol):
    pk: Any
    email: str
    nom_complet: str


def poster(
    *,
    gabarit: str,
    destinataire: Destinataire,
    cle: str,
    url: str,
    bouton: str,
    maintenant: datetime,
    contexte: dict[str, Any],
    genre: str = GenreCourriel.ACTION,
    secret: bool = False,
) -> Courriel | None:
    """Write the mail of templates/courriels/<gabarit>.txt; the same `cle` never gives a second one.

    A request for action leaves as soon as the transaction is committed; a « nouvelle » waits for the daily
    grouping. Returns None for somebody without an address or whose account is closed.
    """
    if not destinataire.email or not getattr(destinataire, "is_active", True):
        return None
    sujet, texte = composer(gabarit, {**contexte, "destinataire": destinataire})
    action = genre == GenreCourriel.ACTION
    courriel, nouveau = Courriel.objects.get_or_create(
        cle=cle,
        defaults={
            "personne": destinataire.pk,
            "adresse": destinataire.email,
            "nom_destinataire": destinataire.nom_complet,
            "gabarit": gabarit,
            "sujet": sujet,
            "texte": texte,
            "url": url,
            "bouton": bouton,
            "genre": genre,
            "secret": secret,
            "cree_le": maintenant,
            "prochain_essai": maintenant if action else None,
        },
    )
    if nouveau and action:
        lancer("commun.envoyer_courriel", courriel.pk)
    return courriel
