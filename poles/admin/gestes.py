"""What is done in bulk on teams: inviting, inviting again, ending mandates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.forms import Form

from commun.administration.nombre import ActionEnNombre
from commun.horloge import aujourdhui
from comptes.models import Personne
from poles.forms import InvitationsForm
from poles.lignes import Ligne
from poles.models import Campagne, Mandat
from poles.services import inviter_plusieurs, renvoyer_invitation, terminer_mandat


def _formulaire(tape: Any, acteur: Personne, campagnes: Sequence[Campagne]) -> Form:
    return InvitationsForm(tape, initial={"role": "enseignant"})


def _inviter(
    campagne: Campagne,
    acteur: Personne,
    maintenant: datetime,
    *,
    personnes: list[Ligne],
    fonction: str,
    role: str,
) -> str:
    reponses = inviter_plusieurs(
        campagne=campagne,
        lignes=personnes,
        fonction=fonction,
        acteur=acteur,
        debut=aujourdhui(),
        maintenant=maintenant,
    )
    dites = [f"{r.ligne.email or r.ligne.texte} : {r.detail or r.issue}" for r in reponses]
    return f"{campagne} — {' ; '.join(dites)}"


INVITER = ActionEnNombre(
    "inviter",
    "Inviter des personnes dans les pôles choisis",
    "Inviter",
    "poles.inviter",
    _inviter,
    "Chaque personne rejoint l'équipe de chacun de ces pôles et reçoit un courriel qui lui dit comment entrer. "
    "Qui en fait déjà partie ne reçoit rien.",
    prevenus=lambda campagne: ["chaque personne invitée"],
    formulaire=_formulaire,
    relations=["pole__academie", "cycle"],
)


def _relancer(mandat: Mandat, acteur: Personne, maintenant: datetime) -> None:
    renvoyer_invitation(mandat=mandat, acteur=acteur, maintenant=maintenant)


def _relance_impossible(mandat: Mandat) -> str:
    if mandat.personne.last_login:
        return "Cette personne a déjà ouvert le service : il n'y a plus d'invitation en attente."
    if mandat.campagne is None:
        return "Une invitation est pour l'équipe d'un pôle dans un cycle ; ce mandat va plus loin."
    return "" if mandat.actif(aujourdhui()) else "Cette personne ne fait plus partie de l'équipe : invitez de nouveau."


MANDAT = ["personne", "campagne__pole__academie", "campagne__cycle", "pole__academie", "academie"]
RELANCER = ActionEnNombre(
    "relancer",
    "Relancer les personnes invitées qui ne sont pas encore venues",
    "Renvoyer l'invitation",
    "poles.relancer_invitation",
    _relancer,
    "Un nouveau lien personnel part ; le précédent ne sert plus.",
    reserve="à l'administration académique, qui a nommé cette personne",
    empechement=_relance_impossible,
    prevenus=lambda mandat: [mandat.personne],
    relations=MANDAT,
)


def _terminer(mandat: Mandat, acteur: Personne, maintenant: datetime) -> None:
    terminer_mandat(mandat=mandat, fin=aujourdhui(), acteur=acteur, maintenant=maintenant)


def _fin_impossible(mandat: Mandat) -> str:
    finit_deja = mandat.fin is not None and mandat.fin <= aujourdhui()
    return "Ce mandat est déjà terminé." if mandat.termine_le or finit_deja else ""


TERMINER = ActionEnNombre(
    "terminer",
    "Terminer les mandats choisis (aujourd'hui est leur dernier jour)",
    "Terminer",
    "poles.terminer_mandat",
    _terminer,
    "Aujourd'hui est leur dernier jour. Ce que ces personnes tiennent reste à leur nom : la page « Mettre fin au "
    "mandat » du pôle le réattribue.",
    reserve="à l'administration académique, qui a nommé cette personne",
    empechement=_fin_impossible,
    relations=MANDAT,
)
