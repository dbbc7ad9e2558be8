"""Planning a séance: when, where, which resources, who is invited."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commun.erreurs import ActionImpossible
from journal.mouvements import changer_etat
from journal.services import ecrire
from poles.models import Campagne
from productions.models import Ressource
from productions.services.verrous import verrouiller_ressources
from validations import courriels
from validations.models import DemandeValidation, PointSeance, PresenceSeance, Seance
from validations.ordre_du_jour import fonctions_des_invites
from validations.services.demandes import demander_validation

from .verrou import verrouiller_seance

if TYPE_CHECKING:
    from comptes.models import Personne


@transaction.atomic
def preparer_seance(
    *,
    campagne: Campagne,
    prevue_le: datetime,
    lieu: str,
    lien: str,
    demandes: Iterable[DemandeValidation],
    invites: Iterable[Personne],
    acteur: Personne,
    maintenant: datetime,
) -> Seance:
    """« Préparer la séance »: everybody invited is told at once, with the resources."""
    _refuser_date_passee(prevue_le, maintenant)
    seance = Seance.objects.create(
        campagne=campagne,
        prevue_le=prevue_le,
        lieu=lieu,
        lien=lien,
        etat_depuis=maintenant,
        modifiee_le=maintenant,
        creee_par=acteur,
    )
    nouveaux = inviter(seance, invites, maintenant)
    demandes = list(demandes)
    _verrouiller_les_ressources(demandes)
    _inscrire(seance, demandes, acteur, maintenant)
    _ecrire(seance, "seance.preparer", acteur, maintenant)
    courriels.seance_a_preparer(seance, nouveaux, acteur=acteur, maintenant=maintenant)
    return seance


@transaction.atomic
def modifier_seance(
    *,
    seance: Seance,
    prevue_le: datetime,
    lieu: str,
    lien: str,
    demandes: Iterable[DemandeValidation],
    invites: Iterable[Personne],
    acteur: Personne,
    maintenant: datetime,
) -> Seance:
    """« Modifier la séance »: a moved date or place is told to who was invited; who is added gets the invitation."""
    seance = verrouiller_seance(seance)
    if not seance.a_venir:
        raise ActionImpossible(f"La séance est {seance.get_etat_display()} : elle ne se modifie plus.")
    avant, quand = (seance.prevue_le, seance.lieu, seance.lien), seance.quand
    if prevue_le != seance.prevue_le:
        _refuser_date_passee(prevue_le, maintenant)
    deja = [p.personne for p in seance.presences.select_related("personne")]
    seance.prevue_le, seance.lieu, seance.lien = prevue_le, lieu, lien
    seance.sequence += avant != (prevue_le, lieu, lien)
    seance.modifiee_le = maintenant
    seance.save(update_fields=["prevue_le", "lieu", "lien", "sequence", "modifiee_le"])
    nouveaux = inviter(seance, invites, maintenant)
    voulues = {d.pk: d for d in demandes}
    _verrouiller_les_ressources([*voulues.values(), *(p.demande for p in seance.points.select_related("demande"))])
    _desinscrire(seance, voulues, acteur, maintenant)
    _inscrire(seance, voulues.values(), acteur, maintenant)
    _ecrire(seance, "seance.modifier", acteur, maintenant)
    if avant != (prevue_le, lieu, lien):
        courriels.seance_deplacee(seance, deja, avant=quand, acteur=acteur, maintenant=maintenant)
    courriels.seance_a_preparer(seance, nouveaux, acteur=acteur, maintenant=maintenant)
    return seance


@transaction.atomic
def annuler_seance(*, seance: Seance, motif: str, acteur: Personne, maintenant: datetime) -> Seance:
    """« Annuler la séance »: the visas stay awaited, each on its own page."""
    seance = verrouiller_seance(seance)
    changer_etat(seance, "annuler", acteur=acteur, maintenant=maintenant, donnees={"seance": seance.pk}, texte=motif)
    seance.motif, seance.sequence, seance.modifiee_le = motif, seance.sequence + 1, maintenant
    seance.save(update_fields=["motif", "sequence", "modifiee_le"])
    courriels.seance_annulee(seance, acteur=acteur, maintenant=maintenant)
    return seance


@transaction.atomic
def demander_en_seance(*, seance: Seance, ressource: Ressource, acteur: Personne, maintenant: datetime) -> PointSeance:
    """« Demander la validation et inscrire »: one click from the séance, for a resource that is prête à valider."""
    seance = verrouiller_seance(seance)
    if not (seance.a_venir or seance.ouverte):
        raise ActionImpossible(f"La séance est {seance.get_etat_display()} : son ordre du jour ne change plus.")
    demande = demander_validation(ressource=ressource, acteur=acteur, maintenant=maintenant)
    point = _inscrire(seance, [demande], acteur, maintenant)[0]
    _ecrire(seance, "seance.completer", acteur, maintenant)
    return point


def _refuser_date_passee(prevue_le: datetime, maintenant: datetime) -> None:
    if prevue_le <= maintenant:
        raise ActionImpossible("Cette date est passée : choisissez un moment à venir.")


def inviter(seance: Seance, invites: Iterable[Personne], maintenant: datetime) -> list[Personne]:
    """Who is invited by this call, those who already were left out."""
    fonctions = fonctions_des_invites(seance.campagne, maintenant)
    nouveaux = []
    for personne in invites:
        fonction = fonctions.get(personne.pk)
        if fonction is None:
            raise ActionImpossible(
                f"{personne.nom_complet} ne peut pas être invité : la séance réunit l'inspection, la DRANE et la "
                "conduite du pôle."
            )
        _, nouveau = PresenceSeance.objects.get_or_create(
            seance=seance, personne=personne, defaults={"fonction": fonction}
        )
        if nouveau:
            nouveaux.append(personne)
    return nouveaux


def _verrouiller_les_ressources(demandes: Iterable[DemandeValidation]) -> None:
    """Their lines first, the campaign's last: nobody who works on one waits for a séance that waits for them."""
    verrouiller_ressources(Ressource.objects.filter(pk__in={d.ressource_id for d in demandes}))


def _inscrire(
    seance: Seance, demandes: Iterable[DemandeValidation], acteur: Personne, maintenant: datetime
) -> list[PointSeance]:
    inscrites = set(seance.points.values_list("demande", flat=True))
    rang, points = max(seance.points.values_list("rang", flat=True), default=0), []
    for demande in sorted(demandes, key=lambda d: d.ressource_id):
        if demande.pk in inscrites:
            continue
        if demande.ressource.campagne_suivi_id != seance.campagne_id:
            raise ActionImpossible(f"« {demande.ressource.titre} » n'est pas de ce pôle.")
        rang += 1
        points.append(PointSeance.objects.create(seance=seance, demande=demande, rang=rang))
        _ecrire_sur_la_ressource(seance, demande, "seance.inscrire", acteur, maintenant)
    return points


def _desinscrire(seance: Seance, gardees: dict[int, DemandeValidation], acteur: Personne, maintenant: datetime) -> None:
    retires = seance.points.exclude(demande__in=gardees).select_related("demande__ressource")
    for point in sorted(retires, key=lambda p: p.demande.ressource_id):
        # A round that has closed since is no longer offered by the form: it stays.
        if point.demande.ouverte:
            _ecrire_sur_la_ressource(seance, point.demande, "seance.desinscrire", acteur, maintenant)
            point.delete()


def _ecrire(seance: Seance, action: str, acteur: Personne, maintenant: datetime) -> None:
    donnees = {"seance": seance.pk, "jour": seance.quand.date().isoformat()}
    ecrire(chaine=seance.chaine, action=action, acteur=acteur, maintenant=maintenant, donnees=donnees)


def _ecrire_sur_la_ressource(
    seance: Seance, demande: DemandeValidation, action: str, acteur: Personne, maintenant: datetime
) -> None:
    ecrire(
        chaine=demande.ressource.chaine,
        action=action,
        acteur=acteur,
        maintenant=maintenant,
        donnees={"seance": seance.pk, "demande": demande.pk},
    )
