"""The registry of the sheets that a pôle has received: whoever uses a grid says which, in its `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet

from poles.models import Campagne

# The numbers of the sheets handed in for a campaign: what is still a draft, or still secret, is not among them.
Fournisseur = Callable[[Campagne], QuerySet]
_fournisseurs: dict[str, Fournisseur] = {}


def enregistrer(usage: str, fournisseur: Fournisseur) -> None:
    """`fournisseur` gives a `values("feuille")`; registering again for the same use replaces."""
    _fournisseurs[usage] = fournisseur


def remises(campagne: Campagne, usage: str) -> QuerySet | None:
    """None where nobody uses this grid yet."""
    fournisseur = _fournisseurs.get(usage)
    return fournisseur(campagne) if fournisseur else None
