"""Proofreading: assigned by the coordinator, handed in by the proofreader, never blocking."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commun.erreurs import ActionImpossible
from commun.templatetags.dates import instant
from journal.mouvements import changer_etat, empechement, refus, trouver
from journal.peremption import dernier_geste
from journal.services import ecrire
from productions import courriels
from productions.etats import RELECTURES_TENUES, EtatRelecture, EtatRessource
from productions.models import Relecture, Ressource

from .remarques import noter_transmise
from .ressources import relectures_attendues
from .verrous import derniere_version, est_producteur, verrouiller_ressource

if TYPE_CHECKING:
    from comptes.models import Personne


@transaction.atomic
def assigner_relecture(
    *, ressource: Ressource, relecteur: Personne, acteur: Personne, maintenant: datetime, echeance: date | None = None
) -> Relecture:
    """« Assigner »: never a producer, never twice on the same version."""
    relecture = inscrire_relecture(
        ressource=ressource, relecteur=relecteur, acteur=acteur, maintenant=maintenant, echeance=echeance
    )
    courriels.relecture_assignee(relecture, acteur=acteur, maintenant=maintenant)
    return relecture


def inscrire_relecture(
    *, ressource: Ressource, relecteur: Personne, acteur: Personne, maintenant: datetime, echeance: date | None = None
) -> Relecture:
    """The same, telling nobody yet; in the caller's transaction."""
    ressource = verrouiller_ressource(ressource)
    if raison := assignation_impossible(ressource):
        raise ActionImpossible(raison)
    if est_producteur(ressource, relecteur.pk):
        raise ActionImpossible(f"{relecteur.nom_complet} produit cette ressource et ne peut donc pas la relire.")
    version = derniere_version(ressource)
    if deja := version.relectures.filter(relecteur=relecteur).select_related("assignee_par").first():
        raise ActionImpossible(_deja_confiee(deja, relecteur))
    relecture = Relecture.objects.create(
        version=version,
        relecteur=relecteur,
        assignee_par=acteur,
        assignee_le=maintenant,
        etat_depuis=maintenant,
        echeance=echeance,
    )
    ecrire(
        chaine=ressource.chaine,
        action="relecture.assigner",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"relecture": relecture.pk, "relecteur": relecteur.pk, "version": version.pk},
    )
    return relecture


def _deja_confiee(deja: Relecture, relecteur: Personne) -> str:
    par, quand = deja.assignee_par.nom_complet, instant(deja.assignee_le)
    if deja.etat in RELECTURES_TENUES:
        return f"{relecteur.nom_complet} relit déjà la {deja.version} : {par} lui a confié cette relecture le {quand}."
    return (
        f"La relecture de la {deja.version} a déjà été confiée à {relecteur.nom_complet} le {quand}, puis "
        f"{'déclinée' if deja.etat == EtatRelecture.DECLINEE else 'close'} : choisissez quelqu'un d'autre."
    )


def assignation_impossible(ressource: Ressource) -> str:
    """Why nobody can be assigned now, and who made it so; empty when somebody can."""
    if ressource.etat == EtatRessource.EN_RELECTURE:
        return ""
    qui = dernier_geste(ressource)
    return (
        f"« {ressource.titre} » est « {ressource.get_etat_display()} » : on assigne quand elle est en relecture."
        f"{f' {qui}.' if qui else ''}"
    )


@transaction.atomic
def assigner_relectures(
    *, ressource: Ressource, relecteurs: Iterable[Personne], acteur: Personne, maintenant: datetime, echeance: date
) -> list[Relecture]:
    """« Assigner » several people at once: all of them, or nobody when one cannot."""
    verrouiller_ressource(ressource)
    return [
        assigner_relecture(
            ressource=ressource, relecteur=relecteur, acteur=acteur, maintenant=maintenant, echeance=echeance
        )
        for relecteur in relecteurs
    ]


@transaction.atomic
def rendre_relecture(*, relecture: Relecture, avis: str, acteur: Personne, maintenant: datetime) -> Relecture:
    """« Rendre ma relecture »: the producers see the remarks; the last one handed in opens the revision."""
    ressource = verrouiller_ressource(relecture.version.ressource)
    relecture = (
        Relecture.objects.select_for_update(of=("self",), no_key=True)
        .select_related("version__ressource")
        .get(pk=relecture.pk)
    )
    relecture.version.ressource = ressource
    if raison := remise_impossible(relecture):
        raise ActionImpossible(raison)
    relecture.avis = avis
    relecture.save(update_fields=["avis"])
    remarques = list(relecture.remarques.select_related("auteur", "version__ressource"))
    for remarque in remarques:
        noter_transmise(remarque, maintenant)
    changer_etat(
        relecture,
        "rendre",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"relecture": relecture.pk, "remarques": len(remarques)},
    )
    derniere = ressource.etat == EtatRessource.EN_RELECTURE and not relectures_attendues(ressource)
    if derniere:
        changer_etat(ressource, "rendre_relectures", acteur=acteur, maintenant=maintenant)
    courriels.relecture_rendue(relecture, derniere=derniere, acteur=acteur, maintenant=maintenant)
    return relecture


def remise_impossible(relecture: Relecture) -> str:
    """Why it cannot be handed in now; empty when it can."""
    if relecture.version.ressource.etat == EtatRessource.ABANDONNEE:
        return "La ressource est abandonnée : il n'y a plus rien à rendre. Merci de votre travail."
    return empechement(relecture, "rendre")


@transaction.atomic
def clore_relecture(*, ressource: Ressource, acteur: Personne, maintenant: datetime) -> Ressource:
    """« Clore la relecture »: who has not handed in is let off, the producers go on."""
    ressource = verrouiller_ressource(ressource)
    attendues = relectures_attendues(ressource)
    changer_etat(
        ressource, "clore_relecture", acteur=acteur, maintenant=maintenant, donnees={"sans_remise": len(attendues)}
    )
    for relecture in attendues:
        changer_etat(relecture, "clore", acteur=acteur, maintenant=maintenant, donnees={"relecture": relecture.pk})
    courriels.relecture_close(ressource, acteur=acteur, maintenant=maintenant)
    courriels.relecture_plus_attendue(ressource, attendues, acteur=acteur, maintenant=maintenant)
    return ressource


@transaction.atomic
def continuer_sans_relecture(*, ressource: Ressource, acteur: Personne, maintenant: datetime) -> Ressource:
    """« Continuer sans relecture »: open to the producers as long as nobody is assigned."""
    ressource = verrouiller_ressource(ressource)
    refuser_de_continuer(ressource)
    changer_etat(ressource, "continuer_sans_relecture", acteur=acteur, maintenant=maintenant)
    courriels.sans_relecture(ressource, acteur=acteur, maintenant=maintenant)
    return ressource


def refuser_de_continuer(ressource: Ressource) -> None:
    """Raises ActionImpossible with what to do instead."""
    if trouver(ressource, "continuer_sans_relecture") is None:
        raise ActionImpossible(refus(ressource, "continuer_sans_relecture"))
    version = derniere_version(ressource)
    if version and version.relectures.filter(etat__in=RELECTURES_TENUES).exists():
        raise ActionImpossible("Une relecture est assignée : attendez-la, ou faites-la clore par le PREDAC ou l'IAN.")


@transaction.atomic
def rouvrir_relecture(*, ressource: Ressource, acteur: Personne, maintenant: datetime) -> Ressource:
    """« Rouvrir une relecture » on the last version; proofreaders are then assigned."""
    ressource = verrouiller_ressource(ressource)
    changer_etat(ressource, "rouvrir_relecture", acteur=acteur, maintenant=maintenant)
    courriels.relecture_rouverte(ressource, acteur=acteur, maintenant=maintenant)
    return ressource
