"""« Déposer » seals the draft into a version and moves the resource."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commun.erreurs import ActionImpossible, Perime
from journal.mouvements import changer_etat, refus, trouver
from productions import courriels
from productions.declarations import manques
from productions.etats import ANNULATION, EtatRelecture, EtatTest
from productions.models import Contestation, Depot, Piece, Remarque, Ressource, Version
from productions.queries.analyses import pieces_retenues
from productions.queries.depots import pieces_vues, reponses_preparees
from productions.sceau import sceller

from .accords import donner_accord
from .depots import copier_pieces, refuser_brouillon_perime, refuser_depot_impossible
from .ressources import relectures_attendues
from .textes import demander_textes
from .verrous import derniere_version, est_producteur, verrouiller_ressource

if TYPE_CHECKING:
    from comptes.models import Personne


@transaction.atomic
def deposer_version(
    *,
    ressource: Ressource,
    acteur: Personne,
    maintenant: datetime,
    numero: int,
    note: str | None = None,
    accord: bool = False,
    declarations: dict | None = None,
    lu: int | None = None,
    vues: str = "",
) -> Version:
    """« Déposer la V{numero} ». `numero` is what the person saw: a second click finds the version already there.

    Raises ActionImpossible when another version came meanwhile, when a blocking remark has no answer, when
    the draft is empty or lacks a commitment. Without `note` or `declarations`, the draft's own stand. `accord` is
    the depositor's own agreement to publication. `lu` is the draft's revision that these words were kept under: raises
    Perime when a co-producer has written since, whose words would be lost with the draft. `vues` is what the page
    showed of the files (`pieces_vues`): Perime too when they are others.
    """
    ressource = verrouiller_ressource(ressource)
    _refuser_depot(ressource, acteur, numero)
    depot, pieces = _brouillon_complet(ressource, acteur, lu, vues)
    _refuser_remarques_sans_reponse(ressource)
    note = depot.note if note is None else note
    declarations = depot.declarations if declarations is None else declarations
    _refuser_declarations_incompletes(ressource, declarations)
    version = _sceller(ressource, depot, pieces, acteur, maintenant, note, declarations)
    _passer_a(version, acteur, maintenant)
    if accord:
        donner_accord(ressource=ressource, acteur=acteur, maintenant=maintenant)
    courriels.version_deposee(version, acteur=acteur, maintenant=maintenant)
    return version


def _refuser_depot(ressource: Ressource, acteur: Personne, numero: int) -> None:
    if not est_producteur(ressource, acteur.pk):
        raise ActionImpossible("Seul un producteur de la ressource en dépose une version.")
    if numero != ressource.numero_suivant:
        raise ActionImpossible(_deja_deposee(ressource, numero))
    refuser_depot_impossible(ressource)


def _brouillon_complet(ressource: Ressource, acteur: Personne, lu: int | None, vues: str) -> tuple[Depot, list[Piece]]:
    """The draft with its files, as the person saw it and ready to be sealed."""
    depot = Depot.objects.filter(ressource=ressource).first()
    pieces = list(depot.pieces.select_related("analyse")) if depot else []
    if not pieces:
        raise ActionImpossible("Ajoutez au moins un fichier ou un lien avant de déposer.")
    refuser_brouillon_perime(depot, lu, acteur)
    _refuser_autres_pieces(pieces, vues)
    _refuser_pieces_retenues(pieces)
    return depot, pieces


def _passer_a(version: Version, acteur: Personne, maintenant: datetime) -> None:
    """The resource is now at this version, which carries the answers given."""
    ressource = version.ressource
    demander_textes(version.pieces.all(), maintenant)
    _rattacher_reponses(ressource, version)
    ressource.numero_version = version.numero
    ressource.save(update_fields=["numero_version"])
    changer_etat(
        ressource,
        "deposer",
        acteur=acteur,
        maintenant=maintenant,
        donnees={"version": version.pk, "numero": version.numero, "sceau": version.sceau},
    )


def _deja_deposee(ressource: Ressource, numero: int) -> str:
    version = ressource.versions.filter(numero=numero, annulee_le__isnull=True).select_related("deposee_par").first()
    if version is None:
        return "Cette version n'est plus celle attendue : rechargez la page."
    return f"La V{numero} est déjà déposée, par {version.deposee_par.nom_complet}. Rien n'a été déposé deux fois."


def _refuser_autres_pieces(pieces: list[Piece], vues: str) -> None:
    if vues and vues != pieces_vues(pieces):
        raise Perime(
            "La liste des fichiers et des liens a changé depuis l'ouverture de cette page : un coproducteur, ou vous "
            "dans un autre onglet. La voici à jour : vérifiez-la, puis déposez de nouveau."
        )


def _refuser_pieces_retenues(pieces: list[Piece]) -> None:
    """Read under the lock: what is still being read, or holds people's data, never reaches a version."""
    if manques := pieces_retenues(pieces):
        raise ActionImpossible(f"Avant de déposer, il manque : {' ; '.join(manques)}.")


def _refuser_remarques_sans_reponse(ressource: Ressource) -> None:
    nombre = Remarque.objects.filter(version__ressource=ressource, bloquante=True).a_traiter().count()
    if nombre:
        pluriel = "s" if nombre > 1 else ""
        raise ActionImpossible(
            f"{nombre} remarque{pluriel} bloquante{pluriel} attend{'ent' if pluriel else ''} une réponse : "
            "dites pour chacune si elle est faite, ou déclinée et pourquoi."
        )


def _refuser_declarations_incompletes(ressource: Ressource, declarations: dict) -> None:
    if absentes := manques(declarations, pour_la_classe=ressource.pour_la_classe):
        raise ActionImpossible(f"Il manque encore dans les déclarations : {' ; '.join(absentes)}.")


def _sceller(
    ressource: Ressource,
    depot: Depot,
    pieces: list[Piece],
    acteur: Personne,
    maintenant: datetime,
    note: str,
    declarations: dict,
) -> Version:
    version = Version(
        ressource=ressource,
        numero=ressource.numero_suivant,
        deposee_par=acteur,
        deposee_le=maintenant,
        note=note,
        declarations=declarations,
        etat_avant=ressource.etat,
    )
    version.sceau = sceller(version, pieces)
    version.save()
    Piece.objects.filter(depot=depot).update(version=version, depot=None)
    depot.delete()
    return version


def _rattacher_reponses(ressource: Ressource, version: Version) -> None:
    """The version carries the answers given so far, done or declined: from now on they do not change."""
    reponses_preparees(ressource).update(version_reponse=version)
    Contestation.objects.filter(
        remarque__version__ressource=ressource, reponse=Remarque.Reponse.FAITE, version_reponse__isnull=True
    ).update(version_reponse=version)


@transaction.atomic
def annuler_depot(*, ressource: Ressource, acteur: Personne, maintenant: datetime) -> Depot:
    """« Annuler le dépôt » that nobody has opened: back to the draft, files and all; the journal keeps both moves."""
    ressource = verrouiller_ressource(ressource)
    # Held before looking: a proofreader who is writing a remark finishes first.
    attendues = relectures_attendues(ressource)
    if raison := annulation_impossible(ressource):
        raise ActionImpossible(raison)
    version = derniere_version(ressource)
    if not _noter_annulation(version, maintenant):
        raise ActionImpossible(_deja_ouverte(version))
    Remarque.objects.filter(version_reponse=version).update(version_reponse=None)
    Contestation.objects.filter(version_reponse=version).update(version_reponse=None)
    ressource.etat_avant = version.etat_avant
    changer_etat(
        ressource,
        ANNULATION,
        acteur=acteur,
        maintenant=maintenant,
        donnees={"version": version.pk, "numero": version.numero},
    )
    ressource.numero_version = version.numero - 1
    ressource.save(update_fields=["numero_version"])
    for relecture in attendues:
        changer_etat(relecture, "clore", acteur=acteur, maintenant=maintenant, donnees={"relecture": relecture.pk})
    courriels.relecture_plus_attendue(ressource, attendues, acteur=acteur, maintenant=maintenant)
    depot = _rendre_au_brouillon(version, acteur, maintenant)
    courriels.depot_annule(version, acteur=acteur, maintenant=maintenant)
    return depot


def annulation_impossible(ressource: Ressource) -> str:
    """Why the last deposit cannot be cancelled; empty when it can."""
    version = derniere_version(ressource)
    if version is None or trouver(ressource, ANNULATION) is None:
        return refus(ressource, ANNULATION)
    if ressource.etat_avant != version.etat_avant:
        return f"La {version} a déjà servi : déposez plutôt une nouvelle version."
    if version.tests.exclude(etat__in=(EtatTest.ANNULE, EtatTest.DECLINE)).exists():
        return f"Un test en classe de la {version} est prévu ou rendu : déposez plutôt une nouvelle version."
    if version.tests.filter(etat=EtatTest.DECLINE).exists():
        return (
            f"La {version} a été proposée à un testeur, qui a pu l'ouvrir avant de renoncer : "
            "déposez plutôt une nouvelle version."
        )
    return _deja_ouverte(version) if _est_ouverte(version) else ""


def _deja_ouverte(version: Version) -> str:
    return f"La {version} a déjà été ouverte : déposez plutôt une nouvelle version."


def _noter_annulation(version: Version, maintenant: datetime) -> bool:
    """Whether it could be: the first reader, who takes no lock, may have come just before."""
    intacte = Version.objects.filter(pk=version.pk, ouverte_le__isnull=True, annulee_le__isnull=True)
    version.annulee_le = maintenant
    return bool(intacte.update(annulee_le=maintenant))


def _rendre_au_brouillon(version: Version, acteur: Personne, maintenant: datetime) -> Depot:
    """A draft of the next version may have begun meanwhile: it holds the same files and more, so it stands."""
    depot = Depot.objects.filter(ressource=version.ressource).first()
    if depot is None:
        depot = Depot.objects.create(
            ressource=version.ressource,
            ouvert_par=acteur,
            ouvert_le=maintenant,
            note=version.note,
            declarations=version.declarations,
        )
        copier_pieces(version.pieces.all(), depot)
    return depot


def _est_ouverte(version: Version) -> bool:
    return bool(
        version.ouverte_le
        or version.remarques.exists()
        or version.relectures.filter(etat=EtatRelecture.RENDUE).exists()
    )


def marquer_ouverte(*, version: Version, lecteur: Personne, maintenant: datetime) -> bool:
    """Somebody else than its producers has opened the version: its deposit can no longer be cancelled.

    A conditional update, outside any lock: the first reader counts, the next change nothing.
    """
    if version.ressource.liens_producteurs.filter(personne=lecteur).exists():
        return False
    return bool(
        Version.objects.filter(pk=version.pk, ouverte_le__isnull=True, annulee_le__isnull=True).update(
            ouverte_le=maintenant
        )
    )
