"""Holding a séance: opening it, who is there, what is said, closing it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from journal.mouvements import changer_etat
from journal.services import ecrire
from poles.models import Fonction
from validations import courriels
from validations.models import AvisSeance, CodeSeance, CommentaireSeance, PointSeance, Presence, PresenceSeance, Seance
from validations.ordre_du_jour import fonctions_des_invites, lignes_du_bilan
from validations.services.avis_prepares import rendre_a_leurs_auteurs

from .planification import inviter
from .verrou import verrouiller_ouverte, verrouiller_seance

if TYPE_CHECKING:
    from comptes.models import Personne


@transaction.atomic
def ouvrir_seance(*, seance: Seance, acteur: Personne, maintenant: datetime) -> Seance:
    """« Ouvrir la séance »: whoever opens it is there."""
    seance = verrouiller_seance(seance)
    changer_etat(seance, "ouvrir", acteur=acteur, maintenant=maintenant, donnees={"seance": seance.pk})
    fonction = fonctions_des_invites(seance.campagne, maintenant).get(acteur.pk, Fonction.ADMINISTRATEUR)
    PresenceSeance.objects.update_or_create(
        seance=seance,
        personne=acteur,
        defaults={"presence": Presence.PRESENTE},
        create_defaults={"presence": Presence.PRESENTE, "fonction": fonction},
    )
    return seance


@transaction.atomic
def noter_presences(
    *,
    seance: Seance,
    presences: Mapping[int, str],
    acteur: Personne,
    maintenant: datetime,
    arrivees: Iterable[Personne] = (),
) -> Seance:
    """« Enregistrer les présences »: `presences` by the invitation's id. Who leaves takes their opinions along.

    `arrivees`: who has come without having been invited, as a délégataire named this morning.
    """
    seance = verrouiller_ouverte(seance)
    nouvelles = {p.pk for p in inviter(seance, arrivees, maintenant)}
    presences = dict(presences) | {
        p.pk: Presence.PRESENTE for p in seance.presences.all() if p.personne_id in nouvelles
    }
    changees = [p for p in seance.presences.all() if presences.get(p.pk, p.presence) != p.presence]
    for ligne in changees:
        ligne.presence = presences[ligne.pk]
        ligne.save(update_fields=["presence"])
    partis = [p.personne_id for p in changees if p.presence != Presence.PRESENTE]
    _debarrasser(seance, maintenant, signataire__in=partis)
    if changees:
        ecrire(
            chaine=seance.chaine,
            action="seance.presences",
            acteur=acteur,
            maintenant=maintenant,
            donnees={
                "seance": seance.pk,
                "presents": sorted(
                    seance.presences.filter(presence=Presence.PRESENTE).values_list("personne", flat=True)
                ),
            },
        )
    return seance


@transaction.atomic
def commenter(*, point: PointSeance, texte: str, acteur: Personne, maintenant: datetime) -> None:
    """One's own notes on a resource, saved as they are typed: part of the minutes. Emptied, they go."""
    verrouiller_ouverte(point.seance)
    texte = texte.strip()
    if texte:
        CommentaireSeance.objects.update_or_create(
            point=point, auteur=acteur, defaults={"texte": texte, "ecrit_le": maintenant}
        )
    else:
        CommentaireSeance.objects.filter(point=point, auteur=acteur).delete()


@transaction.atomic
def clore_seance(*, seance: Seance, acteur: Personne, maintenant: datetime) -> Seance:
    """« Clore la séance »: one recap e-mail each. What was not signed goes back to its author, and stays awaited."""
    seance = verrouiller_seance(seance)
    changer_etat(
        seance,
        "clore",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"seance": seance.pk, "visas": seance.visas.count()},
    )
    _debarrasser(seance, maintenant)
    CodeSeance.objects.filter(seance=seance, servi_le__isnull=True, expire_le__gt=maintenant).update(
        expire_le=maintenant
    )
    lignes = lignes_du_bilan(seance, maintenant)
    courriels.seance_close(seance, lignes, acteur=acteur, maintenant=maintenant)
    return seance


def _debarrasser(seance: Seance, maintenant: datetime, **choix: object) -> None:
    """Take opinions off the table. The rounds that closed meanwhile have none."""
    rendre_a_leurs_auteurs(AvisSeance.objects.filter(point__seance=seance, **choix), maintenant)
