"""Changing one's own e-mail address: asked for, proved from the new mailbox, then done."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from commun import jetons
from commun.erreurs import ActionImpossible
from commun.services.courriels import changer_d_adresse
from comptes import courriels
from comptes.models import ChangementAdresse, Personne

VALIDITE = timedelta(hours=24)
# A day's requests: what is enough for a slip of the keyboard is too little to send mails to strangers.
DEMANDES_PAR_JOUR = 5
# The address asked for is somebody's: it is not kept longer than what a complaint takes to arrive.
CONSERVATION = timedelta(days=30)
LIEN_PERIME = "Ce lien ne sert plus : il a déjà servi, il a expiré, ou une demande plus récente l'a remplacé."


@transaction.atomic
def demander_changement_adresse(*, personne: Personne, adresse: str, maintenant: datetime) -> ChangementAdresse:
    """« Recevoir le lien de confirmation »: the link goes to the new address, a warning to the present one.

    Whether somebody has that address already is not looked at here: it would tell who has an account.
    """
    personne = Personne.objects.select_for_update(no_key=True).get(pk=personne.pk)
    adresse = adresse.strip().lower()
    if adresse == personne.email:
        raise ActionImpossible("C'est déjà votre adresse.")
    recentes = personne.changements_adresse.filter(envoye_le__gt=maintenant - timedelta(days=1))
    if recentes.count() >= DEMANDES_PAR_JOUR:
        raise ActionImpossible(
            f"Vous avez déjà fait {DEMANDES_PAR_JOUR} demandes aujourd'hui. Attendez demain, ou demandez le changement "
            "à la personne qui administre le service."
        )
    personne.changements_adresse.vivants().update(remplace_le=maintenant)
    clair = jetons.engendrer()
    changement = ChangementAdresse.objects.create(
        personne=personne,
        adresse=adresse,
        empreinte=jetons.empreinte(clair),
        envoye_le=maintenant,
        expire_le=maintenant + VALIDITE,
    )
    courriels.confirmer_adresse(changement, clair, heures=VALIDITE // timedelta(hours=1), maintenant=maintenant)
    courriels.adresse_demandee(changement, maintenant=maintenant)
    return changement


@transaction.atomic
def confirmer_changement_adresse(*, changement: ChangementAdresse, maintenant: datetime) -> Personne:
    """« Utiliser cette adresse »: whoever holds the link reads the new mailbox."""
    # The person first, as the request does: two of them never wait for each other.
    personne = Personne.objects.select_for_update(no_key=True).get(pk=changement.personne_id)
    changement = ChangementAdresse.objects.select_for_update(no_key=True).get(pk=changement.pk)
    if not changement.vivant or changement.perime(maintenant):
        raise ActionImpossible(LIEN_PERIME)
    if not personne.is_active:
        raise ActionImpossible("Ce compte est fermé : son adresse ne change plus.")
    changement.utilise_le = maintenant
    changement.save(update_fields=["utilise_le"])
    ancienne = courriels.Boite(personne)
    personne.email = changement.adresse
    try:
        with transaction.atomic():
            personne.save(update_fields=["email"])
    except IntegrityError:
        raise ActionImpossible(
            "Un autre compte a déjà cette adresse. Demandez à la personne qui administre le service lequel garder."
        ) from None
    changer_d_adresse(personne.pk, personne.email)
    courriels.adresse_changee(personne, ancienne, changement, maintenant=maintenant)
    return personne


def annuler_changement_adresse(*, personne: Personne, maintenant: datetime) -> None:
    """« Renoncer à ce changement »: the link that was sent no longer serves."""
    if not personne.changements_adresse.vivants().update(remplace_le=maintenant):
        raise ActionImpossible("Aucun changement d'adresse n'attend de confirmation.")


def purger_changements_adresse(*, maintenant: datetime) -> int:
    """Forget the addresses that were asked for long ago; returns how many."""
    return ChangementAdresse.objects.filter(envoye_le__lte=maintenant - CONSERVATION).delete()[0]
