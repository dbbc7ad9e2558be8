"""Planning a meeting, moving it, cancelling it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction

from commun.erreurs import ActionImpossible
from journal.mouvements import changer_etat
from journal.services import ecrire
from poles.models import Campagne
from suivi import courriels
from suivi.etats import A_DISTANCE, FINANCEES_PAR_AN, EtatReunion, Reponse
from suivi.models import Participation, Reunion
from suivi.queries.reunions import equipe_des, financees, fonctions_des_invitables, participations_en_vigueur

from .verrou import verrouiller_campagne, verrouiller_reunion

if TYPE_CHECKING:
    from comptes.models import Personne


@dataclass(frozen=True)
class RendezVous:
    """When, where, what about: what the form asks. `debut` and `fin` are aware."""

    genre: str
    debut: datetime
    fin: datetime
    objet: str = ""
    lieu: str = ""
    lien: str = ""
    ordre_du_jour: str = ""
    financee: bool = False


@transaction.atomic
def prevoir_reunion(
    *,
    campagne: Campagne,
    rendez_vous: RendezVous,
    invites: Iterable[Personne],
    avec: Collection[Campagne] = (),
    acteur: Personne,
    maintenant: datetime,
) -> Reunion:
    """« Prévoir la réunion »: everybody invited gets a mail with the .ics; of a past one, nobody does.

    `avec`: the pôles that join in, whose teams are invited. Asked for as paid, it is so while the pôle that
    organises has paid meetings left (`Reunion.financee` says what became of it). Raises ActionImpossible for a
    meeting that is there already: of two clicks, one invites.
    """
    campagne = verrouiller_campagne(campagne)
    reunion = Reunion(campagne=campagne, organisee_par=acteur, etat_depuis=maintenant, modifiee_le=maintenant)
    _appliquer(reunion, rendez_vous)
    _refuser_la_meme(reunion)
    reunion.save()
    reunion.campagnes.set([campagne, *avec])
    _ecrire(reunion, "reunion.prevoir", acteur, maintenant)
    nouvelles = _inviter(reunion, invites, avec, maintenant)
    _compter_qui_la_date(reunion, acteur, maintenant)
    if reunion.debut > maintenant:
        courriels.reunion_proposee(reunion, nouvelles, acteur=acteur, maintenant=maintenant)
    return reunion


@transaction.atomic
def modifier_reunion(
    *,
    reunion: Reunion,
    rendez_vous: RendezVous,
    invites: Iterable[Personne],
    avec: Collection[Campagne] = (),
    acteur: Personne,
    maintenant: datetime,
) -> Reunion:
    """« Modifier la réunion »: a moved one is told with a new .ics, another date asks everybody again.

    Invited people and pôles only grow. Raises ActionImpossible once it was held or cancelled, and where it would be
    the same as another.
    """
    verrouiller_campagne(reunion.campagne)
    reunion = verrouiller_reunion(reunion)
    if not reunion.prevue:
        raise ActionImpossible(f"La réunion est {reunion.get_etat_display()} : elle ne se modifie plus.")
    avant, quand = (reunion.debut, reunion.fin, reunion.lieu, reunion.lien), reunion.quand
    _appliquer(reunion, rendez_vous)
    _refuser_la_meme(reunion)
    redatee = avant[:2] != (reunion.debut, reunion.fin)
    deplacee = redatee or avant[2:] != (reunion.lieu, reunion.lien)
    reunion.sequence += deplacee
    reunion.modifiee_le = maintenant
    reunion.save()
    reunion.campagnes.add(*avec)
    _ecrire(reunion, "reunion.modifier", acteur, maintenant)
    deja = list(participations_en_vigueur(reunion, jour_de(reunion, maintenant)))
    nouvelles = _inviter(reunion, invites, avec, maintenant)
    if redatee:
        reunion.participations.update(reponse=Reponse.ATTENDUE, repondue_le=None)
        _compter_qui_la_date(reunion, acteur, maintenant)
    if max(avant[0], reunion.debut) > maintenant:
        if deplacee:
            courriels.reunion_deplacee(
                reunion, deja, avant=quand, redatee=redatee, acteur=acteur, maintenant=maintenant
            )
        courriels.reunion_proposee(reunion, nouvelles, acteur=acteur, maintenant=maintenant)
    return reunion


@transaction.atomic
def annuler_reunion(*, reunion: Reunion, motif: str, acteur: Personne, maintenant: datetime) -> Reunion:
    """« Annuler la réunion »: who is invited gets the reason, and an .ics that takes it out of their calendar.

    Of one noted afterwards, nobody was told: nobody is told that it is cancelled.
    """
    reunion = verrouiller_reunion(reunion)
    annoncee = reunion.annoncee
    changer_etat(reunion, "annuler", acteur=acteur, maintenant=maintenant, donnees=_donnees(reunion), texte=motif)
    reunion.motif, reunion.sequence, reunion.modifiee_le = motif, reunion.sequence + 1, maintenant
    reunion.save(update_fields=["motif", "sequence", "modifiee_le"])
    if annoncee:
        courriels.reunion_annulee(reunion, acteur=acteur, maintenant=maintenant)
    return reunion


def ajouter(
    reunion: Reunion, fonctions: dict[int, str], personnes: Iterable[int], deja: Collection[int]
) -> list[Participation]:
    """Write those who are not there yet. Raises ActionImpossible for somebody without a fonction in the pôle."""
    voulues = dict.fromkeys(personne for personne in personnes if personne not in deja)
    if not voulues.keys() <= fonctions.keys():
        raise ActionImpossible("Une de ces personnes n'est plus dans l'équipe du pôle : rechargez la page.")
    return Participation.objects.bulk_create(
        Participation(reunion=reunion, personne_id=personne, fonction=fonctions[personne]) for personne in voulues
    )


def jour_de(reunion: Reunion, instant: datetime) -> date:
    return instant.astimezone(ZoneInfo(reunion.fuseau)).date()


def _inviter(
    reunion: Reunion, invites: Iterable[Personne], avec: Collection[Campagne], maintenant: datetime
) -> list[Participation]:
    jour = jour_de(reunion, maintenant)
    equipes = equipe_des(avec, jour)
    fonctions = equipes | fonctions_des_invitables(reunion.campagne, jour)
    deja = set(reunion.participations.values_list("personne", flat=True))
    nouvelles = ajouter(reunion, fonctions, [*(p.pk for p in invites), *equipes], deja)
    return list(
        Participation.objects.filter(reunion=reunion, personne__in=[p.personne_id for p in nouvelles]).select_related(
            "personne"
        )
    )


def _compter_qui_la_date(reunion: Reunion, acteur: Personne, maintenant: datetime) -> None:
    """Who calls the meeting or moves it will be there, and may still say otherwise; nobody answers for a colleague."""
    reunion.participations.filter(personne=acteur.pk).update(reponse=Reponse.PARTICIPE, repondue_le=maintenant)


def _appliquer(reunion: Reunion, rendez_vous: RendezVous) -> None:
    for champ in ("genre", "debut", "fin", "objet", "lieu", "lien", "ordre_du_jour"):
        setattr(reunion, champ, getattr(rendez_vous, champ))
    reunion.financee = rendez_vous.financee and reste_a_financer(reunion)


def _refuser_la_meme(reunion: Reunion) -> None:
    """Its campaign's row is locked; the database forbids it too."""
    memes = Reunion.objects.filter(
        campagne=reunion.campagne, genre=reunion.genre, objet=reunion.objet, debut=reunion.debut
    )
    if memes.exclude(etat=EtatReunion.ANNULEE).exclude(pk=reunion.pk).exists():
        raise ActionImpossible(
            f"« {reunion.datee} » est déjà prévue à cette heure. S'il y en a deux, dites dans l'objet ce qui les "
            "distingue."
        )


def reste_a_financer(reunion: Reunion) -> bool:
    """May this one be paid for? Its campaign's row is locked."""
    deja = financees(reunion.campagne, reunion.quand.date(), sauf=reunion.pk)
    return reunion.genre not in A_DISTANCE and reunion.etat != EtatReunion.ANNULEE and deja < FINANCEES_PAR_AN


def _donnees(reunion: Reunion) -> dict[str, object]:
    return {"reunion": reunion.pk, "jour": reunion.quand.date().isoformat()}


def _ecrire(reunion: Reunion, action: str, acteur: Personne, maintenant: datetime) -> None:
    ecrire(chaine=reunion.chaine, action=action, acteur=acteur, maintenant=maintenant, donnees=_donnees(reunion))
