"""About meetings. An invitation, its changes and its cancellation carry the .ics that calendars follow."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from calendrier import ics
from commun.courriels import Compose, composer
from commun.lieux import Lieu
from commun.services.courriels import PieceJointe, poster
from commun.services.diffusion import diffuser
from suivi.evenements import evenement
from suivi.liens import adresse_de_reponse
from suivi.models import Decision, Participation, Reunion
from suivi.queries.reunions import convies, participations_en_vigueur

if TYPE_CHECKING:
    from comptes.models import Personne


def reunion_proposee(
    reunion: Reunion, participations: Iterable[Participation], *, acteur: Personne, maintenant: datetime
) -> None:
    """To who is invited, with a link that takes the answer; to who organises too, for their calendar."""
    for participation in participations:
        _inviter("reunion_proposee", reunion, participation, acteur, maintenant)


def reunion_deplacee(
    reunion: Reunion,
    participations: Iterable[Participation],
    *,
    avant: datetime,
    redatee: bool,
    acteur: Personne,
    maintenant: datetime,
) -> None:
    """To who was invited: another date, which asks again, or another place. `avant`: as `Reunion.quand` was."""
    for participation in participations:
        _inviter("reunion_deplacee", reunion, participation, acteur, maintenant, avant=avant, redatee=redatee)


def reunion_annulee(reunion: Reunion, *, acteur: Personne, maintenant: datetime) -> None:
    """To who was invited, with the reason."""
    for participation in participations_en_vigueur(reunion, _jour(reunion, maintenant)):
        _poster(
            "reunion_annulee",
            reunion,
            participation,
            maintenant,
            url=reunion.get_absolute_url(),
            bouton="Voir la réunion",
            acteur=acteur,
        )


def reponse_donnee(participation: Participation, *, maintenant: datetime) -> None:
    """To who organises, as news: somebody cannot come."""
    reunion = participation.reunion
    _en_nouvelle(
        "reunion_reponse", reunion, [reunion.organisee_par], maintenant, participation.personne, qui=participation
    )


def compte_rendu_publie(reunion: Reunion, *, acteur: Personne, maintenant: datetime) -> None:
    """To who was invited, as news: the minutes can be read."""
    _en_nouvelle("reunion_compte_rendu", reunion, convies(reunion, _jour(reunion, maintenant)), maintenant, acteur)


def decision_confiee(decision: Decision, *, acteur: Personne, maintenant: datetime) -> None:
    """To who takes it over, unless they have noted it themselves."""
    if decision.responsable is None:
        return
    diffuser(
        [decision.responsable],
        gabarit="decision_confiee",
        objet=f"decision:{decision.pk}",
        url=decision.reunion.get_absolute_url(),
        bouton="Voir la décision",
        maintenant=maintenant,
        sauf=acteur,
        decision=decision,
        reunion=decision.reunion,
        acteur=acteur,
    )


def journee_recapitulee(reunion: Reunion, nouvelles: list[dict[str, str]], reste: int, lieu: Lieu) -> Compose:
    """What the recap of a journée de relecture says; `lieu`: where all of its news are."""
    contexte = {"reunion": reunion, "nouvelles": nouvelles, "reste": reste}
    return composer("journee_recapitulee", contexte, lieu=lieu)


def _inviter(
    gabarit: str,
    reunion: Reunion,
    participation: Participation,
    acteur: Personne,
    maintenant: datetime,
    **contexte: Any,
) -> None:
    _poster(
        gabarit,
        reunion,
        participation,
        maintenant,
        url=adresse_de_reponse(participation),
        bouton="Répondre à l'invitation",
        acteur=acteur,
        **contexte,
    )


def _poster(
    gabarit: str,
    reunion: Reunion,
    participation: Participation,
    maintenant: datetime,
    *,
    url: str,
    bouton: str,
    **contexte: Any,
) -> None:
    poster(
        gabarit=gabarit,
        destinataire=participation.personne,
        cle=f"{gabarit}:reunion:{reunion.pk}:{reunion.sequence}:{participation.personne_id}",
        url=url,
        bouton=bouton,
        maintenant=maintenant,
        contexte={"reunion": reunion, "campagne": reunion.campagne, **contexte},
        piece=_invitation(reunion, participation),
    )


def _invitation(reunion: Reunion, participation: Participation) -> PieceJointe:
    """The organiser in it is a person's name: `organisee_par`, whoever acts now."""
    a_venir, personne = evenement(reunion), participation.personne
    texte = ics.invitation(
        a_venir,
        invite=ics.Invite(personne.nom_complet, personne.email),
        organisateur=reunion.organisee_par.nom_complet,
    )
    return PieceJointe("reunion.ics", f"{ics.TYPE}; method={ics.methode(a_venir)}", texte.decode())


def _jour(reunion: Reunion, instant: datetime) -> date:
    return instant.astimezone(ZoneInfo(reunion.fuseau)).date()


def _en_nouvelle(
    gabarit: str, reunion: Reunion, a: Iterable[Personne], maintenant: datetime, acteur: Personne, **contexte: Any
) -> None:
    diffuser(
        a,
        gabarit=gabarit,
        objet=f"reunion:{reunion.pk}",
        url=reunion.get_absolute_url(),
        bouton="Voir la réunion",
        maintenant=maintenant,
        sauf=acteur,
        nouvelle=True,
        reunion=reunion,
        campagne=reunion.campagne,
        acteur=acteur,
        **contexte,
    )
