"""The deposit in preparation: files and links come and go, saved as one goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from django.core.files import File
from django.db import transaction

from commun.erreurs import ActionImpossible, Perime
from commun.fichiers import empreinte_sha256, nom_propre
from commun.morceaux import FichierArrive
from commun.templatetags.dates import instant
from journal.mouvements import refus, trouver
from poles.services.campagnes import pourquoi_close, refuser_si_close
from productions.declarations import a_reprendre
from productions.etats import EtatFiche
from productions.models import Depot, Piece, Ressource

from .analyses import demander_analyse
from .verrous import derniere_version, verrouiller_ressource

if TYPE_CHECKING:
    from comptes.models import Personne

Conclusion = Callable[[Piece], None]
COPIES = ("nature", "fichier", "nom", "taille", "sha256", "lien", "analyse_id", "texte_id")


@transaction.atomic
def ouvrir_depot(*, ressource: Ressource, acteur: Personne, maintenant: datetime) -> Depot:
    """« Préparer la V2 »: a new version starts from the previous one's files. Opening twice gives the same draft."""
    ressource = verrouiller_ressource(ressource)
    if depot := Depot.objects.filter(ressource=ressource).first():
        return depot
    refuser_depot_impossible(ressource)
    version = derniere_version(ressource)
    depot = Depot.objects.create(
        ressource=ressource,
        ouvert_par=acteur,
        ouvert_le=maintenant,
        declarations=a_reprendre(version.declarations) if version else {},
    )
    if version:
        copier_pieces(version.pieces.all(), depot)
    return depot


def depot_impossible(ressource: Ressource) -> str:
    """Why nothing can be deposited, and what to do first; empty when something can. Read in what is loaded."""
    if trouver(ressource, "deposer") is None:
        return refus(ressource, "deposer")
    if ressource.fiche.etat == EtatFiche.BROUILLON:
        return "Soumettez d'abord la fiche-projet : elle annonce ce que vous déposez."
    if ressource.fiche.etat == EtatFiche.ABANDONNEE:
        return "La fiche-projet est abandonnée : rien ne se dépose tant qu'elle n'est pas reprise."
    return pourquoi_close(ressource.campagne_suivi)


def refuser_depot_impossible(ressource: Ressource) -> None:
    """Raises ActionImpossible with what to do first; whether the year is closed is read afresh."""
    if phrase := depot_impossible(ressource):
        raise ActionImpossible(phrase)
    refuser_si_close(ressource.campagne_suivi_id)


def copier_pieces(pieces: Iterable[Piece], depot: Depot) -> None:
    Piece.objects.bulk_create(Piece(depot=depot, **{champ: getattr(p, champ) for champ in COPIES}) for p in pieces)


def ajouter_fichier(
    *, depot: Depot, nature: str, fichier: File, maintenant: datetime, conclure: Conclusion | None = None
) -> Piece:
    """« Ajouter »: the same file again changes nothing."""

    def placer(nouvelle: Piece) -> Piece | None:
        nouvelle.depot = _verrouiller_depot(depot)
        return _jumelle(nouvelle, sha256=nouvelle.sha256, nom=nouvelle.nom)

    return _inscrire(Piece(nature=nature), fichier, placer, maintenant, conclure)


def remplacer_fichier(
    *, piece: Piece, fichier: File, maintenant: datetime, conclure: Conclusion | None = None
) -> Piece:
    """« Remplacer »: the same place in the list, another content; the previous version keeps its own file."""

    def placer(nouvelle: Piece) -> None:
        ancienne = _verrouiller_piece(piece)
        nouvelle.depot, nouvelle.nature = ancienne.depot, ancienne.nature
        _effacer_au_commit(ancienne.fichier.name)

    return _inscrire(Piece(pk=piece.pk, nature=piece.nature), fichier, placer, maintenant, conclure)


def _inscrire(
    nouvelle: Piece,
    fichier: File,
    placer: Callable[[Piece], Piece | None],
    maintenant: datetime,
    conclure: Conclusion | None,
) -> Piece:
    """The one way in: hashed and stored outside any transaction, then listed by `placer`, under the resource's lock.

    `placer` gives the piece that already holds the same file, if there is one. `conclure` is told, in the same
    transaction, which piece the file has become; what it raises leaves everything as it was.
    """
    _stocker(nouvelle, fichier)
    with _effacer_en_cas_d_echec(nouvelle), transaction.atomic():
        if jumelle := placer(nouvelle):
            _effacer_au_commit(nouvelle.fichier.name)
        else:
            nouvelle.save(force_update=nouvelle.pk is not None)
        if conclure:
            conclure(jumelle or nouvelle)
    demander_analyse(jumelle or nouvelle, maintenant)
    return jumelle or nouvelle


@transaction.atomic
def ajouter_lien(*, depot: Depot, nature: str, lien: str, nom: str) -> Piece:
    """« Ajouter le lien »: the content stays online and may change; only the address is sealed."""
    nouvelle = Piece(depot=_verrouiller_depot(depot), nature=nature, lien=lien, nom=(nom or lien)[:200])
    if jumelle := _jumelle(nouvelle, lien=lien):
        return jumelle
    nouvelle.save()
    return nouvelle


@transaction.atomic
def changer_nature(*, piece: Piece, nature: str) -> Piece:
    """« Changer la nature » of a file that was added under the wrong one."""
    piece = _verrouiller_piece(piece)
    piece.nature = nature
    piece.save(update_fields=["nature"])
    return piece


@transaction.atomic
def retirer_piece(*, piece: Piece) -> None:
    """« Retirer » from the draft; a file that a version holds stays there."""
    piece = _verrouiller_piece(piece)
    piece.delete()
    _effacer_au_commit(piece.fichier.name)


@transaction.atomic
def remettre_piece(*, depot: Depot, piece: Piece) -> None:
    """« Remettre » what the last version held and the draft no longer does."""
    depot = _verrouiller_depot(depot)
    if not depot.pieces.filter(fichier=piece.fichier.name, lien=piece.lien).exists():
        copier_pieces([piece], depot)


@transaction.atomic
def noter_depot(
    *,
    depot: Depot,
    acteur: Personne,
    maintenant: datetime,
    note: str | None = None,
    declarations: dict | None = None,
    lu: int | None = None,
) -> Depot:
    """« Enregistrer le brouillon »: what changes in this version and what is declared of it, None where it stays.

    `lu` is the draft's revision when the page was opened: raises Perime when a co-producer has written since.
    Saying again what is already there changes nothing.
    """
    depot = _verrouiller_depot(depot)
    avant = (depot.note, depot.declarations)
    apres = (
        depot.note if note is None else note,
        depot.declarations if declarations is None else declarations,
    )
    if apres == avant:
        return depot
    refuser_brouillon_perime(depot, lu, acteur)
    depot.note, depot.declarations = apres
    depot.revision, depot.modifie_par, depot.modifie_le = depot.revision + 1, acteur, maintenant
    depot.save(update_fields=["note", "declarations", "revision", "modifie_par", "modifie_le"])
    return depot


def refuser_brouillon_perime(depot: Depot, lu: int | None, acteur: Personne) -> None:
    """Raises Perime when a co-producer has written since revision `lu`."""
    if lu is not None and lu < depot.revision and depot.modifie_par_id != acteur.pk:
        raise Perime(
            f"{depot.modifie_par.nom_complet} a modifié ce brouillon le {instant(depot.modifie_le)}, pendant que vous "
            "écriviez. Ce que vous avez tapé est ci-dessous. Ouvrez le dépôt dans un autre onglet pour comparer ; si "
            "vous enregistrez de nouveau, votre texte remplace le sien."
        )


def _verrouiller_depot(depot: Depot) -> Depot:
    """The draft, under its resource's lock: what comes in cannot cross the deposit that seals the list."""
    ressource = verrouiller_ressource(depot.ressource)
    present = Depot.objects.filter(pk=depot.pk).first()
    if present is None:
        raise ActionImpossible(
            f"La V{ressource.numero_version} vient d'être déposée : ce que vous changez ira dans la version suivante."
        )
    return present


def _verrouiller_piece(piece: Piece) -> Piece:
    if piece.depot is None:
        raise ActionImpossible("Cette pièce est dans une version déposée, qui ne change plus.")
    depot = _verrouiller_depot(piece.depot)
    presente = depot.pieces.filter(pk=piece.pk).first()
    if presente is None:
        raise ActionImpossible(f"« {piece.nom} » n'est plus dans ce dépôt : quelqu'un vient de la retirer.")
    return presente


def _jumelle(piece: Piece, **memes: str) -> Piece | None:
    return Piece.objects.filter(depot=piece.depot, nature=piece.nature, **memes).first()


def _stocker(piece: Piece, fichier: File) -> None:
    piece.nom, piece.taille = nom_propre(fichier.name or ""), fichier.size or 0
    piece.sha256 = fichier.sha256 if isinstance(fichier, FichierArrive) else empreinte_sha256(fichier)
    piece.fichier.save(piece.nom, fichier, save=False)


@contextmanager
def _effacer_en_cas_d_echec(piece: Piece) -> Iterator[None]:
    """A file that no row names would stay for ever."""
    try:
        yield
    except Exception:
        piece.fichier.storage.delete(piece.fichier.name)
        raise


def _effacer_au_commit(nom: str | None) -> None:
    """Not before: a transaction that fails must find its file again."""
    transaction.on_commit(partial(_effacer_si_orphelin, nom))


def _effacer_si_orphelin(nom: str | None) -> None:
    if nom and not Piece.objects.filter(fichier=nom).exists():
        Piece._meta.get_field("fichier").storage.delete(nom)
