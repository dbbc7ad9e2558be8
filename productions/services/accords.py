"""The producers' agreement to publication: asked at the first deposit, each producer's own."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commun.erreurs import ActionImpossible
from journal.services import ecrire
from productions.models import Producteur, Ressource

from .verrous import verrouiller_ressource

if TYPE_CHECKING:
    from comptes.models import Personne


@transaction.atomic
def donner_accord(*, ressource: Ressource, acteur: Personne, maintenant: datetime) -> Producteur:
    """« Donner mon accord »: saying it twice changes nothing."""
    ressource = verrouiller_ressource(ressource)
    lien = ressource.liens_producteurs.filter(personne=acteur).first()
    if lien is None:
        raise ActionImpossible("Seul un producteur de la ressource peut donner son accord.")
    return lien if lien.accord else _noter(lien, Producteur.Accord.EN_LIGNE, "", acteur, maintenant)


@transaction.atomic
def enregistrer_accord_ecrit(
    *, producteur: Producteur, reference: str, acteur: Personne, maintenant: datetime
) -> Producteur:
    """« Enregistrer un accord écrit »: the coordinator holds the paper or the e-mail, `reference` says which."""
    ressource = verrouiller_ressource(producteur.ressource)
    lien = ressource.liens_producteurs.select_related("personne").filter(pk=producteur.pk).first()
    if lien is None:
        raise ActionImpossible("Cette personne ne produit plus la ressource : son accord n'est pas attendu.")
    if lien.accord:
        raise ActionImpossible(f"L'accord {lien.personne.de_nom_complet} est déjà enregistré.")
    return _noter(lien, Producteur.Accord.ECRIT, reference, acteur, maintenant)


def _noter(lien: Producteur, accord: str, reference: str, acteur: Personne, maintenant: datetime) -> Producteur:
    lien.accord, lien.accord_le, lien.accord_reference = accord, maintenant, reference
    lien.save(update_fields=["accord", "accord_le", "accord_reference"])
    ecrire(
        chaine=lien.ressource.chaine,
        action="ressource.accord",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"producteur": lien.personne_id, "accord": accord},
        texte=reference,
    )
    return lien
