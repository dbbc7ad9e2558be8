"""Locks: whoever moves a record first takes its row, so that two clicks at once meet one after the other."""

from __future__ import annotations

from django.db.models import QuerySet

from commun.erreurs import ActionImpossible
from productions.models import FicheProjet, Remarque, Ressource, Version


def verrouiller_ressource(ressource: Ressource) -> Ressource:
    """The resource's row, fresh and locked until the transaction ends; refused when it was just taken off its fiche.

    The fiche is not joined: its state is read afterwards, as it stands once the lock is ours.
    """
    presente = (
        Ressource.objects.select_for_update(of=("self",), no_key=True)
        .select_related("campagne_suivi__pole__academie", "campagne_suivi__cycle")
        .filter(pk=ressource.pk)
        .first()
    )
    if presente is None:
        raise ActionImpossible(f"« {ressource.titre} » n'existe plus : on vient de la retirer de sa fiche-projet.")
    return presente


def verrouiller_ressources(ressources: QuerySet[Ressource]) -> list[Ressource]:
    """Several rows at once, before anything is written of any of them: in the order of their numbers, as everybody."""
    return list(ressources.select_for_update(of=("self",), no_key=True).order_by("pk"))


def verrouiller_fiche(fiche: FicheProjet) -> FicheProjet:
    return (
        FicheProjet.objects.select_for_update(of=("self",), no_key=True)
        .select_related("campagne__pole__academie", "campagne__cycle")
        .get(pk=fiche.pk)
    )


def verrouiller_remarque(remarque: Remarque) -> Remarque:
    """Under its resource's lock, as every answer."""
    verrouiller_ressource(remarque.version.ressource)
    return Remarque.objects.select_related("version__ressource").get(pk=remarque.pk)


def derniere_version(ressource: Ressource) -> Version | None:
    """The version in force; None before the V1."""
    return ressource.versions.filter(numero=ressource.numero_version, annulee_le__isnull=True).first()


def est_producteur(ressource: Ressource, personne_id: int) -> bool:
    return ressource.liens_producteurs.filter(personne=personne_id).exists()
