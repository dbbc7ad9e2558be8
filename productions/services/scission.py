"""« Scinder »: a second resource under the same fiche, which starts from copies of the first one's versions.

What keeps a copied version true: its files are the same stored ones, never copied; its depositor, date, note and
declarations are the original's; its seal is its own, since a seal names its resource, and the journal's line binds
it to the seal it comes from. Anybody can redo both.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commun.erreurs import ActionImpossible
from journal.mouvements import changer_etat
from journal.services import ecrire
from poles.services.campagnes import refuser_si_close
from productions import courriels
from productions.etats import EtatFiche, EtatRessource
from productions.models import Piece, Ressource, Version
from productions.sceau import sceller

from .depots import COPIES
from .mots import tenir_mots
from .producteurs import definir_producteurs
from .verrous import verrouiller_fiche, verrouiller_ressource

if TYPE_CHECKING:
    from comptes.models import Personne


@transaction.atomic
def scinder_ressource(
    *,
    ressource: Ressource,
    titre: str,
    restent: Iterable[Personne],
    partent: Iterable[Personne],
    acteur: Personne,
    maintenant: datetime,
) -> Ressource:
    """The second resource, en révision where there are versions. `restent` produce the first, `partent` the second.

    Remarks, relectures, the draft, rounds, visas and publications stay with the first.
    """
    # The fiche first, as whoever saves it: a form of it opened before would take the second one off.
    fiche, ressource = verrouiller_fiche(ressource.fiche), verrouiller_ressource(ressource)
    restent, partent = list(restent), list(partent)
    if raison := scission_impossible(ressource):
        raise ActionImpossible(raison)
    refuser_si_close(ressource.campagne_suivi_id)
    _refuser_repartition(ressource, {p.pk for p in restent}, {p.pk for p in partent})
    seconde = Ressource.objects.create(
        fiche=fiche,
        titre=titre,
        nature=ressource.nature,
        campagne_origine=ressource.campagne_origine,
        campagne_suivi=ressource.campagne_suivi,
        etat_depuis=maintenant,
    )
    fait = {"acteur": acteur, "maintenant": maintenant}

    pks = {"ressource": ressource.pk, "seconde": seconde.pk}
    ecrire(chaine=fiche.chaine, action="ficheprojet.scinder", donnees=pks, texte=titre, **fait)
    ecrire(chaine=ressource.chaine, action="ressource.scinder", donnees={"seconde": seconde.pk}, texte=titre, **fait)
    definir_producteurs(ressource=ressource, personnes=restent, **fait)
    _faire_naitre(seconde, ressource, partent, **fait)
    tenir_mots([fiche.pk])
    courriels.ressource_scindee(ressource, seconde, acteur=acteur, maintenant=maintenant)
    return seconde


def scission_impossible(ressource: Ressource) -> str:
    """Why it cannot be split now, and what to do; empty when it can."""
    if ressource.etat == EtatRessource.EN_VALIDATION:
        return (
            f"« {ressource.titre} » est en validation, et les signataires visent une version entière : retirez d'abord "
            "la demande, ou attendez les deux visas."
        )
    if ressource.fiche.etat == EtatFiche.ABANDONNEE:
        return "La fiche-projet est abandonnée : reprenez d'abord la fiche."
    if ressource.etat == EtatRessource.ABANDONNEE:
        return f"« {ressource.titre} » est abandonnée : reprenez-la d'abord."
    return ""


def deposants(ressource: Ressource) -> set[int]:
    """Who has deposited a version: their name stays among those who produce both, or they could judge their work."""
    return set(ressource.versions.filter(annulee_le__isnull=True).values_list("deposee_par", flat=True))


def _refuser_repartition(ressource: Ressource, restent: set[int], partent: set[int]) -> None:
    presents = set(ressource.liens_producteurs.values_list("personne", flat=True))
    if not restent or not partent:
        raise ActionImpossible("Chacune des deux ressources garde au moins une personne qui la produit.")
    if restent | partent != presents:
        raise ActionImpossible("La liste des producteurs a changé depuis l'ouverture de la page : reprenez le partage.")
    if not deposants(ressource) & presents <= restent & partent:
        raise ActionImpossible("Qui a déposé une version reste parmi les producteurs des deux ressources.")


def _faire_naitre(
    seconde: Ressource, origine: Ressource, producteurs: list[Personne], acteur: Personne, maintenant: datetime
) -> None:
    donnees = {"fiche": seconde.fiche_id, "origine": origine.pk}
    ecrire(
        chaine=seconde.chaine,
        action="ressource.naitre",
        acteur=acteur,
        maintenant=maintenant,
        donnees=donnees,
        texte=origine.titre,
    )
    definir_producteurs(ressource=seconde, personnes=producteurs, acteur=acteur, maintenant=maintenant)
    for version in origine.versions.filter(annulee_le__isnull=True).order_by("numero").prefetch_related("pieces"):
        _copier_version(version, seconde, acteur, maintenant)
        seconde.numero_version = version.numero
    if seconde.numero_version:
        seconde.save(update_fields=["numero_version"])
        changer_etat(seconde, "partir_des_versions", acteur=acteur, maintenant=maintenant)


def _copier_version(version: Version, seconde: Ressource, acteur: Personne, maintenant: datetime) -> None:
    copie = Version(
        ressource=seconde,
        numero=version.numero,
        deposee_par_id=version.deposee_par_id,
        deposee_le=version.deposee_le,
        note=version.note,
        declarations=version.declarations,
        etat_avant=EtatRessource.EN_CONCEPTION,
        # A copy is no deposit: nobody cancels it.
        ouverte_le=version.ouverte_le or maintenant,
    )
    pieces = [Piece(**{champ: getattr(p, champ) for champ in COPIES}) for p in version.pieces.all()]
    copie.sceau = sceller(copie, pieces)
    copie.save()
    for piece in pieces:
        piece.version = copie
    Piece.objects.bulk_create(pieces)
    ecrire(
        chaine=seconde.chaine,
        action="version.copier",
        acteur=acteur,
        maintenant=maintenant,
        donnees={
            "version": copie.pk,
            "numero": copie.numero,
            "sceau": copie.sceau,
            "origine": version.pk,
            "sceau_origine": version.sceau,
        },
    )
