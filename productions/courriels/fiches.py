"""About a fiche-projet."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from commun.services.diffusion import diffuser
from productions.models import FicheProjet

from .destinataires import auteurs, coordination

if TYPE_CHECKING:
    from comptes.models import Personne


def fiche_a_decider(fiche: FicheProjet, *, acteur: Personne, maintenant: datetime) -> None:
    """To the PREDAC/IAN: a fiche waits for a decision."""
    _diffuser("fiche_a_decider", fiche, acteur, maintenant, "Lire la fiche", a_la_coordination=True)


def fiche_retenue(fiche: FicheProjet, *, acteur: Personne, maintenant: datetime) -> None:
    """To its authors: they may start."""
    _diffuser("fiche_retenue", fiche, acteur, maintenant, "Ouvrir la fiche")


def fiche_a_revoir(fiche: FicheProjet, *, acteur: Personne, maintenant: datetime) -> None:
    """To its authors: it comes back, with the reason."""
    _diffuser("fiche_a_revoir", fiche, acteur, maintenant, "Reprendre la fiche")


def fiche_rouverte(fiche: FicheProjet, *, acteur: Personne, maintenant: datetime) -> None:
    """To its authors: it can be changed again, with the reason."""
    _diffuser("fiche_rouverte", fiche, acteur, maintenant, "Modifier la fiche")


def fiche_abandonnee(fiche: FicheProjet, *, acteur: Personne, maintenant: datetime) -> None:
    """To its authors, with the reason, and what it does not change about their pay."""
    _diffuser("fiche_abandonnee", fiche, acteur, maintenant, "Ouvrir la fiche")


def fiche_reprise(fiche: FicheProjet, *, acteur: Personne, maintenant: datetime) -> None:
    """To its authors: the fiche lives again."""
    _diffuser("fiche_reprise", fiche, acteur, maintenant, "Ouvrir la fiche")


def fiche_confiee(fiche: FicheProjet, *, motif: str, acteur: Personne, maintenant: datetime) -> None:
    """To who completes it from now on."""
    diffuser(
        [fiche.redigee_par],
        gabarit="fiche_confiee",
        objet=fiche.chaine,
        url=fiche.get_absolute_url(),
        bouton="Compléter la fiche",
        maintenant=maintenant,
        sauf=acteur,
        fiche=fiche,
        motif=motif,
        acteur=acteur,
    )


def _diffuser(
    gabarit: str,
    fiche: FicheProjet,
    acteur: Personne,
    maintenant: datetime,
    bouton: str,
    a_la_coordination: bool = False,
) -> None:
    diffuser(
        coordination(fiche.campagne, maintenant) if a_la_coordination else auteurs(fiche),
        gabarit=gabarit,
        objet=fiche.chaine,
        url=fiche.get_absolute_url(),
        bouton=bouton,
        maintenant=maintenant,
        sauf=acteur,
        fiche=fiche,
        motif=fiche.motif,
        acteur=acteur,
    )
