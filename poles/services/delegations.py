"""A signatory lends their visas to somebody for a period, and takes them back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import Q

from commun.erreurs import ActionImpossible
from commun.templatetags.dates import jour as en_toutes_lettres
from journal.services import ecrire
from poles import courriels
from poles.charges import donner_suite
from poles.droits import oublier_droits
from poles.models import DELEGABLES, Delegation, Mandat

if TYPE_CHECKING:
    from comptes.models import Personne

# A school year: past it, the académie appoints somebody.
DUREE_MAX = timedelta(days=366)


@transaction.atomic
def deleguer(
    *, mandat: Mandat, delegataire: Personne, debut: date, fin: date, acteur: Personne, maintenant: datetime, jour: date
) -> Delegation:
    """« Déléguer mes visas »: the other person signs « par délégation de » from `debut` to `fin`, both included.

    Only one's own mandate, so that what is received by delegation is not delegated further. Never to who signs the
    other visa on the same pôles: nobody gives both.
    """
    mandat = Mandat.objects.select_for_update(of=("self",), no_key=True).select_related("personne").get(pk=mandat.pk)
    # Whoever is being named or delegated to meets one after the other.
    delegataire = get_user_model().objects.select_for_update(no_key=True).get(pk=delegataire.pk)
    _refuser_titre(mandat, acteur)
    _refuser_periode(mandat, debut, fin, jour)
    _refuser_personne(mandat, delegataire, debut, fin)
    try:
        with transaction.atomic():
            delegation = Delegation.objects.create(
                mandat=mandat, delegataire=delegataire, debut=debut, fin=fin, accordee_le=maintenant
            )
    except IntegrityError as erreur:
        raise ActionImpossible("Une délégation commence déjà ce jour-là.") from erreur
    _ecrire(delegation, "delegation.accorder", acteur, maintenant, texte=delegataire.nom_complet)
    courriels.delegation_accordee(delegation, maintenant=maintenant)
    oublier_droits(delegataire)
    return delegation


@transaction.atomic
def revoquer_delegation(
    *, delegation: Delegation, motif: str, acteur: Personne, maintenant: datetime, jour: date
) -> Delegation:
    """« Reprendre mes visas »: at once. What was signed stands."""
    delegation = (
        Delegation.objects.select_for_update(of=("self",), no_key=True)
        .select_related("mandat__personne", "delegataire")
        .get(pk=delegation.pk)
    )
    if delegation.revoquee:
        raise ActionImpossible("Cette délégation est déjà reprise.")
    if delegation.fin < jour:
        raise ActionImpossible("Cette délégation est déjà finie.")
    delegation.revoquee_le, delegation.motif_reprise = maintenant, motif
    delegation.save(update_fields=["revoquee_le", "motif_reprise"])
    _ecrire(delegation, "delegation.reprendre", acteur, maintenant, texte=motif)
    courriels.delegation_reprise(delegation, par=acteur, maintenant=maintenant)
    oublier_droits(delegation.delegataire)
    donner_suite(delegation.mandat, jour, maintenant)
    return delegation


def _refuser_titre(mandat: Mandat, acteur: Personne) -> None:
    if mandat.personne_id != acteur.pk:
        raise ActionImpossible(
            "On ne délègue que son propre mandat : ce qui est reçu par délégation ne se délègue pas."
        )
    if mandat.fonction not in DELEGABLES:
        raise ActionImpossible("Seules l'inspection et la DRANE ont des visas à déléguer.")
    if mandat.termine_le:
        raise ActionImpossible("Ce mandat est terminé : il n'y a plus rien à déléguer.")


def _refuser_periode(mandat: Mandat, debut: date, fin: date, jour: date) -> None:
    if debut < jour:
        raise ActionImpossible("Une délégation commence au plus tôt aujourd'hui.")
    if fin < debut:
        raise ActionImpossible("La fin de la délégation ne peut pas précéder son début.")
    if fin - debut > DUREE_MAX:
        raise ActionImpossible(
            "Une délégation dure un an au plus : au-delà, demandez à l'administration académique de nommer quelqu'un."
        )
    if debut < mandat.debut or (mandat.fin and fin > mandat.fin):
        jusqu_au = f" jusqu'au {en_toutes_lettres(mandat.fin)}" if mandat.fin else ""
        raise ActionImpossible(
            f"Votre mandat va du {en_toutes_lettres(mandat.debut)}{jusqu_au} : la délégation reste dans ces dates."
        )
    autre = mandat.delegations.filter(revoquee_le__isnull=True, debut__lte=fin, fin__gte=debut).first()
    if autre:
        raise ActionImpossible(
            f"Vos visas sont déjà délégués à {autre.delegataire.nom_complet} du {en_toutes_lettres(autre.debut)} au "
            f"{en_toutes_lettres(autre.fin)} : reprenez-les d'abord, ou choisissez d'autres dates."
        )


def _refuser_personne(mandat: Mandat, delegataire: Personne, debut: date, fin: date) -> None:
    nom = delegataire.nom_complet
    if delegataire.pk == mandat.personne_id:
        raise ActionImpossible("Choisissez une autre personne que vous.")
    if not delegataire.is_active:
        raise ActionImpossible(f"Le compte {delegataire.de_nom_complet} est fermé : choisissez une autre personne.")
    periode = Q(fin__isnull=True) | Q(fin__gte=debut)
    siens = Mandat.objects.filter(periode, personne=delegataire, debut__lte=fin, termine_le__isnull=True)
    recus = Mandat.objects.filter(
        periode,
        delegations__delegataire=delegataire,
        delegations__revoquee_le__isnull=True,
        delegations__debut__lte=fin,
        delegations__fin__gte=debut,
        termine_le__isnull=True,
    )
    exerces = [m for m in [*siens, *recus] if m.fonction in DELEGABLES and m.recouvre(mandat)]
    if any(m.fonction != mandat.fonction for m in exerces):
        raise ActionImpossible(
            f"{nom} donne déjà l'autre visa sur ces pôles : une même personne ne donne pas les deux. "
            "Choisissez quelqu'un d'autre."
        )
    if any(m.personne_id == delegataire.pk and m.contient(mandat) for m in exerces):
        raise ActionImpossible(f"{nom} exerce déjà cette fonction ici : il n'y a rien à lui déléguer.")


def _ecrire(delegation: Delegation, action: str, acteur: Personne, maintenant: datetime, texte: str) -> None:
    ecrire(
        chaine=delegation.mandat.chaine,
        action=action,
        acteur=acteur,
        maintenant=maintenant,
        donnees={
            "delegation": delegation.pk,
            "mandat": delegation.mandat_id,
            "delegataire": delegation.delegataire_id,
            "debut": delegation.debut.isoformat(),
            "fin": delegation.fin.isoformat(),
        },
        texte=texte,
    )
