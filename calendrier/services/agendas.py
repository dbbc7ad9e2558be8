"""Opening, replacing and closing a feed's address; and the round that keeps what each feed has said."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from calendrier.agenda.flux import a_ecrire, dates_dues
from calendrier.models import Abonnement, Annonce
from calendrier.models.abonnement import nouvelle_serie
from commun.erreurs import ActionImpossible
from journal.services import ecrire
from poles.models import Campagne

if TYPE_CHECKING:
    from comptes.models import Personne

CHAMPS = ("titre", "jour", "sequence", "modifiee_le", "retiree_le")


@transaction.atomic
def creer_agenda(
    *, acteur: Personne, maintenant: datetime, personne: Personne | None = None, campagne: Campagne | None = None
) -> Abonnement:
    """« Créer l'adresse »: a person's own, or a pôle's. The one that exists stays as it is."""
    abonnement, nouveau = Abonnement.objects.get_or_create(
        personne=personne, campagne=campagne, defaults={"cree_le": maintenant}
    )
    if nouveau:
        _consigner(abonnement, "agenda.creer", acteur, maintenant)
    return abonnement


@transaction.atomic
def remplacer_agenda(*, abonnement: Abonnement, acteur: Personne, maintenant: datetime) -> Abonnement:
    """« Remplacer l'adresse »: the former one answers no more, and whoever held it has to be given the new one."""
    abonnement = _verrouiller(abonnement)
    abonnement.serie = nouvelle_serie()
    abonnement.save(update_fields=["serie"])
    _consigner(abonnement, "agenda.remplacer", acteur, maintenant)
    return abonnement


@transaction.atomic
def fermer_agenda(*, abonnement: Abonnement, acteur: Personne, maintenant: datetime) -> None:
    """« Fermer l'agenda »: nothing answers any more, and nothing is kept of what it said."""
    abonnement = _verrouiller(abonnement)
    _consigner(abonnement, "agenda.fermer", acteur, maintenant)
    abonnement.delete()


def tenir_agendas(*, maintenant: datetime) -> int:
    """The round: what moved since rises by one revision, what went is taken back. Harmless again; returns changes."""
    faites = 0
    abonnements = Abonnement.objects.select_related("personne", "campagne__pole__academie", "campagne__cycle")
    for abonnement in abonnements.order_by("pk").iterator(chunk_size=100):
        faites += _tenir(abonnement, maintenant)
    return faites


def _tenir(abonnement: Abonnement, maintenant: datetime) -> int:
    fuseau = abonnement.campagne.fuseau if abonnement.campagne else settings.TIME_ZONE
    jour = maintenant.astimezone(ZoneInfo(fuseau)).date()
    dues = list(dates_dues(abonnement, jour))
    with transaction.atomic():
        if not Abonnement.objects.select_for_update(no_key=True).filter(pk=abonnement.pk).exists():
            return 0
        connues = {annonce.cle: annonce for annonce in abonnement.annonces.all()}
        nouvelles, changees = a_ecrire(dues, connues, abonnement, maintenant, jour)
        Annonce.objects.bulk_create(nouvelles, batch_size=500)
        Annonce.objects.bulk_update(changees, CHAMPS, batch_size=500)
    return len(nouvelles) + len(changees)


def _verrouiller(abonnement: Abonnement) -> Abonnement:
    """Raises ActionImpossible when it was closed meanwhile."""
    tenus = Abonnement.objects.select_for_update(of=("self",), no_key=True).select_related("campagne")
    tenu = tenus.filter(pk=abonnement.pk).first()
    if tenu is None:
        raise ActionImpossible("Cet agenda est déjà fermé : rechargez la page.")
    return tenu


def _consigner(abonnement: Abonnement, action: str, acteur: Personne, maintenant: datetime) -> None:
    """A pôle's feed is the team's business; what one does with one's own is nobody's."""
    if abonnement.campagne:
        ecrire(chaine=abonnement.campagne.chaine, action=action, acteur=acteur, maintenant=maintenant)
