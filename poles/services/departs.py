"""A mandate ends, or its person cannot go on: what they hold is decided on one screen, all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commun.erreurs import ActionImpossible
from journal.libelles import phrase_entiere
from journal.queries import ecritures_de
from poles import courriels
from poles.charges import LAISSER, Charge, Decision, charges_de, destinataires, traiter
from poles.models import Campagne, Mandat

from .equipe import terminer_mandat

if TYPE_CHECKING:
    from comptes.models import Personne


class TravailPerime(ActionImpossible):
    """Somebody has worked since the page was opened: what was decided may no longer fit."""


@transaction.atomic
def mettre_fin_au_mandat(
    *,
    mandat: Mandat,
    fin: date,
    motif: str,
    choix: Mapping[str, str],
    vues: Mapping[str, str],
    acteur: Personne,
    maintenant: datetime,
    jour: date,
    sur_le_champ: bool = False,
) -> Mandat:
    """« Mettre fin au mandat »: what the person holds goes where `choix` says, then the mandate ends.

    `choix` and `vues` go by the charge's key: what was decided, and the state in which the decider saw it. The
    resources are locked before the mandate, as a visa does.
    """
    confiees = _repartir(mandat, choix, vues, motif, acteur, maintenant, jour)
    mandat = terminer_mandat(
        mandat=mandat, fin=fin, motif=motif, acteur=acteur, maintenant=maintenant, sur_le_champ=sur_le_champ
    )
    courriels.mandat_termine(mandat, motif=motif, par=acteur, maintenant=maintenant)
    courriels.depart_annonce(mandat, motif=motif, confiees=confiees, par=acteur, maintenant=maintenant, jour=jour)
    return mandat


@transaction.atomic
def quitter_le_pole(*, mandat: Mandat, fin: date, motif: str, acteur: Personne, maintenant: datetime) -> Mandat:
    """« Quitter le pôle »: one's own mandate ends; who leads the pôle decides of what is held."""
    if mandat.personne_id != acteur.pk:
        raise ActionImpossible("On ne quitte un pôle que pour soi-même.")
    reste = [charge.titre for charge in charges_de(mandat, fin) if charge.choix]
    mandat = terminer_mandat(mandat=mandat, fin=fin, motif=motif, acteur=acteur, maintenant=maintenant)
    courriels.depart_demande(mandat, motif=motif, reste=reste, maintenant=maintenant, jour=fin)
    return mandat


@transaction.atomic
def reattribuer(
    *,
    mandat: Mandat,
    campagne: Campagne,
    motif: str,
    choix: Mapping[str, str],
    vues: Mapping[str, str],
    acteur: Personne,
    maintenant: datetime,
    jour: date,
) -> int:
    """« Réattribuer »: the same without an end, for somebody who cannot go on for a while, or has left already.

    Of this campaign alone, wherever else the mandate is exercised: who leads it has no say elsewhere. Returns how
    many charges have moved.
    """
    mandat = mandat.dans(campagne)
    confiees = _repartir(mandat, choix, vues, motif, acteur, maintenant, jour)
    if not confiees:
        raise ActionImpossible("Vous n'avez rien changé : choisissez, sur une ligne au moins, à qui la confier.")
    courriels.charges_reattribuees(mandat, confiees=confiees, motif=motif, par=acteur, maintenant=maintenant)
    return len(confiees)


def _repartir(
    mandat: Mandat,
    choix: Mapping[str, str],
    vues: Mapping[str, str],
    motif: str,
    acteur: Personne,
    maintenant: datetime,
    jour: date,
) -> list[str]:
    """Carry out the choices; returns the titles of what has moved."""
    charges = [charge for charge in charges_de(mandat, jour) if charge.choix]
    _refuser_si_perime(charges, vues)
    decisions = [
        decision
        for charge in charges
        if (decision := _decider(mandat, charge, choix.get(charge.cle, LAISSER), motif, acteur, maintenant))
    ]
    traiter(decisions)
    return [decision.charge.titre for decision in decisions]


def _decider(
    mandat: Mandat, charge: Charge, code: str, motif: str, acteur: Personne, maintenant: datetime
) -> Decision | None:
    choisi = next((c for c in charge.choix if c.code == code), None)
    if choisi is None:
        raise ActionImpossible(f"Le choix fait pour « {charge.titre} » n'est plus possible : choisissez de nouveau.")
    if choisi.action == LAISSER:
        return None
    vers = destinataires([choisi]).get(choisi.personne) if choisi.personne else None
    return Decision(charge, choisi.action, mandat.personne, acteur, maintenant, motif, vers)


def _refuser_si_perime(charges: list[Charge], vues: Mapping[str, str]) -> None:
    """What was seen is what is: else who did what is said, and nothing is done."""
    presentes = {charge.cle: charge for charge in charges}
    changees = [c for c in charges if vues.get(c.cle) != c.etat]
    if not changees and not vues.keys() - presentes.keys():
        return
    raisons = [_ce_qui_s_est_passe(charge) for charge in changees]
    if not raisons:
        raisons = ["Une ligne n'est plus à réattribuer : le travail a été fait, ou confié à quelqu'un d'autre."]
    raise TravailPerime(
        f"Quelqu'un a travaillé pendant que vous décidiez. {' '.join(raisons)} Rien n'a été changé : la page montre "
        "maintenant l'état du moment ; relisez-la, puis confirmez de nouveau."
    )


def _ce_qui_s_est_passe(charge: Charge) -> str:
    derniere = ecritures_de(charge.chaine).first() if charge.chaine else None
    return f"« {charge.titre} » : {phrase_entiere(derniere)}." if derniere else f"« {charge.titre} » a changé."
